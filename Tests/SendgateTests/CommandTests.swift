import Foundation
import Testing

/// What every new user tries first.
@Suite struct CommandTests {
    @Test func theShippedConfigurationIsSound() async throws {
        let answer = try await Executable.run(["check", "--config", "config"])
        #expect(answer.status == 0, "\(answer.complaints)")
        #expect(answer.output.contains("The configuration is sound."))
    }

    @Test func theReferenceNamesEveryFieldOfARecordType() async throws {
        let answer = try await Executable.run(["records", "ehc-request"])
        #expect(answer.status == 0)
        #expect(answer.output.contains("received (calendar date, yyyy-mm-dd"))
        let schema = try await Executable.run(["records", "ehc-request", "--json-schema"])
        let object = try JSONSerialization.jsonObject(with: Data(schema.output.utf8)) as? [String: Any]
        #expect((object?["properties"] as? [String: Any])?["received"] != nil)
    }

    @Test func anUnknownRecordTypeIsToldWithWhatThereIs() async throws {
        let answer = try await Executable.run(["records", "plan"])
        #expect(answer.status == 64)
        #expect(answer.complaints.contains("ehc-plan"))
    }
}

// A renamed column is noticed, and the new name is proposed.

import Testing

@testable import Adapters

struct HeaderDriftTests {
    private let before = ["Adno", "Legal surname", "Legal forename", "DOB", "SEN status", "House"]

    private func drift(_ header: [String], before: [String]?) throws -> HeaderDrift {
        let file = try #require(try Fixtures.manifest("school-pupils").file("pupils"))
        return file.drift(of: header, before: before)
    }

    @Test(arguments: [
        ("DOB", "Birth date (pupil)"), ("DOB", "D.O.B of pupil"), ("DOB", "Born"), ("Legal surname", "Legal sur name"),
        ("SEN status", "Status SEN new"),
    ])
    func aRenamedColumnIsProposed(gone: String, new: String) throws {
        let header = before.map { $0 == gone ? new : $0 }
        let drift = try drift(header, before: before)
        if drift.gone.isEmpty { return #expect(drift.new.isEmpty, "the new name is one that the adapter knows") }
        #expect(drift.renames == [.init(gone: gone, new: new)])
        #expect(
            drift.commands(adapter: "school-pupils") == [
                "sendgate adapters accept school-pupils --column '\(gone)=\(new)' --by NAME"
            ])
    }

    @Test func aColumnThatIsGoneWithoutASuccessorIsNamed() throws {
        let drift = try drift(before.filter { $0 != "DOB" } + ["Shoe size"], before: before)
        #expect(drift.gone == ["DOB"])
        #expect(drift.renames.isEmpty)
        #expect(
            drift.sentences == ["`DOB` is gone.", "New columns that nothing is read from: `Shoe size`."])
    }

    @Test func theSameHeaderIsNoDriftAndAColumnThatNothingReadsMayGo() throws {
        #expect(try drift(before, before: before).isNone)
        #expect(try drift(before.filter { $0 != "House" }, before: before).isNone)
    }

    @Test func anotherSystemsNamesForTheSameColumnsAreNoDrift() throws {
        let other = ["AdmissionNumber", "Surname", "Forename", "DOB", "SENprovision"]
        #expect(try drift(other, before: before).gone.isEmpty)
    }

    @Test func manyColumnsThatAreGoneAreToldInOneSentence() throws {
        let all = before + ["UPN", "Postcode", "Address", "Ethnicity"]
        let drift = try drift(["Adno", "Legal surname", "Legal forename", "DOB"], before: all)
        #expect(drift.gone.count > 3)
        #expect(drift.sentences.count == 1)
        #expect(drift.gone.allSatisfy { drift.sentences[0].contains("`\($0)`") })
    }

    @Test func theFirstFileMissesOnlyWhatIsRequired() throws {
        let drift = try drift(["Adno", "Legal surname", "SEN status", "Born on the date of"], before: nil)
        #expect(drift.gone == ["DOB"])
    }
}

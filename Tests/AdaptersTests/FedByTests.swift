// Which adapters feed what, read from the shipped manifests.

import SENDRecords
import Testing

@testable import Adapters

struct FedByTests {
    private static func types() throws -> [FedType] {
        FedType.all(of: try Fixtures.adapterFolders.map { try Fixtures.manifest($0) })
    }

    private static func sources(_ type: String, _ field: String) throws -> [FedSource] {
        let found = try #require(types().first { $0.type.name == type }?.fields.first { $0.name == field })
        return found.sources
    }

    @Test func everyRecordTypeIsToldOnceAndEveryFieldOfIt() throws {
        let types = try Self.types()
        #expect(types.map(\.type) == RecordType.all.map(\.type))
        for type in types {
            #expect(type.fields.map(\.name) == type.type.declaration.fields.map(\.name))
        }
    }

    @Test func aFieldNamesItsColumnsThroughNamedValues() throws {
        let sources = try Self.sources("annual-review", "planned").filter { $0.adapter == "school-reviews" }
        #expect(sources.count == 1)
        #expect(sources.first?.columns.first == "Review due")
        #expect(sources.first?.file == "reviews")
    }

    @Test func whatIsNoColumnIsSaid() throws {
        let sources = try Self.sources("annual-review", "reported-by")
        #expect(sources.map(\.words) == ["the school's URN"])
    }

    /// The council's certified fields are fed by no school.
    @Test(arguments: ["meeting", "outcome", "draft", "decided"])
    func noSchoolFeedsWhatTheCouncilCertifies(field: String) throws {
        #expect(try Self.sources("annual-review", field).allSatisfy { !$0.adapter.hasPrefix("school-") })
    }

    @Test func aTypeThatNothingFeedsIsNamed() throws {
        let types = FedType.all(of: [try Fixtures.manifest("gias-schools")])
        let text = FedType.text(of: types)
        #expect(text.contains("child: fed by nothing"))
        #expect(text.contains("setting: fed by gias-schools"))
        #expect(text.split(separator: "\n").last?.contains("route-crew") == true)
        #expect(FedType.json(of: types).serialised().contains("\"type\":\"child\",\"fedBy\":[]"))
    }
}

// Which record types a set can withdraw, by which of its files came.

import Configuring
import SENDRecords
import Testing

@testable import Adapters

struct CoveringTests {
    private static let tables: Set<String> = [
        "person", "requests", "assessment", "namedplan", "plandetail", "activeplans", "placementdetail", "senneed",
    ]
    private static let modules: Set<String> = ["person", "requests", "assessment", "namedplan", "activeplans"]
    private static let everything: Set<String> = [
        "child", "ehc-request", "ehc-assessment", "ehc-plan", "placement", "annual-review", "phase-transfer",
        "la-transfer", "sen-need",
    ]

    @Test(
        arguments: [
            ("council-sen2", ["message"], everything), ("council-sen2", tables, everything),
            // The module files hold no placements and needs.
            ("council-sen2", modules, everything.subtracting(["placement", "sen-need"])),
            // Placements stand in two tables.
            ("council-sen2", tables.subtracting(["plandetail"]), everything.subtracting(["placement"])),
            ("council-sen2", ["person"], ["child"]),
            ("council-casework", ["children", "cases"], ["child", "ehc-request", "ehc-assessment"]),
        ] as [(String, Set<String>, Set<String>)])
    func aSetSpeaksForWhatCame(adapter: String, files: Set<String>, types: Set<String>) throws {
        let manifest = try Fixtures.manifest(adapter)
        #expect(Set(manifest.coveredTypes(by: files).map(\.name)) == types)
    }

    @Test func oneLayoutStandsForWhatItStates() throws {
        let text = """
            id: sample
            version: 1
            title: sample
            partner: sample
            population: sample
            source: {inbox: {patterns: "*"}}
            format: {csv: {}}
            contract: {snapshot: true, covers: all}
            key-spaces: {child: sample}
            files:
              - {name: one, records: [{type: child, key: A, fields: {surname: B}}]}
              - name: two
                layout-of: one
                records:
                  - {type: child, key: A, fields: {surname: C}}
                  - {type: sen-need, key: A, fields: {need: D}}
              - {name: needs, required: false, records: [{type: contact, key: E, about: A, fields: {surname: F}}]}
            """
        let manifest = try Manifest(
            try ConfigurationNode.parse(text, file: "adapter.yaml"), id: "sample", definitions: Fixtures.definitions)
        func covered(_ files: String...) -> [String] { manifest.coveredTypes(by: Set(files)).map(\.name).sorted() }
        #expect(covered("one") == ["child"])
        #expect(covered("two") == ["child", "sen-need"])
        #expect(covered("two", "needs") == ["child", "contact", "sen-need"])
        // A layout of one file doesn't stand for another that it says nothing of.
        #expect(covered("needs") == ["contact"])
    }
}

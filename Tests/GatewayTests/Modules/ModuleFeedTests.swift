// A feed by a native module, from its trust to its records.

import Foundation
import SENDRecords
import Storage
import Testing

@testable import Gateway

@Suite struct ModuleFeedTests {
    private static let pages = [
        "A1|Ashworth|Maya|2014-03-02|7\nA2|Bello|Tunde|2013-11-30|8\n",
        "A3|Carr|Iris\nA4|Dunn|Leo|2012-01-09|-\nA5|Eze|Ada|2015-13-40|3\n",
    ]

    @Test func anUntrustedOrChangedLibraryIsNotLoadedAndTheCommandIsNamed() async throws {
        try await ModuleCity.through(pages: Self.pages) { city in
            try await city.open { (gateway) async throws -> Void in
                let refused = await gateway.ask("pull")
                #expect(!refused.isDone)
                #expect(refused.message.contains("`sendgate adapters trust pupils --by NAME`"), "\(refused.message)")
                #expect(try gateway.run(1).state == .failed)
                #expect(try GatewayReader(gateway).status().text.contains("isn't trusted, so it isn't loaded"))
                let trusted = await gateway.ask("adapters.trust")
                #expect(trusted.isDone, "\(trusted.message)")
                #expect(await gateway.ask("pull").isDone)
                #expect(try GatewayReader(gateway).status().text.contains("isn't trusted") == false)
            }
            try Data("changed".utf8).append(to: city.library)
            try await city.open { (gateway) async throws -> Void in
                let changed = await gateway.ask("pull")
                #expect(changed.message.contains("has changed since A. Officer trusted it"), "\(changed.message)")
            }
        }
    }

    @Test func itsRowsAreCountedPlacedAndExplainedLikeAnyFile() async throws {
        try await ModuleCity.through(pages: Self.pages) { city in
            try await city.openTrusting { (gateway) async throws -> Void in
                let answer = await gateway.ask("pull")
                #expect(answer.isDone, "\(answer.message)")
                let run = try gateway.run(1)
                #expect(run.state == .applied && run.rows == 5)
                #expect(run.counts.applied == 2 && run.counts.leftOut == 1 && run.counts.quarantined == 2)
                let rows = try gateway.store.quarantine()
                #expect(rows.map(\.place.payload) == [1, 1])
                #expect(rows.map(\.place.line) == [1, 3])
                #expect(rows.map(\.place.byteOffset) == [0, 38])
                #expect(try gateway.store.remarks(of: run.id).map(\.text) == ["The module says: All pages were taken."])
                #expect(try gateway.store.feed(named: "pupils")?.cursor == Array("A5".utf8))
                let key = SubjectKey(.child, space: "pupils", key: "A2")
                let child = try #require(try gateway.store.child(of: key))
                let told = try GatewayReader(gateway).explainChild(child)
                #expect(told.text.contains("surname = Bello"), "\(told.text)")
                #expect(told.text.contains("line 2"), "\(told.text)")
            }
            try await city.open { (gateway) async throws -> Void in
                let again = await gateway.ask("pull")
                #expect(again.message.contains("Already received"), "\(again.message)")
            }
        }
    }

    @Test func aRetryAsksTheModuleAgainAboutWhatIsKept() async throws {
        try await ModuleCity.through(pages: Self.pages) { city in
            try await city.openTrusting { (gateway) async throws -> Void in
                #expect(await gateway.ask("pull").isDone)
            }
            // Nothing is fetched.
            await city.partners.stop()
            try await city.open { (gateway) async throws -> Void in
                let answer = await gateway.handle(ControlRequest("quarantine.retry", ["feed": "pupils"]))
                #expect(answer.isDone, "\(answer.message)")
                #expect(answer.message.contains("has read 2 rows of run 1 again"), "\(answer.message)")
                let run = try gateway.run(2)
                #expect(run.retries == RunID(1) && run.rows == 2 && run.counts.quarantined == 2)
            }
        }
    }

    @Test func anAcceptedTrialAsksTheModuleAgainFromWhereItBegan() async throws {
        let first = "A1|Ashworth|Maya|2014-03-02|7\nA2|Bello|Tunde|2013-11-30|8\n"
        try await ModuleCity.through(pages: [first]) { city in
            try await city.openTrusting { (gateway) async throws -> Void in
                #expect(await gateway.ask("pull").isDone)
                #expect(try gateway.store.feed(named: "pupils")?.cursor == Array("A2".utf8))
            }
            try Data("\ntrial: true\n".utf8).append(to: city.manifest)
            await city.serve(["A2|Bello|Tunde|2013-11-30|9\nA3|Carr|Iris|2012-05-06|8\n"])
            try await city.open { (gateway) async throws -> Void in
                #expect(await gateway.ask("pull").isDone)
                #expect(try gateway.run(2).state == .trial)
                #expect(try gateway.store.beginning(of: RunID(2)) == Array("A2".utf8))
            }
            // Nothing is fetched.
            await city.partners.stop()
            try await city.open { (gateway) async throws -> Void in
                let accepted = await gateway.ask("feeds.accept", ["feed": "pupils"])
                #expect(accepted.isDone, "\(accepted.message)")
                let run = try gateway.run(3)
                #expect(run.state == .applied)
                #expect(run.counts.leftOut == 1 && run.counts.applied == 1, "A2 came before: \(run.counts)")
                #expect(
                    try gateway.store.feed(named: "pupils")?.cursor == Array("A3".utf8), "the next run goes on there")
            }
        }
    }

    @Test func aQuarantinedRowIsShownAsItStandsInTheAnswer() async throws {
        try await ModuleCity.through(pages: Self.pages) { city in
            try await city.openTrusting { (gateway) async throws -> Void in
                #expect(await gateway.ask("pull").isDone)
                let row = try #require(try gateway.store.quarantine().first)
                let hidden = try GatewayReader(gateway).quarantined(id: row.id, run: nil, line: nil)
                #expect(!hidden.text.contains("Carr"), "\(hidden.text)")
                let shown = await gateway.ask("quarantine.values", ["id": "\(row.id)"])
                #expect(shown.message.contains("A3|Carr|Iris") && !shown.message.contains("Dunn"), "\(shown.message)")
            }
        }
    }

    @Test(arguments: [
        (
            "{\"id\": \"7\", \"name\": \"a } \\\" b\", \"in\": [1]}, {\"id\": \"8\"}",
            ["id=7", "name=a } \" b", "in=[1]"]
        ),
        ("[1, [2]], 3", ["the value=[1,[2]]"]), ("A1|Ash\nA2|Beck", ["the line=A1|Ash"]),
        ("{\"id\": 1", ["the line={\"id\": 1"]),
        ("", []),
    ])
    func whatIsCitedIsTheValueOrTheLineThatBeginsThere(_ text: String, _ fields: [String]) {
        #expect(CitedBytes(Array(text.utf8)[...]).fields.map { "\($0.name)=\($0.value)" } == fields)
    }

    @Test func aTypeThatTheManifestDoesNotNameEndsTheRun() async throws {
        try await ModuleCity.through(types: "[child]", pages: Self.pages) { city in
            try await city.openTrusting { (gateway) async throws -> Void in
                let answer = await gateway.ask("pull")
                #expect(
                    answer.message.contains(
                        "stated a record of type `enrolment`, which `states` of adapter.yaml doesn't name"),
                    "\(answer.message)")
                #expect(try gateway.store.status().children == 0)
            }
        }
    }

    @Test func aModuleThatFailsAgainAndAgainIsPutAsideUntilSomebodyLooks() async throws {
        try await ModuleCity.through(module: "hostile", settings: "{mode: segfault}") { city in
            await city.partners.serve([UInt8]("twelve bytes".utf8), at: "/one")
            try await city.openTrusting { (gateway) async throws -> Void in
                let manifest = try gateway.configuration.adapter(named: "pupils")
                for run in 1...3 {
                    #expect(try await gateway.pullReporting(manifest, kind: .pull, orSkip: true)?.state == .failed)
                    #expect(try gateway.run(Int64(run)).reason.contains("segmentation fault"))
                }
                #expect(try gateway.run(3).reason.contains("is put aside until"))
                let skipped = try await gateway.pullReporting(manifest, kind: .pull, orSkip: true)
                #expect(skipped == nil)
                #expect(try GatewayReader(gateway).status().text.contains("has failed 3 times in a row"))
                let resumed = await gateway.ask("adapters.resume")
                #expect(resumed.message.contains("is taken up again"), "\(resumed.message)")
                #expect(try await gateway.pullReporting(manifest, kind: .pull, orSkip: true)?.state == .failed)
                #expect(try GatewayReader(gateway).status().text.contains("times in a row") == false)
            }
        }
    }

    @Test func anAddressOutsideOfTheOriginIsRefused() async throws {
        try await ModuleCity.through(module: "hostile", settings: "{mode: elsewhere}") { city in
            await city.partners.serve([UInt8]("twelve bytes".utf8), at: "/one")
            try await city.openTrusting { (gateway) async throws -> Void in
                let answer = await gateway.ask("pull")
                #expect(
                    answer.message.contains("asked for an address outside of http://127.0.0.1:"), "\(answer.message)")
            }
        }
    }
}

extension Data {
    fileprivate func append(to path: String) throws {
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        defer { try? file.close() }
        try file.seekToEnd()
        try file.write(contentsOf: self)
    }
}

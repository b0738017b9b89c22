// A module that behaves, written with the header alone.

import AdapterHost
import Testing

@Suite struct ModuleTests {
    private let pages = [
        "A1|Ashworth|Maya|2014-03-02|7\nA2|Bello|Tunde|2013-11-30|8\n", "A3|Carr|Iris\nA4|Dunn|Leo|2012-01-09|-\n", "",
    ]

    @Test func itAsksForPagesAndStatesRecordsThatCiteThem() async throws {
        let (outcome, handler) = try await CompiledModule.pupils.value.run(pages)
        let ended = try outcome.get()
        #expect(ended.state == "A2")
        #expect(ended.remarks == ["All pages were taken."])
        #expect(handler.asked.map(\.address) == ["/pupils?page=1", "/pupils?page=2", "/pupils?page=3"])
        #expect(handler.asked.first?.headers == [ModuleStatement.Field(name: "Accept", value: "text/plain")])
        #expect(handler.statements.count == 6)
        let second = handler.statements[3]
        #expect((second.payload, second.offset, second.length) == (0, 30, 27))
        guard case .record(let enrolment) = second.content else {
            Issue.record("the fourth statement should be an enrolment")
            return
        }
        #expect(enrolment.type == "enrolment" && enrolment.key == "A2" && enrolment.about == "A2")
        #expect(enrolment.fields.map(\.name) == ["setting", "year-group"])
        #expect(
            handler.statements[4].content
                == .refused(rule: "columns-missing", what: "The line has fewer than five parts."))
        #expect(handler.statements[5].content == .leftOut(rule: "not-on-roll"))
        #expect(handler.statements[5].payload == 1)
    }

    @Test func manyRecordsComeInOrderAndWhole() async throws {
        let lines = (0..<20_000).map { "K\($0)|Surname\($0)|Forename|2014-03-02|7" }
        let (outcome, handler) = try await CompiledModule.pupils.value.run([lines.joined(separator: "\n")])
        #expect(try outcome.get().statements == 40_000)
        let keys = handler.statements.compactMap { statement -> String? in
            if case .record(let record) = statement.content, record.type == "child" { record.key } else { nil }
        }
        #expect(keys == (0..<20_000).map { "K\($0)" })
    }

    @Test func aLibraryThatIsNoModuleIsToldSo() async throws {
        let library = try ModuleLibrary(path: "/lib/x86_64-linux-gnu/libc.so.6")
        let (outcome, _) = try await library.run([])
        #expect(throws: ModuleFault.self) { try outcome.get() }
        guard case .failure(let fault) = outcome else { return }
        #expect(fault.text.contains("it isn't an adapter module"))
    }
}

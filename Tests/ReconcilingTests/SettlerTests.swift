import Reconciling
import SENDRecords
import Testing

/// Builds statements about one invented child.
struct Stated {
    static func child(
        _ feed: String, _ version: Int64, asOf: Int64 = 0, _ fill: (inout Record) -> Void
    ) -> Statement {
        record(Child.declaration.type, feed, version, asOf: asOf, fill)
    }

    static func record(
        _ type: RecordType, _ feed: String, _ version: Int64, key: String = "1", asOf: Int64 = 0,
        about subject: SubjectKey? = nil, _ fill: (inout Record) -> Void
    ) -> Statement {
        var record = Record(type)
        fill(&record)
        return Statement(
            version: version, feed: feed, key: key, subject: subject ?? SubjectKey(.child, space: feed, key: "k"),
            asOf: Instant(milliseconds: asOf), record: record)
    }

    static func day(_ iso: String) -> CalendarDate { CalendarDate(iso: iso)! }

    static func file(_ statements: [Statement], authority: [Authority.Ranking] = []) -> ChildFile {
        let subjects = Set(statements.map(\.subject).filter { $0.kind == .child })
        return Settler(authority: Authority(rankings: authority)).childFile(
            child: "C-TEST", members: subjects.map { ChildMember(subject: $0, sureness: 1) }, statements: statements)
    }

    static func findings(
        _ statements: [Statement], on today: String, surroundings: [SubjectKey: [Statement]] = [:]
    ) -> Findings {
        let definitions = Definitions(
            codeSets: [],
            clocks: [Clock(name: "C5", meaning: "Final plan", source: "reg 13(2)", days: 140, warnDays: 20)],
            thresholds: ["crew-check-days": 1095])
        return ChildCase(
            file: file(statements), statements: statements, surroundings: surroundings, definitions: definitions,
            today: day(today)
        ).findings()
    }
}

@Suite struct SettlerTests {
    private let healthFirst = [
        Authority.Ranking(type: Child.declaration.type, fields: nil, feeds: ["health", "council", "school"])
    ]

    @Test func theHighestAuthorityWinsEvenWhenOlder() {
        let file = Stated.file(
            [
                Stated.child("school@103456", 1, asOf: 9) { $0[Child.surname] = "Late" },
                Stated.child("health", 2, asOf: 1) { $0[Child.surname] = "Early" },
            ], authority: healthFirst)
        #expect(file.identity?[Child.surname] == "Early")
        let settled = file.identity?.values[Child.surname.declaration.number]
        #expect(settled?.version == 2)
        #expect(settled?.rule == .authority)
    }

    @Test func amongEqualsTheLatestWins() {
        let file = Stated.file([
            Stated.child("a", 1, asOf: 9) { $0[Child.surname] = "New" },
            Stated.child("b", 2, asOf: 1) { $0[Child.surname] = "Old" },
        ])
        #expect(file.identity?[Child.surname] == "New")
        #expect(file.identity?.values[Child.surname.declaration.number]?.rule == .recency)
    }

    @Test func whatIsNotStatedOrUnreadableNeverErases() {
        let file = Stated.file(
            [
                Stated.child("school", 1) { $0[Child.surname] = "Held" },
                Stated.child("health", 2, asOf: 5) { $0[Child.surname.declaration.number] = .unreadable(rule: "x") },
                Stated.child("council", 3, asOf: 6) { $0[Child.surname.declaration.number] = .empty },
            ], authority: healthFirst)
        #expect(file.identity?[Child.surname] == "Held")
    }

    @Test func anIdentifierThatFailsItsCheckStandsOnlyAlone() {
        let number = Child.nhsNumber.declaration.number
        let failing = Stated.child("health", 1, asOf: 9) { $0[number] = .unverified("9000000015") }
        #expect(Stated.file([failing]).identity?.values[number]?.value == .unverified("9000000015"))
        let sound = Stated.child("school", 2) { $0[Child.nhsNumber] = "9000000009" }
        #expect(Stated.file([failing, sound], authority: healthFirst).identity?[Child.nhsNumber] == "9000000009")
    }

    @Test func anybodyMayRestrict() {
        let file = Stated.file(
            [
                Stated.child("health", 1) { $0[Child.restricted] = false },
                Stated.child("school", 2) { $0[Child.restricted] = true },
            ], authority: healthFirst)
        #expect(file.isRestricted)
        #expect(file.identity?[Child.restricted] == true)
    }

    @Test func theOrderOfArrivalDoesNotMatterAndTheStoredFormComesBack() {
        let statements = [
            Stated.child("a", 1) { $0[Child.surname] = "One" }, Stated.child("b", 2) { $0[Child.surname] = "Two" },
            Stated.record(SENNeed.declaration.type, "a", 3) { $0[SENNeed.need] = "ASD" },
            Stated.record(EHCPlan.declaration.type, "b", 4) { $0[EHCPlan.started] = Stated.day("2025-01-01") },
        ]
        let file = Stated.file(statements)
        #expect(Stated.file(statements.reversed()) == file)
        #expect(ChildFile(encoded: file.encoded()) == file)
        let bytes = file.encoded()
        for length in 0..<bytes.count { #expect(ChildFile(encoded: Array(bytes.prefix(length))) == nil) }
    }

    @Test func onlyMembersCount() {
        let stranger = Stated.child("other", 9) { $0[Child.surname] = "Stranger" }
        let own = Stated.child("a", 1) { $0[Child.surname] = "Own" }
        let file = Settler(authority: Authority(rankings: [])).childFile(
            child: "C-1", members: [ChildMember(subject: own.subject, sureness: 1)], statements: [stranger, own])
        #expect(file.identity?[Child.surname] == "Own")
    }
}

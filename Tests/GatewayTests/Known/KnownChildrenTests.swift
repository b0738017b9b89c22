// Least data: attendance of a child whom nobody shows with SEND leaves nothing in the store, and whichever comes first, the
// register or the plan, the store holds the same in the end.

import Foundation
import SENDRecords
import Storage
import Testing

@testable import Gateway

struct KnownChildrenTests {
    private static let plans = """
        id: plans
        version: 1
        title: Plans
        partner: council
        population: Children with a plan
        source: {https: {origin: "https://council.example"}}
        schedule: {every: 1h}
        format: {csv: {}}
        contract: {snapshot: true, covers: all, quarantined: {limit: 90%, floor: 100}, withdrawals: {limit: 90%, floor: 100}}
        key-spaces: {child: plans}
        dates: yyyy-MM-dd
        files:
          - name: plans
            path: /plans.csv
            required-columns: [id, surname, born]
            records:
              - type: child
                key: id
                fields: {forename: forename, surname: surname, birth-date: born, upn: upn}
              - type: ehc-plan
                key: id
                fields: {started: started, ceased: ceased}

        """

    private static let marks = """
        id: marks
        version: 1
        title: Marks
        partner: school
        population: Pupils
        source: {https: {origin: "https://school.example"}}
        schedule: {every: 1h}
        format: {csv: {}}
        as-of: [{file-name: "*{yyyy-MM-dd}*"}]
        contract: {SNAPSHOT, quarantined: {limit: 90%, floor: 100}}
        key-spaces: {child: marks}
        dates: yyyy-MM-dd
        files:
          - name: marks
            path: /marks.csv
            required-columns: [id, week, marks]
            leave-out:
              - rule: not known to have SEND
                meaning: pupils whom the council doesn't know as having SEND; sendgate must not keep them
                unless-known:
                  key: id
                  fields: {forename: forename, surname: surname, birth-date: born, upn: upn}
            records:
              - type: child
                key: id
                fields: {forename: forename, surname: surname, birth-date: born, upn: upn}
              - type: attendance-week
                key: {template: "{id}/{week}"}
                about: id
                fields: {week: week, marks: marks}

        """

    private func city(snapshot: Bool = false) throws -> SmallCity {
        let city = try SmallCity(children: 5)
        let marks = Self.marks.replacingOccurrences(
            of: "SNAPSHOT",
            with: snapshot
                ? "snapshot: true, covers: all, withdrawals: {limit: 90%, floor: 100}" : "snapshot: false")
        try city.plugIn(["plans": Self.plans, "marks": marks])
        return city
    }

    private func pull(
        _ city: SmallCity, _ gateway: Gateway, _ adapter: String, _ rows: String, day: String = "2026-11-13"
    ) async throws {
        let header = adapter == "plans" ? "id,forename,surname,born,upn,started,ceased" : Self.header
        let path = try city.write(Array("\(header)\n\(rows)".utf8), "\(adapter)-\(day).csv")
        try await gateway.work(ControlRequest("pull", ["adapter": adapter, "files": path]))
    }

    private static let header = "id,forename,surname,born,upn,week,marks"
    private static let register = """
        4471,Toby,Okafor,2013-11-19,,2026-11-09,XYZZY1
        4533,Idris,Marsh,2012-01-11,P330123419001,2026-11-09,XYZZY2

        """
    private static let tobysPlan = "7,TOBY,O'kafor,2013-11-19,,2024-05-01,\n"
    private static let idrisPlan = "8,I.,Marsh,,P330123419001,2025-05-01,\n"

    /// Every attendance record that the store states now, as `key marks`.
    private func weeks(_ gateway: Gateway) throws -> [String] {
        let feed = try #require(try gateway.store.feed(named: "marks"))
        return try ["4471/2026-11-09", "4533/2026-11-09", "4471/2026-11-02"].compactMap { key in
            let name = RecordName(AttendanceWeek.declaration.type, key: key)
            guard let blob = try gateway.store.history(of: name, feed: feed.id).first?.blob else { return nil }
            return "\(key) \(try Record(encoded: blob)[AttendanceWeek.marks] ?? "")"
        }
    }

    /// Whether any file of the database holds the text, or any table a subject of the feed.
    private func rawBytes(_ city: SmallCity) throws -> [String: Data] {
        let state = "\(city.folder)/state"
        var found: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: state) where name.contains(".sqlite") {
            found[name] = try Data(contentsOf: URL(fileURLWithPath: "\(state)/\(name)"))
        }
        return found
    }

    @Test func nothingOfAnUnknownChildIsStored() async throws {
        let city = try city()
        try await city.open { gateway in
            try await pull(city, gateway, "marks", Self.register)
            let run = try #require(try gateway.store.runs().first)
            #expect(run.counts.description == "0 applied, 0 unchanged, 2 left out, 0 quarantined")
            #expect(try gateway.store.leftOut(of: run.id) == ["not known to have SEND": 2])
            for key in ["4471", "4533"] {
                #expect(try gateway.store.subject(of: SubjectKey(.child, space: "marks", key: key)) == nil)
            }
            #expect(try gateway.store.linkCount() == 0)
            #expect(try gateway.store.knownGrowth() == .none)
        }
        // Closed: what was written is in the files.
        let files = try rawBytes(city)
        #expect(!files.isEmpty)
        for (name, bytes) in files {
            for text in ["XYZZY", "Okafor", "Marsh", "P330123419001", "4471", "4533"] {
                #expect(bytes.range(of: Data(text.utf8)) == nil, "\(text) in \(name)")
            }
        }
    }

    @Test func whicheverComesFirstTheStoreHoldsTheSame() async throws {
        var contents: [Set<String>] = []
        var stated: [[String]] = []
        for registerFirst in [true, false] {
            let city = try city()
            try await city.open { gateway in
                if registerFirst { try await pull(city, gateway, "marks", Self.register) }
                try await pull(city, gateway, "plans", Self.tobysPlan)
                if !registerFirst { try await pull(city, gateway, "marks", Self.register) }
                contents.append(try gateway.content())
                stated.append(try weeks(gateway))
                let answer = await gateway.handle(ControlRequest("rebuild"))
                #expect(answer.message.contains("the same as before"), "\(answer.message)")
            }
        }
        // O'kafor and Okafor are one name once folded, or they are two; by either way the two orders agree.
        #expect(contents[0] == contents[1])
        #expect(stated[0] == stated[1])
        #expect(stated[0] == ["4471/2026-11-09 XYZZY1"])
    }

    @Test func onlyWhoIsNewIsTakenUpFromEveryKeptFile() async throws {
        let city = try city()
        try await city.open { gateway in
            try await pull(city, gateway, "marks", "4471,Toby,Okafor,2013-11-19,,2026-11-02,OLDER\n", day: "2026-11-06")
            try await pull(city, gateway, "marks", Self.register)
            try await pull(city, gateway, "plans", Self.idrisPlan)
            #expect(try weeks(gateway) == ["4533/2026-11-09 XYZZY2"])
            let taken = try #require(try gateway.store.runs().first { $0.kind == .retry })
            #expect(taken.rows == 1)
            #expect(taken.counts.applied == 1)
            try await pull(city, gateway, "plans", Self.idrisPlan + Self.tobysPlan)
            #expect(
                try weeks(gateway) == ["4471/2026-11-09 XYZZY1", "4533/2026-11-09 XYZZY2", "4471/2026-11-02 OLDER"])
            let retries = try gateway.store.runs().filter { $0.kind == .retry }
            #expect(retries.map(\.rows) == [1, 1, 1])
            // Nobody new: nothing is read again, and no run is left behind.
            let count = try gateway.store.runs().count
            try await pull(
                city, gateway, "plans", Self.idrisPlan + Self.tobysPlan + "9,Ann,Lee,2014-01-01,,2025-01-01,\n")
            #expect(try gateway.store.runs().count == count + 1)
            #expect(try gateway.takeUpCount() == 0)
        }
    }

    @Test func whoIsNoLongerKnownStaysUntilTheNextFileOfASnapshot() async throws {
        let city = try city(snapshot: true)
        try await city.open { gateway in
            try await pull(city, gateway, "plans", Self.tobysPlan + Self.idrisPlan)
            try await pull(city, gateway, "marks", Self.register)
            #expect(try weeks(gateway).count == 2)
            try await pull(
                city, gateway, "plans",
                Self.tobysPlan + Self.idrisPlan.replacing("2025-05-01,", with: "2025-05-01,2026-10-01"))
            #expect(try weeks(gateway).count == 2)
            try await pull(
                city, gateway, "marks", Self.register + "1,New,Row,2014-01-01,,2026-11-09,/\n", day: "2026-11-14")
            #expect(try weeks(gateway) == ["4471/2026-11-09 XYZZY1"])
            // A plan again: the latest file is read again.
            try await pull(city, gateway, "plans", Self.tobysPlan + Self.idrisPlan)
            #expect(try weeks(gateway) == ["4471/2026-11-09 XYZZY1", "4533/2026-11-09 XYZZY2"])
        }
    }

    @Test func aBadRowOfAChildWhoBecomesKnownWaitsWithTheOthers() async throws {
        let city = try city()
        try await city.open { gateway in
            try await pull(city, gateway, "marks", "4533,Idris,Marsh,2031-01-11,P330123419001,2026-11-09,/\n")
            #expect(try gateway.store.quarantine().isEmpty)
            try await pull(city, gateway, "plans", Self.idrisPlan)
            #expect(try gateway.store.quarantine().map(\.rule) == ["birth-date-in-future"])
        }
    }
}

extension Gateway {
    fileprivate func takeUpCount() throws -> Int { try store.runsBeforeKnown().count }
}

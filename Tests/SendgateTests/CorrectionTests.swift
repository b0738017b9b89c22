// What is taken back, missed or decided by a person.

import DemoCity
import Feeds
import Foundation
import SENDRecords
import Testing

extension WithDaemon {
    @Suite struct CorrectionTests {
        @Test func aCorrectedFileTakenBack() async throws {
            try await DaemonCity.through(children: 60) { city in
                let (school, row) = try city.aPupil()
                let first = city.city.schoolFile(of: school)
                var corrected = try PupilFile(first)
                let number = try corrected.column("Admission Number")
                let surname = try corrected.column("Surname")
                let key = corrected.rows[row][number]
                let stated = corrected.rows[row][surname]
                corrected.rows[row][surname] = "Taken-Back"
                func says() async throws -> String? {
                    let child = try #require(
                        try city.child(of: Truth.Key(space: "school-pupils@\(school.urn)", key: key)))
                    return try city.reader.settledIdentity(of: child)["surname"]
                }
                // A child whom only the school knows: what it states is what is settled.
                let name = city.city.schoolFileName(of: school)
                #expect(try await says() == stated)
                for (bytes, file, expected) in [
                    (corrected.bytes, name, "Taken-Back"), (first, name, stated),
                    // The careful secretary gives the corrected file a name of its own, without a date.
                    (corrected.bytes, "corrected.csv", "Taken-Back"), (first, name, stated),
                ] {
                    let receipt = try await city.drop(bytes, named: file, for: school)
                    #expect(receipt.outcome.hasPrefix("accepted"), "\(receipt.text)")
                    #expect(receipt.rows("accepted") == 1, "\(receipt.text)")
                    #expect(try await says() == expected)
                }
                let runs = try await city.json("runs", "list", "--feed", "school-pupils@\(school.urn)").elements ?? []
                #expect(runs.count == 5)
                #expect(runs.allSatisfy { $0["state"]?.text == "applied" })
            }
        }

        @Test func aFeedWithNinetyPercentOfItsRowsGone() async throws {
            try await DaemonCity.through(children: 120) { city in
                let school = try #require(
                    city.city.schools.filter { $0.flavour == .list }.max {
                        city.city.schoolRows(of: $0) < city.city.schoolRows(of: $1)
                    })
                let space = "school-pupils@\(school.urn)"
                var short = try PupilFile(city.city.schoolFile(of: school))
                let number = try short.column("Admission Number")
                let here = try #require(try short.aPupil(of: school, in: city))
                // One in ten is left, and one is new.
                var arrival = short.rows[here]
                arrival[number] = "NEW001"
                arrival[try short.column("UPN")] = ""
                arrival[try short.column("Surname")] = "Newcomer"
                arrival[try short.column("Forename")] = "Quillon"
                let gone = Truth.Key(space: space, key: short.rows[here][number])
                short.rows = short.rows.enumerated().filter { $0.offset % 10 == 0 && $0.offset != here }.map(\.element)
                short.rows.append(arrival)
                let childrenBefore = try city.reader.children().count

                let receipt = try await city.drop(short.bytes, named: "short.csv", for: school)
                #expect(receipt.isDone)
                #expect(receipt.json["remarks"]?.elements?.isEmpty == false)
                #expect(receipt.text.contains("Nobody was taken off"), "\(receipt.text)")
                #expect(try city.child(of: Truth.Key(space: space, key: "NEW001")) != nil, "arrivals aren't held")
                #expect(try city.child(of: gone) != nil, "withdrawals are held")
                #expect(try city.reader.children().count == childrenBefore + 1)

                let status = try await city.sendgate("status")
                #expect(status.output.contains("Needs a person"))
                #expect(status.output.contains("Withdrawals of \(space) are held"), "\(status.output)")
                var run = try #require(try await city.heldRuns().first?["run"]?.integer)

                // Nobody is taken off by a mistaken file that a person refuses …
                let refused = try await city.sendgate("runs", "refuse", "\(run)", "--by", "Data Officer")
                #expect(refused.status == 0, "\(refused.complaints)")
                try await city.quiet()
                #expect(try city.child(of: gone) != nil)
                #expect(try await city.heldRuns().isEmpty)
                let told = try city.receipts(of: school).map(\.remarks)
                #expect(told.contains { $0.contains("nobody was taken off") }, "the school learns what was decided")

                // … and all are by one that a person releases.
                short.rows[0][try short.column("Phone")] = "01632 960001"
                _ = try await city.drop(short.bytes, named: "short again.csv", for: school)
                run = try #require(try await city.heldRuns().first?["run"]?.integer)
                let released = try await city.sendgate("runs", "release", "\(run)", "--by", "Data Officer")
                #expect(released.status == 0, "\(released.complaints)")
                try await city.quiet()
                #expect(try city.child(of: gone) == nil)
                #expect(try city.child(of: Truth.Key(space: space, key: "NEW001")) != nil)
                #expect(try await city.heldRuns().isEmpty)
                #expect(!(try await city.sendgate("status").output.contains("are held")))
                let then = try city.receipts(of: school).map(\.remarks)
                #expect(
                    then.contains { $0.contains("those pupils were taken off") }, "the school learns what was decided")
                #expect(then.count == told.count + 1, "each file has one receipt")
                // It says who decided, and it can't be decided twice.
                let shown = try await city.sendgate("runs", "show", "\(run)")
                #expect(shown.output.contains("decided by Data Officer"))
                let again = try await city.sendgate("runs", "release", "\(run)", "--by", "Data Officer")
                #expect(again.status == 1)
                #expect(again.complaints.contains("applied"), "\(again.complaints)")
            }
        }

        @Test func aFileThatWaitedIsReleasedOrRefusedWithANewReceipt() async throws {
            try await DaemonCity.through(children: 60) { city in
                let (school, _) = try city.aPupil()
                let before = try city.derived()
                var list = try PupilFile(city.city.schoolFile(of: school))
                let birth = try list.column("Date of birth")
                for index in list.rows.indices { list.rows[index][birth] = "31/02/2014" }
                for _ in 0..<6 {
                    list.rows.append(list.rows[0])
                    list.rows[list.rows.count - 1][try list.column("Admission Number")] = "X\(list.rows.count)"
                    list.rows[list.rows.count - 1][try list.column("SEN")] = "SEN Support"
                }
                for (decision, outcome) in [("refuse", "refused"), ("release", "accepted-in-part")] {
                    list.rows[0][try list.column("Phone")] = decision
                    let waiting = try await city.drop(list.bytes, named: "\(decision).csv", for: school)
                    #expect(waiting.outcome == "waiting", "\(waiting.text)")
                    #expect(try city.derived() == before)
                    let run = try #require(waiting.json["run"]?.integer)
                    let decided = try await city.sendgate("runs", decision, "\(run)", "--by", "Data Officer")
                    #expect(decided.status == 0, "\(decided.complaints)")
                    try await city.quiet()
                    let receipts = try city.receipts(of: school).filter { $0.claim == waiting.claim }
                    #expect(receipts.map(\.outcome) == [outcome])
                    #expect(receipts.map(\.isDone) == [decision == "release"])
                }
            }
        }

        @Test func undoingAVerdictLeavesNothingBehind() async throws {
            try await DaemonCity.through(children: 60) { city in
                let before = try city.derived()
                let held = try await city.held()
                let (child, council, school) = try await city.aToldChild()
                let count = try await city.received().count

                let answer = try await city.sendgate(
                    "verdicts", "different", council, school, "--by", "Data Officer", "--why", "a test")
                #expect(answer.status == 0, "\(answer.complaints)")
                try await city.quiet()
                #expect(try city.derived() != before)
                #expect(try city.reader.child(of: .init(named: council)) != city.reader.child(of: .init(named: school)))
                #expect(try await city.received().count > count, "whoever had been told is sent the correction")
                #expect(try await city.held() != held)

                let verdict = try #require(try await city.json("verdicts", "list").elements?.last?["id"]?.integer)
                let undone = try await city.sendgate("verdicts", "undo", "\(verdict)", "--by", "Data Officer")
                #expect(undone.status == 0, "\(undone.complaints)")
                try await city.quiet()
                #expect(try city.derived() == before)
                #expect(try city.reader.child(of: .init(named: council)) == child)
                #expect(try await city.held() == held, "consumers hold what they held")

                let afterwards = try await city.received().count
                let rebuilt = try await city.sendgate("rebuild")
                #expect(rebuilt.status == 0, "\(rebuilt.complaints)")
                #expect(rebuilt.output.contains("same as before"), "\(rebuilt.output)")
                try await city.quiet()
                #expect(try city.derived() == before)
                #expect(try await city.received().count == afterwards, "a rebuild sends nothing")
            }
        }

        @Test func aNumberThatComesBackForAnotherPupilIsAnotherChild() async throws {
            try await DaemonCity.through(children: 60) { city in
                // A child whom a school stated first and the council later: the identifier is the school's founding.
                let school = try #require(
                    city.city.schools.first { $0.flavour == .list && city.city.schoolRows(of: $0) > 4 })
                let space = "school-pupils@\(school.urn)"
                var list = try PupilFile(city.city.schoolFile(of: school))
                let number = try list.column("Admission Number")
                var founding = list.rows[0]
                founding[number] = "FIRST1"
                founding[try list.column("UPN")] = ""
                founding[try list.column("SEN")] = "EHCP"
                founding[try list.column("Surname")] = "Abernathy"
                founding[try list.column("Forename")] = "Philippa"
                founding[try list.column("Date of birth")] = "03/02/2014"
                list.rows.append(founding)
                _ = try await city.drop(list.bytes, named: "one.csv", for: school)
                let child = try #require(try city.child(of: Truth.Key(space: space, key: "FIRST1")))
                // A second school takes the pupil over; the first takes the number off its list, then gives it anew.
                let second = try #require(
                    city.city.schools.first {
                        $0.flavour == .list && $0.urn != school.urn && city.city.schoolRows(of: $0) > 4
                    })
                var other = try PupilFile(city.city.schoolFile(of: second))
                var moved = founding
                moved[number] = "MOVED1"
                other.rows.append(moved)
                _ = try await city.drop(other.bytes, named: "two.csv", for: second)
                let there = Truth.Key(space: "school-pupils@\(second.urn)", key: "MOVED1")
                try #require(try city.child(of: there) == child)
                list.rows.removeLast()
                _ = try await city.drop(list.bytes, named: "three.csv", for: school)
                #expect(try city.child(of: there) == child)
                var another = founding
                another[try list.column("Surname")] = "Zeller"
                another[try list.column("Forename")] = "Bartholomew"
                another[try list.column("Date of birth")] = "30/11/2009"
                another[try list.column("Postcode")] = "B99 9ZZ"
                another[try list.column("Phone")] = ""
                another[try list.column("Address")] = "1 Elsewhere"
                list.rows.append(another)
                _ = try await city.drop(list.bytes, named: "four.csv", for: school)
                let newcomer = try #require(try city.child(of: Truth.Key(space: space, key: "FIRST1")))
                #expect(newcomer != child, "two children under one identifier")
                #expect(try city.child(of: there) == child)
                #expect(try city.reader.settledIdentity(of: child)["surname"] == "Abernathy")
                #expect(try city.reader.settledIdentity(of: newcomer)["surname"] == "Zeller")
            }
        }

        @Test func anIncompleteSetWaitsThenIsHeldNamingTheFile() async throws {
            let hasty: @Sendable (String) throws -> Void = { folder in
                let path = "\(folder)/sendgate.yaml"
                let text = try String(contentsOfFile: path, encoding: .utf8)
                let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
                let index = try #require(lines.firstIndex { $0.hasPrefix("  council-ehc:") }) + 1
                var changed = lines
                changed[index] = lines[index].replacingOccurrences(of: "{origin:", with: "{wait-for-set: 2s, origin:")
                try changed.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
            }
            try await DaemonCity.through(children: 60, configure: hasty) { city in
                let before = try city.reader.contentDigest()
                let partners = city.running.partners
                let date = city.city.councilDate
                let missing = "/sen2/\(date)/" + CouncilModule.senneed.fileName(date: date)
                await partners.behave(Misbehaviour(missing: [missing]))
                let first = try await city.sendgate("pull", "council-ehc")
                #expect(first.output.contains("waiting for senneed"), "\(first.output) \(first.complaints)")
                #expect(try await city.heldRuns().isEmpty)
                try await Task.sleep(for: .milliseconds(2100))
                let second = try await city.sendgate("pull", "council-ehc")
                #expect(second.output.contains("senneed did not come"), "\(second.output) \(second.complaints)")
                let status = try await city.sendgate("status")
                #expect(status.output.contains("Needs a person"))
                #expect(status.output.contains("senneed"), "\(status.output)")
                #expect(try city.reader.contentDigest() == before, "nothing of half a set is used")

                // The file comes: the set is taken, and nothing needs a person any more.
                await partners.behave(Misbehaviour())
                let third = try await city.sendgate("pull", "council-ehc")
                #expect(third.status == 0, "\(third.complaints)")
                try await city.quiet()
                let runs = try await city.json("runs", "list", "--feed", "council-ehc", "--limit", "1").elements ?? []
                #expect(["applied", "unchanged"].contains(runs.first?["state"]?.text), "\(third.output)")
                let settled = try await city.sendgate("status")
                #expect(!settled.output.contains("senneed"), "\(settled.output)")
            }
        }
    }
}

extension SubjectKey {
    /// A child's key as people write it: `council-ehc:1234`.
    init(named text: String) {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        self.init(.child, space: parts[0], key: parts[1])
    }
}

extension DaemonCity {
    /// A child whom the council and a school know and whom the case team was sent, with a key of each.
    func aToldChild() async throws -> (child: String, council: String, school: String) {
        let told = Set(try await held().keys.filter { $0.hasPrefix("case-team ") }.map { String($0.dropFirst(10)) })
        let found = try reader.children().compactMap {
            child, keys -> (child: String, council: String, school: String)? in
            guard told.contains(child), let council = keys.first(where: { $0.space == "council-ehc" }),
                let school = keys.first(where: { $0.space.hasPrefix("school-pupils") })
            else { return nil }
            return (child, "\(council.space):\(council.key)", "\(school.space):\(school.key)")
        }
        return try #require(found.min { $0.council < $1.council })
    }

    /// Digests of the links, the files and the findings.
    func derived() throws -> String {
        try reader.contentDigest().split(separator: " ").prefix(3).joined(separator: " ")
    }

    /// A school whose list can be edited and the row in it of a pupil with SEND whom only this school knows, and about
    /// whom nothing is planted.
    func aPupil() throws -> (school: School, row: Int) {
        for school in city.schools where school.flavour == .list {
            if let row = try PupilFile(city.schoolFile(of: school)).aPupil(of: school, in: self) {
                return (school, row)
            }
        }
        throw Late(description: "no pupil is known to one school alone")
    }
}

extension PupilFile {
    /// The row of a pupil with SEND whom only this school knows, and about whom nothing is planted.
    func aPupil(of school: School, in city: DaemonCity) throws -> Int? {
        let number = try column("Admission Number")
        let space = "school-pupils@\(school.urn)"
        let planted = Set(city.city.truth.planted.flatMap(\.keys).map(\.key))
        let children = try city.reader.children()
        for (index, row) in rows.enumerated() where !row[number].isEmpty && !planted.contains(row[number]) {
            guard rows.count(where: { $0[number] == row[number] }) == 1,
                let child = try city.child(of: Truth.Key(space: space, key: row[number])), children[child]?.count == 1
            else { continue }
            return index
        }
        return nil
    }
}

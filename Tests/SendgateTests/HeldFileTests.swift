// What waits for a person: withdrawals, files that can't be used as they are, sets that are not whole.

import DemoCity
import Feeds
import Foundation
import SENDRecords
import Testing

extension WithDaemon {
    @Suite struct HeldFileTests {
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
                let arrival = try short.changed(
                    short.rows[here],
                    ["Admission Number": "NEW001", "UPN": "", "Surname": "Newcomer", "Forename": "Quillon"])
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

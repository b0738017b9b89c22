// What is taken back or undone leaves nothing behind.

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
                let founding = try list.changed(
                    list.rows[0],
                    [
                        "Admission Number": "FIRST1", "UPN": "", "SEN": "EHCP", "Surname": "Abernathy",
                        "Forename": "Philippa", "Date of birth": "03/02/2014",
                    ])
                list.rows.append(founding)
                _ = try await city.drop(list.bytes, named: "one.csv", for: school)
                let child = try #require(try city.child(of: Truth.Key(space: space, key: "FIRST1")))
                // A second school takes the pupil over; the first takes the number off its list, then gives it anew.
                let second = try #require(
                    city.city.schools.first {
                        $0.flavour == .list && $0.urn != school.urn && city.city.schoolRows(of: $0) > 4
                    })
                var other = try PupilFile(city.city.schoolFile(of: second))
                other.rows.append(try list.changed(founding, ["Admission Number": "MOVED1"]))
                _ = try await city.drop(other.bytes, named: "two.csv", for: second)
                let there = Truth.Key(space: "school-pupils@\(second.urn)", key: "MOVED1")
                try #require(try city.child(of: there) == child)
                list.rows.removeLast()
                _ = try await city.drop(list.bytes, named: "three.csv", for: school)
                #expect(try city.child(of: there) == child)
                list.rows.append(
                    try list.changed(
                        founding,
                        [
                            "Surname": "Zeller", "Forename": "Bartholomew", "Date of birth": "30/11/2009",
                            "Postcode": "B99 9ZZ", "Phone": "", "Address": "1 Elsewhere",
                        ]))
                _ = try await city.drop(list.bytes, named: "four.csv", for: school)
                let newcomer = try #require(try city.child(of: Truth.Key(space: space, key: "FIRST1")))
                #expect(newcomer != child, "two children under one identifier")
                #expect(try city.child(of: there) == child)
                #expect(try city.reader.settledIdentity(of: child)["surname"] == "Abernathy")
                #expect(try city.reader.settledIdentity(of: newcomer)["surname"] == "Zeller")
            }
        }
    }
}

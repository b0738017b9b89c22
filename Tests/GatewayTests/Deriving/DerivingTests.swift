import DemoCity
import Foundation
import SENDRecords
import Testing

@testable import Gateway

/// Apply and derive through the same commands that the daemon and the command line use.
@Suite struct DerivingTests {
    @Test func theOrderOfArrivalDoesNotMatter() async throws {
        let first = try SmallCity()
        let forwards = try await first.open { gateway in
            for request in try first.everything() { try await gateway.work(request) }
            return try gateway.content()
        }
        let second = try SmallCity()
        let backwards = try await second.open { gateway in
            for request in try second.everything().reversed() { try await gateway.work(request) }
            return try gateway.content()
        }
        #expect(forwards.count > 50)
        // Recency among equals is by as-of time, which the files state alike in both orders.
        #expect(Set(forwards.map { $0.prefix { $0 != "[" } }) == Set(backwards.map { $0.prefix { $0 != "[" } }))
    }

    @Test func rebuildEndsInTheSameContent() async throws {
        let small = try SmallCity()
        try await small.open { gateway in
            for request in try small.everything() { try await gateway.work(request) }
            let before = try GatewayReader(gateway).contentDigest()
            let answer = await gateway.handle(ControlRequest("rebuild"))
            #expect(answer.message.contains("The content is the same as before."))
            #expect(try GatewayReader(gateway).contentDigest() == before)
        }
    }

    @Test func anUndoneVerdictLeavesNothingBehind() async throws {
        let small = try SmallCity()
        try await small.open { gateway in
            for request in try small.everything() { try await gateway.work(request) }
            let reader = GatewayReader(gateway)
            let before = try reader.contentDigest()
            let pair = try #require(try reader.children().values.first { $0.count == 2 })
            let names = pair.map { "\($0.space):\($0.key)" }
            try await gateway.work(
                ControlRequest(
                    "verdicts.add",
                    ["kind": "different", "first": names[0], "second": names[1], "by": "A. Officer", "why": "test"]))
            #expect(try reader.child(of: pair[0]) != reader.child(of: pair[1]))
            #expect(try reader.contentDigest() != before)
            try await gateway.work(ControlRequest("verdicts.undo", ["id": "1", "by": "A. Officer"]))
            #expect(try reader.child(of: pair[0]) == reader.child(of: pair[1]))
            #expect(try reader.contentDigest() == before)
        }
    }

    @Test func aSealKeepsRecordsApartThatComeLater() async throws {
        let small = try SmallCity()
        let pair = try await small.open { gateway in
            for request in try small.everything() { try await gateway.work(request) }
            return try #require(try GatewayReader(gateway).children().values.first { $0.count == 2 })
        }
        let sealed = try SmallCity()
        try await sealed.open { gateway in
            let names = pair.map { "\($0.space):\($0.key)" }
            try await gateway.work(
                ControlRequest(
                    "verdicts.add",
                    ["kind": "seal", "first": names[0], "second": names[1], "by": "A. Officer", "why": "order"]))
            for request in try sealed.everything() { try await gateway.work(request) }
            let reader = GatewayReader(gateway)
            #expect(try reader.child(of: pair[0]) != reader.child(of: pair[1]))
        }
    }

    @Test func aChildKeepsItsIdentifierWhenTheFoundingFeedGoes() async throws {
        let small = try SmallCity()
        try await small.open { gateway in
            try await gateway.work(small.council())
            for school in small.city.schools { try await gateway.work(small.school(school)) }
            let reader = GatewayReader(gateway)
            // Children whom the council and one school know.
            let known = try reader.children().filter { $0.value.count == 2 }.compactMap { child, keys in
                keys.first { $0.space.hasPrefix("school-pupils") }.map { (child: child, pupil: $0, keys: keys) }
            }.filter { $0.keys.contains { $0.space == "council-ehc" } }
            try #require(known.count > 10)
            // A snapshot without a row: everything the council said is withdrawn, once a person releases it.
            let empty = try CouncilModule.allCases.map { module in
                let bytes = small.city.councilFile(module)
                let end = (bytes.firstIndex(of: 10) ?? bytes.count - 1) + 1
                return try small.write(Array(bytes[..<end]), module.fileName(date: small.city.councilDate))
            }
            try await gateway.work(
                ControlRequest("pull", ["adapter": "council-ehc", "files": empty.joined(separator: "\n")]))
            let before = try reader.children()
            #expect(known.allSatisfy { before[$0.child]?.count == 2 })
            let held = try #require(
                try reader.personalMatters().first { $0.what.contains("Withdrawals of council-ehc") })
            let number = try #require(held.what.firstMatch(of: /run (\d+)/)?.1)
            try await gateway.work(ControlRequest("runs.release", ["run": String(number), "by": "A. Officer"]))
            let after = try reader.children()
            for (child, pupil, _) in known {
                let now = try reader.child(of: pupil)
                #expect(now == child)
                #expect(after[child] == [pupil])
            }
        }
    }

    @Test func deadlinesMoveWithNoDataArriving() async throws {
        let small = try SmallCity()
        func deadlines(_ gateway: Gateway) throws -> (soon: Set<String>, late: Set<String>) {
            let open = try GatewayReader(gateway).openFindings()
            func children(_ kind: String) -> Set<String> { Set(open.filter { $0.kind == kind }.map(\.child)) }
            return (children("plan-final-due-soon"), children("plan-final-late"))
        }
        let before = try await small.open { gateway in
            try await gateway.work(small.council())
            return try deadlines(gateway)
        }
        #expect(!before.soon.isEmpty)
        #expect(before.soon.isDisjoint(with: before.late))
        // Three weeks later every plan that was due within 20 days is late, though no partner has sent anything.
        let after = try await small.open(daysLater: 21) { gateway in
            try await gateway.finishDeriving()
            return try deadlines(gateway)
        }
        #expect(after.soon.isDisjoint(with: before.soon))
        #expect(after.late.isSuperset(of: before.soon.union(before.late)))
    }

    @Test func anotherModelOrPolicyIsAppliedToEverything() async throws {
        let small = try SmallCity()
        func change(_ file: String, _ old: String, _ new: String) throws {
            let url = URL(fileURLWithPath: "\(small.folder)/config/\(file)")
            let text = try String(contentsOf: url, encoding: .utf8)
            try #require(text.contains(old))
            try Data(text.replacing(old, with: new).utf8).write(to: url)
        }
        let (content, checks) = try await small.open { gateway in
            for request in try small.everything() { try await gateway.work(request) }
            let old = try GatewayReader(gateway).openFindings().count { $0.kind == "crew-check-old" }
            return (try gateway.content(), old)
        }
        let version = try small.modelVersion()
        try change("matching/model.yaml", "version: \(version)", "version: another")
        try change("definitions/thresholds.yaml", "crew-check-days: 1095", "crew-check-days: 30")
        try await small.open { gateway in
            try await gateway.finishDeriving()
            // The same weights under another version come to the same children.
            #expect(try gateway.content() == content)
            #expect(try GatewayReader(gateway).openFindings().count { $0.kind == "crew-check-old" } > checks)
            // One more record finds its candidates by the new keys.
            try await gateway.work(small.council())
        }
    }
}

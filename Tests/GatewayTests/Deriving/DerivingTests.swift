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
            let (child, keys) = try #require(try reader.children().first { $0.value.count == 2 })
            let pupil = try #require(keys.first { $0.space.hasPrefix("school-pupils") })
            // A snapshot without a row: everything the council said is withdrawn, once a person releases it.
            let empty = try CouncilModule.allCases.map { module in
                let bytes = small.city.councilFile(module)
                let end = (bytes.firstIndex(of: 10) ?? bytes.count - 1) + 1
                return try small.write(Array(bytes[..<end]), module.fileName(date: small.city.councilDate))
            }
            try await gateway.work(
                ControlRequest("pull", ["adapter": "council-ehc", "files": empty.joined(separator: "\n")]))
            #expect(try reader.children()[child]?.count == 2)
            let held = try #require(
                try reader.personalMatters().first { $0.what.contains("Withdrawals of council-ehc") })
            let number = try #require(held.what.firstMatch(of: /run (\d+)/)?.1)
            try await gateway.work(ControlRequest("runs.release", ["run": String(number), "by": "A. Officer"]))
            #expect(try reader.child(of: pupil) == child)
            #expect(try reader.children()[child]?.count == 1)
        }
    }
}

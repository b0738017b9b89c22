// A whole city through the real daemon, and the same again.

import DemoCity
import Feeds
import Foundation
import SENDRecords
import Testing

extension WithDaemon {
    @Suite struct ThroughTests {
        @Test func aCityGoesThrough() async throws {
            try await DaemonCity.through(children: 120) { city in
                for total in try city.reader.totals() {
                    #expect(total.rows > 0)
                    #expect(total.addUp, "\(total)")
                }
                for school in city.city.schools {
                    try await Waiting.until("the school has its receipt") { try !city.receipts(of: school).isEmpty }
                    let receipts = try city.receipts(of: school)
                    try #require(receipts.count == 1)
                    #expect(receipts[0].isDone)
                    #expect(receipts[0].outcome.hasPrefix("accepted"), "\(receipts[0].text)")
                    #expect(receipts[0].rows("read") == city.city.schoolRows(of: school))
                }
                let deliveries = try city.reader.progress().deliveries
                #expect(deliveries.count == 3)
                for (consumer, states) in deliveries {
                    #expect(Set(states.keys).isSubset(of: ["delivered", "superseded"]), "\(consumer): \(states)")
                    #expect(states["delivered", default: 0] > 0, "\(consumer): \(states)")
                }
                let count = await city.running.receiver.count
                #expect(count.badSignatures == 0)
                #expect(count.differingDuplicates == 0)
                try await foundIsWhatWasPlanted(city)
                let health = try #require(await city.running.health())
                #expect(health.contains("\"status\":\"ok\""))
                let begun = ContinuousClock.now
                #expect(await city.running.daemon.stop(within: .seconds(10)), "SIGTERM didn't end it within its limit")
                #expect(ContinuousClock.now - begun < .seconds(10))
                #expect(!city.log.contains(" error "))
            }
        }

        /// Every planted disagreement and late plan is found on the child that it was planted on.
        private func foundIsWhatWasPlanted(_ city: DaemonCity) async throws {
            let kinds: [(Planted.Kind, String)] = [
                (.planNotKnownToSchool, "plan-not-in-school"), (.schoolClaimsPlan, "plan-not-in-council"),
                (.namedElsewhere, "named-setting-not-enrolled"), (.planDueSoon, "plan-final-due-soon"),
                (.planLate, "plan-final-late"),
            ]
            let found = Set(try city.reader.openFindings().map { "\($0.kind) \($0.child)" })
            let present = kinds.filter { !city.city.truth.planted($0.0).isEmpty }
            #expect(present.count >= 4, "the city has something of nearly every kind")
            for (planted, kind) in present {
                for item in city.city.truth.planted(planted) {
                    let children = Set(try item.keys.compactMap { try city.child(of: $0) })
                    #expect(
                        children.contains { found.contains("\(kind) \($0)") }, "\(planted) \(item.keys) isn't found")
                }
            }
        }

        @Test func theSamePullsAgainChangeNothing() async throws {
            try await DaemonCity.through(children: 60) { city in
                let before = try city.reader.contentDigest()
                let deliveries = try await city.json("deliveries", "list", "--limit", "10000").elements?.count
                await city.running.partners.forgetRequests()
                for feed in ["gias-schools", "council-ehc", "health-demographics", "transport"] {
                    let answer = try await city.sendgate("pull", feed)
                    #expect(answer.status == 0, "\(answer.complaints)")
                    #expect(answer.output.contains("same bytes"), "\(feed): \(answer.output)")
                    let runs = try await city.json("runs", "list", "--feed", feed, "--limit", "1").elements ?? []
                    #expect(runs.first?["state"]?.text == "unchanged", "\(feed)")
                }
                for (path, count) in await city.running.partners.requests {
                    #expect(count.unchanged == count.requests, "\(path) was not answered 304: \(count)")
                }
                let school = city.city.schools[0]
                let receipt = try await city.drop(
                    city.city.schoolFile(of: school), named: city.city.schoolFileName(of: school), for: school)
                #expect(receipt.isDone)
                #expect(receipt.outcome == "already-received")
                #expect(receipt.text.hasPrefix("ALREADY RECEIVED"))
                try await city.quiet()
                #expect(try city.reader.contentDigest() == before)
                #expect(try await city.json("deliveries", "list", "--limit", "10000").elements?.count == deliveries)
            }
        }
    }
}

extension DaemonCity {
    /// The child of a partner's key.
    func child(of key: Truth.Key) throws -> String? {
        try reader.child(of: .init(.child, space: key.space, key: key.key))
    }
}

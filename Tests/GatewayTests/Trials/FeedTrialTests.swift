// A feed on trial changes nothing, and its report says what really comes of it when somebody accepts it.

import Configuring
import DemoCity
import Foundation
import SENDRecords
import Storage
import Testing

@testable import Gateway

struct FeedTrialTests {
    /// A city in which the schools' lists are on trial, and the other feeds count.
    private func city(_ overrides: String = "  school-pupils: {trial: true}") throws -> SmallCity {
        let city = try SmallCity(children: 120)
        let file = "\(city.folder)/config/sendgate.yaml"
        let text = try String(contentsOfFile: file, encoding: .utf8) + "\noverrides:\n\(overrides)\n"
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        return city
    }

    private func readCouncilAndHealth(_ city: SmallCity, _ gateway: Gateway) async throws {
        try await gateway.work(city.council())
        try await gateway.work(city.health())
    }

    private func report(_ gateway: Gateway, _ feed: String) throws -> TrialReport {
        let state = try #require(try gateway.store.feed(named: feed))
        let run = try #require(try gateway.store.runs(RunFilter(feed: state.id, states: [.trial], limit: 1)).first)
        return try TrialReport(encoded: try #require(try gateway.store.trial(run.id)).report)
    }

    /// Everything that a run can change.
    private struct Seen: Equatable {
        let content: ContentDigest
        let stated: Set<StatedRecord>
        let outbox: [String]
        let quarantined: Int
        let known: KnownGrowth
        let touched: Int
        let findings: [String: Int]

        init(_ gateway: Gateway) throws {
            let (store, reader) = (gateway.store, GatewayReader(gateway))
            content = try store.contentDigest()
            stated = try reader.statedRecords()
            outbox = try reader.outbox().map { "\($0.id) \($0.state)" }
            quarantined = try store.quarantine().count
            known = try store.knownGrowth()
            touched = try store.touchedCount()
            findings = try store.status().openFindings
        }
    }

    @Test func aTrialHasNoEffect() async throws {
        let city = try city()
        try await city.open { gateway in
            try await readCouncilAndHealth(city, gateway)
            let before = try Seen(gateway)
            for school in city.city.schools { try await gateway.work(city.school(school)) }
            #expect(try Seen(gateway) == before)
            #expect(try gateway.store.runs(RunFilter(states: [.trial], limit: 1000)).count == city.city.schools.count)
            #expect(try FileManager.default.contentsOfDirectory(atPath: gateway.store.scratchFolder).isEmpty)
        }
    }

    @Test func theReportIsWhatComesOfTheFeedWhenItIsAccepted() async throws {
        let city = try city()
        try await city.open { gateway in
            try await readCouncilAndHealth(city, gateway)
            let school = try #require(city.city.schools.first)
            let feed = "school-pupils@\(school.urn)"
            try await gateway.work(city.school(school))
            let report = try report(gateway, feed)
            let (before, reader) = (try Seen(gateway), GatewayReader(gateway))
            let (childrenBefore, sentBefore) = (try reader.children(), Set(try reader.outbox().map(\.child)))
            let outboxBefore = try reader.outbox().count

            let answer = await gateway.handle(ControlRequest("feeds.accept", ["feed": feed, "by": "A. Officer"]))
            #expect(answer.isDone, "\(answer.message)")
            let after = try Seen(gateway)

            // Records
            let new = after.stated.subtracting(before.stated).filter { $0.feed == feed }
            let byType = Dictionary(grouping: new, by: \.type).mapValues(\.count)
            let told = Dictionary(uniqueKeysWithValues: try #require(report.records).map { ($0.type, $0.new) })
            #expect(!byType.isEmpty && told == byType)
            let run = try #require(try gateway.store.runs(RunFilter(states: [.applied], limit: 1)).first)
            #expect(run.feedName == feed && run.rows == report.rows.read && run.counts.applied == report.rows.applied)

            // Children and matching
            let childrenAfter = try reader.children()
            let matching = try #require(report.matching)
            let children = try #require(report.children)
            #expect(childrenAfter.count - childrenBefore.count == children.new - children.ended)
            let own = Set(new.filter { $0.type == "child" }.map(\.subject))
            let joined = childrenAfter.values.filter { $0.contains(where: own.contains) && $0.count > 1 }
            #expect(matching.children == own.count)
            #expect(matching.joining > 0 && matching.joining == joined.joined().filter(own.contains).count)
            #expect(
                matching.knownByKey + matching.joining + matching.doubtful + matching.conflicting + matching.keptApart
                    + matching.new == matching.children)

            // Findings
            for finding in try #require(report.findings) {
                let change = after.findings[finding.kind, default: 0] - before.findings[finding.kind, default: 0]
                #expect(change == finding.opened - finding.closed, "\(finding.kind)")
            }
            let kinds = Set(try #require(report.findings).map(\.kind))
            for (kind, count) in after.findings where !kinds.contains(kind) { #expect(before.findings[kind] == count) }

            // Disclosure
            let sent = try reader.outbox().dropFirst(outboxBefore)
            let disclosure = try #require(report.disclosures?.first { $0.consumer == "everything" })
            #expect(disclosure.sent > 0 && disclosure.sent + disclosure.withdrawn == Set(sent.map(\.child)).count)
            let newToThem = Set(sent.map(\.child)).subtracting(sentBefore)
            #expect(disclosure.newToThem == newToThem.count)
            #expect(disclosure.restricted == 0)
            #expect(disclosure.newFields["child.upn"] ?? 0 > 0)
        }
    }

    @Test func oneFeedIsAcceptedAndTheOthersStayOnTrial() async throws {
        let city = try city()
        let schools = Array(city.city.schools.prefix(2))
        try await city.open { gateway in
            for school in schools { try await gateway.work(city.school(school)) }
            let feed = "school-pupils@\(schools[0].urn)"
            #expect(await gateway.handle(ControlRequest("feeds.accept", ["feed": feed, "by": "A. Officer"])).isDone)
            let list = try GatewayReader(gateway).feedList().text
            #expect(list.contains(/school-pupils@\d+ +live/) && list.contains(/school-pupils@\d+ +trial/))
            let again = await gateway.handle(ControlRequest("feeds.accept", ["feed": feed, "by": "A. Officer"]))
            #expect(!again.isDone && again.message.contains("not on trial"))
        }
        // The acceptance outlives the process, whatever sendgate.yaml says.
        try await city.open { gateway in
            #expect(!gateway.configuration.isOnTrial(FeedName("school-pupils@\(schools[0].urn)")))
            #expect(gateway.configuration.isOnTrial(FeedName("school-pupils@\(schools[1].urn)")))
            let all = await gateway.handle(
                ControlRequest("feeds.accept", ["feed": "school-pupils", "by": "A. Officer"]))
            #expect(all.isDone, "\(all.message)")
            #expect(!gateway.configuration.isOnTrial(FeedName("school-pupils@\(schools[1].urn)")))
            let stated = try GatewayReader(gateway).statedRecords()
            #expect(stated.contains { $0.feed.hasSuffix("@\(schools[1].urn)") })
        }
    }

    @Test func whatWasOnTrialIsReadWhenSomebodyTakesTheSettingAway() async throws {
        let city = try city()
        let school = try #require(city.city.schools.first)
        try await city.open { try await $0.work(city.school(school)) }
        let file = "\(city.folder)/config/sendgate.yaml"
        let text = try String(contentsOfFile: file, encoding: .utf8).replacing("{trial: true}", with: "{trial: false}")
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        try await city.open { gateway in
            await gateway.readWhatWasOnTrial()
            let stated = try GatewayReader(gateway).statedRecords()
            #expect(stated.contains { $0.feed == "school-pupils@\(school.urn)" })
        }
    }

    @Test func aTrialStandsOnTheListOfWhatNeedsAPersonWithItsAge() async throws {
        let city = try city("  school-pupils: {feeds: {alder-trust: {trial: true}}}\n  transport: {trial: true}")
        try await city.open { _ in }
        try await city.open(daysLater: 13) { gateway in
            let matters = try GatewayReader(gateway).personalMatters().map(\.what)
            // How long each opening took says whether the thirteenth day is over.
            for feed in ["school-pupils@alder-trust", "transport"] {
                let ages = ["12 days", "13 days"].map { "\(feed) is on trial for \($0)" }
                #expect(matters.contains { matter in ages.contains { matter.hasPrefix($0) } })
            }
        }
    }

    @Test func aFeedThatIsNoSchoolIsToldWithTheNearestName() throws {
        let city = try city("  school-pupils: {feeds: {alder-trusts: {trial: true}}}")
        let problems = #expect(throws: ConfigurationProblems.self) {
            try GatewayConfiguration.load(folder: "\(city.folder)/config", today: city.city.today)
        }
        #expect(problems?.description.contains("alder-trust") ?? false)
    }

    @Test func aFileThatWouldBeHeldOrRefusedSaysSoInTheSchoolsReceipt() async throws {
        let city = try city()
        try await city.open { gateway in
            let school = try #require(city.city.schools.first)
            let page = try city.write(Array("<!DOCTYPE html><html><body>Please log in</body></html>".utf8), "list.csv")
            _ = await gateway.handle(
                ControlRequest("pull", ["adapter": "school-pupils", "files": page, "school": "\(school.urn)"]))
            let run = try #require(try gateway.store.runs(RunFilter(states: [.trial], limit: 1)).first)
            let receipt = try gateway.receipts.report(of: run)
            #expect(receipt.outcome.isOnTrial && receipt.outcome.ifItCounted.word == "refused")
            #expect(receipt.text(timeZone: gateway.clock.timeZone).hasPrefix("ON TRIAL: this file was checked"))
            let report = try report(gateway, run.feedName)
            #expect(report.outcome == "refused" && report.matching == nil && report.notComputed.count == 1)
        }
    }
}

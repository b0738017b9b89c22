// What has to be true after the crash torture, compared with a daemon that nobody killed.

import Foundation
import Gateway
import SENDRecords

extension CrashTrial {
    func check(_ trial: CityTrial, _ drops: [Drop], _ reference: Reference) async throws -> Report {
        await serve(trial.city(after: versions), trial.partners)
        await trial.receiver.become(.honest)
        let daemon = try await trial.startDaemonAndWait()
        var reader = try trial.reader()
        let before = try reader.progress().endedRuns
        try reader.close()
        // Two runs more: the first may have begun to fetch before the partners served the last version.
        try await trial.settle(daemon, feeds: CityTrial.fetched, moreRuns: 2, than: before, within: .seconds(900))
        let clean = await daemon.stop()
        reader = try trial.reader()
        defer { try? reader.close() }
        var checks: [Check] = []
        func check(_ name: String, _ isMet: Bool, _ found: String) {
            checks.append(Check(name: name, isMet: isMet, found: found))
        }

        let receipts = try trial.receipts()
        let counts = Dictionary(receipts.map { (Drop(urn: $0.urn, file: $0.file), 1) }, uniquingKeysWith: +)
        let wrong = Set(drops).filter { counts[$0] != 1 }
        check(
            "one receipt for each dropped file", wrong.isEmpty && receipts.count == drops.count,
            "\(drops.count) files, \(receipts.count) receipts"
                + Self.some(wrong.map { "\($0.urn)/\($0.file): \(counts[$0] ?? 0)" }))
        let claims = Set(receipts.map(\.claim))
        check("no claim twice", claims.count == receipts.count, "\(claims.count) claims")
        let files = try trial.unsettled()
        check("no file left in .taking", files.taken.isEmpty, "\(files.taken.count)")
        let leftovers = try trial.leftovers() + reader.unknownPayloads()
        check("no leavings of interrupted work", leftovers.isEmpty, "\(leftovers.count)" + Self.some(leftovers))

        let runs = try reader.runFigures()
        let off = runs.filter { $0.rows != $0.accountedFor }
        check("every run's figures add up", off.isEmpty, "\(runs.count) runs" + Self.some(off.map { "run \($0.run)" }))
        let states = Dictionary(runs.map { ($0.state, 1) }, uniquingKeysWith: +)
        let open = runs.filter { ["staging", "held"].contains($0.state) }
        check(
            "no run is left open or held", open.isEmpty,
            states.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
                + Self.some(open.map { "run \($0.run) \($0.feed): \($0.reason)" }))
        let failed = runs.filter { $0.state == "failed" && $0.reason != "interrupted" }
        check(
            "no run failed but by a kill", failed.isEmpty,
            "\(failed.count)" + Self.some(failed.map { "\($0.feed): \($0.reason)" }))

        let stated = try reader.statedRecords()
        let (lost, extra) = (reference.stated.subtracting(stated), stated.subtracting(reference.stated))
        check(
            "the last files' records, all of them and no other", lost.isEmpty && extra.isEmpty,
            "\(stated.count) records; \(lost.count) lost, \(extra.count) too many"
                + Self.some((lost.union(extra)).map { "\($0.feed) \($0.type) \($0.key)" }))
        let clusters = try Self.clusters(reader)
        let (mine, theirs) = (Set(clusters.keys), Set(reference.clusters.keys))
        check(
            "the same children as in a store never killed", mine == theirs,
            "\(mine.count) children; \(mine.symmetricDifference(theirs).count) differ")
        let identities = mine.intersection(theirs).filter { clusters[$0] != reference.clusters[$0] }
        check(
            "the same settled identities", identities.isEmpty,
            "\(identities.count) differ"
                + Self.some(identities.map { Self.difference(clusters[$0] ?? [:], reference.clusters[$0] ?? [:]) }))
        checks += try await deliveryChecks(trial, reader)

        // Deriving all again has to find nothing to change.
        check("the daemon ended cleanly", clean, clean ? "yes" : "no")
        let digest = try reader.contentDigest()
        let rebuild = try DaemonProcess.start(trial.executable, ["rebuild", "--config", trial.config], log: trial.log)
        let rebuilt = await rebuild.end().isWell
        let after = try reader.contentDigest()
        check("rebuild comes to the same content", rebuilt && after == digest, rebuilt ? "" : "it failed")
        return Report(checks: checks)
    }

    private func deliveryChecks(_ trial: CityTrial, _ reader: GatewayReader) async throws -> [Check] {
        var checks: [Check] = []
        func check(_ name: String, _ isMet: Bool, _ found: String) {
            checks.append(Check(name: name, isMet: isMet, found: found))
        }
        let count = await trial.receiver.count
        let effects = await trial.receiver.effects
        check(
            "every repeat has the same bytes", count.differingDuplicates == 0 && count.badSignatures == 0,
            "\(count.attempts) attempts, \(count.effects) effects, \(count.duplicates) repeats,"
                + " \(count.droppedAnswers) answers kept back")
        check("no effect twice", Set(effects.map(\.id)).count == effects.count, "\(effects.count) effects")

        // An event's consumer is its address; the outbox knows it by the id.
        let outbox = try reader.outbox()
        let entries = Dictionary(outbox.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let unknown = effects.filter { entries[$0.id]?.body != $0.body }
        check("every effect is a delivery of the outbox, byte for byte", unknown.isEmpty, "\(unknown.count) aren't")
        let taken = Set(effects.map(\.id))
        let webhooks: Set<String> = ["case-team", "community-health"]
        let missing = outbox.filter {
            webhooks.contains($0.consumer) && $0.state == "delivered" && !taken.contains($0.id)
        }
        check("every acknowledged delivery was received", missing.isEmpty, "\(missing.count) weren't")
        let unfinished = outbox.filter { !["delivered", "superseded"].contains($0.state) }
        check("nothing set aside or left in the outbox", unfinished.isEmpty, "\(unfinished.count)")

        var last: [String: (sequence: Int64, body: [UInt8])] = [:]
        var back = 0
        var repeated = 0
        for effect in effects {
            guard let entry = entries[effect.id] else { continue }
            let about = "\(entry.consumer) \(entry.child)"
            if let before = last[about] {
                if entry.sequence <= before.sequence { back += 1 }
                if Self.view(effect.body) == Self.view(before.body) { repeated += 1 }
            }
            last[about] = (entry.sequence, effect.body)
        }
        check("no child is set back to an older view", back == 0, "\(back) of \(effects.count)")
        check("no view is sent twice under two ids", repeated == 0, "\(repeated)")
        var newest: [String: OutboxEntry] = [:]
        for entry in outbox where webhooks.contains(entry.consumer) {
            newest["\(entry.consumer) \(entry.child)"] = entry
        }
        // A view that nobody tried to send before its child went is overtaken by nothing: then nothing of it was received.
        let stale = newest.filter { about, entry in
            entry.state == "superseded" ? last[about] != nil : last[about]?.body != entry.body
        }
        check(
            "the last view received is the newest there is", stale.isEmpty,
            "\(newest.count) views, \(stale.count) stale")
        return checks
    }

    /// What an event says, without when and under which number it says it.
    private static func view(_ body: [UInt8]) -> NSObject? {
        let object = (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any]
        return object.map { ["type": $0["type"] ?? "", "data": $0["data"] ?? ""] as NSDictionary }
    }

    /// Names of fields only.
    private static func difference(_ mine: [String: String], _ theirs: [String: String]) -> String {
        Set(mine.keys).union(theirs.keys).filter { mine[$0] != theirs[$0] }.sorted().joined(separator: "+")
    }

    private static func some(_ texts: some Collection<String>) -> String {
        texts.isEmpty
            ? "" : " (" + texts.sorted().prefix(4).joined(separator: "; ") + (texts.count > 4 ? "; …" : "") + ")"
    }
}

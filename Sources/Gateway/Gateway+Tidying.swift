// The daily tidy: what was kept for a time goes when its time is over.

import Foundation
import SENDRecords
import Storage

/// Looks every minute whether it is time again, until it is cancelled.
struct TidyLane: Sendable {
    let gateway: Gateway

    /// When the last tidy ended, in milliseconds since 1970, as the store remembers it.
    private static let note = "tidied"

    func run() async {
        let thread = WorkThread(named: "tidy")
        defer { thread.stop() }
        let pause = gateway.configuration.settings.retention.pauseBetweenTidies
        while !Task.isCancelled {
            let gateway = gateway
            do {
                try await thread.run {
                    let last = try gateway.store.note(Self.note).flatMap(Int64.init) ?? 0
                    let now = gateway.clock.now
                    guard now >= Instant(milliseconds: last).adding(seconds: pause) else { return }
                    try gateway.tidy()
                    try gateway.store.setNote(Self.note, "\(now.milliseconds)")
                }
            } catch {
                gateway.events.tidyFailed(error)
            }
            try? await Task.sleep(for: .seconds(min(60, pause)))
        }
    }
}

extension Gateway {
    /// Removes payloads, reports and closed quarantine whose time is over, and partners' keys that nothing names. Works in
    /// short steps; a stop ends it between two.
    func tidy() throws {
        let retention = configuration.settings.retention
        let now = clock.now
        var payloads = 0
        for adapter in Set(try store.feeds().map(\.adapter)).sorted() {
            let moment = now.adding(seconds: -retention.payloads(of: adapter).seconds)
            while true {
                try stop.check()
                let count = try store.forgetPayloads(receivedBefore: moment, ofAdapter: adapter, limit: 500)
                payloads += count
                if count < 500 { break }
            }
        }
        let rows = try store.closeForgottenQuarantine(at: now)
        let closed = now.adding(seconds: -retention.payloads.seconds)
        while try store.forgetClosedQuarantine(before: closed) > 0 { try stop.check() }
        try store.sweep()
        let reports = ReportFolder.forget(
            in: configuration.settings.reportsFolder, before: now.adding(seconds: -retention.reports.seconds))
        // The schools' own copies, too: they are raw payloads on the gateway's disk.
        for place in inboxPlaces {
            let folder = InboxFolder(place: place, root: configuration.settings.inboxFolder, timeZone: clock.timeZone)
            let files = clock.day(of: now.adding(seconds: -retention.payloads(of: place.adapter).seconds))
            let receipts = clock.day(of: now.adding(seconds: -retention.reports.seconds))
            try? folder.forget(filesBefore: files, receiptsBefore: receipts)
        }
        events.tidied(payloads: payloads, quarantined: rows, reports: reports)
    }
}

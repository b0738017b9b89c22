// Reports of feeds that are fetched: what a partner who has no folder of its own is told, as text and as JSON.

import Foundation
import SENDRecords
import Storage

extension Gateway {
    /// Writes the report of a run that took or refused something. A run that found nothing new has nothing to report.
    func writeReport(of report: PassReport) async {
        switch report.state {
        case .applied, .held, .refused, .trial: break
        case .staging, .failed, .superseded, .unchanged, .waiting: return
        }
        let (store, receipts, clock) = (store, receipts, clock)
        let folder = configuration.settings.reportsFolder
        do {
            try await storeThread.run {
                let run = try store.run(report.run)
                let receipt = try receipts.report(of: run)
                let place = ReportFolder(path: "\(folder)/\(run.feedName)")
                try place.write(receipt, run: run, clock: clock)
            }
        } catch {
            events.reportFailed(run: report.run.rawValue, error)
        }
    }
}

/// The folder of one feed's reports.
struct ReportFolder {
    let path: String

    /// Writes both forms, whole or not at all. Only the gateway's own account may read them.
    func write(_ receipt: Receipt, run: RunSummary, clock: GatewayClock) throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let name = "\(LocalTime(run.started, in: clock.timeZone).stamp) run \(run.id)"
        let texts = [
            ("txt", InboxFolder.forWindows(receipt.text(timeZone: clock.timeZone))), ("json", receipt.json()),
        ]
        for (ending, bytes) in texts {
            let folder = try OpenFolder(path: path)
            try folder.write(bytes, as: FileName("\(name).\(ending)"), hidden: FileName(".writing-\(run.id)"))
        }
    }

    /// Removes reports that were written before a moment; gives how many.
    static func forget(in root: String, before moment: Instant) -> Int {
        let files = FileManager.default
        var removed = 0
        for feed in (try? files.contentsOfDirectory(atPath: root)) ?? [] {
            for name in (try? files.contentsOfDirectory(atPath: "\(root)/\(feed)")) ?? [] {
                let path = "\(root)/\(feed)/\(name)"
                guard name.contains(" run "),
                    let written = try? files.attributesOfItem(atPath: path)[.modificationDate],
                    let date = written as? Date, date.timeIntervalSince1970 < moment.seconds,
                    (try? files.removeItem(atPath: path)) != nil
                else { continue }
                removed += 1
            }
        }
        return removed
    }
}

// Every event of the gateway that is worth a line in the log. Nothing else logs. No personal data: names of feeds,
// adapters and consumers, numbers, and rules.

import Foundation
import Logging
import SENDRecords

/// What happens, told in one place.
struct GatewayEvents: Sendable {
    let log: Logger

    func started(state: String, feeds: Int, consumers: Int) {
        log.info("sendgate runs", metadata: ["feeds": "\(feeds)", "consumers": "\(consumers)"])
    }

    func stopped(clean: Bool) {
        log.info("sendgate has stopped", metadata: ["clean": "\(clean)"])
    }

    func repaired(runs: [String]) {
        log.notice("runs that were interrupted have been dropped and start again", metadata: ["feeds": "\(runs)"])
    }

    func runFinished(
        feed: String, run: Int64, state: String, rows: Int, counts: String, reason: String, seconds: Double
    ) {
        log.info(
            "run finished",
            metadata: [
                "feed": "\(feed)", "run": "\(run)", "state": "\(state)", "rows": "\(rows)", "counts": "\(counts)",
                "reason": "\(reason)", "seconds": "\(Self.rounded(seconds))",
            ])
    }

    /// A run that ended by itself. One that the gateway's stop ended is no failure: it comes again at the next start.
    func runFailed(feed: String, _ error: any Error) {
        if error is CancellationError { return }
        log.error("a run failed", metadata: ["feed": "\(feed)", "reason": "\(Self.safe(error))"])
    }

    func sandboxLacks(feed: String, _ what: [String]) {
        log.warning("the kernel lacks parts of the sandbox", metadata: ["feed": "\(feed)", "lacks": "\(what)"])
    }

    func runSkipped(feed: String) {
        log.notice("a run was skipped: the one before is still at work", metadata: ["feed": "\(feed)"])
    }

    func derived(subjects: Int, seconds: Double) {
        log.debug("derived", metadata: ["subjects": "\(subjects)", "seconds": "\(Self.rounded(seconds))"])
    }

    func deriveFailed(_ error: any Error) {
        log.error("derive failed and tries again", metadata: ["reason": "\(Self.safe(error))"])
    }

    func takingUpFailed(_ error: any Error) {
        log.error(
            "reading files again for children who have become known failed and is tried again",
            metadata: ["reason": "\(Self.safe(error))"])
    }

    func acceptingFailed(feed: String, _ error: any Error) {
        log.error(
            "the last file of a feed that was on trial could not be read",
            metadata: ["feed": "\(feed)", "reason": "\(Self.safe(error))"])
    }

    func delivered(consumer: String, acknowledged: Int, of sent: Int, problem: String?) {
        if acknowledged == sent {
            log.debug("delivered", metadata: ["consumer": "\(consumer)", "count": "\(sent)"])
        } else {
            log.notice(
                "some deliveries were not acknowledged",
                metadata: [
                    "consumer": "\(consumer)", "sent": "\(sent)", "acknowledged": "\(acknowledged)",
                    "reason": "\(problem ?? "")",
                ])
        }
    }

    func deliveryFailed(consumer: String, _ error: any Error) {
        log.error(
            "delivering failed and tries again", metadata: ["consumer": "\(consumer)", "reason": "\(Self.safe(error))"])
    }

    func inbox(_ event: InboxEvent) {
        if event.isWarning { log.warning("\(event)") } else { log.debug("\(event)") }
    }

    func tidied(payloads: Int, quarantined: Int, reports: Int) {
        guard payloads + quarantined + reports > 0 else { return }
        log.info(
            "what was kept for its time is gone",
            metadata: [
                "payloads": "\(payloads)", "quarantined rows": "\(quarantined)", "reports": "\(reports)",
            ])
    }

    func tidyFailed(_ error: any Error) {
        log.error("tidying failed and is tried again", metadata: ["reason": "\(Self.safe(error))"])
    }

    func reportFailed(run: Int64, _ error: any Error) {
        log.error("a report could not be written", metadata: ["run": "\(run)", "reason": "\(Self.safe(error))"])
    }

    func note(_ text: String) {
        log.notice("\(text)")
    }

    /// An error as a log line may show it: our own errors hold no personal data; of the system's only kind and number
    /// are told, because their text names files.
    static func safe(_ error: any Error) -> String {
        switch error {
        case let cocoa as CocoaError: "file error \(cocoa.code.rawValue)"
        case let posix as POSIXError: "system error \(posix.code.rawValue)"
        default: "\(error)"
        }
    }

    private static func rounded(_ seconds: Double) -> String {
        String((seconds * 1000).rounded() / 1000)
    }
}

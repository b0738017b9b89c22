// Rows that are read once more: those that were quarantined, and those of children who have become known.

import Adapters
import SENDRecords
import Storage

extension FeedRunner {
    /// Reads quarantined rows of an applied run again, under today's manifest, and applies those that are good now. The
    /// contract is not asked: the run that they belong to has passed it.
    func retry(_ pass: FeedPass, only places: Set<PayloadPlace>) throws -> PassReport {
        if let trials, trials.isOnTrial(pass.feed) { throw CommandError.onTrial(pass.feed) }
        let feed = try store.feed(named: pass.feed.description, adapter: pass.feed.adapter)
        let run = try store.beginRun(pass.start(feed: feed, asOf: pass.asOf, at: clock.now))
        do {
            let staging = try stage(pass, run, only: places)
            if let refusal = staging.refusal { return try end(run, .refused(reason: refusal), pass, staging) }
            try store.finishStaging(run)
            return try end(run, .applied, pass, staging)
        } catch {
            try? store.fail(run, reason: "interrupted: \(GatewayEvents.safe(error))", at: clock.now)
            throw error
        }
    }

    /// Reads the files of an applied run again and takes the rows about children who have become known since. The contract
    /// is not asked: the run that they belong to has passed it.
    ///
    /// - Returns: nil where no row is about one of them: then nothing has been. So too for a feed on trial.
    func takeUp(_ pass: FeedPass) throws -> PassReport? {
        if let trials, trials.isOnTrial(pass.feed) { return nil }
        let feed = try store.feed(named: pass.feed.description, adapter: pass.feed.adapter)
        let run = try store.beginRun(pass.start(feed: feed, asOf: pass.asOf, at: clock.now))
        do {
            var staging = try stage(pass, run)
            if staging.refusal != nil || staging.rows == 0 {
                try store.discard(run)
                return nil
            }
            try store.finishStaging(run)
            staging.tellTakenUp()
            return try end(run, .applied, pass, staging)
        } catch {
            try? store.fail(run, reason: "interrupted: \(GatewayEvents.safe(error))", at: clock.now)
            throw error
        }
    }
}

// `report`: a run in its partner's words.

import Feeds
import SENDRecords
import Storage

extension GatewayReader {
    /// The report of a run, or of a feed's latest run that read something.
    public func report(_ name: String) throws -> Telling {
        let run: RunSummary
        if let number = Int64(name) {
            run = try store.run(RunID(number))
        } else if let feed = try store.feed(named: name) {
            let runs = try store.runs(RunFilter(feed: feed.id, limit: 200)).filter {
                $0.kind != .withdrawals && $0.kind != .retry && $0.state != .staging
            }
            guard let latest = runs.first(where: { $0.state != .unchanged }) ?? runs.first else {
                throw CommandError("The feed \(name) has no run yet.")
            }
            run = latest
        } else {
            throw CommandError(
                "There is no feed \(name). `sendgate status` names the feeds; a run is named by its number.")
        }
        let receipt = try RunReceipts(store: store, configuration: configuration, clock: clock).report(of: run)
        let json = try JSONValue(parsing: Array(receipt.json().dropLast()))
        return Telling(text: receipt.text(timeZone: clock.timeZone), json: json)
    }
}

// What of a slice is new, by what the feed states now.

import GRDB
import SENDRecords

extension StageSlice {
    /// Compares with what the feed states now, and finds the subjects' numbers. Reads only.
    mutating func compare(for staging: Staging, names: NameCache, in database: Database) throws {
        let lookUp = try CurrentLookUp(database)
        let overtaken = try Overtaken(staging, in: database)
        let waiting = try WaitingWithdrawals(of: staging.feed, in: database)
        var subjects = try SubjectLookUp(names, in: database)
        for index in candidates.indices where !candidates[index].isSettled {
            let (record, name) = (candidates[index].record.name, candidates[index].name)
            let current = try lookUp.current(feed: staging.feed, name: record, hash: name)
            if try overtaken?.contains(name, current) == true {
                candidates[index].isSettled = true
                continue
            }
            var waits = false
            if let current, !current.isWithdrawn {
                if let waiting { waits = try waiting.contains(record, hash: name, after: current) }
                // A folded record grows by the rows that are retried; any other is stated whole by each of its rows.
                if sequences == nil, current.origin == staging.retries?.rawValue,
                    try candidates[index].contradicts(current, &subjects)
                {
                    contradictions.append((index, current.line))
                    candidates[index].isSettled = true
                    continue
                }
            }
            if candidates[index].record.blob == nil {
                candidates[index].end(current, waits: waits)
            } else {
                try candidates[index].compare(with: current, waits: waits, &subjects)
            }
        }
    }
}

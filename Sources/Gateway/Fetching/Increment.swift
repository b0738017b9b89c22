// Where an incremental run goes on, and what it comes to.

import Adapters
import SENDRecords
import Storage

/// What a pass has to know to move its feed's cursor.
struct Increment: Sendable {
    let rule: IncrementalRule
    /// Where the run went on; nil for a run from the start.
    let before: CursorValue?
    /// When its first request was made.
    let start: Instant

    /// The next cursor, or nil where the rows don't move it: it never goes back, but for a run from the start.
    func next(_ gauge: CursorGauge) -> CursorValue? {
        guard let largest = gauge.largest else { return nil }
        if let before, largest <= before { return nil }
        return largest
    }

    /// What is said of the run.
    ///
    /// - Parameter waits: for a person, so that the cursor moves with its release.
    func told(next: CursorValue?, waits: Bool = false) -> String {
        let asked =
            rule.since(after: before).map { "It asked for what has changed since \($0)" } ?? "It asked for everything"
        guard let now = next ?? before else { return "\(asked); no row moves the cursor." }
        if waits {
            return
                "\(asked); once it is released, the next run goes on from \(now), and asks for the same again until then."
        }
        return "\(asked); the next run goes on from \(now)."
    }
}

extension Manifest {
    var incremental: IncrementalRule? {
        if case .https(let source) = source { source.incremental } else { nil }
    }

    /// Whether a run asks only for what came after the last one.
    var goesOn: Bool {
        switch source {
        case .singer(let tap): tap.keepsState
        // Only the module knows: what it remembers is given to its next run.
        case .module: true
        case .https, .inbox, .sftp: incremental != nil
        }
    }

    /// The cursor that the store keeps, where it says something under today's manifest.
    func cursor(in feed: FeedState, digest: String) -> CursorValue? {
        guard let incremental, let cursor = feed.cursor.flatMap({ FeedCursor($0) }) else { return nil }
        return cursor.value(for: incremental, manifest: digest)
    }
}

extension FeedState {
    /// The cursor as people read it; nil where the feed has none.
    var shownCursor: String? { cursor.flatMap { FeedCursor($0) }?.value.description }
}

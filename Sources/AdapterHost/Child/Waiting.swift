// Waiting on a thread of one's own for what a child process says or for its end.

import Glibc

/// Waiting for descriptors, with a limit.
public enum Waiting {
    /// The descriptors of which one can be read or is at its end; nil when the time is over. Those below 0 are passed
    /// over; with none left it waits until the time is over.
    public static func untilReadable(
        _ descriptors: [Int32], until deadline: ContinuousClock.Instant
    ) -> [Int32]? {
        var polled = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        while true {
            let left = deadline - .now
            guard left > .zero else { return polled.ready(after: poll(&polled, nfds_t(polled.count), 0)) }
            let (seconds, attoseconds) = left.components
            // Rounded up: waking just before the time would only turn round once more.
            let milliseconds = min(seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1, 60_000)
            let count = poll(&polled, nfds_t(polled.count), Int32(milliseconds))
            if let ready = polled.ready(after: count) { return ready }
        }
    }
}

extension [pollfd] {
    fileprivate func ready(after count: Int32) -> [Int32]? {
        guard count > 0 else { return nil }
        return filter { $0.revents != 0 }.map(\.fd)
    }
}

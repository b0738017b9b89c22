// Sending whole messages to the other side, which may be slow to take them.

import CSandbox
import Glibc

enum Sending {
    enum Result: Equatable {
        case sent
        /// The other side has closed its end.
        case closed
        case late
    }

    /// All of the bytes, and with the first of them a descriptor. Without a time it waits as long as it takes.
    static func all(
        _ bytes: [UInt8], to socket: Int32, passing descriptor: Int32 = -1,
        until deadline: ContinuousClock.Instant? = nil
    ) -> Result {
        bytes.withUnsafeBytes { all($0, to: socket, passing: descriptor, until: deadline) }
    }

    static func all(
        _ bytes: UnsafeRawBufferPointer, to socket: Int32, passing descriptor: Int32 = -1,
        until deadline: ContinuousClock.Instant? = nil
    ) -> Result {
        guard let base = bytes.baseAddress else { return .sent }
        var sent = 0
        var passed = descriptor
        while sent < bytes.count {
            let count = csandbox_send(socket, base + sent, bytes.count - sent, passed)
            if count >= 0 {
                sent += count
                passed = -1
                continue
            }
            switch errno {
            case EINTR: continue
            case EAGAIN: guard waitForRoom(socket, until: deadline) else { return .late }
            default: return .closed
            }
        }
        return .sent
    }

    private static func waitForRoom(_ socket: Int32, until deadline: ContinuousClock.Instant?) -> Bool {
        while true {
            var polled = pollfd(fd: socket, events: Int16(POLLOUT), revents: 0)
            var milliseconds: Int32 = -1
            if let deadline {
                let (seconds, attoseconds) = (deadline - .now).components
                guard seconds >= 0, attoseconds >= 0 else { return false }
                milliseconds = Int32(min(seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1, 60_000))
            }
            if poll(&polled, 1, milliseconds) > 0 { return true }
        }
    }
}

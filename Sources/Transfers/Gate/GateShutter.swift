// How the threads of a gate wait: for a socket, until a moment, or until the gate is shut.

import Glibc

/// Tells every thread of a gate that it is shut: the reading end of a pipe becomes readable.
final class GateShutter: Sendable {
    let descriptor: Int32
    private let writing: Int32

    init?() {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (descriptor, writing) = (ends[0], ends[1])
    }

    /// May be called again.
    func shut() {
        var byte: UInt8 = 0
        _ = write(writing, &byte, 1)
    }

    var isShut: Bool {
        var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&polled, 1, 0) > 0
    }

    // When the last thread has let go of it.
    deinit {
        close(descriptor)
        close(writing)
    }

    /// Waits for one of the descriptors. False where the time is over, or the gate is shut.
    func wait(_ polled: inout [pollfd], until deadline: ContinuousClock.Instant) -> Bool {
        polled.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
        defer { polled.removeLast() }
        while true {
            let (seconds, attoseconds) = (deadline - .now).components
            guard seconds >= 0, attoseconds >= 0 else { return false }
            let milliseconds = min(seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1, 60_000)
            let count = poll(&polled, nfds_t(polled.count), Int32(milliseconds))
            if count < 0, errno != EINTR { return false }
            if polled[polled.count - 1].revents != 0 { return false }
            if count > 0 { return true }
        }
    }

    func wait(for socket: Int32, _ events: Int32, until deadline: ContinuousClock.Instant) -> Bool {
        var polled = [pollfd(fd: socket, events: Int16(events), revents: 0)]
        return wait(&polled, until: deadline)
    }
}

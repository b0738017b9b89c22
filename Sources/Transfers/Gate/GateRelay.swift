// Bytes both ways between two sockets, until both sides have said all or nothing has moved for too long.

import Glibc

/// One relay. What one side is slow to take holds the other side back: there is never more than a buffer of it here.
struct GateRelay: ~Copyable {
    private let one: GateSocket
    private let other: GateSocket
    private let shutter: GateShutter
    private var there: Direction
    private var back: Direction

    private struct Direction {
        let from: Int32
        let to: Int32
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        var waiting = 0..<0
        /// The side that is read has said all.
        var isAtEnd = false
        /// And the other side knows.
        var isOver = false

        init(from: Int32, to: Int32) {
            self.from = from
            self.to = to
        }

        var wantsToRead: Bool { !isAtEnd && waiting.isEmpty }

        /// False where the connection is lost.
        mutating func read() -> Bool {
            let count = recv(from, &buffer, buffer.count, 0)
            if count < 0 { return errno == EAGAIN || errno == EINTR }
            waiting = 0..<count
            if count == 0 { isAtEnd = true }
            return true
        }

        mutating func write() -> Bool {
            let (waiting, to) = (waiting, to)
            let count = buffer.withUnsafeBytes { all in
                send(to, all.baseAddress.map { $0 + waiting.lowerBound }, waiting.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0 { return errno == EAGAIN || errno == EINTR }
            self.waiting = (waiting.lowerBound + count)..<waiting.upperBound
            return true
        }

        mutating func endIfOver() {
            guard isAtEnd, waiting.isEmpty, !isOver else { return }
            isOver = true
            shutdown(to, Int32(SHUT_WR))
        }
    }

    init(_ one: consuming GateSocket, _ other: consuming GateSocket) {
        shutter = one.shutter
        there = Direction(from: one.descriptor, to: other.descriptor)
        back = Direction(from: other.descriptor, to: one.descriptor)
        self.one = one
        self.other = other
    }

    mutating func run(idle: Duration) {
        while !(there.isOver && back.isOver) {
            var polled = [poll(one.descriptor, there, back), poll(other.descriptor, back, there)]
            guard shutter.wait(&polled, until: .now + idle) else { return }
            for found in polled where found.revents != 0 {
                let isOne = found.fd == one.descriptor
                guard isOne ? Self.move(&there, &back) : Self.move(&back, &there) else { return }
            }
            there.endIfOver()
            back.endIfOver()
        }
    }

    /// What a socket is waited for; a socket that nobody waits for is passed over, whatever has become of it.
    private func poll(_ socket: Int32, _ reading: Direction, _ writing: Direction) -> pollfd {
        let events = (reading.wantsToRead ? POLLIN : 0) | (writing.waiting.isEmpty ? 0 : POLLOUT)
        return pollfd(fd: events == 0 ? -1 : socket, events: Int16(events), revents: 0)
    }

    private static func move(_ reading: inout Direction, _ writing: inout Direction) -> Bool {
        if reading.wantsToRead, !reading.read() { return false }
        return writing.waiting.isEmpty || writing.write()
    }
}

// Sockets that never block, for threads that wait on them.

import CCurl
import Glibc

/// One socket, closed with its owner.
struct GateSocket: ~Copyable {
    let descriptor: Int32
    let shutter: GateShutter

    /// Takes an open socket over.
    init(taking descriptor: Int32, _ shutter: GateShutter) {
        self.descriptor = descriptor
        self.shutter = shutter
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        var yes: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
    }

    /// One that is connected to this very address; nil where it isn't reached in time.
    static func connected(
        to address: NetworkAddress, port: Int, _ shutter: GateShutter, until deadline: ContinuousClock.Instant
    ) -> GateSocket? {
        let descriptor = Glibc.socket(
            address.bytes.count == 4 ? AF_INET : AF_INET6,
            Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        let socket = GateSocket(taking: descriptor, shutter)
        let code = address.withSocketAddress(port: port) { Glibc.connect(descriptor, $0, $1) }
        if code != 0, errno != EINPROGRESS { return nil }
        guard shutter.wait(for: descriptor, POLLOUT, until: deadline) else { return nil }
        var fault: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &fault, &length) == 0, fault == 0 else { return nil }
        return socket
    }

    deinit { close(descriptor) }

    /// All of the bytes; false where the other side is gone or the time is over.
    func send(_ bytes: [UInt8], until deadline: ContinuousClock.Instant) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if sent > 0 {
                rest = rest.dropFirst(sent)
            } else if sent < 0, errno == EAGAIN || errno == EINTR {
                guard shutter.wait(for: descriptor, POLLOUT, until: deadline) else { return false }
            } else {
                return false
            }
        }
        return true
    }

    /// The head of a message up to its blank line, and what came behind it; nil where none comes in time, or it is longer
    /// than any.
    func head(until deadline: ContinuousClock.Instant) -> (head: [UInt8], rest: [UInt8])? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while bytes.count <= GateRequest.longest {
            guard shutter.wait(for: descriptor, POLLIN, until: deadline) else { return nil }
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count < 0, errno == EAGAIN || errno == EINTR { continue }
            guard count > 0 else { return nil }
            let from = max(bytes.count - 3, 0)
            bytes += buffer[..<count]
            if let end = bytes.indices[from...].first(where: { bytes[$0...].starts(with: [13, 10, 13, 10]) }) {
                return (Array(bytes[..<end]), Array(bytes[(end + 4)...]))
            }
        }
        return nil
    }
}

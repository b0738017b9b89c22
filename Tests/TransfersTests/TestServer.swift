// A small HTTP server on 127.0.0.1 that does exactly what a test says, right or wrong. One thread
// for each connection; blocking sockets.

import Foundation
import Glibc
import Synchronization

final class TestServer: Sendable {
    struct Request: Sendable {
        var method: String
        var path: String
        /// Names in lower case.
        var headers: [String: String]
        var body: [UInt8]
    }

    /// One connection from a client; used by its own thread.
    struct Connection: Sendable {
        let socket: Int32

        /// False once the client has hung up.
        @discardableResult
        func send(_ bytes: [UInt8]) -> Bool {
            var rest = bytes[...]
            while !rest.isEmpty {
                let sent = rest.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
                if sent <= 0 { return false }
                rest = rest.dropFirst(sent)
            }
            return true
        }

        @discardableResult
        func send(_ text: String) -> Bool { send([UInt8](text.utf8)) }

        /// A whole answer that keeps the connection.
        func answer(_ status: Int, _ headers: [String] = [], body: [UInt8] = []) {
            let lines = ["HTTP/1.1 \(status) Status", "Content-Length: \(body.count)"] + headers
            send([UInt8]((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)
        }

        func answer(_ status: Int, _ headers: [String] = [], text: String) {
            answer(status, headers, body: [UInt8](text.utf8))
        }

        /// What came, as soon as something did; nil at the end.
        func receive() -> [UInt8]? {
            var piece = [UInt8](repeating: 0, count: 65_536)
            let count = recv(socket, &piece, piece.count, 0)
            return count > 0 ? Array(piece.prefix(count)) : nil
        }

        /// Hangs up so that the other side sees a reset.
        func reset() {
            var option = linger(l_onoff: 1, l_linger: 0)
            setsockopt(socket, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        }

        func waitForHangUp() {
            var byte: UInt8 = 0
            while recv(socket, &byte, 1, 0) > 0 {}
        }

        func hangUp() { shutdown(socket, Int32(SHUT_RDWR)) }
    }

    typealias Reaction = @Sendable (Request, Connection) -> Void
    /// Speaks on its own, from the first byte; the connection ends when it returns.
    typealias Manner = @Sendable (Connection) -> Void

    private struct Seen {
        var requests: [Request] = []
        var connections = 0
    }

    let port: Int
    private let listener: Int32
    private let reaction: Reaction
    private let manner: Manner?
    private let seen = Mutex(Seen())
    /// The path of each request, as soon as it has come.
    let arrivals: AsyncStream<String>
    private let arrived: AsyncStream<String>.Continuation

    var requests: [Request] { seen.withLock { $0.requests } }
    var connections: Int { seen.withLock { $0.connections } }

    convenience init(_ reaction: @escaping Reaction) throws { try self.init(reaction, manner: nil) }

    /// A server that needn't speak HTTP.
    convenience init(raw manner: @escaping Manner) throws { try self.init({ _, _ in }, manner: manner) }

    private init(_ reaction: @escaping Reaction, manner: Manner?) throws {
        self.reaction = reaction
        self.manner = manner
        (arrivals, arrived) = AsyncStream<String>.makeStream()
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 512) == 0 && getsockname(listener, $0, &length) == 0
            }
        }
        guard isBound else { throw POSIXError(.EADDRNOTAVAIL) }
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread { [self] in accept() }.start()
    }

    /// No more connections; those that are open end with their clients.
    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        arrived.finish()
    }

    func url(_ path: String = "/") -> String { "http://127.0.0.1:\(port)\(path)" }

    private func accept() {
        while true {
            let client = Glibc.accept(listener, nil, nil)
            guard client >= 0 else { break }
            seen.withLock { $0.connections += 1 }
            var yes: Int32 = 1
            setsockopt(client, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
            Thread { [self] in
                if let manner { manner(Connection(socket: client)) } else { serve(Connection(socket: client)) }
                close(client)
            }.start()
        }
        close(listener)
    }

    private func serve(_ connection: Connection) {
        var buffered: [UInt8] = []
        while let request = read(from: connection, &buffered) {
            seen.withLock { $0.requests.append(request) }
            arrived.yield(request.path)
            reaction(request, connection)
        }
    }

    private func read(from connection: Connection, _ buffered: inout [UInt8]) -> Request? {
        func more() -> Bool {
            var piece = [UInt8](repeating: 0, count: 65_536)
            let count = recv(connection.socket, &piece, piece.count, 0)
            if count > 0 { buffered += piece.prefix(count) }
            return count > 0
        }
        let blank: [UInt8] = [13, 10, 13, 10]
        var end: Int?
        while true {
            end = buffered.indices.dropLast(3).first { Array(buffered[$0..<$0 + 4]) == blank }
            if end != nil { break }
            if !more() { return nil }
        }
        guard let end else { return nil }
        let lines = String(decoding: buffered[..<end], as: UTF8.self).components(separatedBy: "\r\n")
        buffered.removeFirst(end + 4)
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(
                in: .whitespaces)
        }
        let length = headers["content-length"].flatMap(Int.init) ?? 0
        while buffered.count < length { if !more() { return nil } }
        let body = Array(buffered.prefix(length))
        buffered.removeFirst(length)
        let first = lines[0].split(separator: " ").map(String.init)
        return Request(method: first[0], path: first[1], headers: headers, body: body)
    }
}

// What a name leads to, asked here where a proxy will ask again: it must not be sent where we wouldn't go.

import CCurl
import Dispatch
import Glibc
import Synchronization

/// Looks names up on threads of their own, because the system's resolver blocks.
enum NameLookup {
    /// The addresses of a name; nil where this machine can't find out, as behind a proxy that alone sees the outside.
    static func addresses(of host: String, within limit: Duration) async -> [NetworkAddress]? {
        let answer = Answer()
        return await withCheckedContinuation { (continuation: CheckedContinuation<[NetworkAddress]?, Never>) in
            answer.expect(continuation)
            ask(host, answer)
            Task.detached {
                try? await Task.sleep(for: limit)
                answer.give(nil)
            }
        }
    }

    /// The same on a thread that may block.
    static func wait(for host: String, within limit: Duration) -> [NetworkAddress]? {
        let answer = Waited()
        guard DetachedThread.start("name lookup", { answer.give(resolve(host)) }) else { return nil }
        return answer.wait(for: limit)
    }

    private static func ask(_ host: String, _ answer: Answer) {
        if !DetachedThread.start("name lookup", { answer.give(resolve(host)) }) { answer.give(nil) }
    }

    /// Whoever comes first, the resolver or the clock.
    private final class Answer: Sendable {
        private let waiting = Mutex<CheckedContinuation<[NetworkAddress]?, Never>?>(nil)

        func expect(_ continuation: CheckedContinuation<[NetworkAddress]?, Never>) {
            waiting.withLock { $0 = continuation }
        }

        func give(_ addresses: [NetworkAddress]?) {
            let continuation = waiting.withLock { waiting in
                let continuation = waiting
                waiting = nil
                return continuation
            }
            continuation?.resume(returning: addresses)
        }
    }

    private final class Waited: Sendable {
        private let found = Mutex<[NetworkAddress]?>(nil)
        private let isThere = DispatchSemaphore(value: 0)

        func give(_ addresses: [NetworkAddress]?) {
            found.withLock { $0 = addresses }
            isThere.signal()
        }

        func wait(for limit: Duration) -> [NetworkAddress]? {
            _ = isThere.wait(timeout: .now() + .milliseconds(Int(limit.components.seconds) * 1000))
            return found.withLock { $0 }
        }
    }

    private static func resolve(_ host: String) -> [NetworkAddress]? {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &found) == 0, let found else { return nil }
        defer { freeaddrinfo(found) }
        var addresses: [NetworkAddress] = []
        var entry: UnsafeMutablePointer<addrinfo>? = found
        while let here = entry?.pointee {
            if let start = here.ai_addr,
                let address = NetworkAddress(start, family: here.ai_family, length: Int(here.ai_addrlen))
            {
                addresses.append(address)
            }
            entry = here.ai_next
        }
        return addresses.isEmpty ? nil : addresses
    }
}

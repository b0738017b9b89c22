// What a name leads to, asked here where a proxy will ask again: it must not be sent where we wouldn't go.

import CCurl
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

    private static func ask(_ host: String, _ answer: Answer) {
        let question = Unmanaged.passRetained(Question(host: host, answer: answer))
        var thread = pthread_t()
        let code = pthread_create(&thread, nil, { NameLookup.threadMain($0) }, question.toOpaque())
        guard code == 0 else {
            question.release()
            answer.give(nil)
            return
        }
        pthread_detach(thread)
    }

    private static func threadMain(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let pointer else { return nil }
        let question = Unmanaged<Question>.fromOpaque(pointer).takeRetainedValue()
        ccurl_name_this_thread("name lookup")
        question.answer.give(resolve(question.host))
        return nil
    }

    private final class Question: Sendable {
        let host: String
        let answer: Answer

        init(host: String, answer: Answer) {
            self.host = host
            self.answer = answer
        }
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

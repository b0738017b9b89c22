// The sockets of one transfer, so that it can be cut off while libcurl is busy with it.

import CCurl
import Glibc
import Synchronization

/// From any thread. libssh2 goes on for as long as bytes come, without looking at any limit: then only closing the socket
/// from outside ends it.
final class TransferSockets: Sendable {
    private struct State {
        var open: Set<Int32> = []
        var isCut = false
        var hasBegun = false
    }

    private let state = Mutex(State())

    /// Whether the server was reached, judged and signed in to.
    var hasBegun: Bool { state.withLock { $0.hasBegun } }

    /// Ended from outside, at a limit.
    var isCut: Bool { state.withLock { $0.isCut } }

    func noteBeginning() { state.withLock { $0.hasBegun = true } }

    func open(_ family: Int32, _ kind: Int32, _ way: Int32) -> Int32 {
        state.withLock { state in
            guard !state.isCut else { return -1 }
            let descriptor = socket(family, kind, way)
            if descriptor >= 0 { state.open.insert(descriptor) }
            return descriptor
        }
    }

    func close(_ descriptor: Int32) -> Int32 {
        state.withLock { state in
            state.open.remove(descriptor)
            return Glibc.close(descriptor)
        }
    }

    /// Nothing more comes or goes. Only for a transfer that closes its sockets here.
    func cut() {
        state.withLock { state in
            state.isCut = true
            for descriptor in state.open { shutdown(descriptor, Int32(SHUT_RDWR)) }
        }
    }
}

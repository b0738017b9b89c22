// SFTP transfers, each on a thread of its own: libssh2 can be kept busy by a server for as long as it likes, and then
// nobody else has to wait with it.

import Glibc
import Synchronization

/// From any thread. A transfer that doesn't end by itself is cut off at its limits.
final class SFTPLane: Sendable {
    private enum Stage {
        case idle, open, closed
    }

    private struct State {
        var stage = Stage.idle
        var running: [ObjectIdentifier: Transfer] = [:]
        var waiting: [(number: Int, continuation: CheckedContinuation<Bool, Never>)] = []
        var lastNumber = 0
        var atWork = 0
        /// Cancelled before they came to wait.
        var cancelled: Set<Int> = []
        var waitingForEnd: [CheckedContinuation<Void, Never>] = []
    }

    private let settings: TransferEngine.Settings
    private let state = Mutex(State())

    /// So many servers are talked to at once.
    private static let most = 32

    init(settings: TransferEngine.Settings) { self.settings = settings }

    func open() { state.withLock { $0.stage = .open } }

    /// Cuts all off, and returns when they have ended.
    func close() async {
        let (running, waiting) = state.withLock { state in
            state.stage = .closed
            defer { state.waiting = [] }
            return (state.running.values.map { $0 }, state.waiting.map(\.continuation))
        }
        for continuation in waiting { continuation.resume(returning: false) }
        for transfer in running {
            transfer.cancel()
            transfer.sockets.cut()
        }
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if state.atWork > 0 { state.waitingForEnd.append(continuation) }
                return state.atWork == 0
            }
            if isOver { continuation.resume() }
        }
    }

    func perform(_ transfer: Transfer) async throws(TransferError) -> TransferAnswer {
        let host = transfer.address.origin.hostAndPort
        guard await takeTurn() else {
            throw TransferError(Task.isCancelled ? .cancelled : .engineNotRunning, host: host)
        }
        defer { giveTurn() }
        let thread = TransferThread("sftp", settings: settings)
        try thread.start()
        let isOpen = state.withLock { state in
            state.running[ObjectIdentifier(transfer)] = transfer
            return state.stage == .open
        }
        let watch = Task.detached { [timeouts = transfer.request.timeouts] in
            // A little later than libcurl would do it itself.
            try await Task.sleep(for: timeouts.connect + .seconds(1))
            if !transfer.sockets.hasBegun { return transfer.sockets.cut() }
            try await Task.sleep(for: timeouts.total)
            transfer.sockets.cut()
        }
        if !isOpen { transfer.sockets.cut() }
        let result = await withTaskCancellationHandler {
            await thread.perform(transfer)
        } onCancel: {
            transfer.sockets.cut()
        }
        watch.cancel()
        await thread.stop()
        state.withLock { _ = $0.running.removeValue(forKey: ObjectIdentifier(transfer)) }
        let isClosed = state.withLock { $0.stage == .closed }
        if case .failure = result {
            if Task.isCancelled { throw TransferError(.cancelled, host: host) }
            if isClosed { throw TransferError(.engineNotRunning, host: host) }
        }
        return try result.get()
    }

    // MARK: Turns

    /// False: the lane is closed, or the task was cancelled.
    private func takeTurn() async -> Bool {
        let number = state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        let isOurs = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Bool, Never>) in
                let isOurs = state.withLock { state -> Bool? in
                    guard state.stage == .open, state.cancelled.remove(number) == nil else { return false }
                    if state.atWork < Self.most {
                        state.atWork += 1
                        return true
                    }
                    state.waiting.append((number, continuation))
                    return nil
                }
                if let isOurs { continuation.resume(returning: isOurs) }
            }
        } onCancel: {
            let mine = state.withLock { state -> CheckedContinuation<Bool, Never>? in
                guard let index = state.waiting.firstIndex(where: { $0.number == number }) else {
                    state.cancelled.insert(number)
                    return nil
                }
                return state.waiting.remove(at: index).continuation
            }
            mine?.resume(returning: false)
        }
        state.withLock { _ = $0.cancelled.remove(number) }
        return isOurs
    }

    private func giveTurn() {
        let (next, ended) = state.withLock {
            state -> (CheckedContinuation<Bool, Never>?, [CheckedContinuation<Void, Never>])
            in
            // The turn goes to who waits longest, or back.
            if !state.waiting.isEmpty { return (state.waiting.removeFirst().continuation, []) }
            state.atWork -= 1
            guard state.atWork == 0 else { return (nil, []) }
            defer { state.waitingForEnd = [] }
            return (nil, state.waitingForEnd)
        }
        next?.resume(returning: true)
        for continuation in ended { continuation.resume() }
    }
}

// One named thread that runs libcurl, fed through a mailbox.

import CCurl
import Glibc
import Synchronization

/// Performs transfers, many at a time. Bodies are decoded, hashed and written on its thread, never on the cooperative pool.
final class TransferThread: Sendable {
    enum Order: Sendable {
        case begin(Transfer)
        case cancel(Transfer)
    }

    private enum Stage {
        case idle
        case running(CurlSet)
        case stopping(CurlSet)
        case stopped
    }

    private struct Mailbox {
        var stage = Stage.idle
        var orders: [Order] = []
        var waitingForEnd: [CheckedContinuation<Void, Never>] = []
    }

    private let name: String
    private let settings: TransferEngine.Settings
    private let mailbox = Mutex(Mailbox())

    init(_ name: String, settings: TransferEngine.Settings) {
        self.name = name
        self.settings = settings
    }

    func start() throws(TransferError) {
        let refusal = TransferError(.engineNotRunning, host: "any partner")
        // Counted by libcurl, and safe from any thread (since 7.84).
        guard curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK, let multi = curl_multi_init() else { throw refusal }
        let set = CurlSet(pointer: multi)
        let isOurs = mailbox.withLock { mailbox -> Bool in
            guard case .idle = mailbox.stage else { return false }
            mailbox.stage = .running(set)
            return true
        }
        guard isOurs else {
            curl_multi_cleanup(multi)
            curl_global_cleanup()
            throw refusal
        }
        // The thread keeps its owner alive until it ends.
        let me = Unmanaged.passRetained(Context(owner: self, set: set))
        var thread = pthread_t()
        let code = pthread_create(&thread, nil, { TransferThread.threadMain($0) }, me.toOpaque())
        guard code == 0 else {
            me.release()
            mailbox.withLock { $0.stage = .stopped }
            curl_multi_cleanup(multi)
            curl_global_cleanup()
            throw refusal
        }
        pthread_detach(thread)
    }

    /// Returns when the thread has let go of everything; may be called more than once.
    func stop() async {
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            let isOver = mailbox.withLock { mailbox -> Bool in
                switch mailbox.stage {
                case .idle:
                    mailbox.stage = .stopped
                    return true
                case .running(let set):
                    mailbox.stage = .stopping(set)
                    mailbox.waitingForEnd.append(continuation)
                    set.wake()
                    return false
                case .stopping:
                    mailbox.waitingForEnd.append(continuation)
                    return false
                case .stopped:
                    return true
                }
            }
            if isOver { continuation.resume() }
        }
    }

    func perform(_ transfer: Transfer) async -> Result<TransferAnswer, TransferError> {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                transfer.answers(to: continuation)
                if !post(.begin(transfer)) { transfer.refuse() }
            }
        } onCancel: {
            // The mark first: if the order overtakes the transfer's beginning, the beginning sees the mark.
            transfer.cancel()
            _ = post(.cancel(transfer))
        }
    }

    private func post(_ order: Order) -> Bool {
        mailbox.withLock { mailbox in
            guard case .running(let set) = mailbox.stage else { return false }
            mailbox.orders.append(order)
            // Whoever put the first order there has woken the thread for the rest.
            if mailbox.orders.count == 1 { set.wake() }
            return true
        }
    }

    // MARK: The thread

    private final class Context: Sendable {
        let owner: TransferThread
        let set: CurlSet

        init(owner: TransferThread, set: CurlSet) {
            self.owner = owner
            self.set = set
        }
    }

    private static func threadMain(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let pointer else { return nil }
        let context = Unmanaged<Context>.fromOpaque(pointer).takeRetainedValue()
        ccurl_name_this_thread(context.owner.name)
        // A partner that hangs up in the middle of TLS must not end the process.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        context.owner.run(context.set)
        return nil
    }

    private func run(_ set: CurlSet) {
        let loop = TransferLoop(set, settings: settings)
        while true {
            let (orders, isStopping) = mailbox.withLock { mailbox -> ([Order], Bool) in
                let orders = mailbox.orders
                mailbox.orders = []
                guard case .stopping = mailbox.stage else { return (orders, false) }
                // From here on nobody wakes the set.
                mailbox.stage = .stopped
                return (orders, true)
            }
            for order in orders { loop.obey(order) }
            if isStopping { break }
            loop.work()
            loop.wait()
        }
        loop.close()
        curl_global_cleanup()
        let waiting = mailbox.withLock { mailbox in
            let waiting = mailbox.waitingForEnd
            mailbox.waitingForEnd = []
            return waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}

// The engine that performs transfers: one named thread that runs libcurl, fed through a mailbox.

import CCurl
import Glibc
import Synchronization

/// Performs transfers, many at a time, reusing connections. One for the whole daemon.
///
///     let engine = TransferEngine()
///     try engine.start()
///     let answer = try await engine.perform(.get("https://feeds.example/pupils.csv", to: .file(path: p, limit: n)))
///     await engine.stop()
///
/// Bodies are decoded, hashed and written on the engine's thread, never on the cooperative pool.
public final class TransferEngine: Sendable {
    public struct Settings: Sendable {
        /// Transfers under way at once, to all partners together; others wait their turn.
        public var transfersAtOnce = 128
        /// Transfers under way at once to one origin, so that no partner is flooded.
        public var transfersPerOrigin = 16
        public var userAgent = "sendgate/1"
        /// A PEM file with the certificates to trust, in place of the system's: for an organisation's own issuer.
        public var certificateFile: String?
        /// A proxy, as `http://proxy.example:3128`. Nil: none, whatever the environment says.
        public var proxy: String?
        /// Seconds since 1970, for a Retry-After date in an answer that doesn't state its own date.
        public var now: @Sendable () -> Int = { time(nil) }

        public init() {}
    }

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

    private let settings: Settings
    private let mailbox = Mutex(Mailbox())

    /// Opens nothing and starts nothing.
    public init(settings: Settings = Settings()) { self.settings = settings }

    /// Starts the thread. Once: an engine that was stopped isn't started again. Throws `.engineNotRunning` if it was
    /// started before or the system has no room for it.
    public func start() throws(TransferError) {
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
        // The thread keeps the engine alive until it ends.
        let me = Unmanaged.passRetained(Context(engine: self, set: set))
        var thread = pthread_t()
        let code = pthread_create(&thread, nil, { TransferEngine.threadMain($0) }, me.toOpaque())
        guard code == 0 else {
            me.release()
            mailbox.withLock { $0.stage = .stopped }
            curl_multi_cleanup(multi)
            curl_global_cleanup()
            throw refusal
        }
        pthread_detach(thread)
    }

    /// Ends the thread. Transfers that wait or are under way fail with `.engineNotRunning`. Returns when the thread
    /// has let go of everything; may be called more than once.
    public func stop() async {
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

    /// Makes one attempt. Throws for everything but 200 to 299 and a 304 that was asked for. When the task is
    /// cancelled the connection is dropped and `.cancelled` is thrown.
    ///
    /// libcurl sends a request again by itself where a kept connection turns out to have been closed before any
    /// answer; a consumer must therefore go by the id of what it is sent, as with every delivery.
    public func perform(_ request: TransferRequest) async throws(TransferError) -> TransferAnswer {
        let transfer = try Transfer(request)
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                transfer.answers(to: continuation)
                if !post(.begin(transfer)) { transfer.refuse() }
            }
        } onCancel: {
            // The mark first: if the order overtakes the transfer's beginning, the beginning sees the mark.
            transfer.cancel()
            _ = post(.cancel(transfer))
        }
        return try result.get()
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
        let engine: TransferEngine
        let set: CurlSet

        init(engine: TransferEngine, set: CurlSet) {
            self.engine = engine
            self.set = set
        }
    }

    private static func threadMain(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let pointer else { return nil }
        let context = Unmanaged<Context>.fromOpaque(pointer).takeRetainedValue()
        ccurl_name_this_thread("transfers")
        // A partner that hangs up in the middle of TLS must not end the process.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        context.engine.run(context.set)
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

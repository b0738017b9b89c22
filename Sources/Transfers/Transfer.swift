// One transfer on its way: made by the caller, then owned by the engine's thread until it answers.

import CCurl
import Synchronization

/// One attempt. Before it is handed over it belongs to the caller's task, afterwards to the engine's thread alone,
/// which is what makes it safe to pass. Only `isCancelled` is read and written from both sides.
final class Transfer: @unchecked Sendable {
    enum Stage {
        /// The engine hasn't seen it: the caller may still be preparing it.
        case made
        case waiting
        case running
        case ended
    }

    let request: TransferRequest
    let address: WebAddress
    private let cancelled = Atomic(false)

    // The engine's thread only.
    private(set) var stage = Stage.made
    private(set) var current: WebAddress
    private(set) var reader: AnswerReader
    private(set) var addressWasRefused = false
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private var redirects = 0
    /// Microseconds, in all requests of this transfer.
    private(set) var spent: Int64 = 0
    private var answer: CheckedContinuation<Result<TransferAnswer, TransferError>, Never>?

    static let mostRedirects = 5

    /// Checks all that can be checked without the network.
    init(_ request: TransferRequest) throws(TransferError) {
        let address = try WebAddress(request.url)
        let host = address.origin.hostAndPort
        guard request.allowance.permits(scheme: address.origin.scheme) else {
            throw TransferError(.schemeNotAllowed, host: host)
        }
        if let declared = request.declaredOrigins, !declared.contains(address.origin) {
            throw TransferError(.originNotDeclared, host: host)
        }
        self.request = request
        self.address = address
        current = address
        reader = AnswerReader(request.destination)
        guard let list = HeaderList.make(request) else {
            throw TransferError(.headerNotUsable(name: HeaderList.firstUnusable(request) ?? "?"), host: host)
        }
        headerList = list
    }

    deinit { if let headerList { curl_slist_free_all(headerList) } }

    // MARK: From any thread

    var isCancelled: Bool { cancelled.load(ordering: .acquiring) }

    func cancel() { cancelled.store(true, ordering: .releasing) }

    // MARK: Before it is handed over

    func answers(to continuation: CheckedContinuation<Result<TransferAnswer, TransferError>, Never>) {
        answer = continuation
    }

    /// The engine didn't take it: it stays with the caller, and its stage as it was.
    func refuse() {
        let error = TransferError(.engineNotRunning, host: address.origin.hostAndPort)
        answer?.resume(returning: .failure(error))
        answer = nil
    }

    // MARK: On the engine's thread

    func join() { stage = .waiting }

    /// Sets all options on a handle without any.
    func begin(on handle: CurlHandle, settings: TransferEngine.Settings) {
        stage = .running
        handle.configure(for: self, headers: headerList, settings: settings)
    }

    /// Answers the caller. What is called after the first time does nothing.
    func end(_ result: Result<TransferAnswer, TransferError>) {
        guard stage != .ended else { return }
        stage = .ended
        if case .failure = result { reader.discard() }
        answer?.resume(returning: result)
        answer = nil
    }

    /// libcurl's clocks for the limit and for the time spent differ a little.
    private var isTimeOver: Bool { spent / 1000 + 100 >= request.timeouts.total.wholeMilliseconds }

    func fail(_ kind: TransferError.Kind) {
        end(.failure(TransferError(kind, host: current.origin.hostAndPort)))
    }

    /// Whether the address that is about to be used, or is used again, is one that this request may go to.
    func permits(_ address: NetworkAddress?) -> Bool {
        if let address, request.allowance.permits(address, scheme: current.origin.scheme) { return true }
        addressWasRefused = true
        return false
    }

    /// What comes after libcurl has ended: an answer, or one more request. The handle is still whole.
    func settle(_ code: CURLcode, on handle: CurlHandle, now: () -> Int) -> Settlement {
        spent += handle.microsecondsSpent
        let host = current.origin.hostAndPort
        if let fault = reader.fault { return .ended(.failure(TransferError(fault, host: host))) }
        if code != CURLE_OK && !reader.wasCutOnPurpose {
            let kind: TransferError.Kind =
                addressWasRefused
                ? .addressNotAllowed
                : .init(code, on: handle, isTimeOver: isTimeOver)
            return .ended(.failure(TransferError(kind, host: host)))
        }
        let retryAfter = RetryAfter.seconds(in: reader.headers, now: now())
        switch reader.status {
        case 304 where request.validators?.isEmpty == false:
            return .ended(.success(makeAnswer(.none, count: 0, sha256: [], retryAfter: retryAfter)))
        case 301, 302, 303, 307, 308:
            return redirect(to: handle.redirectAddress)
        case _ where reader.isGood:
            return .ended(
                reader.finish().map { makeAnswer($0.0, count: $0.count, sha256: $0.sha256, retryAfter: retryAfter) }
                    .mapError { TransferError($0.kind, host: host) })
        default:
            let error = TransferError(.answered(status: reader.status), host: host, retryAfter: retryAfter)
            return .ended(.failure(error))
        }
    }

    enum Settlement {
        case ended(Result<TransferAnswer, TransferError>)
        case again
    }

    private func redirect(to text: String?) -> Settlement {
        func refused(_ kind: TransferError.Kind) -> Settlement {
            .ended(.failure(TransferError(kind, host: current.origin.hostAndPort)))
        }
        guard let text else { return refused(.answered(status: reader.status)) }
        guard let next = try? WebAddress(text) else { return refused(.redirectRefused(to: "an unreadable address")) }
        // What is pushed goes to the address in the agreement, and nowhere else.
        guard request.method == .get, next.origin == current.origin else {
            return refused(.redirectRefused(to: next.origin.description))
        }
        redirects += 1
        guard redirects <= Self.mostRedirects else { return refused(.tooManyRedirects) }
        current = next
        reader = AnswerReader(request.destination)
        return .again
    }

    private func makeAnswer(
        _ body: TransferAnswer.Body, count: Int, sha256: [UInt8], retryAfter: Int?
    ) -> TransferAnswer {
        let notModified = reader.status == 304
        var validators = reader.headers.validators
        if notModified {
            // A 304 need not repeat them.
            validators.etag = validators.etag ?? request.validators?.etag
            validators.lastModified = validators.lastModified ?? request.validators?.lastModified
        }
        return TransferAnswer(
            status: reader.status, headers: reader.headers, body: body, decodedByteCount: count, sha256: sha256,
            notModified: notModified, retryAfter: retryAfter, validators: validators,
            isKnownToBeWhole: notModified || reader.hasKnownEnd, address: current, duration: .microseconds(spent))
    }
}

// One transfer on its way: made by the caller, then owned by the engine's thread until it answers.

import CCurl
import Synchronization

/// One attempt at one address. Before it is handed over it belongs to the caller's task, afterwards to the engine's thread
/// alone, and to the caller again when it has answered, which is what makes it safe to pass. Only `isCancelled` is read
/// and written from both sides.
final class Transfer: @unchecked Sendable {
    enum Stage {
        /// The engine hasn't seen it: the caller may still be preparing it.
        case made
        case waiting
        case running
        case ended
    }

    /// What is asked for, in HTTP's words or SFTP's.
    enum Errand {
        case web
        case sftp(SFTPErrand)
    }

    let request: TransferRequest
    let errand: Errand
    let address: WebAddress
    let declared: DeclaredOrigin
    let token: Secret?
    /// Whose connections it may use; nil: none but its own.
    let connections: ConnectionKind?
    /// From any thread.
    let sockets = TransferSockets()
    private let cancelled = Atomic(false)

    // The engine's thread only.
    private(set) var stage = Stage.made
    let reader: AnswerReader
    private(set) var addressWasRefused = false
    /// More came than the answer's length said.
    var isLongerThanStated = false
    /// A request, or the call to a proxy, was sent.
    var wasHeard = false
    /// What an SFTP server showed that wasn't declared.
    var strangeHostKey: String?
    private var files: [MemoryFile] = []
    private var lists: [UnsafeMutablePointer<curl_slist>] = []
    /// libcurl's own words for a failure: looked at for what TLS said, never passed on.
    let errorText: UnsafeMutablePointer<CChar>
    /// Microseconds, in all requests that led here.
    private(set) var spent: Int64 = 0
    /// Where a redirect leads, to be asked for by another transfer.
    private(set) var onward: WebAddress?
    /// The body of a refusal, where it was asked to be kept.
    var refusal: [UInt8] { reader.refusal }
    private var answer: CheckedContinuation<Result<TransferAnswer, TransferError>, Never>?

    /// Checks all that can be checked without the network. `next`: where a redirect led.
    init(
        _ request: TransferRequest, at next: WebAddress? = nil, token: Secret?, spent: Int64 = 0
    ) throws(TransferError) {
        let address = if let next { next } else { try WebAddress(request.url) }
        let host = address.origin.hostAndPort
        guard ["https", "http"].contains(address.origin.scheme) else {
            throw TransferError(.schemeNotAllowed, host: host)
        }
        declared = try request.origins.declaration(of: address)
        if let name = HeaderList.firstUnusable(request) {
            throw TransferError(.headerNotUsable(name: name), host: host)
        }
        self.request = request
        self.address = address
        self.token = declared.takesSecrets ? token : nil
        self.spent = spent
        connections = ConnectionKind(request, at: declared)
        errand = .web
        reader = AnswerReader(request.destination, keepsRefusal: request.keepsRefusal)
        errorText = Self.makeErrorText()
    }

    /// One listing or one file.
    init(_ errand: SFTPErrand) throws(TransferError) {
        let server = errand.server.declared
        address = try WebAddress(errand.address)
        declared = server
        request = TransferRequest(
            method: .get, url: errand.address, body: nil, destination: errand.destination,
            timeouts: errand.timeouts, origins: [server])
        token = nil
        connections = nil
        self.errand = .sftp(errand)
        reader = AnswerReader(errand.destination, isPlain: true)
        errorText = Self.makeErrorText()
    }

    deinit {
        for list in lists { curl_slist_free_all(list) }
        errorText.deallocate()
    }

    private static func makeErrorText() -> UnsafeMutablePointer<CChar> {
        let size = Int(CURL_ERROR_SIZE)
        let text = UnsafeMutablePointer<CChar>.allocate(capacity: size)
        text.initialize(repeating: 0, count: size)
        return text
    }

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
    func begin(on handle: CurlHandle, pool: UnsafeMutableRawPointer?, settings: TransferEngine.Settings) {
        stage = .running
        handle.configure(for: self, settings: settings)
        switch errand {
        case .web:
            let headers = HeaderList.make(request, token: token, withSecrets: declared.takesSecrets)
            keep(headers)
            handle.configureWeb(for: self, headers: headers, pool: pool)
        case .sftp(let errand):
            files = handle.configureSFTP(for: self, errand)
        }
    }

    /// A list that libcurl uses, and doesn't free, as long as this transfer lives.
    func keep(_ list: UnsafeMutablePointer<curl_slist>?) {
        if let list { lists.append(list) }
    }

    /// Answers the caller. What is called after the first time does nothing.
    func end(_ result: Result<TransferAnswer, TransferError>) {
        guard stage != .ended else { return }
        stage = .ended
        files = []
        if case .failure = result { reader.discard() }
        answer?.resume(returning: result)
        answer = nil
    }

    func fail(_ kind: TransferError.Kind) {
        end(.failure(TransferError(kind, host: address.origin.hostAndPort)))
    }

    /// Whether the address that is about to be used, or is used again, is one that this request may go to.
    func permits(_ address: NetworkAddress?) -> Bool {
        let network = declared.way?.network ?? declared.network
        if let address, network.permits(address) { return true }
        addressWasRefused = true
        return false
    }

    /// What comes after libcurl has ended. The handle is still whole.
    func settle(_ code: CURLcode, on handle: CurlHandle, now: () -> Int) -> Result<TransferAnswer, TransferError> {
        spent += handle.microsecondsSpent
        let host = address.origin.hostAndPort
        if let fault = reader.fault { return .failure(TransferError(fault, host: host)) }
        if code != CURLE_OK && !reader.wasCutOnPurpose {
            return .failure(TransferError(.init(code, of: self, on: handle), host: host))
        }
        let retryAfter = RetryAfter.seconds(in: reader.headers, now: now())
        switch reader.status {
        case 304 where request.validators?.isEmpty == false:
            return .success(makeAnswer(.none, count: 0, sha256: [], retryAfter: retryAfter))
        case 301, 302, 303, 307, 308:
            return .failure(TransferError(redirect(), host: host))
        case 407 where declared.way != nil:
            // For plain HTTP the proxy answers in the server's place.
            return .failure(TransferError(.proxy(.signInRefused), host: declared.way?.origin.hostAndPort ?? host))
        case _ where reader.isGood:
            if isLongerThanStated { return .failure(TransferError(.longerThanStated, host: host)) }
            return reader.finish()
                .map { body in
                    var answer = makeAnswer(body.0, count: body.count, sha256: body.sha256, retryAfter: retryAfter)
                    answer.modified = handle.fileTime
                    return answer
                }
                .mapError { TransferError($0.kind, host: host) }
        default:
            return .failure(TransferError(.answered(status: reader.status), host: host, retryAfter: retryAfter))
        }
    }

    /// libcurl's clocks for the limit and for the time spent differ a little.
    var isTimeOver: Bool { spent / 1000 + 100 >= request.timeouts.total.wholeMilliseconds }

    /// Notes where to go on; the kind of failure is for the case that it isn't gone there.
    private func redirect() -> TransferError.Kind {
        guard let link = reader.headers["location"] else { return .answered(status: reader.status) }
        guard let next = try? address.resolving(link), ["https", "http"].contains(next.origin.scheme) else {
            return .redirectRefused(to: "an unreadable address")
        }
        // What is pushed goes to the address in the agreement, and nowhere else; nobody leads us out of HTTPS.
        let isWeaker = address.origin.scheme == "https" && next.origin.scheme == "http"
        let isFollowed = request.method == .get && !isWeaker && request.origins.contains { $0.origin == next.origin }
        if isFollowed { onward = next }
        return .redirectRefused(to: next.origin.description)
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
            isKnownToBeWhole: notModified || reader.hasKnownEnd, address: address, duration: .microseconds(spent))
    }
}

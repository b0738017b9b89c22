// The engine: what the daemon asks for transfers. It decides whether and when; its threads transfer.

import Glibc

/// Performs transfers, many at a time, reusing connections. One for the whole daemon.
///
///     let engine = TransferEngine()
///     try engine.start()
///     let origin = try DeclaredOrigin("https://feeds.example")
///     let answer = try await engine.perform(
///         .get("https://feeds.example/pupils.csv", to: .file(path: p, limit: n), origins: [origin]))
///     await engine.stop()
///
/// It also lists and fetches files over SFTP (`TransferEngine+SFTP.swift`).
public final class TransferEngine: Sendable {
    /// How much goes on at once, and how long each step may take.
    public struct Settings: Sendable {
        /// Transfers under way at once, to all partners together; others wait their turn.
        public var transfersAtOnce = 128
        /// Transfers under way at once to one origin, so that no partner is flooded.
        public var transfersPerOrigin = 16
        public var userAgent = "sendgate/1"
        /// The proxy of all public origins that declare none of their own, nor that they are reached without.
        public var proxy: Proxy?
        /// Seconds since 1970, for a Retry-After date in an answer that doesn't state its own date.
        public var now: @Sendable () -> Int = { time(nil) }
        /// Seconds of a clock that no one sets: for rate limits and the lives of tokens.
        public var steady: @Sendable () -> Double = { TransferEngine.steadySeconds() }
        /// Waits so many seconds for a turn.
        public var sleep: @Sendable (Double) async throws -> Void = { try await Task.sleep(for: .seconds($0)) }
        /// Addresses of a name that a proxy will look up again; nil: can't be found out here.
        var lookUp: @Sendable (String) async -> [NetworkAddress]? = {
            await NameLookup.addresses(of: $0, within: .seconds(10))
        }
        /// Answers of the name service, as libcurl writes them: `host:port:address,address`.
        var names: [String] = []

        public init() {}
    }

    let settings: Settings
    let tokens = TokenKeeper()
    private let rates = RateKeeper()
    private let web: TransferThread
    private let sftp: SFTPLane

    /// Opens nothing and starts nothing.
    public init(settings: Settings = Settings()) {
        self.settings = settings
        web = TransferThread("transfers", settings: settings)
        sftp = SFTPLane(settings: settings)
    }

    /// Starts the thread. Once: an engine that was stopped isn't started again. Throws `.engineNotRunning` if it was
    /// started before or the system has no room for it.
    public func start() throws(TransferError) {
        try web.start()
        sftp.open()
    }

    /// Ends the threads. Transfers that wait or are under way fail with `.engineNotRunning`. Returns when the threads
    /// have let go of everything; may be called more than once.
    public func stop() async {
        await web.stop()
        await sftp.close()
    }

    /// Makes one attempt. Throws for everything but 200 to 299 and a 304 that was asked for. When the task is
    /// cancelled the connection is dropped and `.cancelled` is thrown.
    ///
    /// libcurl sends a request again by itself where a kept connection turns out to have been closed before any
    /// answer; a consumer must therefore go by the id of what it is sent, as with every delivery.
    public func perform(_ request: TransferRequest) async throws(TransferError) -> TransferAnswer {
        var request = request
        for index in request.origins.indices { request.origins[index].takeProxy(settings.proxy) }
        guard let client = request.oauth2 else { return try await follow(request, token: nil) }
        let token = try await token(of: client, origins: request.origins)
        do {
            return try await follow(request, token: token.secret)
        } catch {
            // The token may have been called back before its time: once more with a new one.
            guard error.kind == .answered(status: 401) else { throw error }
            tokens.forget(token.secret, of: token.place)
            return try await follow(request, token: try await self.token(of: client, origins: request.origins).secret)
        }
    }

    // MARK: One request after the other

    static let mostRedirects = 5

    /// Follows redirects within the declared origins.
    private func follow(_ request: TransferRequest, token: Secret?) async throws(TransferError) -> TransferAnswer {
        var transfer = try Transfer(request, token: token)
        var redirects = 0
        while true {
            try await admit(transfer.declared)
            let result = await web.perform(transfer)
            guard let onward = transfer.onward else { return try result.get() }
            redirects += 1
            guard redirects <= Self.mostRedirects else {
                throw TransferError(.tooManyRedirects, host: transfer.address.origin.hostAndPort)
            }
            transfer = try Transfer(request, at: onward, token: token, spent: transfer.spent)
        }
    }

    /// Waits for a turn under the origin's limit, and looks at what its name leads to where a proxy will do so.
    private func admit(_ declared: DeclaredOrigin) async throws(TransferError) {
        let pause = rates.turn(declared, now: settings.steady())
        if pause > 0 {
            do {
                try await settings.sleep(pause)
            } catch {
                throw TransferError(.cancelled, host: declared.origin.hostAndPort)
            }
        }
        // Where it can't be found out here, the proxy and whoever runs it decide: in many councils only the proxy can
        // look up outside names at all. The declaration has already refused names that can only be inside.
        guard declared.way != nil, NetworkAddress(declared.origin.host) == nil,
            let addresses = await settings.lookUp(declared.origin.host)
        else { return }
        guard addresses.allSatisfy(declared.network.permits) else {
            throw TransferError(.addressNotAllowed(declared.network), host: declared.origin.hostAndPort)
        }
    }

    /// One transfer over SFTP.
    func performSFTP(_ transfer: Transfer) async throws(TransferError) -> TransferAnswer {
        try await admit(transfer.declared)
        return try await sftp.perform(transfer)
    }

    // MARK: Tokens

    private func token(
        of client: OAuth2Client, origins: [DeclaredOrigin]
    ) async throws(TransferError) -> (secret: Secret, place: TokenKeeper.Place) {
        let endpoint = try origins.declaration(of: try WebAddress(client.tokenAddress))
        let place = TokenKeeper.Place(client: client, endpoint: endpoint)
        let secret = try await tokens.token(for: place, now: settings.steady()) { [self] in
            await fetchToken(of: client, from: endpoint)
        }
        return (secret, place)
    }

    private func fetchToken(
        of client: OAuth2Client, from endpoint: DeclaredOrigin
    ) async -> Result<(token: Secret, until: Double), TransferError> {
        let host = endpoint.origin.hostAndPort
        do throws(TransferError) {
            var endpoint = endpoint
            // The client's own secret is for its token endpoint by declaration.
            endpoint.takesSecrets = true
            let transfer = try Transfer(client.request(origins: [endpoint]), token: nil)
            try await admit(endpoint)
            let start = settings.steady()
            let result = await web.perform(transfer)
            if case .failure(var error) = result, case .answered = error.kind {
                if let fault = TokenAnswer.refusal(transfer.refusal) { error.kind = .token(fault) }
                throw error
            }
            let body = try result.get().bytes
            do throws(TokenFault) {
                let answer = try TokenAnswer(body, for: client.client)
                return .success((answer.token, answer.end(askedAt: start)))
            } catch {
                throw TransferError(.token(error), host: host)
            }
        } catch {
            return .failure(error)
        }
    }
}

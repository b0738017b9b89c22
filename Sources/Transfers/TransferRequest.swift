// What is asked for: one request, with every limit that holds for it.

/// One HTTP request with its limits. A value: nothing happens until an engine performs it.
public struct TransferRequest: Sendable {
    /// The methods that feeds and deliveries use.
    public enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
    }

    /// Where the body of a good answer (200 to 299) goes. Limits count decoded bytes. The body of any other answer is
    /// not kept.
    public enum Destination: Sendable, Hashable {
        case memory(limit: Int)
        /// The file is created or emptied when the first byte comes, and removed if the transfer fails: give
        /// a path of its own and move the file when the answer is there.
        case file(path: String, limit: Int)

        var limit: Int {
            switch self {
            case .memory(let limit), .file(_, let limit): limit
            }
        }
    }

    public var method: Method
    /// A whole address, `https://…`. Checked when the request is performed; `WebAddress` checks one earlier.
    public var url: String
    /// In the order they are sent. `Host`, `Content-Length` and the like belong to the engine and are refused.
    public var headers: [(name: String, value: HeaderValue)] = []
    /// The exact bytes to post; not for `get`.
    public var body: [UInt8]?
    public var destination: Destination
    /// What the last answer said of itself: an unchanged resource is then answered 304 and `notModified`.
    public var validators: Validators?
    public var timeouts: Timeouts
    /// Offer to receive the body compressed. A compressed body is decoded in any case.
    public var acceptsGzip = true
    /// The servers that this adapter or consumer declares. A request or a redirect to any other one is refused, so that a
    /// link in a partner's answer can't carry a secret elsewhere.
    public var origins: [DeclaredOrigin]
    /// Where the access token comes from, which is then sent as `Authorization: Bearer`.
    public var oauth2: OAuth2Client?
    /// Keys that the partner wants in the query. They are put there last, in place of what the address has under their names.
    public var querySecrets: [(name: String, value: Secret)] = []
    /// Whether doing it twice does no more than doing it once. True for `get`; a post that only asks may say so too.
    public var isRepeatable: Bool
    /// What a refusal says is kept: for token answers, which are read here and never passed on.
    var keepsRefusal = false

    /// A feed to fetch into a file.
    public static func get(
        _ url: String, to destination: Destination, origins: [DeclaredOrigin]
    ) -> TransferRequest {
        TransferRequest(
            method: .get, url: url, body: nil, destination: destination, timeouts: .feed, origins: origins)
    }

    /// A question that needs a body, and whose answer is a feed: repeatable, with a feed's time limits.
    public static func query(
        _ body: [UInt8], at url: String, to destination: Destination, origins: [DeclaredOrigin]
    ) -> TransferRequest {
        var request = TransferRequest(
            method: .post, url: url, body: body, destination: destination, timeouts: .feed, origins: origins)
        request.isRepeatable = true
        return request
    }

    /// A document to push. Answers to it are small.
    public static func post(
        _ body: [UInt8], to url: String, answerLimit: Int = 65_536, origins: [DeclaredOrigin]
    ) -> TransferRequest {
        TransferRequest(
            method: .post, url: url, body: body, destination: .memory(limit: answerLimit), timeouts: .webhook,
            origins: origins)
    }

    public init(
        method: Method, url: String, body: [UInt8]?, destination: Destination, timeouts: Timeouts,
        origins: [DeclaredOrigin]
    ) {
        self.method = method
        self.url = url
        self.body = body
        self.destination = destination
        self.timeouts = timeouts
        self.origins = origins
        isRepeatable = method == .get
    }
}

extension TransferRequest: CustomStringConvertible, CustomReflectable {
    /// Method and host: the rest of the address, the headers and the body can hold keys and personal data.
    public var description: String {
        let origin = (try? WebAddress(url))?.origin.description ?? "an address that can't be read"
        return "\(method.rawValue) \(origin)"
    }

    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// The value of a request header.
public enum HeaderValue: Sendable, Hashable {
    case plain(String)
    /// The secret is the whole value, as for `X-Api-Key`.
    case secret(Secret)
    /// `Bearer` and the secret (RFC 6750).
    case bearer(Secret)
    /// `Basic` with user name and password (RFC 7617).
    case basic(user: String, password: Secret)

    /// Sent only to origins that take secrets.
    var isSecret: Bool {
        if case .plain = self { false } else { true }
    }

    /// What is sent. Only the engine asks.
    var bytes: [UInt8] {
        switch self {
        case .plain(let text): [UInt8](text.utf8)
        case .secret(let secret): secret.reveal()
        case .bearer(let secret): [UInt8]("Bearer ".utf8) + secret.reveal()
        case .basic(let user, let password):
            [UInt8]("Basic ".utf8) + Base64.encode([UInt8](user.utf8) + [0x3a] + password.reveal())
        }
    }
}

/// What an answer says of its version, to be sent back with the next request (RFC 9110, 8.8). Kept as it came.
public struct Validators: Sendable, Hashable, Codable {
    public var etag: String?
    public var lastModified: String?

    public init(etag: String? = nil, lastModified: String? = nil) {
        self.etag = etag
        self.lastModified = lastModified
    }

    public var isEmpty: Bool { etag == nil && lastModified == nil }
}

/// How long one attempt may take. Time spent waiting for a free connection doesn't count.
public struct Timeouts: Sendable, Hashable {
    /// Name, connection and TLS together.
    public var connect: Duration
    public var total: Duration
    /// Give up where fewer than `lowSpeed` bytes a second came over `lowSpeedTime`, waiting for the first included.
    public var lowSpeed: Int
    public var lowSpeedTime: Duration

    /// Large and slow answers: an hour, but not a minute of silence.
    public static let feed = Timeouts(
        connect: .seconds(20), total: .seconds(3600), lowSpeed: 100, lowSpeedTime: .seconds(60))
    /// Small answers at once.
    public static let webhook = Timeouts(
        connect: .seconds(10), total: .seconds(30), lowSpeed: 1, lowSpeedTime: .seconds(20))

    public init(connect: Duration, total: Duration, lowSpeed: Int, lowSpeedTime: Duration) {
        self.connect = connect
        self.total = total
        self.lowSpeed = lowSpeed
        self.lowSpeedTime = lowSpeedTime
    }
}

// Signing in as a service: OAuth 2 client credentials (RFC 6749, 4.4).

/// How sendgate gets access tokens of one partner. A value; the engine keeps the tokens, in memory only.
///
/// Requests of equal clients share one token, which is asked for once however many wait for it, used until shortly before
/// it runs out, and asked for again once when the partner refuses it with 401.
public struct OAuth2Client: Sendable, Hashable {
    /// Where the client's secret stands in the token request (RFC 6749, 2.3.1).
    public enum Sending: String, Sendable, Hashable, CaseIterable {
        case header, body
    }

    /// The token endpoint, a whole address. Its origin must be among the request's declared origins.
    public var tokenAddress: String
    public var client: String
    public var secret: Secret
    public var scope: String?
    /// Others that the partner wants, such as `audience` or `resource`.
    public var parameters: [String: String]
    public var sending: Sending

    public init(
        tokenAddress: String, client: String, secret: Secret, scope: String? = nil, parameters: [String: String] = [:],
        sending: Sending = .header
    ) {
        self.tokenAddress = tokenAddress
        self.client = client
        self.secret = secret
        self.scope = scope
        self.parameters = parameters
        self.sending = sending
    }

    /// The token request.
    func request(origins: [DeclaredOrigin]) -> TransferRequest {
        var fields = [("grant_type", [UInt8]("client_credentials".utf8))]
        if let scope { fields.append(("scope", [UInt8](scope.utf8))) }
        for (name, value) in parameters.sorted(by: { $0.key < $1.key }) { fields.append((name, [UInt8](value.utf8))) }
        if sending == .body {
            fields += [("client_id", [UInt8](client.utf8)), ("client_secret", secret.reveal())]
        }
        let form = fields.map { "\(Self.form([UInt8]($0.utf8)))=\(Self.form($1))" }.joined(separator: "&")
        var request = TransferRequest.post([UInt8](form.utf8), to: tokenAddress, origins: origins)
        request.headers = [
            ("Content-Type", .plain("application/x-www-form-urlencoded")), ("Accept", .plain("application/json")),
        ]
        if sending == .header {
            // Both parts are form-encoded before they are joined.
            let password = Secret(name: secret.name, bytes: [UInt8](Self.form(secret.reveal()).utf8))
            request.headers.append(
                ("Authorization", .basic(user: Self.form([UInt8](client.utf8)), password: password)))
        }
        request.keepsRefusal = true
        return request
    }

    private static func form(_ bytes: [UInt8]) -> String { AddressQuery.encoded(bytes, spaceAsPlus: true) }
}

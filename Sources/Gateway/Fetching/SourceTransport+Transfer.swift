// A source's transport as the transfer engine takes it: secrets are put in here, and nowhere before.

import Adapters
import Configuring
import Transfers

extension SourceTransport {
    /// The transfer of one request of a plan.
    ///
    /// - Parameter usualProxy: where the source states none of its own.
    /// - Throws: `SecretError` for a secret that isn't there, `TransferError` for an address that can't be used.
    func transfer(
        of request: SourceRequest, to destination: TransferRequest.Destination, secrets: SecretStore,
        usualProxy: SourceProxy?
    ) throws -> TransferRequest {
        let origins = try declared(secrets, usualProxy)
        var transfer = TransferRequest.get(request.url, to: destination, origins: origins)
        if let body = request.body {
            transfer = .query(Array(body.utf8), at: request.url, to: destination, origins: origins)
        }
        transfer.isRepeatable = request.isRepeatable
        transfer.headers = try request.headers.map { (name: $0.name, value: try $0.value.filled(from: secrets)) }
        if let type = request.contentType { transfer.headers.append((name: "Content-Type", value: .plain(type))) }
        switch auth {
        case .bearer(let name):
            transfer.headers.append((name: "Authorization", value: .bearer(try secrets.secret(named: name.text))))
        case .basic(let user, let name):
            let password = try secrets.secret(named: name.text)
            transfer.headers.append((name: "Authorization", value: .basic(user: user, password: password)))
        case .header(let header, let name):
            transfer.headers.append((name: header, value: .secret(try secrets.secret(named: name.text))))
        case .query(let query, let name):
            transfer.querySecrets = [(name: query, value: try secrets.secret(named: name.text))]
        case .oauth2(let client):
            transfer.oauth2 = OAuth2Client(
                tokenAddress: client.token.text, client: client.client,
                secret: try secrets.secret(named: client.secret.text), scope: client.scope,
                sending: client.sending == .body ? .body : .header)
        case nil: break
        }
        return transfer
    }

    /// Everything that may be spoken to. Our own secrets are for the service's own origin.
    private func declared(_ secrets: SecretStore, _ usualProxy: SourceProxy?) throws -> [DeclaredOrigin] {
        let trusted = try authority.map { name in
            TrustedCertificates(name: name.text, pem: try secrets.secret(named: name.text).reveal())
        }
        let certificate = try clientCertificate.map { files in
            ClientCertificate(
                certificate: try secrets.secret(named: files.certificate.text),
                key: try secrets.secret(named: files.key.text),
                password: try files.password.map { try secrets.secret(named: $0.text) })
        }
        let ownProxy = try proxy?.filled(from: secrets)
        let usualProxy = ownProxy == nil ? try usualProxy?.filled(from: secrets) : nil
        var tokens: WebOrigin?
        if case .oauth2(let client)? = auth { tokens = client.token.origin }
        return try declaredOrigins.map { one in
            var declared = try DeclaredOrigin(
                one.origin.description, network: Network(one.network), plainHTTP: isInsecure)
            // The one for all is for what lies outside.
            declared.proxy = ownProxy ?? (one.network == .public ? usualProxy : nil)
            declared.trusted = trusted
            declared.takesSecrets = one.origin == origin
            if one.origin == origin || one.origin == tokens { declared.clientCertificate = certificate }
            if one.origin == origin { declared.rate = rate.flatMap { RateLimit(requests: $0.requests, per: $0.per) } }
            return declared
        }
    }
}

extension SourceProxy {
    func filled(from secrets: SecretStore) throws -> Proxy {
        try Proxy(
            origin.description, network: Network(network), user: user,
            password: try password.map { try secrets.secret(named: $0.text) })
    }
}

extension Network {
    init(_ network: SourceNetwork) {
        self =
            switch network {
            case .public: .public
            case .private: .private
            case .loopback: .loopback
            }
    }
}

extension SourceHeader.Value {
    func filled(from secrets: SecretStore) throws -> HeaderValue {
        switch self {
        case .plain(let text): .plain(text)
        case .secret(let name): .secret(try secrets.secret(named: name.text))
        case .bearer(let name): .bearer(try secrets.secret(named: name.text))
        case .basic(let user, let password): .basic(user: user, password: try secrets.secret(named: password.text))
        }
    }
}

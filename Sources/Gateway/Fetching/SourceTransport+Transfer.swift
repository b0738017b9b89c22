// A source's transport as the transfer engine takes it: secrets are put in here, and nowhere before.

import Adapters
import Configuring
import Transfers

extension SourceTransport {
    /// The transfer of one request of a plan.
    ///
    /// - Throws: `SecretError` for a secret that isn't there, `TransferError` for an address that can't be read.
    func transfer(
        of request: SourceRequest, to destination: TransferRequest.Destination, secrets: SecretStore
    ) throws -> TransferRequest {
        var transfer = TransferRequest.get(request.url, to: destination)
        if let body = request.body {
            transfer.method = .post
            transfer.body = Array(body.utf8)
        }
        transfer.headers = try headers.map { (name: $0.name, value: try $0.value.filled(from: secrets)) }
        if let type = request.contentType { transfer.headers.append((name: "Content-Type", value: .plain(type))) }
        switch auth {
        case .bearer(let name):
            transfer.headers.append((name: "Authorization", value: .bearer(try secrets.secret(named: name.text))))
        case .basic(let user, let name):
            let password = try secrets.secret(named: name.text)
            transfer.headers.append((name: "Authorization", value: .basic(user: user, password: password)))
        case .header(let header, let name):
            transfer.headers.append((name: header, value: .secret(try secrets.secret(named: name.text))))
        case .query, .oauth2, nil: break
        }
        transfer.allowance = isInsecure ? .insecure : .loopbackHTTP
        transfer.declaredOrigins = [try WebAddress(origin.description).origin]
        return transfer
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

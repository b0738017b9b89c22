// From libcurl's results to our own words. Its texts are never passed on: they can hold the address.

import CCurl

extension TransferError.Kind {
    init(_ code: CURLcode, of transfer: Transfer, on handle: CurlHandle) {
        let declared = transfer.declared
        if transfer.addressWasRefused {
            self = declared.way == nil ? .addressNotAllowed(declared.network) : .proxy(.addressNotAllowed)
        } else if case .sftp = transfer.errand, let kind = Self.sftp(code, transfer) {
            self = kind
        } else if declared.way != nil, let fault = Self.proxyFault(code, of: transfer, on: handle) {
            self = .proxy(fault)
        } else {
            self = Self.web(code, of: transfer, on: handle)
        }
    }

    private static func web(_ code: CURLcode, of transfer: Transfer, on handle: CurlHandle) -> Self {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .couldNotResolve
        case CURLE_COULDNT_CONNECT, CURLE_INTERFACE_FAILED: .couldNotConnect
        case CURLE_OPERATION_TIMEDOUT:
            // One code for three limits: it was before the request, before the total ran out, or at its end.
            if handle.microsecondsToRequest == 0 {
                .couldNotConnectInTime
            } else {
                transfer.isTimeOver ? .timedOut : .tooSlow
            }
        case CURLE_PARTIAL_FILE: .cutShort
        case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING:
            // Since TLS 1.3 a server refuses our certificate only after the handshake; and chunks that can't be read are
            // a failure to receive.
            if refusesOurCertificate(transfer) {
                .clientCertificateRefused
            } else {
                String(cString: transfer.errorText).contains("chunked") ? .notHTTP : .connectionLost
            }
        case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL: .notHTTP
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER:
            refusesOurCertificate(transfer) ? .clientCertificateRefused : .secureConnectionFailed
        case CURLE_SSL_CERTPROBLEM:
            .clientCertificateUnusable(name: transfer.declared.clientCertificate?.certificate.name ?? "?")
        case CURLE_SSL_CACERT_BADFILE: .trustedUnusable(name: transfer.declared.trusted?.name ?? "of this machine")
        case CURLE_PEER_FAILED_VERIFICATION: .certificate(.init(verdict: handle.certificateVerdict))
        case CURLE_URL_MALFORMAT: .addressUnreadable
        // libcurl's own limit for one header line, which it reports as a lack of memory.
        case CURLE_OUT_OF_MEMORY where handle.microsecondsToRequest > 0: .headersTooLarge
        default: .other(code: Int(code.rawValue))
        }
    }

    /// An alert of TLS about certificates, or one that comes when a server wanted to see one.
    private static func refusesOurCertificate(_ transfer: Transfer) -> Bool {
        let text = String(cString: transfer.errorText)
        return text.contains("alert") && (text.contains("certificate") || text.contains("unknown ca"))
    }

    // MARK: Proxy

    private static func proxyFault(
        _ code: CURLcode, of transfer: Transfer, on handle: CurlHandle
    ) -> TransferError.ProxyFault? {
        let status = handle.proxyStatus
        switch code {
        case CURLE_COULDNT_RESOLVE_PROXY: return .couldNotResolve
        case CURLE_COULDNT_CONNECT: return .couldNotConnect
        case CURLE_OPERATION_TIMEDOUT where !transfer.wasHeard: return .couldNotConnect
        case CURLE_OPERATION_TIMEDOUT where handle.microsecondsToRequest == 0 && !(200..<300).contains(status):
            return .silent
        case CURLE_RECV_ERROR, CURLE_COULDNT_RESOLVE_HOST, CURLE_SEND_ERROR, CURLE_GOT_NOTHING:
            if status == 407 { return .signInRefused }
            if status >= 300 { return .refused(status: status) }
            return handle.microsecondsToRequest == 0 && status == 0 ? .lost : nil
        default: return nil
        }
    }

    // MARK: SFTP

    private static func sftp(_ code: CURLcode, _ transfer: Transfer) -> Self? {
        if let key = transfer.strangeHostKey { return .hostKeyNotDeclared(found: key) }
        if transfer.sockets.isCut { return transfer.sockets.hasBegun ? .timedOut : .couldNotConnectInTime }
        switch code {
        case CURLE_LOGIN_DENIED: return .signInRefused
        case CURLE_REMOTE_FILE_NOT_FOUND: return .remoteFileNotFound
        case CURLE_REMOTE_ACCESS_DENIED: return .remoteAccessDenied
        case CURLE_SSH, CURLE_FAILED_INIT, CURLE_PEER_FAILED_VERIFICATION: return .secureShellFailed
        default: return nil
        }
    }
}

extension TransferError.CertificateFault {
    /// From OpenSSL's X509_V_ERR_ numbers.
    fileprivate init(verdict: Int) {
        switch verdict {
        // The chain was good (0), or found nothing wrong so far (1): what was left to check was the name.
        case 0, 1, 62, 64: self = .wrongHost
        case 9: self = .notYetValid
        case 10: self = .expired
        case 18: self = .selfSigned
        case 2, 19, 20, 21: self = .unknownIssuer
        default: self = .other
        }
    }
}

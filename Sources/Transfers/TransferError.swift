// Why a transfer failed, in words for the person who has to put it right.

/// A failed transfer. Its text names the host and never the rest of the address, a header, a body or a secret.
public struct TransferError: Error, Sendable, Equatable {
    /// What went wrong, as far as it decides what to do.
    public enum Kind: Sendable, Equatable {
        // The request itself
        case addressUnreadable
        case credentialsInAddress
        case schemeNotAllowed
        /// Not in the network that is declared.
        case addressNotAllowed(Network)
        case originNotDeclared
        /// A header that can't be sent; its name.
        case headerNotUsable(name: String)
        // The way there
        case couldNotResolve
        case couldNotConnect
        case couldNotConnectInTime
        case secureConnectionFailed
        case certificate(CertificateFault)
        /// The declared issuers to trust, by the name of their file.
        case trustedUnusable(name: String)
        /// Our own certificate and key, by the certificate's name.
        case clientCertificateUnusable(name: String)
        case clientCertificateRefused
        case proxy(ProxyFault)
        // Signing in
        case token(TokenFault)
        case signInRefused
        /// Its fingerprint, to compare.
        case hostKeyNotDeclared(found: String)
        case secureShellFailed
        // The answer
        case connectionLost
        case timedOut
        case tooSlow
        case cutShort
        /// More bytes came than were announced.
        case longerThanStated
        case notHTTP
        case damaged
        case unknownEncoding
        case bodyTooLarge(limit: Int)
        case headersTooLarge
        case redirectRefused(to: String)
        case tooManyRedirects
        case answered(status: Int)
        case remoteFileNotFound
        case remoteAccessDenied
        case remoteNameNotUsable
        // Here
        /// The system's error number.
        case couldNotWrite(code: Int32)
        case cancelled
        case engineNotRunning
        /// libcurl's error number.
        case other(code: Int)
    }

    /// What is wrong with the server's certificate.
    public enum CertificateFault: Sendable, Equatable {
        case expired, notYetValid, selfSigned, unknownIssuer, wrongHost, other
    }

    /// What went wrong between us and the proxy, or between the proxy and the server.
    public enum ProxyFault: Sendable, Equatable {
        case schemeNotAllowed, couldNotResolve, couldNotConnect, addressNotAllowed, silent, lost, signInRefused
        case refused(status: Int)
    }

    public var kind: Kind
    /// Host, and port where it isn't the usual one.
    public var host: String
    /// Where the partner asks for a pause: seconds.
    public var retryAfter: Int?
    /// Attempts made in all, this one included.
    public var attempts = 1
    /// Why no further attempt was made; nil where only one was asked for.
    public var gaveUp: RetryAction.Reason?

    public init(_ kind: Kind, host: String, retryAfter: Int? = nil) {
        self.kind = kind
        self.host = host
        self.retryAfter = retryAfter
    }

    /// Whether the same request can go better a little later. The one place that decides it.
    public var isWorthRetrying: Bool {
        switch kind {
        case .couldNotResolve, .couldNotConnect, .couldNotConnectInTime, .secureConnectionFailed, .connectionLost,
            .timedOut, .tooSlow, .cutShort, .longerThanStated, .damaged, .notHTTP, .secureShellFailed:
            true
        case .proxy(let fault):
            switch fault {
            case .couldNotResolve, .couldNotConnect, .silent, .lost: true
            case .refused(let status): status >= 500
            case .schemeNotAllowed, .addressNotAllowed, .signInRefused: false
            }
        case .token(let fault):
            fault == .refused(code: "temporarily_unavailable") || fault == .refused(code: "server_error")
        case .answered(let status):
            switch status {
            case 408, 429, 500, 502, 503, 504: true
            default: false
            }
        case .addressUnreadable, .credentialsInAddress, .schemeNotAllowed, .addressNotAllowed, .originNotDeclared,
            .headerNotUsable, .certificate, .trustedUnusable, .clientCertificateUnusable, .clientCertificateRefused,
            .signInRefused, .hostKeyNotDeclared, .remoteFileNotFound, .remoteAccessDenied, .remoteNameNotUsable,
            .unknownEncoding, .bodyTooLarge, .headersTooLarge, .redirectRefused,
            .tooManyRedirects, .couldNotWrite, .cancelled, .engineNotRunning, .other:
            false
        }
    }
}

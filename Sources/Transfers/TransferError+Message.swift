// The words of a failed transfer: what happened, and what to do next.

import Glibc

extension TransferError: CustomStringConvertible {
    public var description: String { "\(message) \(nextStep)" }

    /// What happened, as a sentence.
    public var message: String {
        switch kind {
        case .addressUnreadable: "A web address for \(host) can't be read."
        case .credentialsInAddress: "The web address for \(host) holds a user name or password."
        case .schemeNotAllowed: "The web address for \(host) doesn't start with https."
        case .addressNotAllowed(let network): "\(host) leads to a network address that \(network.refusal)."
        case .originNotDeclared: "\(host) isn't one of the servers that are declared for this partner."
        case .headerNotUsable(let name): "The header \(name) for \(host) holds a character that can't be sent."
        case .couldNotResolve: "The name \(host) wasn't found."
        case .couldNotConnect: "No connection to \(host) could be made."
        case .couldNotConnectInTime: "\(host) didn't accept a connection in time."
        case .secureConnectionFailed: "No secure connection to \(host) could be agreed."
        case .certificate(let fault): "The certificate of \(host) \(fault.message)"
        case .trustedUnusable(let name): "The certificates \(name), to be trusted for \(host), can't be read."
        case .clientCertificateUnusable(let name):
            "The certificate \(name) and its key, to be shown to \(host), can't be used."
        case .clientCertificateRefused: "\(host) doesn't accept the certificate that it was shown, or wants to see one."
        case .proxy(let fault): fault.message(host)
        case .token(let fault): fault.message(host)
        case .signInRefused: "\(host) doesn't accept our user name with the key or password."
        case .hostKeyNotDeclared(let found): "\(host) shows a host key that isn't declared: \(found)."
        case .secureShellFailed: "No SFTP connection to \(host) could be agreed."
        case .connectionLost: "The connection to \(host) was lost."
        case .timedOut: "\(host) didn't finish its answer in time."
        case .tooSlow: "\(host) sent next to nothing for too long."
        case .cutShort: "The answer of \(host) ended before it was complete."
        case .longerThanStated: "The answer of \(host) is longer than the length that it states."
        case .notHTTP: "What \(host) answers isn't HTTP."
        case .remoteFileNotFound: "\(host) doesn't have the folder or the file."
        case .remoteAccessDenied: "\(host) doesn't let us into the folder or the file."
        case .remoteNameNotUsable: "The name of a folder or a file on \(host) can't be used."
        case .damaged: "The compressed answer of \(host) is damaged."
        case .unknownEncoding: "The answer of \(host) is compressed in a way that wasn't asked for."
        case .bodyTooLarge(let limit): "The answer of \(host) is larger than the limit of \(limit) bytes."
        case .headersTooLarge: "The headers of the answer of \(host) are too large."
        case .redirectRefused(let other): "\(host) sent us on to \(other), which isn't followed."
        case .tooManyRedirects: "\(host) sent us on from page to page too often."
        case .answered(let status): "\(host) answered with status \(status)\(Self.meaning(of: status))."
        case .couldNotWrite(let code): "The answer of \(host) couldn't be saved: \(String(cString: strerror(code)))."
        case .cancelled: "The transfer with \(host) was stopped."
        case .engineNotRunning: "The transfer with \(host) wasn't made because transfers are shut down."
        case .other(let code): "The transfer with \(host) failed (libcurl error \(code))."
        }
    }

    /// What the reader does next, as a sentence.
    public var nextStep: String {
        switch kind {
        case .addressUnreadable: "Write it whole, starting with https://."
        case .credentialsInAddress: "Take it out, and name a secret in the configuration instead."
        case .schemeNotAllowed:
            "Use https. Plain http is for this machine (network: loopback), or where insecure: true says that it will do."
        case .addressNotAllowed(let network): network.nextStep
        case .originNotDeclared: "If the partner really uses this server, add it to the adapter's origins."
        case .headerNotUsable: "Check it, and the secret that it names, for line ends and control characters."
        case .couldNotResolve: "Check the spelling of the address and this machine's name service."
        case .couldNotConnect, .couldNotConnectInTime:
            "Ask whether their server is running and our firewall lets us out."
        case .secureConnectionFailed:
            "Ask the partner whether their server offers TLS 1.2 or later, and whether it wants to see a certificate of ours."
        case .certificate(let fault): fault.nextStep
        case .trustedUnusable: "Put PEM certificates, and nothing else, into that file of the credentials folder."
        case .clientCertificateUnusable:
            "Check that both are PEM, belong together, and that the key's password is right."
        case .clientCertificateRefused:
            "Ask the partner which certificate they expect, and whether ours has run out."
        case .proxy(let fault): fault.nextStep
        case .token(let fault): fault.nextStep
        case .signInRefused:
            "Check user, key and password with the partner. A key of type ed25519 works where one of type RSA may not."
        case .hostKeyNotDeclared:
            "Ask the partner, by a way that you trust, for the fingerprint; if it is this one, set it as known-host."
        case .secureShellFailed: "Ask the partner whether their server speaks SFTP and which key types it has."
        case .connectionLost, .timedOut, .tooSlow, .cutShort, .longerThanStated, .damaged, .notHTTP:
            "It is tried again by itself; if it goes on, ask the partner."
        case .unknownEncoding: "Ask the partner to send gzip or no compression."
        case .bodyTooLarge: "If so much is expected, raise the limit of the adapter; else ask the partner."
        case .headersTooLarge, .tooManyRedirects, .other: "Ask the partner to look at their server."
        case .remoteFileNotFound, .remoteAccessDenied: "Check the folder with the partner, and what our user may read."
        case .remoteNameNotUsable:
            "Write the folder whole (/out), or from the user's own (~/out), and ask the partner for plain names."
        case .redirectRefused: "Ask the partner for the new address and set it in the configuration."
        case .answered(let status): Self.nextStep(for: status)
        case .couldNotWrite: "Check free space and rights of sendgate's state folder."
        case .cancelled, .engineNotRunning: "Nothing needs to be done; it is made again when sendgate next runs."
        }
    }

    private static func meaning(of status: Int) -> String {
        switch status {
        case 401: " (not signed in)"
        case 403: " (not allowed)"
        case 404: " (not found)"
        case 408: " (waited too long)"
        case 410: " (gone for good)"
        case 413: " (too large)"
        case 429: " (too many requests)"
        case 500...599: " (a fault on their side)"
        default: ""
        }
    }

    private static func nextStep(for status: Int) -> String {
        switch status {
        case 401, 403: "Check the secret that is named for this partner, and whether it has run out."
        case 404, 410: "Check the address with the partner: it may have moved."
        case 408, 429, 500, 502, 503, 504: "It is tried again by itself; if it goes on, ask the partner."
        default: "Ask the partner what this status means for this request."
        }
    }
}

extension Network {
    fileprivate var refusal: String {
        switch self {
        case .public: "isn't a public one"
        case .private: "is neither a public one nor one of your organisation's own network"
        case .loopback: "isn't this machine's own"
        }
    }

    fileprivate var nextStep: String {
        switch self {
        case .public:
            "Check the name. A server on your organisation's own network needs network: private, one on this machine "
                + "network: loopback; link-local addresses are never used."
        case .private:
            "Check the name. A server on this machine needs network: loopback; link-local addresses are never used."
        case .loopback: "Check the name: network: loopback is for 127.0.0.0/8 and ::1 only."
        }
    }
}

extension TransferError.ProxyFault {
    fileprivate func message(_ host: String) -> String {
        switch self {
        case .schemeNotAllowed: "The address of the proxy \(host) doesn't start with http."
        case .couldNotResolve: "The name of the proxy for \(host) wasn't found."
        case .couldNotConnect: "No connection to the proxy for \(host) could be made."
        case .addressNotAllowed: "The proxy for \(host) isn't in the network that is declared for it."
        case .silent: "The proxy for \(host) took our call and then didn't answer in time."
        case .lost: "The proxy for \(host) hung up."
        case .signInRefused: "The proxy for \(host) wants a user name and password, or doesn't accept ours (407)."
        case .refused(let status): "The proxy for \(host) refused to connect us (status \(status))."
        }
    }

    fileprivate var nextStep: String {
        switch self {
        case .schemeNotAllowed: "Write it as http://proxy.example:3128; what goes through it is still HTTPS."
        case .couldNotResolve, .couldNotConnect, .silent, .lost:
            "Check the proxy's address, and ask whoever runs it whether it is up."
        case .addressNotAllowed: "Check its name, and its own network: public, private or loopback."
        case .signInRefused: "Check the proxy's user, and the secret that is named as its password."
        case .refused(let status) where status >= 500:
            "It is tried again by itself; if it goes on, ask whoever runs the proxy whether it reaches this server."
        case .refused: "Ask whoever runs the proxy to let this machine reach this server."
        }
    }
}

extension TokenFault {
    fileprivate func message(_ host: String) -> String {
        switch self {
        case .refused(let code): "\(host) gave no access token: \(code)."
        case .notJSON: "The token answer of \(host) isn't JSON."
        case .noAccessToken: "The token answer of \(host) holds no access token that can be used."
        case .tokenType: "The access token of \(host) is of another type than bearer."
        }
    }

    fileprivate var nextStep: String {
        switch self {
        case .refused("invalid_client"), .refused("unauthorized_client"):
            "Check the client's name and secret, whether they are sent in the header or the body, and their end date."
        case .refused("invalid_scope"): "Check the scope with the partner."
        case .refused("invalid_target"): "Check the audience or resource with the partner."
        case .refused, .noAccessToken: "Ask the partner what their token server expects of this client."
        case .notJSON: "Check the address of the token server with the partner."
        case .tokenType: "Ask the partner for bearer tokens: sendgate can send no others."
        }
    }
}

extension TransferError.CertificateFault {
    fileprivate var message: String {
        switch self {
        case .expired: "has expired."
        case .notYetValid: "isn't valid yet."
        case .selfSigned: "is signed by nobody but itself."
        case .unknownIssuer: "is signed by an issuer that this machine doesn't know."
        case .wrongHost: "is for another name."
        case .other: "can't be trusted."
        }
    }

    fileprivate var nextStep: String {
        switch self {
        case .expired: "Ask the partner to renew it."
        case .notYetValid: "Check the clock of this machine, then ask the partner."
        case .selfSigned, .unknownIssuer:
            "If your own organisation issued it, have this machine trust the issuer (update-ca-certificates); else ask them."
        case .wrongHost: "Check the address; if it is right, ask the partner for a certificate for this name."
        case .other: "Ask the partner to check it."
        }
    }
}

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

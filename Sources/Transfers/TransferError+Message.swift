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
        case .addressNotAllowed: "\(host) leads to a network address that sendgate doesn't send to."
        case .originNotDeclared: "\(host) isn't one of the servers that are declared for this partner."
        case .headerNotUsable(let name): "The header \(name) for \(host) holds a character that can't be sent."
        case .couldNotResolve: "The name \(host) wasn't found."
        case .couldNotConnect: "No connection to \(host) could be made."
        case .couldNotConnectInTime: "\(host) didn't accept a connection in time."
        case .secureConnectionFailed: "No secure connection to \(host) could be agreed."
        case .certificate(let fault): "The certificate of \(host) \(fault.message)"
        case .connectionLost: "The connection to \(host) was lost."
        case .timedOut: "\(host) didn't finish its answer in time."
        case .tooSlow: "\(host) sent next to nothing for too long."
        case .cutShort: "The answer of \(host) ended before it was complete."
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
            "Use https. Only a partner on your own network without https may be set to insecure: true."
        case .addressNotAllowed:
            "Check the name. Plain http goes to this machine only, unless insecure: true is set; link-local "
                + "addresses are never used."
        case .originNotDeclared: "If the partner really uses this server, add it to the adapter's origins."
        case .headerNotUsable: "Check it, and the secret that it names, for line ends and control characters."
        case .couldNotResolve: "Check the spelling of the address and this machine's name service."
        case .couldNotConnect, .couldNotConnectInTime:
            "Ask whether their server is running and our firewall lets us out."
        case .secureConnectionFailed: "Ask the partner whether their server offers TLS 1.2 or later."
        case .certificate(let fault): fault.nextStep
        case .connectionLost, .timedOut, .tooSlow, .cutShort, .damaged:
            "It is tried again by itself; if it goes on, ask the partner."
        case .unknownEncoding: "Ask the partner to send gzip or no compression."
        case .bodyTooLarge: "If so much is expected, raise the limit of the adapter; else ask the partner."
        case .headersTooLarge, .tooManyRedirects, .other: "Ask the partner to look at their server."
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

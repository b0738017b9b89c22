// The words of what goes wrong with networks, proxies, tokens and certificates.

extension Network {
    var refusal: String {
        switch self {
        case .public: "isn't a public one"
        case .private: "is neither a public one nor one of your organisation's own network"
        case .loopback: "isn't this machine's own"
        }
    }

    var nextStep: String {
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
    func message(_ host: String) -> String {
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

    var nextStep: String {
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
    func message(_ host: String) -> String {
        switch self {
        case .refused(let code): "\(host) gave no access token: \(code)."
        case .notJSON: "The token answer of \(host) isn't JSON."
        case .noAccessToken: "The token answer of \(host) holds no access token that can be used."
        case .tokenType: "The access token of \(host) is of another type than bearer."
        }
    }

    var nextStep: String {
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
    var message: String {
        switch self {
        case .expired: "has expired."
        case .notYetValid: "isn't valid yet."
        case .selfSigned: "is signed by nobody but itself."
        case .unknownIssuer: "is signed by an issuer that this machine doesn't know."
        case .wrongHost: "is for another name."
        case .other: "can't be trusted."
        }
    }

    var nextStep: String {
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

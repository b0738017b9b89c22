// What the gate lets through: a decision over a request and what is granted.

/// The servers that are granted, and the word by which the gate knows its program.
struct GateGrants: Sendable {
    let hosts: [DeclaredOrigin]
    /// `user:password`, as it is sent.
    let credential: [UInt8]

    enum Decision: Equatable {
        case pass(DeclaredOrigin)
        /// It isn't the program that the gate is for.
        case unknown
        case refused(GateTrouble)
        case unreadable
    }

    func decision(on request: GateRequest) -> Decision {
        guard isKnown(request.credential) else { return .unknown }
        switch request.aim {
        case .unreadable: return .unreadable
        case .plain(let origin): return .refused(GateTrouble(.plainHTTP, at: origin))
        case .connect(let origin):
            guard let host = hosts.first(where: { $0.origin == origin }) else {
                return .refused(GateTrouble(.notGranted, at: origin))
            }
            return .pass(host)
        }
    }

    /// In the same time whatever is wrong.
    private func isKnown(_ given: [UInt8]?) -> Bool {
        guard let given, given.count == credential.count else { return false }
        return zip(given, credential).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

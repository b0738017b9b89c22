// Which of a name's addresses the gate connects to: a decision.

/// The addresses that are tried, or why none is.
enum GateAddresses: Equatable {
    case these([NetworkAddress])
    case notFound
    case wrongNetwork

    /// - Parameters:
    ///   - found: what the name leads to; nil where nobody here knows.
    ///   - isProxied: somebody else connects, and may choose any of them.
    init(_ found: [NetworkAddress]?, in network: Network, isProxied: Bool) {
        let permitted = (found ?? []).filter(network.permits)
        if isProxied {
            self = permitted.count == (found ?? []).count ? .these([]) : .wrongNetwork
        } else if let found, !found.isEmpty {
            self = permitted.isEmpty ? .wrongNetwork : .these(permitted)
        } else {
            self = .notFound
        }
    }
}

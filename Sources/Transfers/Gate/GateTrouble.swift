// What a program tried in vain at the gate.

/// A server that wasn't reached, and why. It holds no path and no query: the gate never sees one.
public struct GateTrouble: Sendable, Hashable {
    /// Why the gate did not let a connection through.
    public enum Kind: Sendable, Hashable {
        case notGranted
        /// It was asked for unencrypted.
        case plainHTTP
        /// Its addresses lie outside of the network that is declared for it.
        case wrongNetwork(Network)
        case notFound
        case notConnected
        /// The operator's proxy wasn't reached.
        case noProxy
        /// The operator's proxy refused, with this status; 407 where it doesn't know us.
        case refusedByProxy(status: Int)
    }

    public let kind: Kind
    /// Host and port.
    public let host: String

    init(_ kind: Kind, at origin: Origin) {
        self.kind = kind
        // Always with its port: an operator writes it as it stands here.
        host = "\(origin.host):\(origin.port)"
    }

    /// Whether a granted server couldn't be reached: neither the program's doing nor the operator's.
    public var isOfTheWay: Bool {
        switch kind {
        case .notFound, .notConnected, .noProxy, .refusedByProxy: true
        case .notGranted, .plainHTTP, .wrongNetwork: false
        }
    }

    /// For the program, which mostly prints it.
    var answer: String {
        switch kind {
        case .notGranted: "\(host) isn't granted to this tap"
        case .plainHTTP: "\(host) was asked for in plain HTTP, and only HTTPS (CONNECT) is passed on"
        case .wrongNetwork(let network): "\(host) leads to addresses outside of the \(network.rawValue) network"
        case .notFound: "the name \(host) wasn't found"
        case .notConnected: "\(host) couldn't be connected to"
        case .noProxy: "the proxy on the way to \(host) couldn't be connected to"
        case .refusedByProxy(let status): "the proxy on the way to \(host) refused (status \(status))"
        }
    }

    var status: Int {
        switch kind {
        case .notGranted, .plainHTTP, .wrongNetwork: 403
        case .notFound, .notConnected, .noProxy, .refusedByProxy: 502
        }
    }
}

/// What was tried in vain, each once.
public struct GateTroubles: Sendable, Equatable {
    static let most = 20

    /// In the order in which they were first met.
    public private(set) var all: [GateTrouble] = []
    /// Whether there were more than are kept.
    public private(set) var isCut = false

    mutating func add(_ trouble: GateTrouble) {
        guard !all.contains(trouble) else { return }
        if all.count < Self.most { all.append(trouble) } else { isCut = true }
    }
}

// The gate between a program of somebody else's and the network: a small forward proxy on loopback that lives as long as
// the program's run, and connects it to the servers that an operator granted by name and to nothing else.

import CCurl
import Glibc
import Synchronization

/// Admits `CONNECT host:port` for granted servers, with a word that only its program knows.
///
///     let gate = try NetworkGate(hosts: granted)
///     defer { gate.close() }
///     environment.append("HTTPS_PROXY=\(gate.address)")
///
/// It resolves names itself and judges the addresses, as `TransferEngine` does; a server with a proxy is reached through that.
/// What goes through is encrypted between the program and the server: the gate sees names and ports.
public final class NetworkGate: Sendable {
    /// How many connections there are at once, and how long each step may take.
    public struct Settings: Sendable {
        /// Connections at once.
        public var connections = 64
        /// For a request to be made.
        public var headTime = Duration.seconds(10)
        /// For the way to the server.
        public var connectTime = Duration.seconds(30)
        /// Without a byte either way.
        public var idleTime = Duration.seconds(300)
        /// Addresses of a name; nil: can't be found out here. Blocks.
        var lookUp: @Sendable (String) -> [NetworkAddress]? = { NameLookup.wait(for: $0, within: .seconds(10)) }

        public init() {}
    }

    /// The gate couldn't be opened.
    public struct Fault: Error, CustomStringConvertible {
        public let description: String
    }

    /// Of this machine.
    public let port: UInt16
    private let word: String
    private let ways: GateWays
    private let state: State

    private final class State: Sendable {
        let troubles = Mutex(GateTroubles())
        let connections = Mutex(0)
    }

    /// Opens the gate on a free port of loopback.
    public init(hosts: [DeclaredOrigin], settings: Settings = Settings()) throws(Fault) {
        guard let shutter = GateShutter(), let (listener, port) = Self.listen() else {
            throw Fault(description: "the gate to the network couldn't be opened: \(String(cString: strerror(errno)))")
        }
        var word = ""
        for _ in 0..<4 { word += String(UInt64.random(in: .min ... .max), radix: 36) }
        let state = State()
        self.port = port
        self.word = word
        self.state = state
        ways = GateWays(
            grants: GateGrants(hosts: hosts, credential: Array("\(Self.user):\(word)".utf8)), settings: settings,
            shutter: shutter
        ) { trouble in
            state.troubles.withLock { $0.add(trouble) }
        }
        admit(from: listener)
    }

    private static let user = "tap"

    /// As programs are told of it, with the word.
    public var address: String { "http://\(Self.user):\(word)@127.0.0.1:\(port)" }

    /// The word, which nobody else should read.
    public var secret: [UInt8] { Array(word.utf8) }

    /// What was tried in vain until now.
    public var troubles: GateTroubles { state.troubles.withLock { $0 } }

    /// Everything that goes through it ends. May be called again.
    public func close() { ways.shutter.shut() }

    /// Admits what comes to another listening socket too, which is the gate's to close from now on.
    public func admit(from listener: Int32) {
        let (ways, state) = (ways, state)
        let isStarted = DetachedThread.start("gate") {
            Self.accept(from: listener, ways, state)
            Glibc.close(listener)
        }
        if !isStarted { Glibc.close(listener) }
    }

    private static func accept(from listener: Int32, _ ways: GateWays, _ state: State) {
        _ = fcntl(listener, F_SETFL, fcntl(listener, F_GETFL) | O_NONBLOCK)
        while true {
            guard ways.shutter.wait(for: listener, POLLIN, until: .now + .seconds(3600)) else {
                if ways.shutter.isShut { return }
                continue
            }
            let client = Glibc.accept(listener, nil, nil)
            guard client >= 0 else {
                // Out of descriptors, perhaps: not at full speed.
                if errno != EAGAIN, errno != EINTR { usleep(50_000) }
                continue
            }
            let isRoom = state.connections.withLock { count in
                guard count < ways.settings.connections else { return false }
                count += 1
                return true
            }
            let isServed =
                isRoom
                && DetachedThread.start("gate visit") {
                    ways.serve(GateSocket(taking: client, ways.shutter))
                    state.connections.withLock { $0 -= 1 }
                }
            if !isServed {
                if isRoom { state.connections.withLock { $0 -= 1 } }
                Glibc.close(client)
            }
        }
    }

    private static func listen() -> (socket: Int32, port: UInt16)? {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard listener >= 0 else { return nil }
        let isBound = NetworkAddress.loopback.withSocketAddress(port: 0) { bind(listener, $0, $1) } == 0
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                isBound && Glibc.listen(listener, 64) == 0 && getsockname(listener, $0, &length) == 0
            }
        }
        guard isListening else {
            Glibc.close(listener)
            return nil
        }
        return (listener, UInt16(bigEndian: address.sin_port))
    }
}

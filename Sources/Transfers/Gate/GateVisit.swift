// One connection to the gate: what it asks for, the way there, and then the bytes.

import Glibc

/// What a gate's threads have in common.
struct GateWays: Sendable {
    let grants: GateGrants
    let settings: NetworkGate.Settings
    let shutter: GateShutter
    let note: @Sendable (GateTrouble) -> Void

    /// Serves one connection to its end, on the caller's thread.
    func serve(_ client: consuming GateSocket) {
        guard let (head, rest) = client.head(until: .now + settings.headTime) else { return }
        let host: DeclaredOrigin
        switch grants.decision(on: GateRequest(head)) {
        case .pass(let granted): host = granted
        case .refused(let trouble): return refuse(client, trouble)
        case .unknown:
            return answer(
                client, 407, "Only the tap of this run may use this gate",
                "Proxy-Authenticate: Basic realm=\"sendgate\"\r\n")
        case .unreadable: return answer(client, 400, "Only CONNECT host:port is understood")
        }
        let deadline = ContinuousClock.now + settings.connectTime
        let found = NetworkAddress(host.origin.host).map { [$0] } ?? settings.lookUp(host.origin.host)
        switch GateAddresses(found, in: host.network, isProxied: host.way != nil) {
        case .notFound: refuse(client, GateTrouble(.notFound, at: host.origin))
        case .wrongNetwork: refuse(client, GateTrouble(.wrongNetwork(host.network), at: host.origin))
        case .these(let addresses):
            if let proxy = host.way {
                relay(client, rest, through: proxy, to: host.origin, deadline)
            } else {
                guard let server = connect(addresses, host.origin.port, deadline) else {
                    return refuse(client, GateTrouble(.notConnected, at: host.origin))
                }
                relay(client, rest, server, [], deadline)
            }
        }
    }

    // MARK: The way there

    /// The first that answers. An address that swallows everything leaves time for the next.
    private func connect(
        _ addresses: [NetworkAddress], _ port: Int, _ deadline: ContinuousClock.Instant
    ) -> GateSocket? {
        for (index, address) in addresses.enumerated() {
            let left = deadline - .now
            guard left > .zero else { return nil }
            if let socket = GateSocket.connected(
                to: address, port: port, shutter, until: .now + left / (addresses.count - index))
            {
                return socket
            }
        }
        return nil
    }

    private func relay(
        _ client: consuming GateSocket, _ rest: [UInt8], through proxy: Proxy, to origin: Origin,
        _ deadline: ContinuousClock.Instant
    ) {
        let host = proxy.origin.host
        let found = NetworkAddress(host).map { [$0] } ?? settings.lookUp(host)
        guard case .these(let addresses) = GateAddresses(found, in: proxy.network, isProxied: false),
            let server = connect(addresses, proxy.origin.port, deadline),
            server.send(Self.request(to: origin, through: proxy), until: deadline),
            let (head, first) = server.head(until: deadline)
        else { return refuse(client, GateTrouble(.noProxy, at: origin)) }
        let status = Self.status(of: head)
        guard (200..<300).contains(status) else {
            return refuse(client, GateTrouble(.refusedByProxy(status: status), at: origin))
        }
        relay(client, rest, server, first, deadline)
    }

    static func request(to origin: Origin, through proxy: Proxy) -> [UInt8] {
        let host = "\(origin.host):\(origin.port)"
        var lines = Array("CONNECT \(host) HTTP/1.1\r\nHost: \(host)\r\n".utf8)
        if let user = proxy.user {
            let credential = Array("\(user):".utf8) + (proxy.password?.reveal() ?? [])
            lines += Array("Proxy-Authorization: Basic ".utf8) + Base64.encode(credential) + [13, 10]
        }
        return lines + [13, 10]
    }

    /// Of an answer's first line; 0 where it is none.
    static func status(of head: [UInt8]) -> Int {
        let words = head.prefix { $0 != 13 }.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
        guard words.count >= 2, words[0].hasPrefix("HTTP/1.") else { return 0 }
        return Int(words[1]) ?? 0
    }

    private func relay(
        _ client: consuming GateSocket, _ rest: [UInt8], _ server: consuming GateSocket, _ first: [UInt8],
        _ deadline: ContinuousClock.Instant
    ) {
        let accepted = Array("HTTP/1.1 200 Connection established\r\n\r\n".utf8) + first
        guard client.send(accepted, until: deadline), server.send(rest, until: deadline) else { return }
        var relay = GateRelay(client, server)
        relay.run(idle: settings.idleTime)
    }

    // MARK: Refusing

    private func refuse(_ client: borrowing GateSocket, _ trouble: GateTrouble) {
        note(trouble)
        answer(client, trouble.status, trouble.answer)
    }

    private func answer(_ client: borrowing GateSocket, _ status: Int, _ text: String, _ header: String = "") {
        let body = "sendgate: \(text).\n"
        // The words stand in the first line as well: many programs show no more.
        let head =
            "HTTP/1.1 \(status) \(text)\r\n\(header)Content-Type: text/plain; charset=utf-8\r\n"
            + "Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n"
        _ = client.send(Array((head + body).utf8), until: .now + settings.headTime)
    }
}

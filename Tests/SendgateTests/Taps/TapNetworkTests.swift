// A tap with named hosts: it reaches those through the gateway's gate and nothing else, and what it tries is told.

import Foundation
import Glibc
import Synchronization
import Testing

extension WithTaps {
    @Suite struct TapNetworkTests {
        private static let refusal =
            "The tap tried to connect to example.org:443, which isn't granted. Add it to `network` of therapy-tap under `taps`"

        private func house(_ grants: String, config: String, more: String = "") throws -> TapHouse {
            let house = try TapHouse("gate", singer: "    network: needed", config: ", \(config)")
            try house.grant(grants, more: more)
            return house
        }

        @Test func itReachesWhatIsGrantedAndWhatItTriesBesideIsToldOnce() async throws {
            let server = try EchoServer()
            defer { server.stop() }
            let house = try house(
                "{network: [{origin: \"https://localhost:\(server.port)\", network: loopback}]}",
                config: "targets: [\"example.org:443\", \"localhost:\(server.port)\", \"example.org:443\"]")
            try await house.pullWell()
            #expect(try house.children() == ["canary"])
            #expect(server.heard == ["canary"])
            let run = try await house.sendgate("runs", "show", "1").output
            #expect(run.components(separatedBy: Self.refusal).count == 2, "\(run)")
            #expect(!run.contains("localhost"), "\(run)")
            // Where nothing is new it is told as well.
            #expect(try await house.pull().output.contains("Nothing to do"))
            #expect(try await house.sendgate("runs", "show", "2").output.contains(Self.refusal))
            let told = try await house.sendgate("adapters", "describe", "therapy-tap").output
            #expect(
                told.contains(
                    "granted      connections to localhost:\(server.port) (loopback network) and nowhere else, through the gateway"
                ), "\(told)")
            #expect(told.contains("held by "), "\(told)")
        }

        @Test func pastTheGateItConnectsNowhere() async throws {
            let server = try EchoServer()
            defer { server.stop() }
            let house = try house(
                "{network: [{origin: \"https://localhost:\(server.port)\", network: loopback}]}",
                config: "targets: [\"example.org:443\"], past: \(server.port), code: 7")
            let answer = try await house.pull()
            #expect(answer.complaints.contains("exit code 7"), "\(answer.complaints)")
            #expect(answer.complaints.contains(Self.refusal), "\(answer.complaints)")
            let told = try house.complaints().text
            #expect(told.contains("403 example.org:443 isn't granted"), "\(told)")
            #expect(!told.contains("managed"), "\(told)")
            #expect(told.split(separator: "\n").count { $0.hasPrefix("could not") } == 6, "\(told)")
            #expect(server.heard == [])
            for name in ["HTTPS_PROXY", "https_proxy", "NO_PROXY"] { #expect(told.contains(" \(name) "), "\(told)") }
            #expect(told.contains("http://tap:•••@127.0.0.1:"), "\(told)")
        }

        @Test func theWayOutsideGoesThroughTheOperatorsProxy() async throws {
            let proxy = try EchoServer(asProxy: true)
            defer { proxy.stop() }
            // A number, so that nobody is asked for a name.
            let house = try house(
                "{network: [\"8.8.8.8:8443\"]}", config: "targets: [\"8.8.8.8:8443\"]",
                more:
                    "proxy: {origin: \"http://127.0.0.1:\(proxy.port)\", network: loopback, user: ann, password: other}"
            )
            try await house.pullWell()
            #expect(try house.children() == ["canary"])
            let head = try #require(proxy.heard.first)
            #expect(head.hasPrefix("CONNECT 8.8.8.8:8443 HTTP/1.1\r\n"))
            let word = Data("ann:another-secret".utf8).base64EncodedString()
            #expect(head.contains("Proxy-Authorization: Basic \(word)\r\n"))
        }

        @Test func whereTheSandboxIsRequiredAndNotWholeItIsNotRun() async throws {
            let server = try EchoServer()
            defer { server.stop() }
            let house = try house(
                "{network: [{origin: \"https://127.0.0.1:\(server.port)\", network: loopback}]}",
                config: "targets: [\"127.0.0.1:\(server.port)\"]", more: "sandbox: require")
            let held = try await house.sendgate("adapters", "describe", "therapy-tap").output
            if held.contains("held by      a network of its own") {
                try await house.pullWell()
            } else {
                #expect(try await house.pull().complaints.contains("and `sandbox: require` is set"))
                #expect(server.heard == [])
            }
        }

        struct Wrong: CustomTestStringConvertible {
            let network: String
            let told: String
            var testDescription: String { network }
        }

        @Test(arguments: [
            Wrong(network: "granted", told: "`network: anywhere` would let it connect to everything"),
            Wrong(network: "everywhere", told: "should be a list of hosts, `none` or `anywhere`"),
            Wrong(network: "[]", told: "should be a list of hosts, `none` or `anywhere`"),
            Wrong(network: "[169.254.169.254]", told: "is an address that is never connected to"),
            Wrong(network: "[\"localhost:8443\"]", told: "State `network: loopback`"),
            Wrong(network: "[10.0.0.1]", told: "can only lie in a private network"),
            Wrong(network: "[\"http://api.partner.example\"]", told: "should be a host and perhaps a port"),
            Wrong(network: "[\"*.partner.example\"]", told: "each by its whole name"),
            Wrong(network: "[\"api.partner.example:99999\"]", told: "can't be connected to"),
            Wrong(network: "[api.partner.example/v1]", told: "should be a host and perhaps a port"),
            Wrong(network: "[{origin: \"https://api.partner.example\", net: private}]", told: "unknown key `net`"),
        ])
        func whatIsWrongWithAGrantIsTold(_ wrong: Wrong) async throws {
            let house = try house("{network: \(wrong.network)}", config: "targets: []")
            let answer = try await house.sendgate("check")
            #expect(answer.status != 0)
            #expect(answer.complaints.contains(wrong.told), "\(answer.complaints)")
        }

        @Test func aGrantWithoutNamesIsWarnedOf() async throws {
            let house = try house("{network: anywhere}", config: "targets: []")
            let told = "may connect to anywhere, past the gateway and its proxy. Name its hosts instead"
            for words in [["check"], ["adapters", "describe", "therapy-tap"]] {
                let output = try await Executable.run(words + ["--config", house.config]).output
                #expect(output.contains(told), "\(output)")
            }
        }

        // MARK: Failing again and again

        @Test func aTapThatFailsAgainAndAgainIsPutAsideUntilSomebodyLooks() async throws {
            let house = try TapHouse("fail")
            for _ in 1...2 { #expect(try await !house.pull().complaints.contains("is put aside")) }
            let third = try await house.pull().complaints
            #expect(third.contains("It has failed 3 times in a row and is put aside until"), "\(third)")
            #expect(third.contains("`sendgate adapters resume therapy-tap`"), "\(third)")
            #expect(try await house.sendgate("feeds", "list").output.contains("put aside"))
            #expect(
                try await house.sendgate("status").output.contains("The tap therapy-tap has failed 3 times in a row"))
            let resumed = try await house.sendgate("adapters", "resume", "therapy-tap", "--by", "A. Officer")
            #expect(resumed.output.contains("therapy-tap is taken up again"), "\(resumed.output)\(resumed.complaints)")
            #expect(try await !house.sendgate("status").output.contains("The tap therapy-tap has failed"))
            try house.become("well")
            try await house.pullWell()
            #expect(try await house.sendgate("feeds", "list").output.contains("live"))
        }

        @Test func aPartnerThatIsDownIsNoFaultOfTheTap() async throws {
            let server = try EchoServer()
            server.stop()
            let house = try house(
                "{network: [{origin: \"https://127.0.0.1:\(server.port)\", network: loopback}]}",
                config: "targets: [\"127.0.0.1:\(server.port)\"], code: 7")
            for _ in 1...4 {
                let told = try await house.pull().complaints
                #expect(told.contains("127.0.0.1:\(server.port), which didn't answer"), "\(told)")
                #expect(!told.contains("is put aside"), "\(told)")
            }
        }
    }
}

/// A server on loopback that gives back what it is sent, or a proxy in front of one. One thread for each connection.
private final class EchoServer: Sendable {
    let port: Int
    private let listener: Int32
    private let said = Mutex<[String]>([])

    var heard: [String] { said.withLock { $0 } }

    init(asProxy: Bool = false) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 16) == 0 && getsockname(listener, $0, &length) == 0
            }
        }
        try #require(isBound)
        self.listener = listener
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { [self] in
            while true {
                let client = accept(listener, nil, nil)
                guard client >= 0 else { break }
                Thread.detachNewThread { [self] in
                    serve(client, asProxy)
                    close(client)
                }
            }
            close(listener)
        }
    }

    func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

    private func serve(_ client: Int32, _ asProxy: Bool) {
        var buffer = [UInt8](repeating: 0, count: 4096)
        var isFirst = asProxy
        while true {
            let count = recv(client, &buffer, buffer.count, 0)
            guard count > 0 else { return }
            let came = Array(buffer[..<count])
            said.withLock { $0.append(String(decoding: came, as: UTF8.self)) }
            let answer = isFirst ? Array("HTTP/1.1 200 Well\r\n\r\n".utf8) : came
            isFirst = false
            guard send(client, answer, answer.count, Int32(MSG_NOSIGNAL)) == answer.count else { return }
        }
    }
}

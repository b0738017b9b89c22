// A real SSH server on this machine, with a configuration, a host key and a port of its own.

import Foundation
import Glibc

/// One sshd on 127.0.0.1 for the user who runs the tests; ended with its test.
public struct SSHServer {
    public static let isInstalled = ["/usr/sbin/sshd", "/usr/bin/ssh-keygen"].allSatisfy {
        FileManager.default.isExecutableFile(atPath: $0)
    }
    public let folder: String
    public let port: Int
    public let user: String

    public var out: String { "\(folder)/out" }
    public var hostKey: String { (try? String(contentsOfFile: "\(folder)/host.pub", encoding: .utf8)) ?? "" }

    public func put(_ name: String, _ text: String) throws {
        try text.write(toFile: "\(out)/\(name)", atomically: false, encoding: .utf8)
    }

    /// As the partner would read it out.
    public func fingerprint() async throws -> String {
        let text = try await Command.output(
            "/usr/bin/ssh-keygen", ["-l", "-f", "\(folder)/host.pub"], log: "\(folder)/fingerprint.log")
        return text.split(separator: " ").first { $0.hasPrefix("SHA256:") }.map(String.init) ?? ""
    }

    /// Runs with a server that lets in whoever has the key `id` of its folder.
    public static func serving(
        password: String = "", _ work: (SSHServer) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sshd-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: "\(folder)/out", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for (name, secret) in [("host", ""), ("id", password)] {
            _ = try await Command.output(
                "/usr/bin/ssh-keygen", ["-q", "-t", "ed25519", "-N", secret, "-C", "test", "-f", "\(folder)/\(name)"],
                log: "\(folder)/keys.log")
        }
        // Started by root, sshd insists on this empty folder, which its service would make.
        if geteuid() == 0 { mkdir("/run/sshd", 0o755) }
        let port = try freePort()
        try """
        Port \(port)
        ListenAddress 127.0.0.1
        HostKey \(folder)/host
        AuthorizedKeysFile \(folder)/id.pub
        PidFile none
        StrictModes no
        UsePAM no
        PermitRootLogin yes
        MaxStartups 100
        Subsystem sftp internal-sftp
        ForceCommand internal-sftp
        """.write(toFile: "\(folder)/sshd_config", atomically: true, encoding: .utf8)
        let command = try Command.start(
            "/usr/sbin/sshd", ["-D", "-e", "-f", "\(folder)/sshd_config"], log: "\(folder)/sshd.log")
        defer { command.end() }
        try await command.hasSaid("Server listening")
        let user = getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) } ?? "root"
        try await work(SSHServer(folder: folder, port: port, user: user))
    }

    /// One that nobody uses at this moment.
    private static func freePort() throws -> Int {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(listener) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && getsockname(listener, $0, &length) == 0
            }
        }
        guard isBound else { throw POSIXError(.EADDRNOTAVAIL) }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}

// A partner's SFTP folder through the executable and a real SSH server: each file once by its content, and a changed host key.

import Feeds
import Foundation
import TestServers
import Testing

@Suite(.enabled(if: SSHServer.isInstalled, "needs sshd and ssh-keygen: install the package openssh-server"))
struct SFTPFolderTests {
    private static func adapter(_ server: SSHServer, hostKey: String) -> String {
        """
        id: provision
        version: 1
        title: Provision lists of a partner
        partner: the partner
        population: pupils with SEND
        source:
          sftp:
            host: 127.0.0.1
            port: \(server.port)
            user: \(server.user)
            key: partner-key
            known-host: "\(hostKey.trimmingCharacters(in: .whitespacesAndNewlines))"
            folder: \(server.out)
            network: loopback
        schedule: {every: 1d}
        format: {csv: {}}
        as-of: [{file-name: "*{yyyy-MM-dd}*"}]
        contract: {snapshot: false}
        key-spaces: {child: provision}
        files:
          - name: lists
            patterns: ["list-*.csv"]
            records: [{type: sen-provision, key: id, fields: {provision: sen}}]
        """
    }

    @Test func eachFileIsTakenOnceByItsContent() async throws {
        try await SSHServer.serving { server in
            let place = try Place(server)
            try place.write(Self.adapter(server, hostKey: server.hostKey))
            try server.put("list-2026-11-18.csv", "id,sen\n1,K\n2,E\n")
            try server.put("list-2026-11-19.csv", "id,sen\n2,K\n3,E\n")
            try server.put("notes.txt", "nothing for us")
            let first = try await place.pull()
            #expect(first.status == 0, "\(first.output)\(first.complaints)")
            #expect(try await place.applied() == [2, 2])
            // Nothing new; then one file again under another name, and a corrected one under its old name.
            #expect(try await place.pull().status == 0)
            try server.put("list-2026-11-20.csv", "id,sen\n2,K\n3,E\n")
            try server.put("list-2026-11-19.csv", "id,sen\n2,K\n3,K\n")
            #expect(try await place.pull().status == 0)
            let applied = try await place.applied()
            #expect(applied == [2, 2, 1])
        }
    }

    @Test func aServerWithAnotherKeyIsGivenNothingAndNamed() async throws {
        try await SSHServer.serving { server in
            let place = try Place(server)
            let other = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKBDuhOJDdrTQjhgfkfLtFsYyxUQF8a2wh1Zw9kOlE1Y"
            try place.write(Self.adapter(server, hostKey: other))
            try server.put("list-2026-11-18.csv", "id,sen\n1,K\n")
            let pulled = try await place.pull()
            #expect(pulled.status == 1)
            #expect((pulled.output + pulled.complaints).contains(try await server.fingerprint()))
            #expect(try await place.applied().isEmpty)
        }
    }

    /// A configuration with this one adapter; it goes with the server's folder.
    private struct Place {
        private let folder: GatewayFolder

        init(_ server: SSHServer) throws {
            folder = try GatewayFolder(at: "\(server.folder)/sendgate")
            let credentials = "\(folder.path)/credentials"
            try FileManager.default.createDirectory(atPath: credentials, withIntermediateDirectories: true)
            try FileManager.default.copyItem(atPath: "\(server.folder)/id", toPath: "\(credentials)/partner-key")
            try folder.configure(
                """
                state: ../state
                inbox: ../inbox
                plugins: ../Plugins
                credentials: ../credentials
                adapters: [provision]
                """)
        }

        func write(_ adapter: String) throws {
            try folder.add("provision", adapter)
        }

        func pull() async throws -> Executable.Answer {
            try await folder.sendgate("pull", "provision")
        }

        /// The rows that each applied run changed, the oldest run first.
        func applied() async throws -> [Int] {
            let applied = try await folder.runs().filter { $0["state"]?.text == "applied" }
            return Array(applied.map { $0["applied"]?.integer ?? -1 }.reversed())
        }
    }
}

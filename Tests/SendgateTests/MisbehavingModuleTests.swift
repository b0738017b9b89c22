// Modules that do harm, in the real daemon: each fails with words of its own, and a school doesn't notice.

import DemoCity
import Foundation
import Testing

extension WithDaemon {
    @Suite struct MisbehavingModuleTests {
        /// What each does, and what the operator reads.
        private static let harms = [
            (mode: "segfault", text: "segmentation fault"), (mode: "loop", text: "it said nothing for 3 seconds"),
            (mode: "allocate", text: "ran out of memory: its limit is 256 MB"),
            (mode: "garbage", text: "broke its protocol at its message"),
            (mode: "flood", text: "it stated more than 50000 records and rows in one run"),
        ]

        @Test func aSchoolHasItsReceiptWhileModulesCrashLoopAndFlood() async throws {
            let files = FileManager.default
            let shipped = files.temporaryDirectory.appendingPathComponent("shipped-\(UUID().uuidString)").path
            defer { try? files.removeItem(atPath: shipped) }
            try files.createDirectory(atPath: shipped, withIntermediateDirectories: true)
            for name in ["config", "Plugins"] {
                try files.copyItem(atPath: "\(Executable.root)/\(name)", toPath: "\(shipped)/\(name)")
            }
            for harm in Self.harms { try await Self.makeModule(harm.mode, in: shipped) }
            try await DaemonCity.through(children: 60, shipped: shipped, configure: Self.add) { city in
                await city.running.partners.serve([UInt8]("twelve bytes".utf8), at: "/one")
                for harm in Self.harms {
                    let refused = try await city.sendgate("pull", harm.mode)
                    #expect(refused.status != 0)
                    #expect(refused.complaints.contains("sendgate adapters trust \(harm.mode) --by NAME"))
                    let trusted = try await city.sendgate("adapters", "trust", harm.mode, "--by", "Sam")
                    #expect(trusted.status == 0, "\(trusted.complaints)")
                }
                let school = city.city.schools[0]
                let list = city.city.schoolFile(of: school)
                async let pulls = withThrowingTaskGroup(of: (text: String, answer: Executable.Answer).self) { group in
                    for harm in Self.harms {
                        group.addTask { (harm.text, try await city.sendgate("pull", harm.mode)) }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                let receipt = try await city.drop(list + [UInt8]("\n".utf8), named: "meanwhile.csv", for: school)
                #expect(receipt.isDone, "\(receipt.text)")
                for (text, answer) in try await pulls {
                    #expect(answer.status != 0 && answer.complaints.contains(text), "\(answer.complaints)")
                }
                let status = try await city.sendgate("status")
                #expect(status.output.contains("The daemon runs."))
            }
        }

        private static func makeModule(_ mode: String, in shipped: String) async throws {
            let folder = "\(shipped)/Plugins/\(mode)"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let manifest = """
                id: \(mode)
                version: 1
                title: A module that does harm
                partner: nobody
                population: nobody
                source:
                  module:
                    library: libhostile.so
                    origin: https://nobody.example
                    settings: {mode: \(mode)}
                    limits: {time: 20s, silence: 3s, memory: 256 MB, records: 50000}
                schedule: {every: 24h}
                contract: {snapshot: false, quarantined: {limit: 20%}}
                key-spaces: {child: \(mode)}
                states: [child]
                """
            try manifest.write(toFile: "\(folder)/adapter.yaml", atomically: true, encoding: .utf8)
            let root = Executable.root
            let status = try await withCheckedThrowingContinuation { continuation in
                Thread.detachNewThread {
                    continuation.resume(
                        with: Result {
                            let process = Process()
                            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
                            process.arguments = [
                                "clang", "-std=c11", "-shared", "-fPIC", "-pthread", "-I",
                                "\(root)/Sources/CAdapterKit/include", "-o", "\(folder)/libhostile.so",
                                "\(root)/Tests/AdapterHostTests/Modules/hostile.c",
                            ]
                            try process.run()
                            process.waitUntilExit()
                            return process.terminationStatus
                        })
                }
            }
            try #require(status == 0)
        }

        /// The adapters' names in the list, and where their partner is.
        @Sendable private static func add(_ folder: String) throws {
            let path = "\(folder)/sendgate.yaml"
            var text = try String(contentsOfFile: path, encoding: .utf8)
            let origin = try #require(text.firstMatch(of: /origin: "([^"]+)"/)).output.1
            text = text.replacing("transport]", with: "transport, \(harms.map(\.mode).joined(separator: ", "))]")
            for harm in harms {
                text += "  \(harm.mode):\n    source: {module: {origin: \"\(origin)\", network: loopback}}\n"
            }
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        }
    }
}

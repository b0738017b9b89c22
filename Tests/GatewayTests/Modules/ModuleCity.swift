// A gateway whose only feed is a native module's, which fetches from a partner on loopback.

import DemoCity
import Foundation
import SENDRecords
import Storage
import Testing

@testable import Gateway

final class ModuleCity: Sendable {
    let small: SmallCity
    let partners: PartnerServer
    let plugins: String
    let port: Int

    /// - Parameter module: a C file among the modules of the host's tests.
    init(module: String, settings: String = "{}", limits: String = "{}", types: String = "[child, enrolment]")
        async throws
    {
        small = try SmallCity(children: 20)
        partners = PartnerServer(city: small.city)
        port = try await partners.start()
        plugins = "\(small.folder)/Plugins"
        let manifest = """
            id: pupils
            version: 1
            title: Pupils by a module
            partner: the test's school system
            population: invented pupils
            source:
              module:
                library: libpupils.so
                origin: http://127.0.0.1:\(port)
                network: loopback
                settings: \(settings)
                limits: \(limits)
            schedule: {every: 1h}
            contract:
              snapshot: false
              quarantined: {limit: 90%, floor: 50}
            key-spaces: {child: pupils}
            states: \(types)
            """
        try FileManager.default.createDirectory(atPath: "\(plugins)/pupils", withIntermediateDirectories: true)
        try manifest.write(toFile: "\(plugins)/pupils/adapter.yaml", atomically: true, encoding: .utf8)
        let path = "\(small.folder)/config/sendgate.yaml"
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map { line in
            if line.hasPrefix("plugins:") { return "plugins: \(plugins)" }
            return line.hasPrefix("adapters:") ? "adapters: [pupils]" : String(line)
        }
        try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
        try await compile(module)
    }

    /// Compiled as its author would: see the host's tests.
    private func compile(_ module: String) async throws {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "clang", "-std=c11", "-shared", "-fPIC", "-pthread", "-I",
            tests.deletingLastPathComponent().appendingPathComponent("Sources/CAdapterKit/include").path, "-o",
            "\(plugins)/pupils/libpupils.so", tests.appendingPathComponent("AdapterHostTests/Modules/\(module).c").path,
        ]
        let ready = process
        let status = try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        try ready.run()
                        ready.waitUntilExit()
                        return ready.terminationStatus
                    })
            }
        }
        try #require(status == 0)
    }

    func serve(_ pages: [String]) async {
        for (number, page) in pages.enumerated() {
            await partners.serve([UInt8](page.utf8), at: "/pupils/\(number + 1)")
        }
    }

    func open<Result: Sendable>(_ work: (Gateway) async throws -> Result) async throws -> Result {
        try await small.open(host: Self.host, work)
    }

    /// The `sendgate` that was built beside these tests.
    static var host: String {
        let folders = [
            Bundle.main.bundleURL, URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent(),
        ]
        let paths = folders.map { $0.appendingPathComponent("sendgate").path }
        return paths.first { FileManager.default.isExecutableFile(atPath: $0) } ?? "/no/sendgate/beside/the/tests"
    }
}

extension Gateway {
    /// The answer to a command about the module.
    func ask(_ command: String, _ arguments: [String: String] = [:]) async -> ControlAnswer {
        await handle(ControlRequest(command, ["adapter": "pupils", "by": "A. Officer"].merging(arguments) { $1 }))
    }

    func run(_ number: Int64) throws -> RunSummary { try store.run(RunID(number)) }
}

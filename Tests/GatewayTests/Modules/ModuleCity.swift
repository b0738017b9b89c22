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
    var library: String { "\(small.plugins)/pupils/libpupils.so" }
    var manifest: String { "\(small.plugins)/pupils/adapter.yaml" }

    /// - Parameter module: a C file among the modules of the host's tests.
    init(module: String, settings: String = "{}", limits: String = "{}", types: String = "[child, enrolment]")
        async throws
    {
        small = try SmallCity(children: 20)
        partners = PartnerServer(city: small.city)
        let port = try await partners.start()
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
        try small.plugIn(["pupils": manifest])
        try await compile(module)
    }

    /// Compiled as its author would: see the host's tests.
    private func compile(_ module: String) async throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "clang", "-std=c11", "-shared", "-fPIC", "-pthread", "-I", "\(SmallCity.root)/Sources/CAdapterKit/include",
            "-o", library, "\(SmallCity.root)/Tests/AdapterHostTests/Modules/\(module).c",
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

    func open(_ work: (Gateway) async throws -> Void) async throws {
        try await small.open(host: Self.host, work)
    }

    /// Opens the gateway and says that the module as it is now may be loaded.
    func openTrusting(_ work: (Gateway) async throws -> Void) async throws {
        try await open { gateway in
            let trusted = await gateway.ask("adapters.trust")
            #expect(trusted.isDone, "\(trusted.message)")
            try await work(gateway)
        }
    }

    /// A test with such a gateway; its partner answers as long as it runs.
    static func through(
        module: String = "pupils", settings: String = "{}", types: String = "[child, enrolment]",
        pages: [String] = [], _ test: (ModuleCity) async throws -> Void
    ) async throws {
        let city = try await ModuleCity(module: module, settings: settings, types: types)
        await city.serve(pages)
        do {
            try await test(city)
        } catch {
            await city.partners.stop()
            throw error
        }
        await city.partners.stop()
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

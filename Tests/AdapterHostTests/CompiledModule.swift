// Modules in C, compiled as the header says a partner's author would: with a C compiler and the header, and nothing of
// this package. That is what they are to prove, so SwiftPM doesn't build them.

import AdapterHost
import Foundation
import Glibc
import Testing

enum CompiledModule {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    private static let header = folder.deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Sources/CAdapterKit/include").path

    static let pupils = Task { try await library("pupils") }
    static let hostile = Task { try await library("hostile") }

    private static func library(_ name: String) async throws -> ModuleLibrary {
        let target = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).so").path
        defer { try? FileManager.default.removeItem(atPath: target) }
        try await compile("Modules/\(name).c", to: target)
        return try ModuleLibrary(path: target)
    }

    static func compile(_ source: String, to target: String) async throws {
        let arguments = [
            "clang", "-std=c11", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-pthread", "-I", header, "-o",
            target,
            folder.appendingPathComponent(source).path,
        ]
        let status: Int32 = try await Hosts.onThread {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = arguments
            try process.run()
            process.waitUntilExit()
            return process.terminationStatus
        }
        try #require(status == 0, "clang can't compile \(source)")
    }
}

/// Answers from memory, and keeps what the module states.
struct RecordedAnswers: ModuleHandler {
    var bodies: [String]
    var asked: [ModuleRequest] = []
    var statements: [ModuleStatement] = []

    mutating func answer(_ request: ModuleRequest) throws -> ModuleAnswer {
        asked.append(request)
        guard asked.count <= bodies.count else { return ModuleAnswer(status: 404, body: -1, size: 0, headers: []) }
        let body = bodies[asked.count - 1]
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try Data(body.utf8).write(to: URL(fileURLWithPath: path))
        defer { unlink(path) }
        let file = open(path, O_RDONLY | O_CLOEXEC)
        return ModuleAnswer(
            status: 200, body: file, size: body.utf8.count,
            headers: [ModuleStatement.Field(name: "content-type", value: "text/plain")])
    }

    mutating func take(_ statement: ModuleStatement) throws { statements.append(statement) }
}

extension ModuleLibrary {
    /// One run, on a thread of its own.
    func run(
        mode: String = "", _ bodies: [String], limits: ModuleLimits = ModuleLimits()
    ) async throws -> (outcome: Result<ModuleOutcome, ModuleFault>, handler: RecordedAnswers) {
        let run = ModuleRun(
            host: Hosts.path, library: self, name: "under test",
            settings: "{\"today\":\"2026-11-20\",\"state\":null,\"settings\":{\"mode\":\"\(mode)\"}}", limits: limits)
        return try await Hosts.onThread {
            var handler = RecordedAnswers(bodies: bodies)
            let outcome = Result { () throws(ModuleFault) in try run.run(&handler) }
            return (outcome, handler)
        }
    }
}

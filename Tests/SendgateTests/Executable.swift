// Runs the real executable, as a person at a terminal would.

import Foundation
import Testing

/// The `sendgate` that was built beside these tests.
enum Executable {
    struct Answer {
        let status: Int32
        let output: String
        let complaints: String
    }

    static var path: String {
        // The test runner stands beside the products.
        let runner = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        var folder = Bundle.main.bundleURL
        for candidate in [folder, URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()] {
            folder = candidate
            if FileManager.default.isExecutableFile(atPath: folder.appendingPathComponent("sendgate").path) { break }
        }
        return FileManager.default.isExecutableFile(atPath: folder.appendingPathComponent("sendgate").path)
            ? folder.appendingPathComponent("sendgate").path : runner
    }

    /// The folder of the sources: it holds the shipped `config` and `Plugins`.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    /// Runs the command and waits for it; on a thread of its own, because waiting blocks.
    static func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try blocking(arguments, environment) })
            }
        }
    }

    private static func blocking(_ arguments: [String], _ environment: [String: String]) throws -> Answer {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: root)
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sendgate-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (output, complaints) = (folder.appendingPathComponent("out"), folder.appendingPathComponent("err"))
        for file in [output, complaints] { try Data().write(to: file) }
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: complaints)
        try process.run()
        process.waitUntilExit()
        return Answer(
            status: process.terminationStatus, output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
            complaints: String(decoding: try Data(contentsOf: complaints), as: UTF8.self))
    }
}

// A tap that somebody else has written, from PyPI, over files on this machine and without a network.

import Foundation
import Testing

/// A Python environment of its own with a real tap inside, made once.
private enum RealTap {
    static let package = "tap-csv-folder==0.0.1a1"
    static let folder = FileManager.default.temporaryDirectory.appendingPathComponent("real-tap-\(UUID().uuidString)")
        .path
    static var program: String { "\(folder)/bin/tap-csv-folder" }

    /// Whether it could be installed.
    static func install() async -> Bool {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                let isThere =
                    run(["python3", "-m", "venv", folder])
                    && run([
                        "\(folder)/bin/pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "1",
                        "--timeout", "15", package,
                    ])
                continuation.resume(returning: isThere && FileManager.default.isExecutableFile(atPath: program))
            }
        }
    }

    private static func run(_ command: [String]) -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}

extension WithTaps {
    @Suite struct RealTapTests {
        @Test(.enabled("pip can't have \(RealTap.package) here") { await RealTap.install() }, .timeLimit(.minutes(5)))
        func aTapFromPyPIRunsAndGoesOnWithItsState() async throws {
            defer { try? FileManager.default.removeItem(atPath: RealTap.folder) }
            let house = try TapHouse("unused")
            let exports = "\(house.path)/exports"
            try house.write(
                "id,first,last,born\n1,Ada,Alder,2015-03-01\n2,Ben,Beech,2016-04-02\n", to: "\(exports)/people.csv")
            try house.write("id\n7\n", to: "\(exports)/staff.csv")
            try house.become("unused", config: ", path: \(exports), read_mode: one_stream_per_file")
            try house.grant("{command: [\(RealTap.program)], reads: [\(exports)]}")
            let found = try await house.sendgate("adapters", "discover", "therapy-tap", "--by", "A. Officer")
            #expect(found.output.contains("people"), "\(found.output)\(found.complaints)")
            #expect(found.output.contains("catalog.json: people."), "\(found.output)")

            // Its own version of this day can't read a catalogue, so it sends every stream.
            try await house.pullWell()
            #expect(try house.children() == ["1", "2"])
            let first = try await house.sendgate("runs", "show", "1").output
            #expect(first.contains("3 rows = 2 applied, 0 unchanged, 1 left out"), "\(first)")
            #expect(first.contains("apart by _sdc_path, _sdc_line_number"), "\(first)")

            // It passes over a file that its state says it has read, and takes it when it is newer.
            let people = "\(exports)/people.csv"
            try house.write("id,first,last,born\n3,Cat,Cedar,2017-05-03\n", to: people)
            let files = FileManager.default
            try files.setAttributes([.modificationDate: Date(timeIntervalSinceNow: -86_400)], ofItemAtPath: people)
            try await house.pullWell()
            #expect(try house.children() == ["1", "2"])
            try files.setAttributes([.modificationDate: Date()], ofItemAtPath: people)
            try await house.pullWell()
            #expect(try house.children() == ["1", "2", "3"])
        }
    }
}

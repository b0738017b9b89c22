// `adapters new`: each kind makes a folder that passes `adapters test` as it stands.

import Foundation
import Testing

@Suite struct NewAdapterTests {
    /// The shipped configuration over a plug-ins folder of its own.
    private func with(_ work: (_ config: String, _ plugins: String) async throws -> Void) async throws {
        let files = FileManager.default
        let folder = files.temporaryDirectory.appendingPathComponent("new-\(UUID().uuidString)").path
        defer { try? files.removeItem(atPath: folder) }
        try files.createDirectory(atPath: "\(folder)/Plugins", withIntermediateDirectories: true)
        try files.copyItem(atPath: "\(Executable.root)/config", toPath: "\(folder)/config")
        for name in [
            "council-ehc", "gias-schools", "health-demographics", "school-pupils", "sensory-support", "transport",
        ] {
            try files.copyItem(atPath: "\(Executable.root)/Plugins/\(name)", toPath: "\(folder)/Plugins/\(name)")
        }
        try await work("\(folder)/config", "\(folder)/Plugins")
    }

    @Test(arguments: ["declarative", "singer"])
    func aFolderWithoutALibraryPassesItsTestAtOnce(_ kind: String) async throws {
        try await with { config, _ in
            let made = try await Executable.run(
                ["adapters", "new", "therapy-caseload", "--kind", kind, "--config", config])
            #expect(made.status == 0, "\(made.complaints)")
            let tested = try await Executable.run(["adapters", "test", "therapy-caseload", "--config", config])
            #expect(tested.status == 0, "\(tested.output)")
            #expect(tested.output.contains("ok    therapy-caseload, contract"))
        }
    }

    @Test func aModuleInCPassesItsTestOnceItIsBuiltByThePrintedLine() async throws {
        try await with { config, plugins in
            let made = try await Executable.run(
                ["adapters", "new", "therapy-caseload", "--kind", "native-c", "--config", config])
            #expect(made.status == 0, "\(made.complaints)")
            let line = try #require(made.output.split(separator: "\n").first { $0.contains(" cc ") })
            let status = try await shell(String(line).replacing(" cc ", with: " clang -Werror -Wextra "))
            try #require(status == 0, "clang can't compile what was made")
            let tested = try await Executable.run(["adapters", "test", "therapy-caseload", "--config", config])
            #expect(tested.status == 0, "\(tested.output)")
            // The author needs nothing but the folder: the header in it is the one of this version.
            let header = try String(contentsOfFile: "\(plugins)/therapy-caseload/sendgate_adapter.h", encoding: .utf8)
            let shipped = try String(
                contentsOfFile: "\(Executable.root)/Sources/CAdapterKit/include/sendgate_adapter.h", encoding: .utf8)
            #expect(header == shipped)
        }
    }

    @Test func proposedCommandsCanBeCopiedWhateverTheFileIsCalled() async throws {
        try await with { config, plugins in
            let file = "\(plugins)/Oak's caseload 2026.csv"
            let rows = (1...12).map { "\($0),Ada,Reid\($0),0\(1 + $0 % 9)/05/2014\n" }
            try ("Case No,Forename,Surname,DOB\n" + rows.joined()).write(
                toFile: file, atomically: true, encoding: .utf8)
            let made = try await Executable.run(["adapters", "new", "caseload", "--from", file, "--config", config])
            #expect(made.status == 0, "\(made.complaints)")
            let line = try #require(made.output.split(separator: "\n").first { $0.contains("adapters try caseload") })
            let command = line.drop { $0 == " " }.replacing("sendgate", with: Executable.path, maxReplacements: 1)
            #expect(try await shell(String(command.split(separator: "     ")[0]) + " > /dev/null") == 0, "\(command)")
            // It isn't among the adapters yet.
            let pulled = try await Executable.run([
                "pull", "caseload", file, "--school", "900001", "--dry-run", "--config", config,
            ])
            #expect(pulled.status != 0)
            #expect(pulled.complaints.contains("add it to `adapters` in sendgate.yaml"), "\(pulled.complaints)")
        }
    }

    @Test func aFolderThatIsThereIsLeftAlone() async throws {
        try await with { config, plugins in
            let before = try FileManager.default.contentsOfDirectory(atPath: "\(plugins)/transport").sorted()
            for kind in ["singer", "native-c", "native-swift"] {
                let made = try await Executable.run([
                    "adapters", "new", "transport", "--kind", kind, "--config", config,
                ])
                #expect(made.status != 0 && made.complaints.contains("There is a folder"))
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: "\(plugins)/transport").sorted() == before)
        }
    }

    private func shell(_ line: String) async throws -> Int32 {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        let process = Process()
                        process.executableURL = URL(fileURLWithPath: "/bin/sh")
                        process.arguments = ["-c", line]
                        try process.run()
                        process.waitUntilExit()
                        return process.terminationStatus
                    })
            }
        }
    }
}

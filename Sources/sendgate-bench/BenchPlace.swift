// What all benchmarks need: where the measured executable and the shipped configuration are, and how results are printed.

import ArgumentParser
import DemoCity
import Foundation
import Gateway
import SENDRecords

/// Where a benchmark works.
struct BenchPlace: ParsableArguments {
    @Option(help: "Work in this folder and leave everything there; else in a temporary one that is removed.")
    var dir: String?

    /// Runs the work in the folder.
    func use(_ work: (_ folder: String) async throws -> Void) async throws {
        let temporary = FileManager.default.temporaryDirectory
            .appendingPathComponent("sendgate-bench-\(ProcessInfo.processInfo.processIdentifier)").path
        let folder = dir.map { URL(fileURLWithPath: $0).standardizedFileURL.path } ?? temporary
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { if dir == nil { try? FileManager.default.removeItem(atPath: folder) } }
        do {
            try await work(folder)
        } catch let exit as ExitCode {
            throw exit
        } catch {
            Terminal.complain("\(error)")
            throw ExitCode.failure
        }
    }

    /// The `sendgate` that was built beside this program.
    static func executable() throws -> String {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let path = URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("sendgate").path
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw ValidationError("There is no \(path): build the product sendgate in the same way.")
        }
        return path
    }

    /// The folder that holds the shipped `config/` and `Plugins/`: here, or above this program.
    static func shipped() throws -> String {
        let files = FileManager.default
        var candidates = [files.currentDirectoryPath]
        var folder = URL(fileURLWithPath: try files.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            candidates.append(folder.path)
        }
        for candidate in candidates where files.fileExists(atPath: "\(candidate)/Plugins/school-pupils/adapter.yaml") {
            return candidate
        }
        throw ValidationError(
            "The shipped `config` and `Plugins` weren't found: run this in the folder of the sources.")
    }

    static var today: CalendarDate {
        CrashTrial.londonToday
    }
}

enum Terminal {
    static func say(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }

    static func complain(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }
}

/// A line of a result: what was measured, and the limit that it has to keep where there is one.
struct Figure {
    let name: String
    let value: String
    let isKept: Bool?

    init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
        isKept = nil
    }

    init(_ name: String, _ value: Double, below limit: Double, in unit: String) {
        self.name = name
        self.value = "\(value.shown) \(unit) (limit \(limit.shown))"
        isKept = value < limit
    }

    init(_ name: String, _ value: Double, atLeast limit: Double, in unit: String) {
        self.name = name
        self.value = "\(value.shown) \(unit) (at least \(limit.shown))"
        isKept = value >= limit
    }

    /// Prints the figures under a title; false where a limit is not kept.
    static func print(_ title: String, _ figures: [Figure]) -> Bool {
        let width = figures.map(\.name.count).max() ?? 0
        Terminal.say("\n\(title)")
        for figure in figures {
            let mark = figure.isKept.map { $0 ? "ok  " : "OVER" } ?? "    "
            Terminal.say(
                "  \(mark)  \(figure.name)\(String(repeating: " ", count: width - figure.name.count))  \(figure.value)")
        }
        return figures.allSatisfy { $0.isKept ?? true }
    }
}

extension Double {
    /// Three digits that matter.
    var shown: String {
        self >= 100 ? String(Int(rounded())) : String(format: self >= 10 ? "%.1f" : self >= 1 ? "%.2f" : "%.3f", self)
    }
}

extension Int {
    var mebibytes: Double { Double(self) / 1_048_576 }
}

extension Duration {
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}

// One run of a tap: its work folder, its configuration, the program under supervision, and what is left of it.

import AdapterHost
import Adapters
import Configuring
import Feeds
import Foundation
import Glibc
import SENDRecords
import Transfers

/// Runs a tap. Blocking: for a thread that lives as long.
struct TapRun: Sendable {
    let adapter: String
    let tap: SingerSource
    let leave: TapLeave
    /// The adapter's folder.
    let pluginFolder: String
    let folder: TapFolder
    let secrets: SecretStore
    /// The operator's, for the hosts outside.
    let proxy: SourceProxy?
    /// Whether it isn't run where the kernel lacks a part of the sandbox.
    let requiresSandbox: Bool
    /// Path of the executable that becomes the tap.
    let host: String
    /// Bytes of output.
    let outputLimit: Int
    let clock: GatewayClock
    let stop: StopSign

    /// What came of a run.
    struct Outcome: Sendable {
        /// Why the run failed, as a sentence; nil where the tap ended well.
        let trouble: String?
        let remarks: [String]
        /// Whether it failed by the tap's own doing, and not for what the operator hasn't given it.
        let isOwnFailure: Bool
        /// What the kernel lacks of the sandbox.
        let lacks: [String]
    }

    enum Task: Sendable {
        /// With the state of the last run, as JSON text.
        case sync(state: [UInt8]?)
        case discover
    }

    /// Runs the tap with its output in a new file.
    ///
    /// - Throws: what the disk throws; the output file may be there then.
    func run(_ task: Task, output: String) throws -> Outcome {
        if let lacking = leave.lacking.first { return failed(Self.sentence(lacking)) }
        let program: TapProgram
        let values: Secrets
        let gate: NetworkGate?
        do {
            let own = leave.granted?.command ?? []
            program = try TapProgram(command: own.isEmpty ? tap.command : own, folder: pluginFolder)
            values = try revealed()
            gate = try openGate()
        } catch let error as CommandError {
            return failed(error.description)
        } catch let error as SecretError {
            return failed(error.description)
        } catch let error as TransferError {
            return failed(error.description)
        } catch let error as NetworkGate.Fault {
            return failed("The tap wasn't run: \(error).")
        }
        defer { gate?.close() }
        let work = try folder.makeWorkFolder()
        defer { try? FileManager.default.removeItem(atPath: work) }
        let written = tap.config.json { values.text(of: $0) }.serialisedBytes()
        let config = tap.keepsConfig ? folder.keptConfig(for: written) ?? written : written
        var arguments = program.arguments + ["--config", try put(config, "config.json", in: work)]
        switch task {
        case .discover: arguments.append("--discover")
        case .sync(let state):
            if let state { arguments += ["--state", try put(state, "state.json", in: work)] }
            if let catalog = tap.catalog {
                guard let bytes = FileManager.default.contents(atPath: "\(pluginFolder)/\(catalog)") else {
                    return failed(
                        "The catalogue \(catalog) isn't in the adapter's folder. `sendgate adapters discover \(adapter)` makes it."
                    )
                }
                arguments += ["--catalog", try put(Array(bytes), "catalog.json", in: work)]
            }
        }
        let begun = clock.now
        let result = try ProgramRun(
            path: program.path, arguments: arguments,
            environment: environment(work, program) + (gate?.environment ?? []),
            folder: work,
            readable: program.readable + (leave.granted?.readable ?? []),
            reach: gate.map { .gate(port: $0.port) } ?? (leave.network == .anywhere ? .anywhere : .nowhere),
            needsSandbox: requiresSandbox,
            limits: ProgramRun.Limits(
                time: tap.time, silence: tap.silence, output: outputLimit, memory: tap.memory), output: output
        ).run(host: host) {
            stop.isRaised
        } admit: { listener in
            if let gate { gate.admit(from: listener) } else { close(listener) }
        }
        let tried = gate?.troubles.sentences(adapter: adapter) ?? []
        let remarks = try takeConfig("\(work)/config.json", given: config, written: written) + tried
        if result.ending == .stopped { throw CancellationError() }
        guard let trouble = result.ending.trouble else {
            return Outcome(trouble: nil, remarks: remarks, isOwnFailure: false, lacks: result.lacks)
        }
        let words = TapComplaints.shown(
            result.complaints, isCut: result.isCutInFront, secrets: values.all + (gate.map { [$0.secret] } ?? []))
        var reason = "The tap failed: \(trouble). Nothing of it was applied, and its state is as before."
        if words.contains(where: { $0 > 0x20 }) {
            let file = try folder.keepComplaints(words, at: "\(begun)")
            reason += " Its last words are in \(file)."
        }
        // A partner that is down is no fault of the tap's.
        var isOwn = gate?.troubles.all.contains(where: \.isOfTheWay) != true
        if case .notStarted = result.ending { isOwn = false }
        return Outcome(
            trouble: ([reason] + tried).joined(separator: " "), remarks: remarks, isOwnFailure: isOwn,
            lacks: result.lacks)
    }

    private func failed(_ reason: String) -> Outcome {
        Outcome(trouble: reason, remarks: [], isOwnFailure: false, lacks: [])
    }

    static func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

    // MARK: What it is given

    private struct Secrets {
        var values: [SecretName: [UInt8]] = [:]
        var all: [[UInt8]] { Array(values.values) }
        func text(of name: SecretName) -> String { String(decoding: values[name] ?? [], as: UTF8.self) }
    }

    /// Only those that the tap asks for, and the operator has granted.
    private func revealed() throws(SecretError) -> Secrets {
        var found = Secrets()
        for name in tap.secrets where leave.granted?.secrets.contains(name) == true {
            found.values[name] = try secrets.secret(named: name.text).reveal()
        }
        return found
    }

    private func openGate() throws -> NetworkGate? {
        guard case .hosts(let hosts) = leave.network else { return nil }
        return try NetworkGate.open(for: hosts, proxy: proxy, secrets)
    }

    private func put(_ bytes: [UInt8], _ name: String, in work: String) throws -> String {
        let path = "\(work)/\(name)"
        try TapFolder.write(bytes, to: path)
        return path
    }

    private func environment(_ work: String, _ program: TapProgram) -> [String] {
        let own = (program.path as NSString).deletingLastPathComponent
        return [
            "PATH=\(([own] + TapProgram.searchPath).joined(separator: ":"))", "HOME=\(work)", "TMPDIR=\(work)",
            "LANG=C.UTF-8", "PYTHONUNBUFFERED=1", "PYTHONDONTWRITEBYTECODE=1",
        ]
    }

    // MARK: What it leaves

    /// A tap may write changes back into its configuration. They count only where the adapter says so.
    private func takeConfig(_ path: String, given: [UInt8], written: [UInt8]) throws -> [String] {
        guard let now = TapFolder.read(path, atMost: TapFolder.longestConfig), now != given else { return [] }
        guard tap.keepsConfig else {
            return ["The tap changed its configuration file; that was not kept. `keep-config: true` would keep it."]
        }
        return try folder.keepConfig(now, for: written)
            ? ["The tap changed its configuration file; the next run is given what it wrote."]
            : ["What the tap wrote into its configuration file is no configuration, and was not kept."]
    }
}

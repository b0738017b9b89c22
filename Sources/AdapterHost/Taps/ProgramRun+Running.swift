// Running a program and watching it, on the caller's thread.

import Glibc

extension ProgramRun {
    /// Runs the program to its end. Blocks; call it on a thread that lives as long.
    ///
    /// - Parameters:
    ///   - host: path of the `sendgate` executable.
    ///   - isStopped: asked several times a second.
    ///   - admit: takes over the listening socket by which a program in a network of its own asks for the gate.
    /// - Throws: `OutputFault` where the output can't be written to its file; the program is then ended.
    public func run(
        host: String, isStopped: () -> Bool, admit: (Int32) -> Void = { close($0) }
    ) throws(OutputFault) -> ProgramResult {
        let file = open(output, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw OutputFault(path: output, code: errno) }
        defer { close(file) }
        guard let out = Pipe(), let err = Pipe() else {
            return ProgramResult(
                ending: .notStarted(.system("pipe")), output: 0, complaints: [], isCutInFront: false, lacks: [])
        }
        defer {
            out.close()
            err.close()
        }
        let child: ChildProcess
        do throws(ChildError) {
            child = try ChildProcess.start(
                host: host, order: order, descriptors: [1: out.writing, 2: err.writing])
        } catch {
            return ProgramResult(
                ending: .notStarted(error), output: 0, complaints: [], isCutInFront: false, lacks: [])
        }
        defer { child.end() }
        let gate = child.takeGate()
        if gate >= 0 { admit(gate) }
        out.closeWriting()
        err.closeWriting()
        var watch = Watch(run: self, out: out.reading, err: err.reading, file: file)
        let ending = try watch.untilItEnds(child, isStopped: isStopped)
        return ProgramResult(
            ending: ending, output: watch.printed, complaints: watch.complaints.bytes,
            isCutInFront: watch.complaints.isCut, lacks: child.lacks)
    }

    private var order: ChildOrder {
        ChildOrder(
            rules: SandboxRules(
                .program, readable: readable, writable: [folder], reach: reach,
                isRequired: needsSandbox, memory: UInt64(limits.memory),
                processorTime: UInt64(max(limits.time.components.seconds, 1)), openFiles: 256,
                fileSize: UInt64(limits.output)),
            work: .program(path: path, arguments: arguments, environment: environment, folder: folder))
    }
}

/// What a program prints can't be written to its file.
public struct OutputFault: Error, Equatable, Sendable, CustomStringConvertible {
    public let path: String
    public let code: Int32

    public var description: String { "\(path) can't be written: \(String(cString: strerror(code)))." }
}

/// The two ends of a pipe. Owned by the thread that runs the program.
private final class Pipe {
    let reading: Int32
    private(set) var writing: Int32

    init?() {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (reading, writing) = (ends[0], ends[1])
    }

    func closeWriting() {
        if writing >= 0 { Glibc.close(writing) }
        writing = -1
    }

    func close() {
        closeWriting()
        Glibc.close(reading)
    }
}

/// What is watched while a program runs.
private struct Watch {
    let run: ProgramRun
    let out: Int32
    let err: Int32
    let file: Int32
    var open: [Int32]
    var printed = 0
    var complaints = LastWords()
    private var buffer = [UInt8](repeating: 0, count: 256 * 1024)
    private var heard = ContinuousClock.now

    private static let tick = Duration.milliseconds(100)
    private static let lookEvery = Duration.milliseconds(500)
    /// How long its own children may hold the pipes open after they were killed.
    private static let drainTime = Duration.seconds(5)

    init(run: ProgramRun, out: Int32, err: Int32, file: Int32) {
        self.run = run
        self.out = out
        self.err = err
        self.file = file
        open = [out, err]
    }

    mutating func untilItEnds(
        _ child: ChildProcess, isStopped: () -> Bool
    ) throws(OutputFault) -> ProgramEnding {
        let deadline = ContinuousClock.now + run.limits.time
        var nextLook = ContinuousClock.now
        while true {
            let now = ContinuousClock.now
            if now >= deadline { return .tookTooLong(run.limits.time) }
            if now - heard >= run.limits.silence { return .fellSilent(run.limits.silence) }
            if isStopped() { return .stopped }
            if now >= nextLook {
                nextLook = now + Self.lookEvery
                let group = ProcessGroup(child.id)
                if group.count > run.limits.processes { return .startedTooMany(limit: run.limits.processes) }
                if FolderSize(run.folder).isMore(than: run.limits.folder) {
                    return .filledItsFolder(limit: run.limits.folder)
                }
                if group.memory > run.limits.memory { return .tookTooMuchMemory(limit: run.limits.memory) }
            }
            let ready = Waiting.untilReadable(open + [child.endDescriptor], until: now + Self.tick) ?? []
            if let excess = try take(from: ready) { return excess }
            if ready.contains(child.endDescriptor) || open.isEmpty, let ending = child.ended(within: Self.tick) {
                // Whatever it left running is ended with it; what was printed until then is in the pipe.
                return try drain() ?? (ending == .exited(code: 0) ? .well : .badly(ending))
            }
        }
    }

    private mutating func drain() throws(OutputFault) -> ProgramEnding? {
        let deadline = ContinuousClock.now + Self.drainTime
        while !open.isEmpty, let ready = Waiting.untilReadable(open, until: deadline) {
            if let excess = try take(from: ready) { return excess }
        }
        return nil
    }

    private mutating func take(from ready: [Int32]) throws(OutputFault) -> ProgramEnding? {
        for descriptor in ready where descriptor == out || descriptor == err {
            let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            guard count > 0 else {
                open.removeAll { $0 == descriptor }
                continue
            }
            heard = .now
            if descriptor == err {
                complaints.add(buffer[..<count])
                continue
            }
            if printed + count > run.limits.output { return .printedTooMuch(limit: run.limits.output) }
            try write(count)
            printed += count
        }
        return nil
    }

    private func write(_ count: Int) throws(OutputFault) {
        var written = 0
        while written < count {
            let step = buffer.withUnsafeBytes { all in
                Glibc.write(file, all.baseAddress.map { $0 + written }, count - written)
            }
            if step < 0, errno == EINTR { continue }
            guard step > 0 else { throw OutputFault(path: run.output, code: errno) }
            written += step
        }
    }
}

// The gateway's side of a module's run: takes what the child says, checks all of it, and ends the child at its limits.

import CSandbox
import Glibc

/// What the gateway does for a run. Its methods are called on the run's thread, and may block.
public protocol ModuleHandler {
    /// Fetches what the module asks for. What it throws ends the run, with `description` as the reason.
    mutating func answer(_ request: ModuleRequest) throws -> ModuleAnswer
    /// Takes a statement whose citation is checked. What it throws ends the run.
    mutating func take(_ statement: ModuleStatement) throws
    /// Asked about twice a second while the module works: what it throws ends the run.
    func check() throws
}

/// What a run that came to its end said of itself.
public struct ModuleOutcome: Equatable, Sendable {
    /// What the next run is given; nil leaves what stands.
    public var state: String?
    public var remarks: [String] = []
    /// What the kernel lacks of the sandbox; for the log.
    public var lacks: [String] = []
    public var statements = 0
}

/// One run of one module. Belongs to the thread that calls `run`, which it blocks to the end.
public struct ModuleRun: Sendable {
    /// The path of the `sendgate` executable.
    public var host: String
    public var library: ModuleLibrary
    /// For messages.
    public var name: String
    /// The JSON object that `begin` gets.
    public var settings: String
    public var limits: ModuleLimits
    /// Whether nothing is run where the kernel lacks a part of the sandbox.
    public var isSandboxRequired: Bool
    /// Address space for the largest body that it may be given.
    public var largestBody: Int

    public init(
        host: String, library: ModuleLibrary, name: String, settings: String, limits: ModuleLimits = ModuleLimits(),
        isSandboxRequired: Bool = false, largestBody: Int = 0
    ) {
        self.host = host
        self.library = library
        self.name = name
        self.settings = settings
        self.limits = limits
        self.isSandboxRequired = isSandboxRequired
        self.largestBody = largestBody
    }

    /// Runs the module from its beginning to its end. However that comes, the child is gone when it returns.
    public func run(_ handler: inout some ModuleHandler) throws(ModuleFault) -> ModuleOutcome {
        let rules = SandboxRules(
            .library, isRequired: isSandboxRequired, memory: limits.memory + UInt64(largestBody),
            processorTime: UInt64(limits.time.components.seconds) + 1)
        let child: ChildProcess
        do throws(ChildError) {
            child = try ChildProcess.start(
                host: host, order: ChildOrder(rules: rules, work: .library(name: name)),
                descriptors: [4: library.descriptor], within: .seconds(20))
        } catch {
            throw .notStarted(error.text)
        }
        defer { child.end() }
        // Its time begins when it stands: on a busy machine starting can take longer than a short limit.
        var talk = ModuleTalk(child: child, limits: limits, deadline: .now + limits.time)
        return try talk.run(settings, &handler)
    }
}

/// What has been said so far. Belongs to the run's thread.
private struct ModuleTalk: ~Copyable {
    let child: ChildProcess
    let limits: ModuleLimits
    let deadline: ContinuousClock.Instant
    var buffer = FrameBuffer(mostInFrame: ModuleLimits.frame)
    var outcome = ModuleOutcome()
    /// Sizes of the payloads that the module has been given.
    var sizes: [Int] = []
    var asked: [ModuleRequest] = []
    var requests = 0
    var messages = 0
    var bytes = 0
    var isDone = false

    init(child: ChildProcess, limits: ModuleLimits, deadline: ContinuousClock.Instant) {
        self.child = child
        self.limits = limits
        self.deadline = deadline
        outcome.lacks = child.lacks
    }

    mutating func run(_ settings: String, _ handler: inout some ModuleHandler) throws(ModuleFault) -> ModuleOutcome {
        var begin = FrameWriter(HostFrame.begin.rawValue)
        begin.put(settings)
        try send(begin.finished(), -1)
        while true {
            try fill(handler)
            while let frame = try nextFrame() {
                if try take(frame, &handler) { return outcome }
            }
        }
    }

    // MARK: - Listening

    private mutating func fill(_ handler: some ModuleHandler) throws(ModuleFault) {
        let silence = ContinuousClock.now + limits.silence
        while Waiting.untilReadable([child.socket], until: min(silence, deadline, .now + .milliseconds(500))) == nil {
            do { try handler.check() } catch { throw .gateway("\(error)") }
            if ContinuousClock.now >= deadline { throw .overdue(limits.time) }
            if ContinuousClock.now >= silence { throw .silent(limits.silence) }
        }
        guard ContinuousClock.now < deadline else { throw .overdue(limits.time) }
        let isOpen: Bool
        do throws(ChildError) { isOpen = try buffer.fill(from: child.socket) } catch { throw .gateway(error.text) }
        guard isOpen else { throw lost() }
        // A descriptor from a child is nobody's.
        let stray = buffer.takeDescriptor()
        if stray >= 0 { close(stray) }
    }

    /// The child has closed its end: it has ended, or is about to.
    private func lost() -> ModuleFault {
        guard let ending = child.ended() else {
            return nonsense("it closed its connection to the gateway and went on")
        }
        if ending == .exited(code: 0), buffer.holdsPart { return nonsense("it ended in the middle of a message") }
        return .ended(ending, memory: limits.memory)
    }

    private mutating func nextFrame() throws(ModuleFault) -> Frame? {
        let next: Frame?
        do throws(ChildError) {
            next = try buffer.next()
        } catch {
            messages += 1
            if case .frame(let fault) = error { throw nonsense(fault.text) }
            throw .gateway(error.text)
        }
        guard let frame = next else { return nil }
        messages += 1
        bytes += frame.content.count
        guard bytes <= limits.bytes else { throw .tooMany("bytes", limit: limits.bytes) }
        return frame
    }

    private func nonsense(_ what: String) -> ModuleFault { .nonsense(message: messages, what) }

    // MARK: - Understanding

    /// What a frame says, its form checked and nothing else.
    private enum Said {
        case statements(FrameReader)
        case request(ModuleRequest)
        case remember(String)
        case remark(String)
        case more
        case done
        case failed(String)
        case refused(String)
    }

    private static func understand(_ frame: Frame) throws(FrameFault) -> Said {
        var reader = frame.reader
        guard let kind = HostFrame(rawValue: frame.kind) else { throw .unknownKind(frame.kind) }
        let said: Said
        switch kind {
        case .statements: return .statements(reader)
        case .request: return .request(try ModuleRequest.read(reader))
        case .remember: said = .remember(try reader.text())
        case .remark: said = .remark(try reader.text())
        case .more: said = .more
        case .done: said = .done
        case .failed: said = .failed(try reader.text())
        case .refused: said = .refused(try reader.texts().joined(separator: ": "))
        case .order, .begin, .answer, .entered: throw .unknownKind(frame.kind)
        }
        try reader.end()
        return said
    }

    /// Whether it was the last.
    private mutating func take(_ frame: Frame, _ handler: inout some ModuleHandler) throws(ModuleFault) -> Bool {
        let said: Said
        do throws(FrameFault) { said = try Self.understand(frame) } catch { throw nonsense(error.text) }
        switch said {
        case .statements(var reader):
            while !reader.isAtEnd {
                let statement: ModuleStatement
                do throws(FrameFault) {
                    statement = try ModuleStatement.read(&reader)
                } catch {
                    throw nonsense(error.text)
                }
                try take(statement, &handler)
            }
        case .request(let request):
            requests += 1
            guard requests <= limits.requests else { throw .tooMany("requests", limit: limits.requests) }
            asked.append(request)
        case .remember(let state):
            guard state.utf8.count <= ModuleLimits.state else { throw nonsense("a state of more than 64 KiB") }
            outcome.state = state
        case .remark(let text):
            guard outcome.remarks.count < limits.remarks else { throw .tooMany("remarks", limit: limits.remarks) }
            outcome.remarks.append(text.asRemark)
        case .more: try answer(&handler)
        case .done: return true
        case .failed(let why): throw .failed(why.asRemark)
        case .refused(let why): throw .notStarted(why.asRemark)
        }
        return false
    }

    private mutating func take(
        _ statement: ModuleStatement, _ handler: inout some ModuleHandler
    ) throws(ModuleFault) {
        let (payload, offset, length) = (statement.payload, statement.offset, statement.length)
        let size = payload < sizes.count ? sizes[payload] : nil
        guard let size, length > 0, offset < size, length <= size - offset else {
            throw .citedNothing(payload: payload, offset: offset, length: length, payloads: sizes.count, size: size)
        }
        outcome.statements += 1
        guard outcome.statements <= limits.statements else {
            throw .tooMany("records and rows", limit: limits.statements)
        }
        do { try handler.take(statement) } catch { throw .gateway("\(error)") }
    }

    // MARK: - Answering

    private mutating func answer(_ handler: inout some ModuleHandler) throws(ModuleFault) {
        guard !asked.isEmpty else { throw .waitsForNothing }
        let request = asked.removeFirst()
        let answer: ModuleAnswer
        do { answer = try handler.answer(request) } catch { throw .gateway("\(error)") }
        defer { if answer.body >= 0 { close(answer.body) } }
        guard ContinuousClock.now < deadline else { throw .overdue(limits.time) }
        try send(answer.frame(payload: sizes.count), answer.body)
        sizes.append(answer.size)
    }

    private func send(_ bytes: [UInt8], _ descriptor: Int32) throws(ModuleFault) {
        let until = min(deadline, .now + limits.silence)
        switch Sending.all(bytes, to: child.socket, passing: descriptor, until: until) {
        // What the child said before it closed its end is still to be read, and says why.
        case .sent, .closed: return
        case .late: throw .silent(limits.silence)
        }
    }
}

extension FrameFault {
    /// What is wrong, for operators and authors.
    var text: String {
        switch self {
        case .tooShort: "a message that ends before what it says is there"
        case .leftOver: "a message with more in it than it says"
        case .notUTF8: "text that isn't UTF-8"
        case .unknownKind(let kind): "a message of kind \(kind), which isn't one at this place"
        case .tooLong(let length): "a message of \(length) bytes; the limit is \(ModuleLimits.frame)"
        }
    }
}

extension String {
    /// One line without control characters, of bounded length: text of a module's author goes to logs and pages.
    fileprivate var asRemark: String {
        let line = String(
            String.UnicodeScalarView(unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7f ? " " : $0 }))
        return line.utf8.count <= ModuleLimits.remark ? line : String(line.prefix(ModuleLimits.remark / 4)) + "…"
    }
}

// The host's functions as a module calls them, in the child: copies what the module states into frames.

import CAdapterKit
import CSandbox
import Glibc

/// Everything between one module and the socket. Belongs to the child's first thread: a call from another ends the process.
final class ModuleDesk {
    private let socket: Int32
    private let thread = pthread_self()
    private var statements = ModuleDesk.empty
    private var count = 0
    private var asked = 0
    private var lastRemark = ""
    private var state = State.before
    private var host = sendgate_host()

    private enum State {
        case before
        /// Inside `begin` or `next`, where the host's functions may be called.
        case inside
        case outside
        /// The run can't go on: why has been said.
        case broken
    }

    /// Statements are sent when there are this many bytes of them, so that the gateway takes some while others are made.
    private static let batch = 64 << 10
    private static var empty: FrameWriter { FrameWriter(HostFrame.statements.rawValue, reserving: batch * 2) }

    init(socket: Int32) { self.socket = socket }

    // MARK: - The run

    typealias Begin = @convention(c) (UnsafePointer<sendgate_host>?, sendgate_bytes) -> UnsafeMutableRawPointer?
    typealias Next = @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<sendgate_answer>?) -> Int32
    typealias End = @convention(c) (UnsafeMutableRawPointer?) -> Void

    /// What the gateway says first.
    func settings(_ buffer: inout FrameBuffer) -> String? {
        guard let frame = nextFrame(&buffer), frame.kind == HostFrame.begin.rawValue else { return nil }
        var reader = frame.reader
        return try? reader.text()
    }

    func run(begin: Begin, next: Next, end: End, settings: String, _ buffer: inout FrameBuffer) -> HostExit {
        fillHost()
        var settings = settings
        state = .inside
        let module = withUnsafePointer(to: &host) { host in
            settings.withUTF8 { text in begin(host, sendgate_bytes(UnsafeRawBufferPointer(text))) }
        }
        guard let module else { return fail("it could not begin") }
        var answer: ReceivedAnswer?
        while true {
            if case .inside = state {} else { return .refused }
            let step = answer.map { $0.with { next(module, $0) } } ?? next(module, nil)
            answer = nil
            if case .broken = state { return .refused }
            flush()
            switch Int(step) {
            case SENDGATE_DONE:
                state = .outside
                end(module)
                say(FrameWriter(HostFrame.done.rawValue))
                return .well
            case SENDGATE_FAILED: return fail("it gives no reason")
            case SENDGATE_MORE:
                guard asked > 0 else { return fail("it asked for nothing and wants to go on", saying: true) }
                asked -= 1
                say(FrameWriter(HostFrame.more.rawValue))
                state = .outside
                guard let received = receive(&buffer) else { return .cutOff }
                answer = received
                state = .inside
            default: return fail("next returned \(step), which means nothing", saying: true)
            }
        }
    }

    /// The last remark says why, where there is one.
    private func fail(_ reason: String, saying: Bool = false) -> HostExit {
        if case .broken = state { return .refused }
        state = .broken
        flush()
        var writer = FrameWriter(HostFrame.failed.rawValue)
        writer.put(saying || lastRemark.isEmpty ? "\(reason)." : lastRemark)
        say(writer)
        return .refused
    }

    private func receive(_ buffer: inout FrameBuffer) -> ReceivedAnswer? {
        guard let frame = nextFrame(&buffer), frame.kind == HostFrame.answer.rawValue else { return nil }
        return try? ReceivedAnswer(frame.reader, descriptor: buffer.takeDescriptor())
    }

    private func nextFrame(_ buffer: inout FrameBuffer) -> Frame? {
        while true {
            if let frame = try? buffer.next() { return frame }
            guard let isOpen = try? buffer.fill(from: socket), isOpen else { return nil }
        }
    }

    // MARK: - Saying

    private func say(_ writer: consuming FrameWriter) {
        // A gateway that is gone ends this process anyway.
        if Sending.all(writer.finished(), to: socket) != .sent { exit(HostExit.cutOff.rawValue) }
    }

    private func flush() {
        guard count > 0 else { return }
        var full = Self.empty
        swap(&full, &statements)
        count = 0
        say(full)
    }

    // MARK: - What the module calls

    private func fillHost() {
        host.version = UInt32(SENDGATE_ADAPTER_VERSION)
        host.size = MemoryLayout<sendgate_host>.size
        host.context = Unmanaged.passUnretained(self).toOpaque()
        host.request = { ModuleDesk.at($0).request($1) }
        host.record = { ModuleDesk.at($0).record($1) }
        host.leave_out = { ModuleDesk.at($0).row($1, $2, $3, $4, nil) }
        host.refuse_row = { ModuleDesk.at($0).row($1, $2, $3, $4, $5) }
        host.remember = { ModuleDesk.at($0).remember($1) }
        host.remark = { ModuleDesk.at($0).remark($1) }
    }

    /// The desk behind a context, if this is its thread and its time.
    private static func at(_ context: UnsafeMutableRawPointer?) -> ModuleDesk {
        guard let context else { exit(HostExit.misuse.rawValue) }
        let desk = Unmanaged<ModuleDesk>.fromOpaque(context).takeUnretainedValue()
        guard pthread_equal(desk.thread, pthread_self()) != 0 else { _exit(HostExit.misuse.rawValue) }
        switch desk.state {
        case .inside, .broken: return desk
        case .before, .outside: exit(HostExit.misuse.rawValue)
        }
    }

    private func isBroken() -> Bool {
        if case .broken = state { true } else { false }
    }

    private func tooLarge(_ what: String, _ size: Int) -> Int32 {
        _ = fail("it stated \(what) of \(size) bytes; the limit is \(ModuleLimits.frame)", saying: true)
        return Int32(SENDGATE_TOO_LARGE)
    }

    private func record(_ pointer: UnsafePointer<sendgate_record>?) -> Int32 {
        guard !isBroken(), let record = pointer?.pointee, record.size >= MemoryLayout<sendgate_record>.size else {
            return Int32(SENDGATE_NOT_UNDERSTOOD)
        }
        let fields = UnsafeBufferPointer(start: record.fields, count: record.fields == nil ? 0 : record.field_count)
        // Before anything is copied: with what each part's length takes beside it.
        var size = 64
        for part in [record.type, record.key, record.about] { size = size.adding(part.count) }
        for field in fields {
            size = size.adding(field.name.count).adding(field.value.count).adding(8)
            if size > ModuleLimits.frame { break }
        }
        guard size <= ModuleLimits.frame - 64 else {
            let type = record.type.count <= 64 ? String(decoding: record.type.raw, as: UTF8.self) : "record"
            return tooLarge("a record (\(type))", size)
        }
        if statements.bytes.count + size > ModuleLimits.frame { flush() }
        ModuleStatement.put(
            record: ModuleRecordBytes(
                type: record.type.raw, key: record.key.raw, about: record.about.raw, fieldCount: fields.count),
            ended: record.flags & SENDGATE_ENDED != 0, payload: record.payload, offset: record.offset,
            length: record.length, into: &statements)
        for field in fields {
            statements.put(field.name.raw)
            statements.put(field.value.raw)
        }
        return stated()
    }

    private func row(
        _ payload: UInt32, _ offset: UInt64, _ length: UInt64, _ rule: sendgate_bytes, _ what: sendgate_bytes?
    ) -> Int32 {
        if isBroken() { return Int32(SENDGATE_NOT_UNDERSTOOD) }
        let size = rule.count.adding(what?.count ?? 0)
        guard size <= 4096 else { return tooLarge("a rule", size) }
        ModuleStatement.put(
            rule: rule.raw, what: what?.raw, payload: payload, offset: offset, length: length, into: &statements)
        return stated()
    }

    private func stated() -> Int32 {
        count += 1
        if statements.bytes.count >= Self.batch { flush() }
        return Int32(SENDGATE_OK)
    }

    private func request(_ pointer: UnsafePointer<sendgate_request>?) -> Int32 {
        guard !isBroken(), let request = pointer?.pointee, request.size >= MemoryLayout<sendgate_request>.size else {
            return Int32(SENDGATE_NOT_UNDERSTOOD)
        }
        let headers = UnsafeBufferPointer(
            start: request.headers, count: request.headers == nil ? 0 : request.header_count)
        var size = request.method.count.adding(request.address.count).adding(request.body.count)
        for header in headers {
            size = size.adding(header.name.count).adding(header.value.count).adding(8)
            if size > ModuleLimits.frame { break }
        }
        guard size <= ModuleLimits.frame - 64 else { return tooLarge("a request", size) }
        var writer = FrameWriter(HostFrame.request.rawValue)
        writer.put(request.method.raw)
        writer.put(request.address.raw)
        writer.put(UInt32(headers.count))
        for header in headers {
            writer.put(header.name.raw)
            writer.put(header.value.raw)
        }
        writer.put(request.body.raw)
        say(writer)
        asked += 1
        return Int32(SENDGATE_OK)
    }

    private func remember(_ text: sendgate_bytes) -> Int32 {
        if isBroken() { return Int32(SENDGATE_NOT_UNDERSTOOD) }
        guard text.count <= ModuleLimits.state else { return tooLarge("a state", text.count) }
        var writer = FrameWriter(HostFrame.remember.rawValue)
        writer.put(text.raw)
        say(writer)
        return Int32(SENDGATE_OK)
    }

    private func remark(_ text: sendgate_bytes) -> Int32 {
        if isBroken() { return Int32(SENDGATE_NOT_UNDERSTOOD) }
        guard text.count <= ModuleLimits.remark else { return Int32(SENDGATE_TOO_LARGE) }
        lastRemark = String(decoding: text.raw, as: UTF8.self)
        var writer = FrameWriter(HostFrame.remark.rawValue)
        writer.put(lastRemark)
        say(writer)
        return Int32(SENDGATE_OK)
    }
}

extension sendgate_bytes {
    init(_ bytes: UnsafeRawBufferPointer) {
        self.init(start: bytes.baseAddress?.assumingMemoryBound(to: CChar.self), count: bytes.count)
    }

    var raw: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count) }
}

extension Int {
    /// A sum that stays at the largest number there is: sizes of a module may be anything.
    fileprivate func adding(_ other: Int) -> Int {
        let (sum, isOver) = addingReportingOverflow(other)
        return isOver || other < 0 ? .max : sum
    }
}

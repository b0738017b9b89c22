// `sendgate-bench host`: what the sandbox costs a native module, for a batch of 1,000 records.

import AdapterHost
import ArgumentParser
import CAdapterKit
import Foundation
import Glibc

struct HostCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "host",
        abstract: "A batch of 1,000 records by a native module, in process and through the sandbox.",
        discussion: "It measures the module school-mis-api: build that product as well.")

    @Option(help: "How many batches a run has.") var batches = 200
    @Option(help: "How many runs of each; the middle one counts.") var runs = 5

    /// Students of a batch; each gives four records.
    private static let students = 250

    func run() async throws {
        let executable = try BenchPlace.executable()
        let path = URL(fileURLWithPath: executable).deletingLastPathComponent().path + "/libschool-mis-api.so"
        guard FileManager.default.fileExists(atPath: path) else {
            throw ValidationError("\(path) isn't there: build the product school-mis-api in the same configuration.")
        }
        let bodies = try BatchBodies(students: Self.students)
        var (direct, sandboxed): ([Double], [Double]) = ([], [])
        var records = 0
        for _ in 0..<runs {
            var here = DirectModule(bodies: bodies, batches: batches)
            direct.append(try here.run(path))
            records = here.statements / batches
            sandboxed.append(try await Self.inSandbox(executable, path, bodies, batches: batches))
        }
        let (inProcess, throughHost) = (Self.middle(direct), Self.middle(sandboxed))
        let isKept = Figure.print(
            "A native module: \(records) records of \(bodies.first.size) bytes of JSON in a batch, \(batches) batches a run",
            [
                Figure("in process, ms a batch", inProcess.shown),
                Figure("through the sandbox, ms a batch", throughHost.shown),
                Figure("the sandbox costs", max(0, throughHost - inProcess), below: 1, in: "ms"),
            ])
        guard isKept else { throw ExitCode.failure }
    }

    /// On a thread of its own, which lives as long as the child process does.
    private static func inSandbox(
        _ executable: String, _ path: String, _ bodies: BatchBodies, batches: Int
    ) async throws -> Double {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        let run = ModuleRun(
                            host: executable, library: try ModuleLibrary(path: path), name: "bench",
                            settings: DirectModule.settings)
                        var handler = SandboxedBatches(bodies: bodies, left: batches)
                        _ = try run.run(&handler)
                        guard handler.statements >= batches * 1000 else {
                            throw ValidationError("Records are missing.")
                        }
                        return handler.milliseconds / Double(batches)
                    })
            }
        }
    }

    private static func middle(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}

/// A page of students that says that there is more, and the last one.
final class BatchBodies: Sendable {
    struct Body: Sendable {
        let file: Int32
        let size: Int
    }

    let first: Body
    let last: Body

    init(students: Int) throws {
        func body(more: Bool) throws -> Body {
            let list = (0..<students).map { number in
                """
                {"id":"S\(number)","surname":"Surname\(number)","forename":"Forename","middle_names":"Middle Names",\
                "gender":"FEMALE","date_of_birth":{"date":"2015-03-02 00:00:00.000000"},"education_details":{"data":{\
                "upn":"A823456789012","current_nc_year":"5","admission_date":{"date":"2024-09-02 00:00:00.000000"},\
                "enrolment_status":"Current"}},"extended_details":{"data":{"sen_status":"K","sen_needs":[{"code":"MLD"}]}}}
                """
            }
            let next = more ? "\"/v1.0/schools/A1/students?page=next\"" : "null"
            let text =
                "{\"data\":[\(list.joined(separator: ",\n"))],\"meta\":{\"pagination\":{\"more\":\(more),\"next\":\(next)}}}"
            let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            defer { unlink(path) }
            let file = open(path, O_RDONLY | O_CLOEXEC)
            guard file >= 0 else { throw ValidationError("The body can't be opened.") }
            return Body(file: file, size: text.utf8.count)
        }
        first = try body(more: true)
        last = try body(more: false)
    }

    deinit { for body in [first, last] { close(body.file) } }
}

/// Counts what comes through the sandbox, and the time from the first answer on.
private struct SandboxedBatches: ModuleHandler {
    let bodies: BatchBodies
    var left: Int
    var statements = 0
    private var begun: ContinuousClock.Instant?
    private var ended: ContinuousClock.Instant?

    init(bodies: BatchBodies, left: Int) {
        self.bodies = bodies
        self.left = left
    }

    var milliseconds: Double {
        guard let begun, let ended else { return 0 }
        return (ended - begun) / .milliseconds(1)
    }

    mutating func answer(_ request: ModuleRequest) throws -> ModuleAnswer {
        if begun == nil { begun = .now }
        left -= 1
        let body = left > 0 ? bodies.first : bodies.last
        return ModuleAnswer(
            status: 200, body: fcntl(body.file, F_DUPFD_CLOEXEC, 3), size: body.size, headers: [])
    }

    mutating func take(_ statement: ModuleStatement) throws {
        statements += 1
        if left == 0 { ended = .now }
    }

    func check() throws {}
}

/// The same module, loaded into this process and called through the C interface.
private struct DirectModule {
    let bodies: BatchBodies
    let batches: Int
    var statements = 0

    static let settings =
        #"{"today":"2026-11-20","state":null,"settings":{"schools":[{"id":"A1","urn":"103175"}]}}"#

    init(bodies: BatchBodies, batches: Int) {
        self.bodies = bodies
        self.batches = batches
    }

    /// Milliseconds a batch.
    mutating func run(_ path: String) throws -> Double {
        guard let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL), let symbol = dlsym(handle, "sendgate_adapter_1") else {
            throw ValidationError("\(path) can't be loaded.")
        }
        typealias Entry = @convention(c) () -> UnsafePointer<sendgate_adapter>?
        guard let adapter = unsafeBitCast(symbol, to: Entry.self)()?.pointee, let next = adapter.next else {
            throw ValidationError("\(path) is no adapter module.")
        }
        let desk = DirectDesk()
        var host = desk.host
        var settings = Self.settings
        let module = withUnsafePointer(to: &host) { host in
            settings.withUTF8 { text in
                adapter.begin(
                    host,
                    sendgate_bytes(
                        start: UnsafeRawPointer(text.baseAddress)?.assumingMemoryBound(to: CChar.self),
                        count: text.count))
            }
        }
        _ = next(module, nil)
        let begun = ContinuousClock.now
        for number in 0..<batches {
            let body = number < batches - 1 ? bodies.first : bodies.last
            let start = mmap(nil, body.size, PROT_READ, MAP_SHARED, body.file, 0)
            guard let start, start != MAP_FAILED else { throw ValidationError("The body can't be mapped.") }
            var answer = sendgate_answer()
            answer.size = MemoryLayout<sendgate_answer>.size
            answer.status = 200
            answer.payload = UInt32(number)
            answer.body = sendgate_bytes(start: start.assumingMemoryBound(to: CChar.self), count: body.size)
            _ = next(module, &answer)
            munmap(start, body.size)
        }
        let milliseconds = (ContinuousClock.now - begun) / .milliseconds(1)
        adapter.end(module)
        statements = withExtendedLifetime(desk) { desk.statements }
        return milliseconds / Double(batches)
    }
}

/// Takes what the module states as the gateway would, without a process between. Belongs to the thread that runs it.
private final class DirectDesk {
    var statements = 0
    private var last: ModuleStatement?

    var host: sendgate_host {
        var host = sendgate_host()
        host.version = UInt32(SENDGATE_ADAPTER_VERSION)
        host.size = MemoryLayout<sendgate_host>.size
        host.context = Unmanaged.passUnretained(self).toOpaque()
        host.request = { _, _ in 0 }
        host.record = { context, record in
            guard let context, let record else { return -2 }
            Unmanaged<DirectDesk>.fromOpaque(context).takeUnretainedValue().take(record.pointee)
            return 0
        }
        host.leave_out = { _, _, _, _, _ in 0 }
        host.refuse_row = { _, _, _, _, _, _ in 0 }
        host.remember = { _, _ in 0 }
        host.remark = { _, _ in 0 }
        return host
    }

    private func take(_ record: sendgate_record) {
        func text(_ bytes: sendgate_bytes) -> String {
            String(decoding: UnsafeRawBufferPointer(start: bytes.start, count: bytes.count), as: UTF8.self)
        }
        let fields = UnsafeBufferPointer(start: record.fields, count: record.field_count).map {
            ModuleStatement.Field(name: text($0.name), value: text($0.value))
        }
        last = ModuleStatement(
            payload: Int(record.payload), offset: Int(record.offset), length: Int(record.length),
            content: .record(
                .init(
                    type: text(record.type), key: text(record.key), about: text(record.about), hasEnded: false,
                    fields: fields)))
        statements += 1
    }
}

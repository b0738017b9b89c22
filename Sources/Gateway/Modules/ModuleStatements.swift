// What a module has stated in one run, on disk until the run reads it: memory doesn't follow size.

import AdapterHost
import Adapters
import Configuring
import Foundation
import Glibc
import SENDRecords
import Storage

/// Written by the module's thread, and read by the run's when that is done; never by both.
final class ModuleStatements: @unchecked Sendable {
    /// The module's own answer to where it goes on.
    var state: String?
    var remarks: [String] = []

    /// Opens the unpacked bytes of a kept payload.
    private let unpack: (PayloadHash) throws -> Int32
    private let spill: SpillFile
    private var batches: [(offset: Int, count: Int)] = []
    private var end = 0
    private var batch = StatementBatch()
    private var payloads: [Payload] = []
    private let types: [String: (type: RecordType, fields: Set<String>)]
    /// Unpacked payloads that are open, the oldest first.
    private var open: [Int] = []

    /// Where a payload's bytes are.
    enum Place {
        case kept(PayloadHash)
        case file(String)
    }

    private struct Payload {
        let place: Place
        var file: Int32 = -1
        var lines = LineCounter()
    }

    private static let mostOpen = 8
    private static let batchSize = 1 << 17

    /// - Parameter scratch: a folder for what waits to be read.
    init(_ manifest: Manifest, scratch: String, unpack: @escaping (PayloadHash) throws -> Int32) {
        self.unpack = unpack
        spill = SpillFile(in: scratch)
        let records = manifest.files.flatMap(\.records)
        types = Dictionary(
            records.map { ($0.type.name, ($0.type, Set($0.fields.map(\.field.name)))) }, uniquingKeysWith: { $1 })
    }

    convenience init(_ manifest: Manifest, store: Store) {
        self.init(manifest, scratch: store.scratchFolder) { hash in
            let path = "\(store.workFolder)/module-\(UUID().uuidString)"
            try store.unpack(hash, to: path)
            defer { unlink(path) }
            return Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        }
    }

    deinit { for payload in payloads where payload.file >= 0 { close(payload.file) } }

    // MARK: - Taking

    /// A payload that the module is given now: an open file of its bytes, which the caller closes, and its size.
    func add(_ place: Place) throws -> (file: Int32, size: Int) {
        payloads.append(Payload(place: place))
        let file = try opened(payloads.count - 1)
        let size = Int(lseek(file, 0, SEEK_END))
        let copy = fcntl(file, F_DUPFD_CLOEXEC, 3)
        guard copy >= 0 else { throw FolderError("can't hand a payload to a module", errno) }
        return (copy, size)
    }

    /// A statement whose citation is checked.
    func take(_ statement: ModuleStatement) throws {
        try check(statement.content)
        let file = try opened(statement.payload)
        let line = try payloads[statement.payload].lines.line(at: statement.offset) { buffer, place in
            let count = pread(file, buffer.baseAddress, buffer.count, off_t(place))
            guard count >= 0 else { throw FolderError("can't read an unpacked payload", errno) }
            return count
        }
        batch.add(statement, line: line)
        if batch.count >= Self.batchSize { try flush() }
    }

    /// When the module is done.
    func finish() throws {
        try flush()
        for payload in open {
            close(payloads[payload].file)
            payloads[payload].file = -1
        }
        open = []
    }

    private func flush() throws {
        var full = StatementBatch()
        swap(&full, &batch)
        let bytes = full.bytes()
        try spill.append(bytes)
        batches.append((end, bytes.count))
        end += bytes.count
    }

    private func check(_ content: ModuleStatement.Content) throws {
        switch content {
        case .record(let record):
            guard let known = types[record.type] else {
                throw UnknownStatement(
                    "The module stated a record of type \(UnknownStatement.name(record.type)), which `states` of adapter.yaml doesn't name. "
                        + (NearestName.hint(for: record.type, among: types.keys.sorted()) ?? ""))
            }
            for field in record.fields where !known.fields.contains(field.name) {
                throw UnknownStatement(
                    "The module stated a field \(UnknownStatement.name(field.name)) of a \(record.type), which isn't one that it may state. "
                        + (NearestName.hint(for: field.name, among: known.fields.sorted()) ?? ""))
            }
        case .leftOut(let rule), .refused(let rule, _):
            let isName =
                (1...64).contains(rule.utf8.count)
                && rule.utf8.allSatisfy { (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d }
            guard isName else {
                throw UnknownStatement("The module named a rule that has more than small letters, digits and hyphens.")
            }
        }
    }

    private func opened(_ number: Int) throws -> Int32 {
        if payloads[number].file >= 0 { return payloads[number].file }
        if open.count >= Self.mostOpen {
            let oldest = open.removeFirst()
            close(payloads[oldest].file)
            payloads[oldest].file = -1
        }
        let file: Int32
        switch payloads[number].place {
        case .kept(let hash): file = try unpack(hash)
        case .file(let path): file = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        }
        guard file >= 0 else { throw FolderError("can't open an unpacked payload", errno) }
        payloads[number].file = file
        open.append(number)
        return file
    }

    // MARK: - Reading

    /// The rows in the order in which they came: statements of one place that follow each other are one.
    func eachRow(_ body: (ModuleRow) throws -> Void) throws {
        var numbers = [Int](repeating: 0, count: payloads.count)
        var waiting: (at: ModuleStatement, line: Int, records: [ModuleRow.Stated])?
        func row(_ at: ModuleStatement, _ line: Int, _ content: ModuleRow.Content) throws {
            numbers[at.payload] += 1
            try body(
                ModuleRow(
                    payload: at.payload, number: numbers[at.payload], line: line, byteOffset: at.offset,
                    content: content))
        }
        func flush() throws {
            guard let ready = waiting else { return }
            waiting = nil
            try row(ready.at, ready.line, .records(ready.records))
        }
        for place in batches {
            try StatementBatch.read(try spill.bytes(at: place.offset, count: place.count)) { statement, line in
                guard case .record(let record) = statement.content, let known = types[record.type] else {
                    try flush()
                    switch statement.content {
                    case .leftOut(let rule): try row(statement, line, .leftOut(rule: rule))
                    case .refused(let rule, let what): try row(statement, line, .refused(rule: rule, what: what))
                    case .record: break
                    }
                    return
                }
                if let at = waiting?.at,
                    (at.payload, at.offset, at.length) != (statement.payload, statement.offset, statement.length)
                {
                    try flush()
                }
                let stated = ModuleRow.Stated(
                    type: known.type, key: record.key, about: record.about, isEnded: record.hasEnded,
                    fields: record.fields.map { ($0.name, $0.value) })
                if waiting == nil { waiting = (statement, line, []) }
                waiting?.records.append(stated)
            }
        }
        try flush()
    }
}

/// A statement that the adapter doesn't announce. It holds no value.
struct UnknownStatement: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }

    /// A name that an author wrote, as far as it looks like one.
    static func name(_ text: String) -> String {
        text.count <= 40 && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f } ? "`\(text)`" : "of a strange name"
    }
}

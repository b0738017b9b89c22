// One prepared statement, used through SQLite's own calls: the bulk path binds and steps millions of times, and must be
// bearable in a debug build too.

import GRDB
import GRDBSQLite

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// A prepared statement of a connection, ready to be bound. Parameters count from 1, columns from 0.
///
/// It is valid inside the database access that made it. The same text must not be used again inside its own loop.
struct Query {
    private let statement: Statement
    private let raw: OpaquePointer

    init(_ statement: Statement) {
        self.statement = statement
        raw = statement.sqliteStatement
        sqlite3_reset(raw)
        sqlite3_clear_bindings(raw)
    }

    func bind(_ index: Int32, _ value: Int64) { sqlite3_bind_int64(raw, index, value) }
    func bind(_ index: Int32, _ value: Int) { sqlite3_bind_int64(raw, index, Int64(value)) }
    func bind(_ index: Int32, _ value: Double) { sqlite3_bind_double(raw, index, value) }
    func bindNull(_ index: Int32) { sqlite3_bind_null(raw, index) }

    func bind(_ index: Int32, _ value: Int64?) {
        if let value { bind(index, value) } else { bindNull(index) }
    }

    func bind(_ index: Int32, _ text: String) {
        var text = text
        text.withUTF8 { bytes in
            guard let start = bytes.baseAddress else {
                _ = sqlite3_bind_text(raw, index, "", 0, Self.copied)
                return
            }
            start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                _ = sqlite3_bind_text(raw, index, $0, Int32(bytes.count), Self.copied)
            }
        }
    }

    func bind(_ index: Int32, _ blob: [UInt8]) {
        blob.withUnsafeBytes { bytes in
            if let start = bytes.baseAddress, bytes.count > 0 {
                _ = sqlite3_bind_blob(raw, index, start, Int32(bytes.count), Self.copied)
            } else {
                _ = sqlite3_bind_zeroblob(raw, index, 0)
            }
        }
    }

    func bind(_ index: Int32, _ blob: [UInt8]?) {
        if let blob { bind(index, blob) } else { bindNull(index) }
    }

    /// Moves to the next row; false at the end.
    func step() throws -> Bool {
        switch sqlite3_step(raw) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code:
            let connection = sqlite3_db_handle(raw)
            let problem = connection.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) } ?? ""
            sqlite3_reset(raw)
            throw StoreError.database(code: Int(code), problem: problem)
        }
    }

    func reset() { sqlite3_reset(raw) }

    /// Runs a statement that gives no rows.
    func run() throws {
        _ = try step()
        sqlite3_reset(raw)
    }

    /// Each row in turn; the statement is free again afterwards.
    func eachRow(_ body: (Query) throws -> Void) throws {
        defer { sqlite3_reset(raw) }
        while try step() { try body(self) }
    }

    /// The first row as the body reads it, or nil.
    func first<Result>(_ body: (Query) throws -> Result) throws -> Result? {
        defer { sqlite3_reset(raw) }
        return try step() ? try body(self) : nil
    }

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(raw, column) == SQLITE_NULL }
    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(raw, column) }
    func count(_ column: Int32) -> Int { Int(sqlite3_column_int64(raw, column)) }
    func real(_ column: Int32) -> Double { sqlite3_column_double(raw, column) }

    func optionalInteger(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }

    func text(_ column: Int32) -> String {
        guard let start = sqlite3_column_text(raw, column) else { return "" }
        let length = Int(sqlite3_column_bytes(raw, column))
        return String(decoding: UnsafeBufferPointer(start: start, count: length), as: UTF8.self)
    }

    func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

    /// Whether a text column holds exactly this, without making a string of it.
    func text(_ column: Int32, is other: String) -> Bool {
        guard let start = sqlite3_column_text(raw, column) else { return false }
        let length = Int(sqlite3_column_bytes(raw, column))
        var other = other
        return other.withUTF8 { bytes in
            guard bytes.count == length else { return false }
            guard let text = bytes.baseAddress, length > 0 else { return true }
            return memcmp(start, text, length) == 0
        }
    }

    func bytes(_ column: Int32) -> [UInt8] {
        guard let start = sqlite3_column_blob(raw, column) else { return [] }
        let length = Int(sqlite3_column_bytes(raw, column))
        return [UInt8](UnsafeRawBufferPointer(start: start, count: length))
    }

    func optionalBytes(_ column: Int32) -> [UInt8]? { isNull(column) ? nil : bytes(column) }

    /// SQLite takes its own copy of what is bound.
    private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
}

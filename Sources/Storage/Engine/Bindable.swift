// Short forms for statements that are not on the bulk path.

import GRDB
import SENDRecords

/// A value that a statement can be given.
protocol Bindable {
    func bind(to query: Query, at index: Int32)
}

extension Int64: Bindable {
    func bind(to query: Query, at index: Int32) { query.bind(index, self) }
}
extension Int: Bindable {
    func bind(to query: Query, at index: Int32) { query.bind(index, self) }
}
extension Double: Bindable {
    func bind(to query: Query, at index: Int32) { query.bind(index, self) }
}
extension String: Bindable {
    func bind(to query: Query, at index: Int32) { query.bind(index, self) }
}
extension [UInt8]: Bindable {
    func bind(to query: Query, at index: Int32) { query.bind(index, self) }
}
extension Optional: Bindable where Wrapped: Bindable {
    func bind(to query: Query, at index: Int32) {
        if let self { self.bind(to: query, at: index) } else { query.bindNull(index) }
    }
}
extension SubjectID: Bindable {
    func bind(to query: Query, at index: Int32) { query.bind(index, rawValue) }
}
extension FeedID: Bindable {
    func bind(to query: Query, at index: Int32) { query.bind(index, rawValue) }
}
extension RunID: Bindable {
    func bind(to query: Query, at index: Int32) { query.bind(index, rawValue) }
}
extension Instant: Bindable {
    func bind(to query: Query, at index: Int32) { query.bind(index, milliseconds) }
}
extension CalendarDate: Bindable {
    func bind(to query: Query, at index: Int32) { query.bind(index, Int64(daysSinceEpoch)) }
}

extension Database {
    /// A prepared statement, kept for the next time.
    func query(_ text: String) throws -> Query {
        Query(try cachedStatement(sql: text))
    }

    /// A prepared statement with these parameters.
    func query(_ text: String, _ values: [any Bindable]) throws -> Query {
        let query = try query(text)
        for (index, value) in values.enumerated() { value.bind(to: query, at: Int32(index + 1)) }
        return query
    }

    /// Runs a statement that gives no rows.
    func run(_ text: String, _ values: any Bindable...) throws {
        try query(text, values).run()
    }

    /// Each row in turn.
    func rows(_ text: String, _ values: any Bindable..., body: (Query) throws -> Void) throws {
        try query(text, values).eachRow(body)
    }

    /// All rows as the body reads them.
    func list<Element>(_ text: String, _ values: any Bindable..., body: (Query) throws -> Element) throws -> [Element] {
        var list: [Element] = []
        try query(text, values).eachRow { list.append(try body($0)) }
        return list
    }

    /// The first row as the body reads it.
    func first<Result>(_ text: String, _ values: any Bindable..., body: (Query) throws -> Result) throws -> Result? {
        try query(text, values).first(body)
    }

    /// A number from the first row; 0 where there is none.
    func number(_ text: String, _ values: any Bindable...) throws -> Int64 {
        try query(text, values).first { $0.integer(0) } ?? 0
    }
}

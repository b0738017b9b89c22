// Which part of a partner's data a payload is, where one run asks for each school or each day.

/// What a payload was asked for. Rows seldom repeat it, so it is kept with the payload.
public struct RequestedPart: Hashable, Sendable {
    /// The school's URN; nil where the request was not about one school.
    public let school: String?
    /// nil where the request was not about one day.
    public let day: CalendarDate?

    public init(school: String? = nil, day: CalendarDate? = nil) {
        self.school = school
        self.day = day
    }

    /// Of a request that is about everything.
    public static let whole = RequestedPart()

    public var isWhole: Bool { school == nil && day == nil }

    /// `school 103456, 2026-11-20`; empty for the whole.
    public var words: String {
        [school.map { "school \($0)" }, day?.description].compactMap(\.self).joined(separator: ", ")
    }

    /// The name of a file with its part: `lists of school 103456`.
    public func naming(_ file: String) -> String { isWhole ? file : "\(file) of \(words)" }
}

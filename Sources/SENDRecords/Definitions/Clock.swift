// Statutory clocks: how long the law gives, as dated data with its regulation (SEND-DOMAIN 4).

/// A length of time that starts on a day and ends on the last compliant day.
public struct Clock: Sendable, Hashable {
    /// `C5`, as SEND-DOMAIN numbers them.
    public let name: String
    public let meaning: String
    /// The regulation.
    public let source: String
    /// Calendar days from the starting day, which is day 0.
    public let days: Int
    /// How many days before the end somebody should be told.
    public let warnDays: Int
    public let validFrom: CalendarDate?
    public let validTo: CalendarDate?

    public init(
        name: String, meaning: String, source: String, days: Int, warnDays: Int, validFrom: CalendarDate? = nil,
        validTo: CalendarDate? = nil
    ) {
        self.name = name
        self.meaning = meaning
        self.source = source
        self.days = days
        self.warnDays = warnDays
        self.validFrom = validFrom
        self.validTo = validTo
    }

    /// The last day that keeps to the clock. Weeks are calendar weeks: a bank holiday moves nothing.
    public func lastDay(from start: CalendarDate) -> CalendarDate {
        start.adding(days: days)
    }
}

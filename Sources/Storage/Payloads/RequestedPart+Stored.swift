// What a payload was asked for, as two columns of the tables.

import SENDRecords

extension RequestedPart {
    /// Reads the school, and the day in the column after it.
    init(_ row: Query, at column: Int32) {
        self.init(
            school: row.optionalText(column),
            day: row.optionalInteger(column + 1).map { CalendarDate(daysSinceEpoch: Int32(truncatingIfNeeded: $0)) })
    }
}

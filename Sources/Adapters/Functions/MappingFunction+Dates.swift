// Functions of dates. Between two of them a date is written as yyyy-MM-dd.

import SENDRecords

extension MappingFunction {
    static let dates: [MappingFunction] = [
        MappingFunction(
            "date", [Parameter("date", .dateFormats, "the formats, tried in order")], .text, to: .date,
            "The text read as a date in formats of its own.",
            example: Example("20260907", "date: yyyyMMdd", "2026-09-07")
        ) { _ in ofDate { date, _ in .date(date) } },
        MappingFunction(
            "week-of", .date, to: .date, "The Monday of its week.",
            example: Example("09/09/2026", "week-of", "2026-09-07")
        ) { _ in ofDate { date, _ in .date(monday(of: date)) } },
        MappingFunction(
            "weekday", .date, to: .number, "The day of the week: 1 is Monday.",
            example: Example("09/09/2026", "weekday", "3")
        ) { _ in ofDate { date, _ in .text(String(weekday(of: date))) } },
        MappingFunction(
            "on-weekday",
            [Parameter("on-weekday", .value, "the day of the week, as a number from 1 or a word such as Mon")],
            .date, to: .date, "Another day of its week.",
            example: Example("07/09/2026", "on-weekday: {text: Wed}", "2026-09-09")
        ) { _ in
            ofDate { date, values in
                guard let word = values.first ?? nil else { return .nothing }
                guard let day = Int(word) ?? Weekday.number(of: word.utf8), (1...7).contains(day) else {
                    return .unusable(.wordUnknown)
                }
                return .date(monday(of: date).adding(days: day - 1))
            }
        },
        MappingFunction(
            "add-days", [Parameter("add-days", .wholeNumber(-36_500...36_500), "how many; negative goes back")], .date,
            to: .date, "So many days later.", example: Example("01/09/2026", "add-days: -1", "2026-08-31")
        ) { arguments in
            let days = arguments.number("add-days")
            return ofDate { date, _ in .date(date.adding(days: days)) }
        },
        MappingFunction(
            "school-year", .date, to: .number, "The year in which its school year (September to August) ends.",
            example: Example("01/09/2026", "school-year", "2027")
        ) { _ in ofDate { date, _ in .text(String(date.parts.year + (date.parts.month >= 9 ? 1 : 0))) } },
        MappingFunction(
            "days-from", [Parameter("days-from", .value, "the earlier date")], .date, to: .number,
            "How many days it is after another date of the row.",
            example: Example("08/09/2026", "days-from: {text: 01/09/2026}", "7")
        ) { _ in
            { text, values, reader in
                guard let other = values.first ?? nil else { return .nothing }
                switch (read(text, reader), read(other, reader)) {
                case (.date(let date), .date(let start)): return .text(String(start.days(until: date)))
                case (.fault(let rule), _), (_, .fault(let rule)): return .unusable(rule)
                }
            }
        },
    ]

    private static func ofDate(_ body: @escaping @Sendable (CalendarDate, [String?]) -> Applied) -> Work {
        { text, values, reader in
            switch read(text, reader) {
            case .date(let date): body(date, values)
            case .fault(let rule): .unusable(rule)
            }
        }
    }

    /// Reads as a date field does, and says what is wrong in the same words.
    static func read(_ text: String, _ reader: DateReader) -> DateReader.Reading {
        var text = text
        return text.withUTF8 { bytes in
            let bytes = bytes.trimmed
            let reading = reader.read(bytes)
            guard case .fault = reading else { return reading }
            if SpreadsheetWord.isError(bytes) { return .fault(.spreadsheetError) }
            return SpreadsheetWord.forNothing(bytes).map { .fault($0) } ?? reading
        }
    }

    private static func weekday(of date: CalendarDate) -> Int {
        // 1970-01-01 was a Thursday.
        let days = (Int(date.daysSinceEpoch) + 3) % 7
        return (days + 7) % 7 + 1
    }

    private static func monday(of date: CalendarDate) -> CalendarDate { date.adding(days: 1 - weekday(of: date)) }
}

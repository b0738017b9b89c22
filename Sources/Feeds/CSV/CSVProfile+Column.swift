// What is counted of one column, and what follows from the counts.

extension CSVProfile {
    struct Column {
        var filled = 0
        var numeric = 0
        var withDigit = 0
        var withSeparator = 0
        var withPoint = 0
        var withSpace = 0
        var leadingSpace = 0
        var longest = 0
        var asLong = 0
        var startsWithDigit = 0
        var endsWithDigit = 0
        var quoted = 0
        /// How often each value comes, by its hash; empty where there are too many.
        var values: [UInt64: Int] = [:]
        var hasManyValues = false
        /// Hashes of all that these values begin with, of the last column only.
        var beginnings: Set<UInt64> = []

        /// Digits and what stands in dates, times and amounts, and nothing else.
        var isNumeric: Bool { filled > 0 && isNearlyAll(numeric) }
        /// Identifiers and codes.
        var hasDigits: Bool { filled > 1 && isNearlyAll(withDigit) }
        var isOneWord: Bool { filled > 3 && withSpace == 0 }
        /// Nearly all are of one length, as dates and numbers with leading zeros are.
        var isFixed: Bool { filled > 1 && isNearlyAll(asLong) }
        var isDigitFirst: Bool { filled > 1 && isNearlyAll(startsWithDigit) }
        /// A few values that come again and again.
        var isCategory: Bool { filled >= 8 && !hasManyValues && values.count >= 2 && values.count * 3 <= filled }
        /// Nearly every value stands in quotes.
        var isQuoted: Bool { filled > 1 && isNearlyAll(quoted) }
        /// Every value is of one length, as dates and codes are, and there are enough to say so of numbers.
        var isAlwaysAsLong: Bool {
            // One may be the value that is asked about.
            filled >= 4 && asLong >= filled - 1 && hasAlwaysDigits && (withSeparator >= filled - 1 || filled >= 20)
        }
        /// Every value has a digit, but for one that may be the one that is asked about.
        var hasAlwaysDigits: Bool { filled >= 3 && withDigit >= filled - 1 }
        /// Dates, times and identifiers: every value has digits and the length of all others.
        var isShaped: Bool {
            filled >= 4 && asLong >= filled - 1 && hasAlwaysDigits
                && (withSeparator >= filled - 1 || longest >= 6 && withPoint == 0)
        }
        /// A part of a known value that isn't known itself, in a column where a few come again and again.
        func isCutOff(_ value: UInt64) -> Bool {
            isCategory && filled >= 12 && values[value, default: 0] <= 1 && beginnings.contains(value)
        }
        func isAlwaysFilled(of rows: Int) -> Bool { rows >= 8 && filled == rows }

        private func isNearlyAll(_ count: Int) -> Bool {
            count >= filled - max(filled / 10, filled >= 4 ? 1 : 0)
        }

        static let mostValues = 48

        mutating func take(_ bytes: UnsafePointer<UInt8>, _ range: Range<Int>, isLast: Bool) {
            if hasManyValues { return }
            let value = CSVCell.hash(bytes, range)
            if let count = values[value] {
                values[value] = count + 1
                return
            }
            values[value] = 1
            if isLast {
                for end in range.dropFirst().prefix(64) {
                    beginnings.insert(CSVCell.hash(bytes, range.lowerBound..<end))
                }
            }
            if values.count > Self.mostValues {
                hasManyValues = true
                (values, beginnings) = ([:], [])
            }
        }
    }
}

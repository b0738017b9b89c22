// A date taken apart, whatever its format: which numbers and words stand in it, and what time.

import SENDRecords

/// The parts of a date as somebody wrote it. Which number is the day is not decided here.
struct StatedDate {
    enum Form: Equatable {
        /// `2014-03-07`, `2014/3/7`, `2014-Mar-07`.
        case yearFirst(year: Int, month: Int, day: Int)
        /// `7 March 2014`, `March 7, 2014`.
        case named(day: Int, month: Int, year: Int, yearDigits: Int)
        /// `7/3/2014`: two numbers and a year.
        case numbers(Int, Int, year: Int, yearDigits: Int)
        /// `2014`, `March 2014`, `03/2014`.
        case incomplete
        /// `34308`, `44197.5`.
        case number
    }

    let form: Form
    /// Seconds after midnight, where a time is stated.
    let time: Int?
    /// Seconds ahead of UTC, where that is stated.
    let offset: Int?
    let cures: CureSet
    /// Whether the separators are hyphens and the numbers padded: ISO's own way.
    let isPlain: Bool

    /// - Returns: nil where it is no date at all.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count <= 60, let plain = PlainText(bytes) else { return nil }
        var scan = DateScan(bytes: plain.bytes, cures: plain.cures)
        guard let form = scan.form() else { return nil }
        self.form = form
        guard let (time, offset) = scan.time() else { return nil }
        self.time = time
        self.offset = offset
        cures = scan.cures
        isPlain = scan.isPlain
    }
}

/// Walks over a date's bytes.
private struct DateScan {
    let bytes: [UInt8]
    var cures: CureSet
    var isPlain = true
    private var position = 0

    private enum Token {
        case number(Int, digits: Int)
        case month(Int)
    }

    init(bytes: [UInt8], cures: CureSet) {
        self.bytes = bytes
        self.cures = cures
    }

    mutating func form() -> StatedDate.Form? {
        if isNumber {
            position = bytes.count
            return .number
        }
        skipWeekday()
        var tokens: [Token] = []
        var separators: [UInt8] = []
        while let token = token() {
            tokens.append(token)
            if tokens.count == 3 || position == bytes.count { break }
            guard let separator = separator() else { return nil }
            separators.append(separator)
        }
        switch (tokens.first, tokens.dropFirst().first, tokens.dropFirst(2).first) {
        case (.number(let year, 4), .number(let month, 1...2), .number(let day, 1...2)):
            guard separators[0] == separators[1] else { return nil }
            return .yearFirst(year: year, month: month, day: day)
        case (.number(let year, 4), .month(let month), .number(let day, 1...2)):
            return .yearFirst(year: year, month: month, day: day)
        case (.number(let day, 1...2), .month(let month), .number(let year, let digits))
        where digits == 2 || digits == 4:
            return .named(day: day, month: month, year: year, yearDigits: digits)
        case (.month(let month), .number(let day, 1...2), .number(let year, let digits))
        where digits == 2 || digits == 4:
            return .named(day: day, month: month, year: year, yearDigits: digits)
        case (.number(let first, 1...2), .number(let second, 1...2), .number(let year, let digits))
        where digits == 2 || digits == 4:
            guard separators[0] == separators[1], separators[0] != UInt8(ascii: ",") else { return nil }
            return .numbers(first, second, year: year, yearDigits: digits)
        case (.number(_, 4), nil, nil), (.number(_, 4), .number(_, 1...2), nil), (.number(_, 4), .month, nil),
            (.month, .number, nil), (.number(_, 1...2), .month, nil), (.number(_, 1...2), .number(_, 4), nil):
            return position == bytes.count ? .incomplete : nil
        default: return nil
        }
    }

    /// Five digits, perhaps with a fraction: the days from 1927 to 2173 as spreadsheets count them.
    private var isNumber: Bool {
        let digits = bytes.prefix { $0.digitValue != nil }.count
        guard digits == 5 else { return false }
        if digits == bytes.count { return true }
        return bytes[digits] == UInt8(ascii: ".") && digits + 1 < bytes.count
            && bytes[(digits + 1)...].allSatisfy { $0.digitValue != nil }
    }

    private mutating func skipWeekday() {
        let end = wordEnd(from: position)
        guard bytes.withUnsafeBufferPointer({ MonthName.isWeekday(UnsafeBufferPointer(rebasing: $0[0..<end])) }) else {
            return
        }
        position = end
        cures.add(.weekday)
        while position < bytes.count, [0x20, UInt8(ascii: ","), UInt8(ascii: ".")].contains(bytes[position]) {
            position += 1
        }
    }

    private func wordEnd(from start: Int) -> Int {
        var end = start
        while end < bytes.count, bytes[end].isLetter { end += 1 }
        return end
    }

    private mutating func token() -> Token? {
        guard position < bytes.count else { return nil }
        if bytes[position].digitValue != nil {
            var number = 0
            let start = position
            while position < bytes.count, position - start < 9, let digit = bytes[position].digitValue {
                number = number * 10 + digit
                position += 1
            }
            let digits = position - start
            if digits == 1 { isPlain = false }
            skipOrdinal()
            return .number(number, digits: digits)
        }
        let end = wordEnd(from: position)
        let month = bytes.withUnsafeBufferPointer {
            MonthName.month(UnsafeBufferPointer(rebasing: $0[position..<end]))
        }
        guard month > 0 else { return nil }
        position = end
        cures.add(.monthName)
        isPlain = false
        return .month(month)
    }

    /// `st`, `nd`, `rd`, `th` after a number, and an `of`.
    private mutating func skipOrdinal() {
        guard wordEnd(from: position) == position + 2 else { return }
        switch (bytes[position] | 0x20, bytes[position + 1] | 0x20) {
        case (0x73, 0x74), (0x6E, 0x64), (0x72, 0x64), (0x74, 0x68): break
        default: return
        }
        position += 2
        cures.add(.ordinal)
        let word = Array(" of ".utf8)
        if bytes[position...].starts(with: word) { position += word.count - 1 }
    }

    /// A slash, hyphen, point or comma with blanks around, blanks alone, or nothing between a number and a word.
    private mutating func separator() -> UInt8? {
        let start = position
        while position < bytes.count, bytes[position] == 0x20 { position += 1 }
        guard position < bytes.count else { return nil }
        var found: UInt8 = 0x20
        switch bytes[position] {
        case UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ","):
            found = bytes[position]
            position += 1
            while position < bytes.count, bytes[position] == 0x20 { position += 1 }
        default: break
        }
        if found != UInt8(ascii: "-") { isPlain = false }
        if position > start { return found }
        return bytes[position].isLetter || bytes[position - 1].isLetter ? found : nil
    }

    // MARK: Time

    /// The time and the zone after the date; nil where something else stands there.
    mutating func time() -> (Int?, Int?)? {
        skipBlanks()
        if position == bytes.count { return (nil, nil) }
        // An XML date may have a zone and no time: it is a day all the same.
        if position > 0, let offset = zone(), position == bytes.count {
            _ = offset
            cures.add(.timeDropped)
            return (nil, nil)
        }
        if bytes[position] | 0x20 == 0x74 || bytes[position] == UInt8(ascii: ",") { position += 1 }
        skipBlanks()
        guard let hour = number(1...2), hour < 24, skip(UInt8(ascii: ":")), let minute = number(2...2), minute < 60
        else {
            return nil
        }
        var second = 0
        if skip(UInt8(ascii: ":")) {
            guard let stated = number(2...2), stated <= 60 else { return nil }
            second = stated
            if skip(UInt8(ascii: ".")) || skip(UInt8(ascii: ",")) {
                guard number(1...9) != nil else { return nil }
            }
        }
        var time = hour * 3600 + minute * 60 + second
        skipBlanks()
        let end = wordEnd(from: position)
        if end == position + 2, bytes[position + 1] | 0x20 == 0x6D, (1...12).contains(hour) {
            switch bytes[position] | 0x20 {
            case 0x61: if hour == 12 { time -= 43_200 }
            case 0x70: if hour < 12 { time += 43_200 }
            default: return nil
            }
            position = end
            skipBlanks()
        }
        cures.add(.timeDropped)
        if position == bytes.count { return (time, nil) }
        guard let offset = zone(), position == bytes.count else { return nil }
        return (time, offset)
    }

    /// `Z`, `UTC`, `GMT`, `+01:00`, `+0100`, `+01`.
    private mutating func zone() -> Int? {
        let start = position
        let word = bytes[position..<wordEnd(from: position)].map { $0 | 0x20 }
        if word == Array("z".utf8) || word == Array("utc".utf8) || word == Array("gmt".utf8) {
            position += word.count
            return 0
        }
        let isWest = bytes[position] == UInt8(ascii: "-")
        guard isWest || bytes[position] == UInt8(ascii: "+") else { return nil }
        position += 1
        guard let hours = number(2...2), hours <= 14 else {
            position = start
            return nil
        }
        _ = skip(UInt8(ascii: ":"))
        var minutes = 0
        if position < bytes.count {
            guard let stated = number(2...2), stated < 60 else {
                position = start
                return nil
            }
            minutes = stated
        }
        return (isWest ? -1 : 1) * (hours * 3600 + minutes * 60)
    }

    private mutating func number(_ digits: ClosedRange<Int>) -> Int? {
        let start = position
        var number = 0
        while position < bytes.count, position - start < digits.upperBound, let digit = bytes[position].digitValue {
            number = number * 10 + digit
            position += 1
        }
        return position - start >= digits.lowerBound ? number : nil
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipBlanks() {
        while position < bytes.count, bytes[position] == 0x20 { position += 1 }
    }
}

extension UInt8 {
    fileprivate var isLetter: Bool { self | 0x20 >= 0x61 && self | 0x20 <= 0x7A }
}

// Rows of delimited text as bytes: RFC 4180 quoting, in the encoding and with the line ends of one partner.

import SENDRecords

/// Builds delimited text; the bytes can be taken away row by row, so that memory does not follow the size.
struct DelimitedText {
    enum Separator: UInt8, Sendable {
        case comma = 0x2C
        case semicolon = 0x3B
    }

    enum Encoding: Sendable { case utf8, windows1252 }

    enum LineEnd: Sendable { case lineFeed, carriageReturnLineFeed }

    /// How a partner writes a date.
    enum DateStyle: Sendable {
        /// 31/01/2026
        case slashes
        /// 31-01-2026
        case hyphens
        /// 2026-01-31
        case iso
        /// 2026-Jan-31 00:00:00
        case blade
    }

    var bytes: [UInt8] = []
    private let separator: UInt8
    private let encoding: Encoding
    private let lineEnd: LineEnd
    private var atStart = true

    init(separator: Separator, encoding: Encoding, lineEnd: LineEnd) {
        self.separator = separator.rawValue
        self.encoding = encoding
        self.lineEnd = lineEnd
    }

    mutating func row(_ fields: [String]) {
        for text in fields { field(text) }
        endRow()
    }

    mutating func endRow() {
        if lineEnd == .carriageReturnLineFeed { bytes.append(13) }
        bytes.append(10)
        atStart = true
    }

    /// The next field, quoted where it must be.
    mutating func field(_ text: String) {
        begin()
        var plain = true
        var ascii = true
        for byte in text.utf8 {
            if byte >= 0x80 { ascii = false }
            if byte == separator || byte == 34 || byte == 10 || byte == 13 { plain = false }
        }
        if plain && (ascii || encoding == .utf8) {
            bytes.append(contentsOf: text.utf8)
            return
        }
        if !plain { bytes.append(34) }
        let encoded = encoding == .utf8 ? Array(text.utf8) : Windows1252.bytes(text)
        for byte in encoded {
            if byte == 34 { bytes.append(34) }
            bytes.append(byte)
        }
        if !plain { bytes.append(34) }
    }

    mutating func field(_ number: Int) {
        begin()
        if number < 0 { bytes.append(45) }
        digits(abs(number), width: 1)
    }

    mutating func field(_ number: Int?) {
        if let number { field(number) } else { begin() }
    }

    mutating func field(_ flag: Bool) {
        begin()
        bytes.append(flag ? 49 : 48)
    }

    mutating func field(_ date: CalendarDate?, _ style: DateStyle) {
        begin()
        guard let date else { return }
        let (year, month, day) = date.parts
        switch style {
        case .slashes, .hyphens:
            let mark: UInt8 = style == .slashes ? 47 : 45
            digits(day, width: 2)
            bytes.append(mark)
            digits(month, width: 2)
            bytes.append(mark)
            digits(year, width: 4)
        case .iso:
            digits(year, width: 4)
            bytes.append(45)
            digits(month, width: 2)
            bytes.append(45)
            digits(day, width: 2)
        case .blade:
            digits(year, width: 4)
            bytes.append(45)
            let names = Self.months
            for place in (month - 1) * 3..<month * 3 { bytes.append(names[place]) }
            bytes.append(45)
            digits(day, width: 2)
            bytes.append(contentsOf: Self.midnight)
        }
    }

    private mutating func begin() {
        if !atStart { bytes.append(separator) }
        atStart = false
    }

    private mutating func digits(_ number: Int, width: Int) {
        var divisor = 1
        var places = 1
        while places < width || number / divisor >= 10 {
            divisor *= 10
            places += 1
        }
        while divisor > 0 {
            bytes.append(UInt8(48 + number / divisor % 10))
            divisor /= 10
        }
    }

    private static let months = Array("JanFebMarAprMayJunJulAugSepOctNovDec".utf8)
    private static let midnight = Array(" 00:00:00".utf8)
}

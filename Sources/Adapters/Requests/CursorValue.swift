// Where a run goes on: a moment, a day or a number, read from a row and written into a request.

import Feeds
import SENDRecords

/// How far a feed that asks for changes has come.
public enum CursorValue: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// What the partner counts changes by.
    public enum Kind: String, Sendable, CaseIterable {
        case instant
        case date
        case integer
    }

    case instant(Instant)
    case date(CalendarDate)
    case integer(Int)

    public var kind: Kind {
        switch self {
        case .instant: .instant
        case .date: .date
        case .integer: .integer
        }
    }

    /// Reads what a row or a manifest states. A moment without an offset is one of the zone; parts of a second beyond the
    /// thousandth are cut off, so that a cursor is never later than its row.
    public init?(_ text: String, _ kind: Kind, zone: CivilZone) {
        let text = text.prefix(64)
        switch kind {
        case .integer:
            guard let number = Int(text) else { return nil }
            self = .integer(number)
        case .date:
            guard text.utf8.count >= 10, let date = CalendarDate(iso: text.prefix(10)),
                text.utf8.count == 10 || "T ".contains(text[text.index(text.startIndex, offsetBy: 10)])
            else { return nil }
            self = .date(date)
        case .instant:
            guard let instant = MomentText.instant(Array(text.utf8)[...], zone: zone) else { return nil }
            self = .instant(instant)
        }
    }

    /// What kind a text is, as an author writes it.
    static func kind(of text: String) -> Kind {
        if Int(text) != nil { return .integer }
        return CalendarDate(iso: text) == nil ? .instant : .date
    }

    /// So many seconds, days or steps earlier.
    func goingBack(_ overlap: Int) -> CursorValue {
        switch self {
        case .instant(let instant): .instant(instant.adding(seconds: -Double(overlap)))
        case .date(let date): .date(date.adding(days: -overlap))
        case .integer(let number): .integer(number.subtractingReportingOverflow(overlap).partialValue)
        }
    }

    /// The day in UTC, which is never later than the day by which people live here.
    var day: CalendarDate? {
        switch self {
        case .instant(let instant): CivilZone.utc.day(atSeconds: Int64(instant.seconds.rounded(.down)))
        case .date(let date): date
        case .integer: nil
        }
    }

    /// As requests send it: a moment as RFC 3339 in UTC, with thousandths only where there are any.
    public var description: String {
        switch self {
        case .instant(let instant):
            let text = instant.description
            return text.hasSuffix(".000Z") ? "\(text.dropLast(5))Z" : text
        case .date(let date): return date.description
        case .integer(let number): return String(number)
        }
    }

    public static func < (first: CursorValue, second: CursorValue) -> Bool {
        switch (first, second) {
        case (.instant(let a), .instant(let b)): a < b
        case (.date(let a), .date(let b)): a < b
        case (.integer(let a), .integer(let b)): a < b
        default: false
        }
    }
}

/// `2026-11-20T06:00:05.123456+01:00`, with a blank for the T, without seconds, fraction or offset, or a day alone.
enum MomentText {
    static func instant(_ bytes: ArraySlice<UInt8>, zone: CivilZone) -> Instant? {
        guard bytes.count >= 10, let date = CalendarDate(iso: String(decoding: bytes.prefix(10), as: UTF8.self)) else {
            return nil
        }
        var rest = bytes.dropFirst(10)
        var milliseconds = Int64(date.daysSinceEpoch) * 86_400_000
        if rest.isEmpty { return inZone(milliseconds, zone) }
        guard let mark = rest.popFirst(), mark == UInt8(ascii: "T") || mark == UInt8(ascii: "t") || mark == 0x20,
            let hour = two(&rest), hour < 24, rest.popFirst() == UInt8(ascii: ":"), let minute = two(&rest), minute < 60
        else { return nil }
        milliseconds += Int64(hour * 60 + minute) * 60_000
        if rest.first == UInt8(ascii: ":") {
            rest = rest.dropFirst()
            guard let second = two(&rest), second <= 60 else { return nil }
            milliseconds += Int64(second) * 1000
            if rest.first == UInt8(ascii: ".") || rest.first == UInt8(ascii: ",") {
                let digits = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
                guard !digits.isEmpty else { return nil }
                rest = rest.dropFirst(1 + digits.count)
                var factor: Int64 = 100
                for digit in digits.prefix(3) {
                    milliseconds += Int64(digit - 0x30) * factor
                    factor /= 10
                }
            }
        }
        if rest.first == 0x20 { rest = rest.dropFirst() }
        guard let sign = rest.popFirst() else { return inZone(milliseconds, zone) }
        if sign == UInt8(ascii: "Z") || sign == UInt8(ascii: "z") {
            return rest.isEmpty ? Instant(milliseconds: milliseconds) : nil
        }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), let hours = two(&rest), hours < 24 else {
            return nil
        }
        if rest.first == UInt8(ascii: ":") { rest = rest.dropFirst() }
        guard let minutes = rest.isEmpty ? 0 : two(&rest), minutes < 60, rest.isEmpty else { return nil }
        let offset = Int64(hours * 60 + minutes) * 60_000
        return Instant(milliseconds: sign == UInt8(ascii: "+") ? milliseconds - offset : milliseconds + offset)
    }

    /// A moment by the clocks of a zone. In the hour that comes twice it is the first.
    private static func inZone(_ local: Int64, _ zone: CivilZone) -> Instant {
        let seconds = local / 1000
        let ahead = max(zone.offset(at: seconds), zone.offset(at: seconds - 3600))
        let usual = zone.offset(at: seconds - ahead)
        return Instant(milliseconds: local - (usual == ahead ? ahead : zone.offset(at: seconds)) * 1000)
    }

    private static func two(_ bytes: inout ArraySlice<UInt8>) -> Int? {
        guard bytes.count >= 2, let tens = digit(bytes.popFirst()), let ones = digit(bytes.popFirst()) else {
            return nil
        }
        return tens * 10 + ones
    }

    private static func digit(_ byte: UInt8?) -> Int? {
        byte.flatMap { (0x30...0x39).contains($0) ? Int($0) - 48 : nil }
    }
}

// Identifiers with right check digits, one for each index. Rules: SEND-DOMAIN 2.1 to 2.3.

import SENDRecords

/// Makes identifiers: the same index gives the same number, different indices never the same.
struct Numbers: Sendable {
    let seed: UInt64

    private static let upnLetters = Array("ABCDEFGHJKLMNPQRTUVWXYZ".utf8)

    /// Spreads indices over 2^23 slots, each index its own slot.
    private func slot(_ index: Int) -> Int { (index &* 4_825_517 &+ Int(seed & 0xFFFF)) & 0x7F_FFFF }

    /// A permanent UPN, issued by a Birmingham school in the year the child began school.
    func upn(_ index: Int, born birth: CalendarDate) -> String {
        let place = slot(index)
        var digits = decimal(330, 3) + decimal(1000 + place / 1000, 4)
        digits += decimal((birth.parts.year + 4) % 100, 2) + decimal(place % 1000, 3)
        return Self.withLetter(digits)
    }

    /// A temporary UPN: a letter stands at the end.
    func temporaryUPN(_ index: Int, born birth: CalendarDate) -> String {
        let place = slot(index)
        var digits = decimal(330, 3) + decimal(1000 + place / 1000, 4)
        digits += decimal((birth.parts.year + 4) % 100, 2) + decimal(place / 10 % 100, 2)
        return Self.withLetter(digits + [Self.upnLetters[place % 10]])
    }

    private static func withLetter(_ rest: [UInt8]) -> String {
        var sum = 0
        for (offset, byte) in rest.enumerated() {
            let value = byte >= 65 ? (upnLetters.firstIndex(of: byte) ?? 0) : Int(byte) - 48
            sum += (offset + 2) * value
        }
        return String(decoding: [upnLetters[sum % 23]] + rest, as: UTF8.self)
    }

    func nhsNumber(_ index: Int) -> String {
        // Eleven bases for each slot, of which at least one has a check digit that can be issued.
        let base = 400_000_000 + slot(index) * 11
        for offset in 0..<11 {
            var digits = decimal(base + offset, 9)
            var sum = 0
            for place in 0..<9 { sum += (Int(digits[place]) - 48) * (10 - place) }
            let control = (11 - sum % 11) % 11
            guard control != 10 else { continue }
            digits.append(UInt8(48 + control))
            return String(decoding: digits, as: UTF8.self)
        }
        return ""
    }

    func uln(_ index: Int) -> String {
        let base = 105_000_000 + slot(index) * 11
        for offset in 0..<11 {
            var digits = decimal(base + offset, 9)
            var sum = 0
            for place in 0..<9 { sum += (Int(digits[place]) - 48) * (10 - place) }
            guard sum % 11 != 0 else { continue }
            digits.append(UInt8(48 + 10 - sum % 11))
            return String(decoding: digits, as: UTF8.self)
        }
        return ""
    }

    /// The same number with a last digit that does not fit.
    static func failing(_ number: String) -> String {
        var bytes = Array(number.utf8)
        guard let last = bytes.last, last >= 48, last <= 57 else { return number }
        bytes[bytes.count - 1] = 48 + (last - 48 + 1) % 10
        return String(decoding: bytes, as: UTF8.self)
    }

    private func decimal(_ number: Int, _ width: Int) -> [UInt8] {
        var digits = [UInt8](repeating: 48, count: width)
        var rest = number
        var place = width
        while rest > 0, place > 0 {
            place -= 1
            digits[place] = UInt8(48 + rest % 10)
            rest /= 10
        }
        return digits
    }
}

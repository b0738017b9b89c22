// Cities that the tests share, and how they read delimited text.

import DemoCity
import SENDRecords

enum Cities {
    static let today = CalendarDate(iso: "2026-11-20")!
    static let small = City(CityPlan(children: 600, seed: 11, today: today))
    static let canaries = City(CityPlan(children: 600, seed: 11, today: today, canary: true))
    static let faultless = City(CityPlan(children: 600, seed: 11, today: today, rates: .none))
}

/// The rows of a file, header first. Enough for what the city writes: no line ends inside quotes.
func rows(_ bytes: [UInt8], separator: Character = ",", isLatin: Bool = false) -> [[String]] {
    var text =
        isLatin
        ? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) })) : String(decoding: bytes, as: UTF8.self)
    if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
    return text.split(whereSeparator: \.isNewline).map { line in
        var fields: [String] = [""]
        var isQuoted = false
        for character in line {
            if character == "\"" {
                isQuoted.toggle()
            } else if character == separator, !isQuoted {
                fields.append("")
            } else {
                fields[fields.count - 1].append(character)
            }
        }
        return fields
    }
}

/// The values of one column.
func column(_ name: String, _ table: [[String]]) -> [String] {
    guard let place = table[0].firstIndex(of: name) else { return [] }
    return table.dropFirst().map { $0[place] }
}

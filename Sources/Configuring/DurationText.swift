// Lengths of time as operators write them.

/// Lengths of time as text: `30s`, `5m`, `2h`, `42d`, `250ms`, or several units from large to small: `1h30m`.
/// A day is 24 hours: what must follow the calendar is a cron schedule or a date.
public enum DurationText {
    private static let units: [(name: String, milliseconds: Int)] = [
        ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
    ]

    /// Reads `90s` or `1h30m`, the larger unit first; nil where it is no duration.
    public static func parse(_ text: String) -> Duration? {
        var rest = Substring(text).utf8
        var total = 0
        var unitsLeft = units[...]
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { $0 >= 0x30 && $0 <= 0x39 }
            rest = rest.dropFirst(digits.count)
            let letters = rest.prefix { $0 >= 0x61 && $0 <= 0x7A }
            rest = rest.dropFirst(letters.count)
            guard digits.count <= 9, let number = Int(String(Substring(digits))),
                let unit = unitsLeft.firstIndex(where: { $0.name == String(Substring(letters)) })
            else { return nil }
            total += number * units[unit].milliseconds
            unitsLeft = units[(unit + 1)...]
        }
        return .milliseconds(total)
    }

    /// The shortest text that `parse` reads back, to the millisecond.
    public static func write(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        var rest = Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
        var text = ""
        for unit in units where rest >= unit.milliseconds {
            text += "\(rest / unit.milliseconds)\(unit.name)"
            rest %= unit.milliseconds
        }
        return text.isEmpty ? "0s" : text
    }
}

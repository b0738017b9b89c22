// A page of plain text, 80 columns wide. Pure.

/// Collects lines and breaks long ones between words.
struct ReceiptPage {
    static let width = 80
    private(set) var lines: [String] = []

    /// Adds a line that is short enough by itself.
    mutating func line(_ text: String = "") {
        lines.append(text)
    }

    /// Adds a text, broken between words; a word that is longer than a line is broken within.
    mutating func paragraph(_ text: String, indent: Int = 0, first: String? = nil) {
        let margin = String(repeating: " ", count: indent)
        var current = first ?? margin
        var isEmpty = true
        for word in text.split(separator: " ") {
            var rest = word
            while !rest.isEmpty {
                let room = Self.width - current.count - (isEmpty ? 0 : 1)
                if rest.count <= room {
                    current += isEmpty ? String(rest) : " \(rest)"
                    isEmpty = false
                    rest = ""
                } else if isEmpty {
                    current += rest.prefix(room)
                    rest = rest.dropFirst(room)
                    lines.append(current)
                    current = margin
                } else {
                    lines.append(current)
                    current = margin
                    isEmpty = true
                }
            }
        }
        if !isEmpty || first != nil { lines.append(current) }
    }

    /// Adds a name with what it stands for, the latter in a column of its own.
    mutating func entry(_ name: String, _ text: String, column: Int = 12) {
        let padded = name + String(repeating: " ", count: max(1, column - name.count))
        paragraph(text, indent: column, first: padded)
    }

    /// Adds a count under a heading, the number flush right.
    mutating func count(_ name: String, _ number: Int, note: String = "", numberEnds: Int = 28) {
        let digits = Self.grouped(number)
        let gap = String(repeating: " ", count: max(1, numberEnds - name.count - digits.count))
        let start = name + gap + digits
        if note.isEmpty {
            line(start)
        } else {
            paragraph(note, indent: start.count + 3, first: start + "   ")
        }
    }

    var text: String { lines.joined(separator: "\n") + "\n" }

    /// A number with commas between thousands.
    static func grouped(_ number: Int) -> String {
        var digits = String(number.magnitude)[...]
        var groups: [Substring] = []
        while digits.count > 3 {
            groups.append(digits.suffix(3))
            digits = digits.dropLast(3)
        }
        groups.append(digits)
        return (number < 0 ? "-" : "") + groups.reversed().joined(separator: ",")
    }

    /// One line of safe text: no control characters, not longer than the limit.
    static func plain(_ text: String, atMost limit: Int) -> String {
        var safe = ""
        var count = 0
        for scalar in text.unicodeScalars {
            if count == limit {
                safe += "..."
                break
            }
            safe.unicodeScalars.append(DroppedName.isUnsafe(scalar) ? " " : scalar)
            count += 1
        }
        return safe
    }
}

// The arguments of a command, as what they should be.

import SENDRecords

extension ControlRequest {
    /// An argument that the command can't do without.
    func text(_ name: String) throws(CommandError) -> String {
        guard let text = arguments[name], !text.isEmpty else { throw CommandError("The command lacks \(name).") }
        return text
    }

    func number(_ name: String) throws(CommandError) -> Int64 {
        guard let number = Int64(try text(name)) else { throw CommandError("\(name) should be a number.") }
        return number
    }

    /// A child key as `space:key`.
    func key(_ name: String) throws(CommandError) -> SubjectKey {
        let text = try text(name)
        guard let colon = text.lastIndex(of: ":") else {
            throw CommandError("A child key is written space:key, for instance council-ehc:1234.")
        }
        return SubjectKey(.child, space: String(text[..<colon]), key: String(text[text.index(after: colon)...]))
    }
}

extension CommandError {
    /// A day that a command names.
    static func day(_ text: String) throws(CommandError) -> CalendarDate {
        guard let day = CalendarDate(iso: text) else {
            throw CommandError("\(text) is no day: write it as 2026-11-20.")
        }
        return day
    }
}

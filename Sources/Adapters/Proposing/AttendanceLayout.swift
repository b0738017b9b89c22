// A register in a sample: marks in a column for each session, or a week's marks in one text.

import SENDRecords

/// How a file writes attendance marks, and the rule that reads them.
struct AttendanceLayout: Sendable {
    enum Shape: Sendable {
        /// A column a session: `09/11/2026 AM`.
        case dated(pattern: String)
        /// A column a session of the week that another column names: `Mon AM`.
        case weekdays(week: Int)
        /// All marks of the week in one text.
        case text(marks: Int, week: Int)
        /// A row a session.
        case rows(mark: Int, date: Int, half: Int)
    }

    let shape: Shape
    /// Columns with marks.
    let columns: [Int]

    /// The column that says which week it is.
    var week: Int? {
        switch shape {
        case .dated: nil
        case .weekdays(let week), .text(_, let week): week
        case .rows(_, let date, _): date
        }
    }

    private static let dated = [
        "{date:dd/MM/yyyy} {half:AM|PM}", "{date:yyyy-MM-dd} {half:AM|PM}", "{date:dd MMM yyyy} {half:AM|PM}",
        "{date:dd-MM-yyyy} {half:AM|PM}", "{date:dd-MMM-yyyy} {half:AM|PM}", "{date:d MMM yyyy} {half:AM|PM}",
    ]
    private static let weekday = "{day:weekday} {half:AM|PM}"

    /// nil where the columns hold no marks.
    init?(_ profiles: [ColumnProfile], _ definitions: Definitions) {
        guard let set = definitions.codeSets["attendance-mark"] else { return nil }
        let codes = Set(set.codes.map { $0.code.uppercased() })
        func areMarks(_ column: Int) -> Bool {
            profiles[column].values.allSatisfy { $0 == "-" || codes.contains($0.uppercased()) }
        }
        for text in Self.dated {
            guard let pattern = HeaderPattern(text) else { continue }
            let found = profiles.indices.filter { pattern.match(profiles[$0].name) != nil && areMarks($0) }
            if found.count >= 2 {
                shape = .dated(pattern: text)
                columns = found
                return
            }
        }
        let halves = profiles.indices.filter { column in
            profiles[column].distinct.map { Self.halves.isSuperset(of: $0.map { $0.lowercased() }) && $0.count > 1 }
                ?? false
        }
        let mark = profiles.indices.first { column in
            profiles[column].words.words.last == "mark" && areMarks(column) && profiles[column].values.count > 0
        }
        let date = profiles.indices.first { column in
            !profiles[column].dates.isEmpty
                && Set(profiles[column].words.words).isSubset(of: ["date", "session", "mark", "attendance"])
        }
        if let mark, let date, let half = halves.first {
            shape = .rows(mark: mark, date: date, half: half)
            columns = [mark, half]
            return
        }
        let weeks = profiles.indices.filter { profiles[$0].words.words == ["week"] && !profiles[$0].dates.isEmpty }
        guard let week = weeks.first else { return nil }
        if let pattern = HeaderPattern(Self.weekday) {
            let found = profiles.indices.filter { pattern.match(profiles[$0].name) != nil && areMarks($0) }
            if found.count >= 2 {
                shape = .weekdays(week: week)
                columns = found
                return
            }
        }
        let texts = profiles.indices.filter { column in
            profiles[column].words.words.contains("mark") && profiles[column].dates.isEmpty
                && profiles[column].share { text in
                    text.count >= 4 && text.count <= 42
                        && text.allSatisfy { $0 == " " || $0 == "-" || $0.isNumber || codes.contains($0.uppercased()) }
                } >= 0.9
        }
        guard let marks = texts.first else { return nil }
        shape = .text(marks: marks, week: week)
        columns = [marks]
    }

    private static let halves: Set<String> = ["am", "pm", "a", "p", "morning", "afternoon"]

    /// `values` that the rule needs.
    func values(_ name: (Int) -> String) -> String {
        if case .rows(let mark, let date, let half) = shape {
            return """
                      mark: {from: \(name(mark)), blank: "-", apply: [upper]}
                      monday: {from: \(name(date)), apply: [week-of]}
                      weekday: {from: \(name(date)), apply: [weekday]}
                      half: {from: \(name(half)), apply: [{table: halves, otherwise: keep}]}

                """
        }
        return week.map { "      week: {from: \(name($0)), apply: [week-of]}\n" } ?? ""
    }

    var tables: String {
        if case .text = shape { return "" }
        let slots = (1...7).map { "\($0)AM: \($0 * 2 - 1), \($0)PM: \($0 * 2)" }.joined(separator: ", ")
        var text = "\ntables:\n  slots: {\(slots)}\n"
        if case .rows = shape { text += "  halves: {A: AM, P: PM, Morning: AM, Afternoon: PM, am: AM, pm: PM}\n" }
        return text
    }

    /// What the header must have.
    var required: String {
        switch shape {
        case .dated(let pattern): YAMLText.scalar(pattern)
        case .weekdays: YAMLText.scalar(Self.weekday)
        case .text, .rows: ""
        }
    }

    /// The record rule.
    func record(_ name: (Int) -> String) -> String {
        var text = "      - type: attendance-week\n"
        var mark = "\"@mark\""
        if case .rows = shape {} else { text += "        each:\n" }
        let place: String
        let last: String
        let week: String
        switch shape {
        case .rows:
            text += "        key: {template: \"{key}/{monday}\"}\n        when: {stated: {value: mark}}\n"
            place = "{template: \"{weekday}{half}\", apply: [{table: slots}]}"
            last = place
            week = "{value: monday}"
            mark = "{value: mark}"
        case .dated(let pattern):
            text += """
                          - session: {columns: {mark: [\(YAMLText.scalar(pattern))]}, blank: "-"}
                          - monday: {split: {from: "@session.date", apply: [week-of]}, by: "|"}
                          - weekday: {split: {from: "@session.date", apply: [weekday]}, by: "|"}
                          - mark: {split: {from: "@session.mark", apply: [upper]}, by: "|"}
                        key: {template: "{key}/{@monday}"}

                """
            place = "{template: \"{@weekday}{@session.half}\", apply: [{table: slots}]}"
            last = place
            week = "\"@monday\""
        case .weekdays:
            text += """
                          - session: {columns: {mark: ["\(Self.weekday)"]}, blank: "-"}
                          - mark: {split: {from: "@session.mark", apply: [upper]}, by: "|"}
                        key: {template: "{key}/{week}"}

                """
            place = "{template: \"{@session.day}{@session.half}\", apply: [{table: slots}]}"
            last = place
            week = "{value: week}"
        case .text(let marks, _):
            text += """
                          - mark: {split: {from: \(name(marks)), apply: [upper, codes]}, by: " ", blank: "-"}
                        key: {template: "{key}/{week}"}

                """
            place = "\"@mark#\""
            last = place
            week = "{value: week}"
        }
        let counts = [
            "present": "[\"/\", \"\\\\\", L]", "part-time": "C2", "elsewhere": "[B, D, K, P, V, W]", "suspended": "E",
            "ill": "I", "unauthorised": "[G, N, O, U]", "no-access": "Q",
        ].sorted { $0.key < $1.key }
        text += "        about: {value: key}\n        fields:\n          setting: {value: partner-urn}\n"
        text += "          week: \(week)\n          marks: \(mark)\n          sessions: \(mark)\n"
        for count in counts { text += "          \(count.key): \(mark)\n" }
        text += "          last-mark: \(mark)\n        fold:\n          marks: {place: \(place), of: 14}\n"
        text += "          sessions: count\n"
        for count in counts { text += "          \(count.key): {count: \(count.value)}\n" }
        return text + "          last-mark: {last: \(last)}\n"
    }

    /// A cell of an example.
    func cell(_ row: Int, _ column: Int) -> String {
        if case .rows(_, _, let half) = shape, column == half { return "AM" }
        let row = row + column
        if case .text = shape { return String(repeating: "/\\", count: 4) + (row.isMultiple(of: 2) ? "IN" : "/\\") }
        return ["/", "\\", "I", "N"][row % 4]
    }
}

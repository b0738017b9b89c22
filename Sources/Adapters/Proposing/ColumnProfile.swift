// What a column's values are, seen from the values alone.

import SENDRecords

/// A column of a sample by what stands in it.
struct ColumnProfile: Sendable {
    let name: String
    let words: HeaderWords
    /// The header, and what it is without a group's name before it.
    let readings: [HeaderWords]
    let folded: String
    /// Words of the header that say that it is about somebody or something else than the child.
    let strangers: Set<String>
    /// Stated values, and how many rows there are.
    let values: [String]
    let rowCount: Int
    /// Each different value once, in the order of their first appearance; nil where there are too many to be words.
    let distinct: [String]?
    let isUnique: Bool
    /// The fewest date formats that read nearly every value; empty where they are no dates.
    let dates: [DateFormat]
    /// Whether the values are days with a time behind that no format here reads: the first ten letters are the day.
    let isDayWithTime: Bool
    /// Dates that read as another day with day and month the other way round.
    let hasDoubtfulDates: Bool

    /// Above so many different values they are no words of a code set.
    static let wordLimit = 60

    init(name: String, values: [String], rowCount: Int, group: String? = nil) {
        self.name = name
        self.values = values
        self.rowCount = rowCount
        readings = HeaderWords.readings(of: name, group: group)
        words = readings[0]
        folded = Fold.header(name)
        strangers = readings.reduce(into: []) { $0.formUnion($1.strangers) }
        var seen: Set<String> = []
        var distinct: [String] = []
        for value in values where seen.insert(value).inserted {
            if distinct.count <= Self.wordLimit { distinct.append(value) }
        }
        isUnique = !values.isEmpty && values.count == rowCount && seen.count == values.count
        self.distinct = distinct.count <= Self.wordLimit ? distinct : nil
        let formats = Self.dateFormats(of: values)
        let starts = values.map { String($0.prefix(10)) }
        isDayWithTime =
            formats.isEmpty && !values.isEmpty
            && values.allSatisfy { $0.count > 15 && $0.contains(":") && "T ".contains($0.dropFirst(10).first ?? "-") }
        dates = isDayWithTime ? Self.dateFormats(of: starts) : formats
        hasDoubtfulDates = Self.areDoubtful(values, dates)
    }

    /// Whether nearly every value is another: then they are no words, and none of them is shown.
    var isFreeText: Bool { values.count > 7 && (distinct?.count ?? .max) * 2 > values.count }

    /// The share of the values for which something holds; 0 where nothing is stated.
    func share(where holds: (String) -> Bool) -> Double {
        values.isEmpty ? 0 : Double(values.count(where: holds)) / Double(values.count)
    }

    /// The title that a merged cell or a system has put before this and a neighbouring column, and a name of columns.
    static func group(of index: Int, in columns: [String]) -> String? {
        guard let first = columns[index].split(separator: " ").first, first.count > 3,
            first.count < columns[index].count, groupTitles.contains(first.lowercased())
        else { return nil }
        let beside = [index - 1, index + 1].filter { columns.indices.contains($0) }
        return beside.contains { columns[$0].hasPrefix(first + " ") } ? first + " " : nil
    }

    private static let groupTitles: Set<String> = [
        "pupil", "child", "student", "assessment", "plan", "ehcp", "placement", "review", "referral", "request",
        "patient",
        "person", "personal", "consultation", "appeal", "transport", "identity", "learner", "details", "education",
    ]

    func share(of kind: IdentifierKind) -> Double {
        share { value in
            switch kind.check(value) {
            case .valid, .weak: true
            case .failed: false
            }
        }
    }

    // MARK: Dates

    /// Stated values that none of the formats reads.
    var undated: Int {
        values.count { value in
            let text = isDayWithTime ? String(value.prefix(10)) : value
            return !dates.contains { $0.read(text) != nil }
        }
    }

    /// Formats that partners use, the surest first. Day before month: these are English partners.
    private static let candidates = [
        "yyyy-MM-dd", "dd/MM/yyyy", "d/M/yyyy", "dd-MM-yyyy", "dd.MM.yyyy", "yyyy/MM/dd", "yyyyMMdd", "dd-MMM-yyyy",
        "d-MMM-yyyy", "dd MMM yyyy", "d MMM yyyy", "dd/MM/yyyy HH:mm:ss", "dd/MM/yyyy HH:mm", "yyyy-MM-dd HH:mm:ss",
        "yyyy-MM-dd HH:mm", "dd-MM-yyyy HH:mm:ss", "dd-MMM-yyyy HH:mm", "d MMMM yyyy", "yyyy-MMM-dd HH:mm:ss",
        "dd-MMM-yyyy HH:mm:ss", "fhir", "dd/MM/yy", "dd-MMM-yy",
        "MM/dd/yyyy", "M/d/yyyy", "MM-dd-yyyy",
    ]

    private static func dateFormats(of values: [String]) -> [DateFormat] {
        guard !values.isEmpty else { return [] }
        var rest = values
        var chosen: [DateFormat] = []
        let formats = candidates.compactMap { DateFormat($0) }
        while !rest.isEmpty, chosen.count < 4 {
            var best: (format: DateFormat, count: Int)?
            for format in formats {
                let count = rest.count { format.read($0) != nil }
                if count > best?.count ?? 0 { best = (format, count) }
            }
            guard let best, best.count * 50 >= values.count else { break }
            chosen.append(best.format)
            rest.removeAll { best.format.read($0) != nil }
        }
        return Double(rest.count) <= 0.4 * Double(values.count) ? chosen : []
    }

    private static func areDoubtful(_ values: [String], _ formats: [DateFormat]) -> Bool {
        let orders: [(DateFormat?, DateFormat?)] = [
            (DateFormat("d/M/yyyy"), DateFormat("M/d/yyyy")), (DateFormat("dd-MM-yyyy"), DateFormat("MM-dd-yyyy")),
        ]
        return orders.contains { first, second in
            guard let first, let second else { return false }
            let slashed = values.filter { first.read($0) != nil || second.read($0) != nil }
            guard !slashed.isEmpty else { return false }
            return slashed.allSatisfy { first.read($0) != nil && second.read($0) != nil }
        }
    }
}

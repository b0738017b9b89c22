// What the dates of a run's files say about the order of day and month: file by file, over all parts of each.

import SENDRecords

/// Gathers votes, decides, and says where nobody can tell.
struct DateEvidence: Sendable {
    /// Whether rows are only looked at, before they are mapped.
    private(set) var isSurveying = false
    /// For the file that was begun last, which date fields need no further votes; by `dateNumber`.
    private(set) var settled: [Bool] = []

    private var file = ""
    private var places: [DatePlace] = []
    private var declared: [[DateOrder]] = []
    private var surveyed: Set<String> = []
    private var tallies: [String: [DatePlace: DateTally]] = [:]
    /// Files in the order in which they were begun.
    private var files: [String] = []
    private var declaredOrders: [String: [DatePlace: [DateOrder]]] = [:]

    /// What a file's columns have told, where both orders are declared.
    func orders(in file: String) -> [DatePlace: DateOrder] {
        guard surveyed.contains(file) else { return [:] }
        return (tallies[file] ?? [:]).compactMapValues(\.decision)
    }

    mutating func beginSurvey() { isSurveying = true }

    mutating func endSurvey(of file: String) {
        isSurveying = false
        surveyed.insert(file)
    }

    mutating func begin(_ name: String, _ mapping: Mapping) {
        file = name
        if !files.contains(name) { files.append(name) }
        places = mapping.datePlaces
        var orders: [DatePlace: [DateOrder]] = [:]
        for (index, record) in mapping.records.enumerated() {
            for field in record.fields {
                guard case .date(let reader) = field.reader, field.dateNumber != nil else { continue }
                orders[DatePlace(record: index, field: field.declaration.number)] = reader.orders
            }
        }
        declaredOrders[name, default: [:]].merge(orders) { $1 }
        settled = places.map { isSettled($0) }
    }

    mutating func end() {
        places = []
        settled = []
    }

    /// A column for which both orders are declared is settled by the survey; one with a single order as soon as a value
    /// can only be that.
    private func isSettled(_ place: DatePlace) -> Bool {
        let orders = declaredOrders[file]?[place] ?? []
        let tally = tallies[file]?[place] ?? DateTally()
        if orders.count == 2 { return surveyed.contains(file) && !isSurveying }
        if isSurveying { return true }
        return orders.first == .dayFirst ? tally.dayFirst > 0 : tally.monthFirst > 0
    }

    mutating func count(_ votes: [ColumnVote], line: Int, _ columns: [String]) {
        for vote in votes where vote.number < places.count {
            let place = places[vote.number]
            tallies[file, default: [:]][place, default: DateTally()].count(vote.vote, line: line)
            if vote.column > 0, vote.column <= columns.count, tallies[file]?[place]?.column == "" {
                tallies[file]?[place]?.column = columns[vote.column - 1]
            }
            settled[vote.number] = isSettled(place)
        }
    }

    /// One sentence for each column whose dates nobody can be sure of.
    var doubts: [String] {
        var doubts: [String] = []
        for file in files {
            let several = (tallies[file] ?? [:]).sorted {
                ($0.key.record, $0.key.field) < ($1.key.record, $1.key.field)
            }
            for (place, tally) in several {
                let orders = declaredOrders[file]?[place] ?? []
                let doubt = orders.count == 2 ? tally.doubt : orders.first.flatMap(tally.contradiction)
                if let doubt, !doubts.contains(doubt) { doubts.append(doubt) }
            }
        }
        return doubts
    }
}

extension MappingSession {
    /// Files in which a date field's formats allow both orders of day and month: they have to be looked at first.
    public var filesToSurvey: [String] {
        manifest.files.filter { file in
            file.records.contains { record in
                record.fields.contains { field in
                    let orders = field.dates.compactMap(\.order)
                    return orders.contains(.dayFirst) && orders.contains(.monthFirst)
                }
            }
        }.map(\.name)
    }

    /// Why dates of this run can't be taken as they are, for the operator and the sender: a run with doubts is held. Ask
    /// when all files are read.
    public var dateDoubts: [String] { dates.doubts }

    /// What a sender can do about the doubts.
    public static let adviceOnDates =
        "Export the file again with every date written as year-month-day (2015-01-31), and send it. If your system can't "
        + "do that, ask the council's team in which order it expects day and month."

    /// What an operator can do about them, where the sender can't.
    public static let settingOfDates =
        "if the sender can't write dates as year-month-day, name the one right order under `dates` in the feed's settings; "
        + "the next file is read by it"

    /// Looks at the dates of every part of one file, and nothing else, before any of it is mapped.
    ///
    /// - Parameter read: reads one part from its first byte to its last with this session, as for mapping; what `map`
    ///   gives meanwhile is to be thrown away.
    public mutating func survey(file: String, _ read: (inout MappingSession) throws -> Void) rethrows {
        dates.beginSurvey()
        try read(&self)
        dates.endSurvey(of: file)
    }
}

extension RowOutcome {
    /// A row that was only looked at.
    static let surveyed = RowOutcome.leftOut(rule: "looked at for the order of its dates")
}

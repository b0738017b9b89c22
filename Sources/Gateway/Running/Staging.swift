// What a run gathers while its files are read: rows in slices for the store, and what is to be said of the files.

import Adapters
import Feeds
import SENDRecords
import Storage

/// Gathers mapped rows into slices and gives them to the store: few enough rows for a short transaction and little memory.
struct Staging {
    let store: Store
    /// Nil where the rows are only counted.
    let run: RunID?
    let stop: StopSign
    var rows = 0
    /// Rows that nobody can say of which record they are about: who is missing from a snapshot can't be told then.
    var unknowable = 0
    /// Lines among the rows that are none.
    private(set) var besideTable = 0
    /// Rows that schools take of a trust's file, by URN.
    var rowsOfPartners: [String: Int] = [:]
    /// What the rows say about the fields that the contract names.
    var tally: ContractTally
    /// Required columns that are gone, as `file: column`.
    var missing: [String] = []
    /// Why the files can't be taken at all.
    var refusal: String?
    /// What rows state together; nil where no record of the feed is folded.
    var folding: FoldedRows?
    /// Where the feed goes on next time, once these files are applied.
    var cursor: [UInt8]?
    /// Why nobody can be sure of the days that the files state.
    var doubt: String?
    /// How far the next run of an incremental feed has to ask back.
    var gauge: CursorGauge?
    /// Types whose rows say that records are no more.
    var endedTypes: Set<RecordType> = []
    /// Where the file belongs, when its headings say that it isn't here.
    var wrongFolder: String?
    /// Whose pupils the rows say they are about, in a school's own file.
    var naming: SchoolNaming?
    /// The columns of the feed's last applied files.
    var before: [String: [String]] = [:]
    /// A needed column is gone and no new one looks like it.
    private(set) var isUnexplained = false
    /// Files whose last line has no line end.
    var openEnds: Set<String> = []
    /// The only rows that are taken; nil takes all.
    var places: Set<PayloadPlace>?
    /// Whether only rows about children who have become known are taken.
    var isReadAgain = false
    private(set) var remarks: [RunRemark] = []
    private var slice: [StagedRow] = []
    private static let sliceSize = 1000

    init(store: Store, run: RunID?, contract: Contract, stop: StopSign) {
        self.store = store
        tally = ContractTally(contract)
        self.run = run
        self.stop = stop
        slice.reserveCapacity(Self.sliceSize)
    }

    mutating func add(_ row: MappedRow, payload: Int) throws {
        if row.isOfAnotherPartner || (isReadAgain && row.isOfNobodyNew) { return }
        let isTaken = places?.contains(PayloadPlace(payload: payload, byteOffset: row.byteOffset)) ?? true
        // A retry of some rows puts their records together of every row that states them.
        try folding?.add(row, sequence: isTaken ? rows : nil, payload: payload)
        if !isTaken { return }
        rows += 1
        tally.add(row)
        if case .records(let records, _) = row.outcome {
            for record in records where record.isEnded { endedTypes.insert(record.type) }
        }
        if case .quarantined(_, let mentions) = row.outcome, mentions.isEmpty { unknowable += 1 }
        if row.isBesideTable { besideTable += 1 }
        slice.append(StagedRow(row, payload: payload))
        if slice.count == Self.sliceSize { try flush() }
    }

    func setColumns(_ columns: [String], ofPayload ordinal: Int) throws {
        if let run { try store.setColumns(columns, ofPayload: ordinal, in: run) }
    }

    mutating func remark(_ told: [RunRemark]) { remarks += told }

    /// What is to be said of a file.
    mutating func remark(_ sentences: [String]) {
        remarks += sentences.map { RunRemark(kind: "note", text: $0) }
    }

    /// What the reader found odd in a file; of a set the file is named.
    mutating func note(_ notes: [FeedNote], in file: String?) {
        remarks += notes.map { RunRemark(kind: "note", text: (file.map { "\($0): " } ?? "") + $0.description) }
    }

    /// What a module says of its run.
    mutating func note(remarks texts: [String]) {
        remarks += texts.map { RunRemark(kind: "note", text: "The module says: \($0)") }
    }

    /// Tells what has become of the columns, and how a new name is taken up.
    mutating func compare(_ drift: HeaderDrift, _ fit: HeaderFit, _ manifest: Manifest) {
        remarks += drift.sentences.map { RunRemark(kind: RunRemark.drift, text: $0) }
        remarks += drift.commands(adapter: manifest.id).map { RunRemark(kind: RunRemark.accept, text: $0) }
        let explained = fit.missing.allSatisfy { missing in
            drift.renames.contains { rename in manifest.isNamed(rename.gone, in: missing) }
        }
        if !explained { isUnexplained = true }
    }

    /// Holds the run because nobody can be sure of the days that its files state.
    mutating func hold(forDates doubts: [String]) {
        doubt = RefusalAdvice.joined(doubts.joined(separator: " "), MappingSession.adviceOnDates)
        remarks.append(RunRemark(kind: RunRemark.setting, text: MappingSession.settingOfDates))
    }

    /// A file with nothing in it says so, whether or not it may be so.
    mutating func tellIfEmpty() {
        guard run != nil, rows == besideTable, places == nil, !isReadAgain else { return }
        remarks.append(
            RunRemark(
                kind: "note",
                text: "The file has no rows. If there should be some, export it again and send it."))
    }

    /// Names what the service had nothing for.
    mutating func tell(absent: [AbsentPart]) {
        guard !absent.isEmpty else { return }
        let names = absent.map { "\($0.file) of \($0.part)" }.joined(separator: "; ")
        remarks.append(
            RunRemark(
                kind: "note",
                text: "The service has nothing for \(names). What these could have stated is not taken for gone."))
    }

    mutating func tell(_ increment: Increment, next: CursorValue?, waits: Bool) {
        remarks.append(RunRemark(kind: RunRemark.cursor, text: increment.told(next: next, waits: waits)))
    }

    mutating func tellTakenUp() {
        remarks.append(
            RunRemark(
                kind: "note",
                text:
                    "These rows were left out before. Their children are known to have SEND by now, so they are taken.")
        )
    }

    mutating func flush() throws {
        try stop.check()
        if !slice.isEmpty, let run { try store.stage(run, slice) }
        slice.removeAll(keepingCapacity: true)
    }
}

/// Where a row begins in the payloads of a run.
struct PayloadPlace: Hashable, Sendable {
    let payload: Int
    let byteOffset: Int
}

extension StagedRow {
    /// A mapped row in the store's words.
    init(_ row: MappedRow, payload: Int) {
        let outcome: Outcome
        switch row.outcome {
        case .records(let records, let notes):
            outcome = .records(
                records.compactMap { $0.folding == nil ? StagedRecord($0) : nil },
                notes: notes.map(Storage.RowFault.init))
        case .leftOut(let rule): outcome = .leftOut(rule: rule)
        case .quarantined(let faults, let mentions):
            outcome = .quarantined(
                faults.map(Storage.RowFault.init), mentions: mentions.map { RecordName($0.type, key: $0.key) })
        }
        self.init(
            payload: payload, number: row.number, line: row.line, byteOffset: row.byteOffset, outcome: outcome)
    }
}

extension StagedRecord {
    init(_ record: SourceRecord) {
        self.init(
            name: RecordName(record.type, key: record.key), subject: record.subject,
            blob: record.isEnded ? nil : record.record.encoded(), columns: record.columns)
    }
}

extension Storage.RowFault {
    init(_ fault: Adapters.RowFault) {
        self.init(
            column: fault.columnNumber == 0 ? nil : fault.columnNumber,
            columnName: fault.columnName.isEmpty ? nil : fault.columnName, rule: fault.rule, what: fault.what,
            advice: fault.advice)
    }
}

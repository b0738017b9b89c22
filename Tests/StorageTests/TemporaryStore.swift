// A store in a folder of its own, and short words for what the tests put into it.

import Foundation
import SENDRecords
import Storage

/// A state folder that goes with the test.
final class TemporaryStore {
    let folder: String
    private(set) var store: Store

    init() throws {
        folder = NSTemporaryDirectory() + "sendgate-store-" + UUID().uuidString
        store = try Store.open(folder: folder, as: .owner)
    }

    deinit {
        try? store.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Closes and opens again, as the next start does after a crash.
    @discardableResult
    func reopen(at: Instant = 99) throws -> [FeedID] {
        try store.close()
        store = try Store.open(folder: folder, as: .owner)
        return try store.abandonUnfinishedRuns(at: at)
    }

    /// Begins a run of a feed over one payload.
    func begin(_ feed: String = "school-pupils@100001", asOf: Instant) throws -> RunID {
        let id = try store.feed(named: feed, adapter: String(feed.prefix { $0 != "@" }))
        let payload = RunPayload(
            hash: PayloadHash(of: Array("\(feed) \(asOf)".utf8)), file: "pupils.csv",
            columns: ["Admission", "Surname", "Forename"])
        return try store.beginRun(
            RunStart(feed: id, kind: .manual, asOf: asOf, started: asOf, manifest: "m1", payloads: [payload]))
    }

    /// A whole run of a feed: stages the rows, counts what is absent where it is a snapshot, commits.
    @discardableResult
    func run(
        _ feed: String = "school-pupils@100001", asOf: Instant, _ rows: [StagedRow], snapshot: Bool = false,
        outcome: RunOutcome = .applied, withdrawals: WithdrawalDecision = .none
    ) throws -> RunSummary {
        let run = try begin(feed, asOf: asOf)
        for start in stride(from: 0, to: rows.count, by: 2) {
            try store.stage(run, Array(rows[start..<min(start + 2, rows.count)]))
        }
        try store.finishStaging(run)
        if snapshot { _ = try store.stageWithdrawals(run, scope: SnapshotScope(types: Self.types), at: asOf) }
        return try store.commit(
            run, RunCommit(outcome, rowsRead: rows.count, at: asOf, withdrawals: withdrawals))
    }

    static let types: Set<RecordType> = [Child.declaration.type, Enrolment.declaration.type]

    /// What is stated now of a child key, as `surname` by record key.
    func surnames(of key: String, space: String = "school-pupils@100001") throws -> [String: String] {
        guard let subject = try store.subject(of: SubjectKey(.child, space: space, key: key)) else { return [:] }
        let statements = try store.currentStatements(of: [subject])[subject] ?? []
        return try Dictionary(
            uniqueKeysWithValues: statements.map { ($0.key, try Record(encoded: $0.blob)[Child.surname] ?? "") })
    }

    /// The keys of the children on the list.
    func touched() throws -> [String] {
        try store.touchedSubjects(.child, limit: 1000).map(\.key.key)
    }

    /// Takes everything off the list.
    func clearList() throws {
        var slice = DeriveSlice(at: 50)
        slice.done = try store.touchedSubjects(limit: 10_000)
        try store.commitDerive(slice)
    }
}

extension Instant: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int64) {
        self.init(milliseconds: value)
    }
}

extension StagedRecord {
    /// A `child` record.
    static func child(
        _ key: String, _ surname: String, of subject: String? = nil, space: String = "school-pupils@100001"
    ) -> StagedRecord {
        var record = Record(Child.declaration.type)
        record[Child.surname] = surname
        return StagedRecord(
            name: RecordName(Child.declaration.type, key: key),
            subject: SubjectKey(.child, space: space, key: subject ?? key), blob: record.encoded(), columns: [0, 2])
    }

    /// An `enrolment` record.
    static func enrolment(_ key: String, _ setting: String, of subject: String) -> StagedRecord {
        var record = Record(Enrolment.declaration.type)
        record[Enrolment.setting] = setting
        return StagedRecord(
            name: RecordName(Enrolment.declaration.type, key: key),
            subject: SubjectKey(.child, space: "school-pupils@100001", key: subject), blob: record.encoded())
    }
}

extension StagedRow {
    /// The row at a line, with these records.
    static func row(_ line: Int, _ records: StagedRecord..., notes: [RowFault] = []) -> StagedRow {
        StagedRow(
            payload: 0, number: line - 1, line: line, byteOffset: line * 40,
            outcome: .records(records, notes: notes))
    }

    static func row(_ line: Int, _ outcome: Outcome) -> StagedRow {
        StagedRow(payload: 0, number: line - 1, line: line, byteOffset: line * 40, outcome: outcome)
    }
}

extension RowFault {
    static let badDate = RowFault(
        column: 3, columnName: "DOB", rule: "date not readable", what: "The date of birth cannot be read.",
        advice: "Write it as 31/01/2015.")
}

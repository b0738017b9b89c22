// What becomes of one record of a slice.

import SENDRecords

extension StageSlice {
    /// A record that may become a version.
    struct Candidate {
        let row: Int
        let record: StagedRecord
        let name: NameHash
        let content: Int64
        /// Says nothing that the feed doesn't state already, or an earlier row of this run states it.
        var isSettled = false
        var isNew = false
        /// The feed has never stated it.
        var isFirst = false
        /// The subject that the current version is about, where it is another one.
        var formerSubject: Int64?
        /// 0 until it has a number.
        var subject: Int64 = 0
    }
}

extension StageSlice.Candidate {
    /// Whether it states otherwise what the run in whose place it stands has stated.
    func contradicts(_ current: CurrentVersion, _ subjects: inout SubjectLookUp) throws -> Bool {
        try record.blob == nil || current.content != content || current.subject != subjects.number(of: record.subject)
    }

    /// The record is no more.
    ///
    /// - Parameter waits: its withdrawal waits for a person already.
    mutating func end(_ current: CurrentVersion?, waits: Bool) {
        // Whom it was about is what the feed said of it before: a list of deletions names keys alone.
        isSettled = current?.isWithdrawn ?? true || waits
        subject = current?.subject ?? 0
    }

    /// The record is stated: as it is now, anew, or in other words.
    ///
    /// - Parameter waits: its withdrawal waits for a person, so that it has to be stated again.
    mutating func compare(
        with current: CurrentVersion?, waits: Bool, _ subjects: inout SubjectLookUp
    ) throws {
        let number = try subjects.number(of: record.subject)
        if let current, !current.isWithdrawn, !waits, current.content == content, current.subject == number {
            isSettled = true
            return
        }
        isNew = current?.isWithdrawn ?? true
        isFirst = current == nil
        subject = number
        if let current, current.subject != subject { formerSubject = current.subject }
    }
}

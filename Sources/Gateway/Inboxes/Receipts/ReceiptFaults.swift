// What is wrong with the rows of a file: the first ones in words, the rest as a number.

import Adapters

/// Something wrong in one row. Of the row's values it holds at most the pupil's initials and number.
struct ReceiptFault: Sendable, Equatable {
    enum Kind: String, Sendable {
        /// The row was not accepted because of it.
        case notAccepted = "not-accepted"
        /// The row was accepted without this value.
        case note
    }

    var kind: Kind
    /// Which file of a set it is in; empty where there is only one.
    var file = ""
    var line: Int
    /// From 1; 0 where it isn't one column's.
    var columnNumber = 0
    /// The column's heading; empty where it isn't one column's.
    var columnName = ""
    /// The pupil whom the row is about, only for the receipt of the pupil's own school.
    var pupil: PupilLabel?
    /// For programs, for instance `date-unreadable`.
    var rule = ""
    /// What is wrong, as a sentence.
    var what: String
    /// How to put it right, as a sentence.
    var advice: String
}

/// The faults of a file. It counts all and keeps the first of each kind, so that its size doesn't follow the file's.
struct ReceiptFaults: Sendable, Equatable {
    /// How many a receipt lists; rows that were not accepted come before notes.
    static let limit = 200

    private(set) var notAcceptedTotal = 0
    private(set) var noteTotal = 0
    private var refusing: [ReceiptFault] = []
    private var noting: [ReceiptFault] = []

    init(_ faults: [ReceiptFault] = []) {
        for fault in faults { add(fault) }
    }

    mutating func add(_ fault: ReceiptFault) {
        switch fault.kind {
        case .notAccepted:
            notAcceptedTotal += 1
            if refusing.count < Self.limit { refusing.append(fault) }
        case .note:
            noteTotal += 1
            if noting.count < Self.limit { noting.append(fault) }
        }
    }

    /// Counts faults that were added up elsewhere and are not at hand in words.
    mutating func addUnlisted(notAccepted: Int, notes: Int) {
        notAcceptedTotal += notAccepted
        noteTotal += notes
    }

    /// The lines of those that are kept.
    var lines: [Int] { (refusing + noting).map(\.line) }

    /// The same with the pupils of their lines.
    func naming(_ pupil: (Int) -> PupilLabel?) -> ReceiptFaults {
        var named = self
        for index in named.refusing.indices { named.refusing[index].pupil = pupil(named.refusing[index].line) }
        for index in named.noting.indices { named.noting[index].pupil = pupil(named.noting[index].line) }
        return named
    }

    var total: Int { notAcceptedTotal + noteTotal }
    /// Those that a receipt lists for rows that were not accepted.
    var listedNotAccepted: [ReceiptFault] { refusing }
    /// Those that a receipt lists for rows that were accepted without a value.
    var listedNotes: [ReceiptFault] { Array(noting.prefix(Self.limit - refusing.count)) }
    var unlisted: Int { total - refusing.count - listedNotes.count }
}

// What a school is told about a file that it dropped: a value, which writes itself as text and as JSON.

import Foundation
import SENDRecords

/// The receipt of one dropped file, or the report of a run of a feed that is fetched.
///
/// It names rows by their line and columns by their heading; it holds no value of any row, but that a school's receipt
/// names its own pupils by initials and admission number.
struct Receipt: Sendable, Equatable {
    /// The feed's title, for instance "School pupil list".
    var feed: String
    /// Who sent it: the school, or the partner of a feed that is fetched.
    var school: String
    /// The school's URN; empty for a partner whose feed is fetched.
    var urn: String
    /// The name under which the file was dropped.
    var fileName: String
    var received: Instant
    /// The day that the data are about; nil where it isn't known.
    var asOf: CalendarDate?
    /// The run that read the file; nil where none did.
    var run: Int?
    var outcome: ReceiptOutcome
    /// Nil where no row was read.
    var counts: ReceiptCounts?
    var faults = ReceiptFaults()
    /// Sentences that the school should read with the outcome, for instance about pupils who are missing.
    var remarks: [String] = []
    /// The claim under which the file was taken: for programs, and for finding the receipt's file again.
    var claim: String?
    /// Whether the file is a trust's, with the rows of several schools.
    var isShared = false
    /// For such a file: what became of each school's rows, in the order of their names.
    var shares: [ReceiptShare] = []

    /// Whether a school or a trust dropped the file, and finds the receipt in its folder.
    var isDropped: Bool { !urn.isEmpty }
}

/// What became of the file.
enum ReceiptOutcome: Sendable, Equatable {
    case accepted
    /// Some rows were not accepted.
    case acceptedInPart
    /// The same bytes as the feed's latest file.
    case alreadyReceived
    /// Held until somebody at the council has decided. The advice is what the sender can do meanwhile.
    case waiting(reason: String, advice: String? = nil)
    /// Nothing was used; the advice says how to put it right.
    case refused(reason: String, advice: String)
    /// The feed is tried out: nothing was used, whatever would have come of it.
    indirect case onTrial(ReceiptOutcome)

    /// What became of the file, or would have.
    var ifItCounted: ReceiptOutcome {
        if case .onTrial(let outcome) = self { outcome } else { self }
    }

    var isOnTrial: Bool {
        if case .onTrial = self { true } else { false }
    }

    /// For programs: the word in the JSON receipt.
    var word: String {
        switch self {
        case .accepted: "accepted"
        case .acceptedInPart: "accepted-in-part"
        case .alreadyReceived: "already-received"
        case .waiting: "waiting"
        case .refused: "refused"
        case .onTrial: "on-trial"
        }
    }
}

/// The rows of a file, each counted once.
struct ReceiptCounts: Sendable, Equatable {
    /// A named rule that leaves rows out.
    struct LeftOut: Sendable, Equatable {
        let rule: String
        /// Why, as a school secretary understands it; empty where the rule's name must do.
        let meaning: String
        let count: Int
    }

    var read: Int
    /// Something that the row states is new or has changed.
    var accepted = 0
    var unchanged = 0
    var leftOut: [LeftOut] = []
    var notAccepted = 0
    /// Rows of a held run.
    var waiting = 0

    var leftOutTotal: Int { leftOut.reduce(0) { $0 + $1.count } }

    var together: Int { accepted + unchanged + leftOutTotal + notAccepted + waiting }

    /// Whether every row that was read is in exactly one of the counts.
    var addUp: Bool { together == read }

    /// The outcome of a run that nobody holds.
    var outcome: ReceiptOutcome { notAccepted == 0 ? .accepted : .acceptedInPart }
}

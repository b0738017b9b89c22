// What a trial found: figures only, no value of a row and no child.

import Foundation
import SENDRecords
import Storage

/// The report of one run of a feed on trial, as it is kept with the run.
struct TrialReport: Codable, Sendable, Equatable {
    struct Rows: Codable, Sendable, Equatable {
        var read = 0
        var applied = 0
        var unchanged = 0
        var leftOut = 0
        var quarantined = 0
        /// By the rule that left them out.
        var leftOutBy: [String: Int] = [:]
        /// Faults and notes by rule.
        var faults: [String: Int] = [:]
    }

    /// What matching makes of the child records that are new or changed. The first six add up to `children`.
    struct Matching: Codable, Sendable, Equatable {
        /// Child keys with such a record.
        var children = 0
        /// The key belongs to a child already.
        var knownByKey = 0
        /// It would join a child whom other feeds state.
        var joining = 0
        /// A person would be asked.
        var doubtful = 0
        /// Names and birth date agree with a child's and NHS number or UPN differ.
        var conflicting = 0
        /// A person has said that the key is not to be joined to another.
        var keptApart = 0
        var new = 0

        /// Of a hundred children those who are found.
        var rate: Double { children == 0 ? 0 : Double(knownByKey + joining) * 100 / Double(children) }
    }

    struct Records: Codable, Sendable, Equatable {
        let type: String
        let new: Int
        let changed: Int
        let ended: Int
    }

    /// Children and what is settled about them.
    struct Children: Codable, Sendable, Equatable {
        var new = 0
        var changed = 0
        /// Merged into another, or stated by nobody any more.
        var ended = 0
        /// Of the new and changed ones those of whom nothing may leave.
        var restricted = 0
        /// Children in whose file the field's settled values would change, by `type.field`.
        var fields: [String: Int] = [:]
        /// Other files that would be written or removed: schools, routes, crew members.
        var others: [String: Int] = [:]
    }

    struct Findings: Codable, Sendable, Equatable {
        let kind: String
        let isSignal: Bool
        let opened: Int
        let closed: Int
    }

    /// What one consumer would be sent under its agreement.
    struct Disclosure: Codable, Sendable, Equatable {
        let consumer: String
        /// The agreement's own words and number.
        var title = ""
        var agreement = ""
        /// Children of whom it would be sent a view.
        var sent = 0
        /// Of these the ones of whom it has had nothing so far.
        var newToThem = 0
        /// Of these the restricted ones: only where the agreement has a grant for them.
        var restricted = 0
        /// Children of whom it would be told that they are withdrawn.
        var withdrawn = 0
        /// Children whose view waits and would not be sent any more.
        var dropped = 0
        /// Children of whom it would get a field that it has not had, by `type.field`.
        var newFields: [String: Int] = [:]
        var changedFields: [String: Int] = [:]
        var lostFields: [String: Int] = [:]
    }

    /// The state in which the run would have ended: `applied`, `held`, `refused` or `unchanged`.
    var outcome: String
    var reason: String
    var rows: Rows
    /// What the reader found odd, what has become of columns.
    var remarks: [String] = []
    var matching: Matching?
    var records: [Records]?
    /// Why records that the file leaves out would wait for a person; nil where none would.
    var heldWithdrawals: String?
    var children: Children?
    var findings: [Findings]?
    var disclosures: [Disclosure]?
    /// What the report says nothing about, and why.
    var notComputed: [String] = []

    init(_ report: PassReport, counts: RunCounts) {
        outcome = report.state.name
        reason = report.reason
        rows = Rows(
            read: counts.accountedFor, applied: counts.applied, unchanged: counts.unchanged, leftOut: counts.leftOut,
            quarantined: counts.quarantined)
    }

    func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(self))
    }

    init(encoded bytes: [UInt8]) throws {
        self = try JSONDecoder().decode(TrialReport.self, from: Data(bytes))
    }
}

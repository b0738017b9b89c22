// Receipts of an invented school's file.

import Foundation
import SENDRecords

@testable import Gateway

enum ReceiptSample {
    static let london = TimeZone(identifier: "Europe/London")!

    /// A Friday in summer, when London is an hour before UTC.
    static func receipt(_ outcome: ReceiptOutcome, _ counts: ReceiptCounts? = nil) -> Receipt {
        Receipt(
            feed: "School pupil list", school: "Oakfield Primary School", urn: "103456", fileName: "pupils.csv",
            received: Instant(seconds: 1_781_897_400), asOf: CalendarDate(year: 2026, month: 6, day: 18), run: 1234,
            outcome: outcome, counts: counts, claim: "1781897400000-00000000000000ab")
    }

    static let inPart: Receipt = {
        let counts = ReceiptCounts(
            read: 1412, accepted: 90, unchanged: 1310,
            leftOut: [
                .init(rule: "no-sen", meaning: "Pupils with no sign of special educational needs.", count: 10)
            ], notAccepted: 2)
        var made = receipt(counts.outcome, counts)
        made.faults = ReceiptFaults([
            ReceiptFault(
                kind: .note, line: 20, columnNumber: 28, columnName: "NHS number", rule: "identifier-fails",
                what: "The NHS number's last digit doesn't fit the others.",
                advice: "Check it against the child's red book or a letter from the NHS."),
            ReceiptFault(
                kind: .notAccepted, line: 1017, columnNumber: 5, columnName: "Date of birth",
                rule: "date-unreadable", what: "The date of birth is no date.", advice: "Write it as 31/01/2015."),
            ReceiptFault(
                kind: .notAccepted, line: 1020, rule: "row-unreadable",
                what: "The row has 9 values, and the headings are 12.",
                advice: "Look for a comma or a line break inside a value, and export the file again."),
        ])
        return made
    }()
}

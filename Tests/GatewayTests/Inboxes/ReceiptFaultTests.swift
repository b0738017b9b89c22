import Adapters
import Foundation
import SENDRecords
import Testing

@testable import Gateway

/// What a receipt says of single rows: where they are, whom they are about, how many are listed.
@Suite struct ReceiptFaultTests {
    @Test func aThousandFaultsAreListedAsTheFirstTwoHundred() {
        var receipt = ReceiptSample.receipt(.acceptedInPart, ReceiptCounts(read: 1000, notAccepted: 1000))
        for line in 2...501 {
            receipt.faults.add(ReceiptFault(kind: .note, line: line, what: "A note.", advice: "Do it."))
        }
        for line in 2...1001 {
            receipt.faults.add(ReceiptFault(kind: .notAccepted, line: line, what: "A fault.", advice: "Do it."))
        }
        let text = receipt.text(timeZone: ReceiptSample.london)
        #expect(text.split(separator: "\n").count { $0.hasPrefix("  Line ") } == 200)
        #expect(!text.contains("A note."))
        #expect(text.contains("... and 1,300 more."))
    }

    @Test(arguments: [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (703, "AAA")])
    func columnsHaveTheLettersOfASpreadsheet(number: Int, letters: String) {
        #expect(ReceiptFault.letters(ofColumn: number) == letters)
    }

    @Test func aSchoolsReceiptNamesItsPupilByInitialsAndNumber() {
        var receipt = ReceiptSample.inPart
        receipt.faults = receipt.faults.naming { line in
            switch line {
            case 1017: PupilLabel(initials: "J.S.", key: "004211")
            case 20: PupilLabel(initials: "", key: "7")
            default: nil
            }
        }
        let text = receipt.text(timeZone: ReceiptSample.london)
        #expect(text.contains("  Line 1,017 (J.S., admission number 004211), column 5 (E), \"Date of birth\"\n"))
        #expect(text.contains("  Line 20 (admission number 7), column 28"))
        #expect(text.contains("  Line 1,020\n"))
        let json = String(decoding: receipt.json(), as: UTF8.self)
        #expect(json.contains(#""line":1017,"pupil":{"initials":"J.S.","admissionNumber":"004211"},"#))
    }

    @Test(arguments: [
        (["pupils"], [""]), (["person", "plan"], ["person", "plan"]),
        (["patients", "patients", "needs"], ["patients part 1", "patients part 2", "needs"]),
    ])
    func aFaultOfASetNamesItsFile(files: [String], names: [String]) {
        #expect(RunReceipts.names(of: files) == names)
    }

    @Test func theFileOfASetStandsBeforeTheLine() {
        var receipt = ReceiptSample.receipt(.accepted, ReceiptCounts(read: 12, accepted: 12))
        receipt.faults.add(
            ReceiptFault(kind: .note, file: "plan", line: 12, columnNumber: 2, what: "A note.", advice: "Do it."))
        #expect(receipt.text(timeZone: ReceiptSample.london).contains("  File plan, line 12, column 2 (B)\n"))
        #expect(String(decoding: receipt.json(), as: UTF8.self).contains(#""file":"plan","line":12"#))
    }
}

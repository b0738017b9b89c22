import Adapters
import Foundation
import SENDRecords
import Testing

@testable import Gateway

@Suite struct ReceiptTests {
    @Test func aFileThatIsAcceptedInPartGetsThisReceipt() {
        #expect(
            ReceiptSample.inPart.text(timeZone: ReceiptSample.london) == """
                ACCEPTED IN PART: 2 of 1,412 rows were not accepted
                ===================================================

                The other rows are in. Please put right what is listed below and save the whole
                file in your folder again. Rows that were accepted can stay in it.

                School      Oakfield Primary School, URN 103456
                Feed        School pupil list
                File        pupils.csv
                Received    Friday 19 June 2026 at 20:30
                Data of     Thursday 18 June 2026
                Run         1234, the number to give when you ask the council about this file

                Rows read              1,412
                  accepted                90   new, or something in them has changed
                  unchanged            1,310   the same as last time
                  left out                10   not needed, see below
                  not accepted             2   see below

                Every row is counted once: 90 + 1,310 + 10 + 2 = 1,412.

                LEFT OUT
                These rows are not needed and are not kept. That is as it should be.
                  rows    10   Pupils with no sign of special educational needs. (rule "no-sen")

                NOT ACCEPTED

                  Line 1,017, column 5 (E), "Date of birth"
                    The date of birth is no date.
                    What to do: Write it as 31/01/2015.

                  Line 1,020
                    The row has 9 values, and the headings are 12.
                    What to do: Look for a comma or a line break inside a value, and export the
                    file again.

                ACCEPTED WITHOUT A VALUE

                  Line 20, column 28 (AB), "NHS number"
                    The NHS number's last digit doesn't fit the others.
                    What to do: Check it against the child's red book or a letter from the NHS.

                Lines are counted from the top of the file; the line with the headings counts
                too.

                """)
    }

    @Test func theReceiptForProgramsHasTheseKeysInThisOrder() {
        #expect(
            String(decoding: ReceiptSample.inPart.json(), as: UTF8.self)
                == #"{"outcome":"accepted-in-part","reason":null,"advice":null,"remarks":[],"#
                + #""feed":"School pupil list","urn":"103456","school":"Oakfield Primary School","#
                + #""partner":null,"file":"pupils.csv","#
                + #""claim":"1781897400000-00000000000000ab","received":"2026-06-19T19:30:00.000Z","#
                + #""asOf":"2026-06-18","run":1234,"rows":{"read":1412,"accepted":90,"unchanged":1310,"#
                + #""leftOut":10,"notAccepted":2,"waiting":0,"leftOutBy":[{"rule":"no-sen","#
                + #""meaning":"Pupils with no sign of special educational needs.","count":10}]},"#
                + #""faults":[{"kind":"not-accepted","file":null,"line":1017,"pupil":null,"column":5,"columnName":"Date of birth","#
                + #""rule":"date-unreadable","what":"The date of birth is no date.","advice":"Write it as 31/01/2015."},"#
                + #"{"kind":"not-accepted","file":null,"line":1020,"pupil":null,"column":null,"columnName":null,"rule":"row-unreadable","#
                + #""what":"The row has 9 values, and the headings are 12.","#
                + #""advice":"Look for a comma or a line break inside a value, and export the file again."},"#
                + #"{"kind":"note","file":null,"line":20,"pupil":null,"column":28,"columnName":"NHS number","rule":"identifier-fails","#
                + #""what":"The NHS number's last digit doesn't fit the others.","#
                + #""advice":"Check it against the child's red book or a letter from the NHS."}],"#
                + #""faultTotals":{"notAccepted":2,"notes":1,"unlisted":0}}"# + "\n")
    }

    @Test func aFileInWhichAllIsWellGetsThisReceipt() {
        let counts = ReceiptCounts(read: 31, accepted: 31)
        var receipt = ReceiptSample.receipt(counts.outcome, counts)
        receipt.remarks = [
            "4 pupils of your last file are not in this one. The council is asked before they are taken off."
        ]
        #expect(
            receipt.text(timeZone: ReceiptSample.london) == """
                ACCEPTED
                ========

                Every row was accepted. Please read what follows.

                4 pupils of your last file are not in this one. The council is asked before they
                are taken off.

                School      Oakfield Primary School, URN 103456
                Feed        School pupil list
                File        pupils.csv
                Received    Friday 19 June 2026 at 20:30
                Data of     Thursday 18 June 2026
                Run         1234, the number to give when you ask the council about this file

                Rows read                 31
                  accepted                31   new, or something in them has changed
                  unchanged                0   the same as last time
                  left out                 0
                  not accepted             0

                Every row is counted once: 31 + 0 + 0 + 0 = 31.

                """)
    }

    @Test func aFileThatIsRefusedGetsThisReceipt() {
        var receipt = ReceiptSample.receipt(
            .refused(reason: "The file is empty.", advice: "Export it again, and save it in your folder once more."))
        receipt.run = nil
        receipt.asOf = nil
        #expect(
            receipt.text(timeZone: ReceiptSample.london) == """
                REFUSED: nothing in this file was used
                ======================================

                The file is empty.

                What to do: Export it again, and save it in your folder once more.

                School      Oakfield Primary School, URN 103456
                Feed        School pupil list
                File        pupils.csv
                Received    Friday 19 June 2026 at 20:30

                """)
    }

    @Test func theFirstLineSaysTheOutcome() {
        func first(_ outcome: ReceiptOutcome) -> Substring? {
            ReceiptSample.receipt(outcome).text(timeZone: ReceiptSample.london).split(separator: "\n").first
        }
        #expect(first(.alreadyReceived) == "ALREADY RECEIVED: this file is the same as the last one")
        #expect(
            first(.waiting(reason: "Far fewer rows than last time."))
                == "WAITING: somebody at the council has to look at this file first")
    }

    @Test func aFileThatWaitsSaysThatNothingOfItWasUsedAndWhatItsSenderCanDo() {
        var held = ReceiptSample.receipt(
            .waiting(reason: "Nobody can tell.", advice: "Export it again."), ReceiptCounts(read: 2))
        held.faults.add(ReceiptFault(kind: .notAccepted, line: 2, what: "A fault.", advice: "Mend it."))
        let text = held.text(timeZone: ReceiptSample.london)
        #expect(text.hasPrefix("WAITING: this file can't be used as it is\n"))
        #expect(
            text.contains(
                "Nobody can tell. The file is kept, and nothing of it was used.\n\nWhat to do: Export it again.\n"))
        #expect(text.contains("ROWS THAT CAN'T BE USED AS THEY ARE") && !text.contains("NOT ACCEPTED"))
        #expect(!text.contains("There is nothing for you to do"))
        #expect(String(decoding: held.json(), as: UTF8.self).contains(#""advice":"Export it again.""#))
    }

    @Test func rowsThatWaitAreCountedToo() {
        let counts = ReceiptCounts(read: 412, waiting: 412)
        let text = ReceiptSample.receipt(.waiting(reason: "Far fewer rows than last time."), counts).text(
            timeZone: ReceiptSample.london)
        #expect(text.contains("  waiting                412   until the council has decided\n"))
        #expect(text.contains("Every row is counted once: 0 + 0 + 0 + 0 + 412 = 412.\n"))
    }

    @Test func rowsThatDoNotAddUpAreNotHidden() {
        let counts = ReceiptCounts(read: 10, accepted: 8, notAccepted: 1)
        #expect(!counts.addUp)
        #expect(
            ReceiptSample.receipt(.acceptedInPart, counts).text(timeZone: ReceiptSample.london).contains(
                "do not add up"))
    }

    @Test func noLineIsLongerThanEightyCharactersAndNoneHoldsControlCharacters() {
        var receipt = ReceiptSample.inPart
        receipt.school = "St. " + String(repeating: "Mary and ", count: 30) + "John"
        receipt.fileName = String(repeating: "x", count: 200) + ".csv"
        receipt.remarks = ["one\u{1B}[2Jtwo\nthree"]
        receipt.faults.add(
            ReceiptFault(
                kind: .note, line: 1, columnNumber: 1, columnName: "a\nb" + String(repeating: "c", count: 500),
                what: String(repeating: "w", count: 300), advice: "x"))
        let lines = receipt.text(timeZone: ReceiptSample.london).split(
            separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.allSatisfy { $0.count <= 80 })
        #expect(lines.allSatisfy { $0.utf8.allSatisfy { $0 >= 32 } })
    }

    @Test func theCouncilsClockCountsNotUTC() {
        #expect(LocalTime(Instant(seconds: 1_781_897_400), in: ReceiptSample.london).stamp == "2026-06-19 203000")
        #expect(LocalTime(Instant(seconds: 1_795_293_000), in: ReceiptSample.london).stamp == "2026-11-21 203000")
    }

    @Test func aFetchedFeedsReportSpeaksOfTheSystemAndNotOfAFolder() {
        for outcome in [
            ReceiptOutcome.accepted, .acceptedInPart, .alreadyReceived, .waiting(reason: "Why."),
            .refused(reason: "Why.", advice: "What."),
        ] {
            var report = ReceiptSample.inPart
            report.outcome = outcome
            (report.urn, report.school) = ("", "transport operator")
            let text = report.text(timeZone: ReceiptSample.london)
            #expect(!text.contains("folder") && !text.contains("URN"), "\(text)")
            #expect(text.contains("From        transport operator\n"))
            let json = String(decoding: report.json(), as: UTF8.self)
            #expect(json.contains(#""urn":null,"school":null,"partner":"transport operator","#))
        }
    }
}

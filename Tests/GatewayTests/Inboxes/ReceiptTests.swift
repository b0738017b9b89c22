import Adapters
import Foundation
import SENDRecords
import Testing

@testable import Gateway

@Suite struct ReceiptTests {
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
        var made = ReceiptTests.receipt(counts.outcome, counts)
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

    @Test func aFileThatIsAcceptedInPartGetsThisReceipt() {
        #expect(
            Self.inPart.text(timeZone: Self.london) == """
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
            String(decoding: Self.inPart.json(), as: UTF8.self)
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
        var receipt = Self.receipt(counts.outcome, counts)
        receipt.remarks = [
            "4 pupils of your last file are not in this one. The council is asked before they are taken off."
        ]
        #expect(
            receipt.text(timeZone: Self.london) == """
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
        var receipt = Self.receipt(
            .refused(reason: "The file is empty.", advice: "Export it again, and save it in your folder once more."))
        receipt.run = nil
        receipt.asOf = nil
        #expect(
            receipt.text(timeZone: Self.london) == """
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
            Self.receipt(outcome).text(timeZone: Self.london).split(separator: "\n").first
        }
        #expect(first(.alreadyReceived) == "ALREADY RECEIVED: this file is the same as the last one")
        #expect(
            first(.waiting(reason: "Far fewer rows than last time."))
                == "WAITING: somebody at the council has to look at this file first")
    }

    @Test func aFileThatWaitsSaysThatNothingOfItWasUsedAndWhatItsSenderCanDo() {
        var held = Self.receipt(
            .waiting(reason: "Nobody can tell.", advice: "Export it again."), ReceiptCounts(read: 2))
        held.faults.add(ReceiptFault(kind: .notAccepted, line: 2, what: "A fault.", advice: "Mend it."))
        let text = held.text(timeZone: Self.london)
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
        let text = Self.receipt(.waiting(reason: "Far fewer rows than last time."), counts).text(timeZone: Self.london)
        #expect(text.contains("  waiting                412   until the council has decided\n"))
        #expect(text.contains("Every row is counted once: 0 + 0 + 0 + 0 + 412 = 412.\n"))
    }

    @Test func rowsThatDoNotAddUpAreNotHidden() {
        let counts = ReceiptCounts(read: 10, accepted: 8, notAccepted: 1)
        #expect(!counts.addUp)
        #expect(Self.receipt(.acceptedInPart, counts).text(timeZone: Self.london).contains("do not add up"))
    }

    @Test func aThousandFaultsAreListedAsTheFirstTwoHundred() {
        var receipt = Self.receipt(.acceptedInPart, ReceiptCounts(read: 1000, notAccepted: 1000))
        for line in 2...501 {
            receipt.faults.add(ReceiptFault(kind: .note, line: line, what: "A note.", advice: "Do it."))
        }
        for line in 2...1001 {
            receipt.faults.add(ReceiptFault(kind: .notAccepted, line: line, what: "A fault.", advice: "Do it."))
        }
        let text = receipt.text(timeZone: Self.london)
        #expect(text.split(separator: "\n").count { $0.hasPrefix("  Line ") } == 200)
        #expect(!text.contains("A note."))
        #expect(text.contains("... and 1,300 more."))
    }

    @Test func noLineIsLongerThanEightyCharactersAndNoneHoldsControlCharacters() {
        var receipt = Self.inPart
        receipt.school = "St. " + String(repeating: "Mary and ", count: 30) + "John"
        receipt.fileName = String(repeating: "x", count: 200) + ".csv"
        receipt.remarks = ["one\u{1B}[2Jtwo\nthree"]
        receipt.faults.add(
            ReceiptFault(
                kind: .note, line: 1, columnNumber: 1, columnName: "a\nb" + String(repeating: "c", count: 500),
                what: String(repeating: "w", count: 300), advice: "x"))
        let lines = receipt.text(timeZone: Self.london).split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.allSatisfy { $0.count <= 80 })
        #expect(lines.allSatisfy { $0.utf8.allSatisfy { $0 >= 32 } })
    }

    @Test(arguments: [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (703, "AAA")])
    func columnsHaveTheLettersOfASpreadsheet(number: Int, letters: String) {
        #expect(ReceiptFault.letters(ofColumn: number) == letters)
    }

    @Test func theCouncilsClockCountsNotUTC() {
        #expect(LocalTime(Instant(seconds: 1_781_897_400), in: Self.london).stamp == "2026-06-19 203000")
        #expect(LocalTime(Instant(seconds: 1_795_293_000), in: Self.london).stamp == "2026-11-21 203000")
    }

    @Test func theFolderExplainsItselfToTheSecretary() {
        let places = [
            InboxPlace(
                urn: "103456", school: "Oakfield Primary School", adapter: "school-pupils", title: "School pupil list")
        ]
        #expect(
            InboxReadme.text(for: places) == """
                Files for the council from Oakfield Primary School

                Save your file in the folder that it belongs to:

                  school-pupils         School pupil list

                Then wait a minute. The file disappears from the folder and comes back, with a
                receipt beside it, in one of two folders:

                  done      it was read. The receipt says which rows were accepted and which
                            were not.
                  refused   nothing was used. The receipt says why, and how to put it right.

                Receipts come twice: the one that ends in .txt is for you, the one that ends in
                .json is for programs. You can send a better file whenever you like, under the
                same name or another one. You may delete what is in done and refused; the
                gateway does so, too, when the time for which files are kept is over.

                A file stays where it is while a program still writes it or holds it open, and
                an empty one for a minute. Files that programs make for themselves are left
                alone: names that begin with a dot or with ~$, that end in .tmp, .part,
                .partial, .filepart or .crdownload, Thumbs.db and desktop.ini. So are links and
                folders: NOT-TAKEN.txt names them when there are any. Nothing belongs in this
                folder itself: what is saved here comes back in refused, with the name of the
                right folder.

                """)
    }

    @Test func aSchoolsReceiptNamesItsPupilByInitialsAndNumber() {
        var receipt = Self.inPart
        receipt.faults = receipt.faults.naming { line in
            switch line {
            case 1017: PupilLabel(initials: "J.S.", key: "004211")
            case 20: PupilLabel(initials: "", key: "7")
            default: nil
            }
        }
        let text = receipt.text(timeZone: Self.london)
        #expect(text.contains("  Line 1,017 (J.S., admission number 004211), column 5 (E), \"Date of birth\"\n"))
        #expect(text.contains("  Line 20 (admission number 7), column 28"))
        #expect(text.contains("  Line 1,020\n"))
        let json = String(decoding: receipt.json(), as: UTF8.self)
        #expect(json.contains(#""line":1017,"pupil":{"initials":"J.S.","admissionNumber":"004211"},"#))
    }

    @Test func aFetchedFeedsReportSpeaksOfTheSystemAndNotOfAFolder() {
        for outcome in [
            ReceiptOutcome.accepted, .acceptedInPart, .alreadyReceived, .waiting(reason: "Why."),
            .refused(reason: "Why.", advice: "What."),
        ] {
            var report = Self.inPart
            report.outcome = outcome
            (report.urn, report.school) = ("", "transport operator")
            let text = report.text(timeZone: Self.london)
            #expect(!text.contains("folder") && !text.contains("URN"), "\(text)")
            #expect(text.contains("From        transport operator\n"))
            let json = String(decoding: report.json(), as: UTF8.self)
            #expect(json.contains(#""urn":null,"school":null,"partner":"transport operator","#))
        }
    }

    @Test(arguments: [
        (["pupils"], [""]), (["person", "plan"], ["person", "plan"]),
        (["patients", "patients", "needs"], ["patients part 1", "patients part 2", "needs"]),
    ])
    func aFaultOfASetNamesItsFile(files: [String], names: [String]) {
        #expect(RunReceipts.names(of: files) == names)
    }

    @Test func theFileOfASetStandsBeforeTheLine() {
        var receipt = Self.receipt(.accepted, ReceiptCounts(read: 12, accepted: 12))
        receipt.faults.add(
            ReceiptFault(kind: .note, file: "plan", line: 12, columnNumber: 2, what: "A note.", advice: "Do it."))
        #expect(receipt.text(timeZone: Self.london).contains("  File plan, line 12, column 2 (B)\n"))
        #expect(String(decoding: receipt.json(), as: UTF8.self).contains(#""file":"plan","line":12"#))
    }
}

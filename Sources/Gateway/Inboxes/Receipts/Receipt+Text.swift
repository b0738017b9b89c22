// The receipt as a school secretary reads it. The first line says the outcome.

import Foundation
import SENDRecords

extension Receipt {
    /// Plain text, lines of at most 80 characters.
    func text(timeZone: TimeZone) -> String {
        var page = ReceiptPage()
        page.line(headline)
        page.line(String(repeating: "=", count: headline.count))
        page.line()
        explain(on: &page)
        for remark in remarks {
            page.paragraph(ReceiptPage.plain(remark, atMost: 2000))
            page.line()
        }
        let sender = ReceiptPage.plain(school, atMost: 200)
        if isShared {
            page.entry("Trust", sender)
        } else {
            page.entry(isDropped ? "School" : "From", isDropped ? "\(sender), URN \(urn)" : sender)
        }
        page.entry("Feed", ReceiptPage.plain(feed, atMost: 200))
        page.entry("File", ReceiptPage.plain(fileName, atMost: 300))
        page.entry("Received", LocalTime(received, in: timeZone).inWords)
        if let asOf { page.entry("Data of", LocalTime.inWords(asOf)) }
        if let run {
            let use = isDropped ? "this file" : "this report"
            page.entry("Run", "\(run), the number to give when you ask the council about \(use)")
        }
        if let counts { write(counts, on: &page) }
        writeShares(on: &page)
        writeFaults(on: &page)
        return page.text
    }

    private static let inYourSystem = " in your system; the next export that is fetched brings it"

    private var headline: String {
        switch outcome {
        case .accepted where faults.noteTotal > 0: "ACCEPTED, but some values could not be used"
        case .accepted: "ACCEPTED"
        case .acceptedInPart:
            if let counts {
                "ACCEPTED IN PART: \(ReceiptPage.grouped(counts.notAccepted)) of \(ReceiptPage.grouped(counts.read))"
                    + " rows \(counts.notAccepted == 1 ? "was" : "were") not accepted"
            } else {
                "ACCEPTED IN PART: some rows were not accepted"
            }
        case .alreadyReceived: "ALREADY RECEIVED: this file is the same as the last one"
        case .waiting(_, .some): "WAITING: this file can't be used as it is"
        case .waiting: "WAITING: somebody at the council has to look at this file first"
        case .refused: "REFUSED: nothing in this file was used"
        case .onTrial: "ON TRIAL: this file was checked, and nothing of it is used yet"
        }
    }

    private func explain(on page: inout ReceiptPage) {
        switch outcome {
        case .accepted where faults.noteTotal > 0:
            page.paragraph(
                "Every row was accepted. The values listed below could not be read and were left out. Please put them"
                    + " right\(isDropped ? " and save the whole file in your folder again" : Self.inYourSystem).")
        case .accepted where !remarks.isEmpty && counts?.read == 0:
            page.paragraph("The file was read. Please read what follows.")
        case .accepted where !remarks.isEmpty:
            page.paragraph("Every row was accepted. Please read what follows.")
        case .accepted:
            page.paragraph("There is nothing for you to do.")
        case .acceptedInPart:
            page.paragraph(
                isDropped
                    ? "The other rows are in. Please put right what is listed below and save the whole file in your"
                        + " folder again. Rows that were accepted can stay in it."
                    : "The other rows are in. Please put right what is listed below\(Self.inYourSystem).")
        case .alreadyReceived:
            page.paragraph(
                "Nothing was changed. There is nothing for you to do, unless you meant to send a newer file: then"
                    + " export it again\(isDropped ? " and save it in your folder" : "").")
        case .waiting(let reason, let advice):
            page.paragraph("\(reason) The \(isDropped ? "file" : "export") is kept, and nothing of it was used.")
            page.line()
            if let advice {
                page.paragraph("What to do: \(advice)")
                page.line()
                return
            }
            page.paragraph(
                isDropped
                    ? "There is nothing for you to do, unless you see that this is the wrong file: then save the right"
                        + " one in your folder. Please don't send the same file again."
                    : "There is nothing for you to do, unless you see that this is the wrong export: then tell the"
                        + " council.")
        case .refused(let reason, let advice):
            page.paragraph(reason)
            page.line()
            page.paragraph("What to do: \(advice)")
        case .onTrial(let outcome): explainTrial(outcome, on: &page)
        }
        page.line()
    }

    /// What would have come of the file: whoever sends it can put it right before it counts.
    private func explainTrial(_ outcome: ReceiptOutcome, on page: inout ReceiptPage) {
        page.paragraph(
            "The council is trying this \(isDropped ? "folder" : "feed") out. Your file was read and checked as if it counted,"
                + " but nothing of it is used until the council says so. You need not send it again then.")
        page.line()
        let again = isDropped ? " and save the whole file in your folder again" : Self.inYourSystem
        switch outcome {
        case .accepted where faults.noteTotal > 0:
            page.paragraph(
                "Every row could be used. The values listed below could not be read. Please put them right\(again).")
        case .accepted, .alreadyReceived: page.paragraph("Every row could be used. There is nothing for you to do.")
        case .acceptedInPart:
            page.paragraph("Some rows could not be used. Please put right what is listed below\(again).")
        case .waiting(let reason, let advice):
            page.paragraph("If it counted, it would wait until somebody at the council has looked at it: \(reason)")
            if let advice {
                page.line()
                page.paragraph("What to do: \(advice)")
            }
        case .refused(let reason, let advice):
            page.paragraph("It could not be used: \(reason)")
            page.line()
            page.paragraph("What to do: \(advice)")
        case .onTrial: break
        }
    }

    private func write(_ counts: ReceiptCounts, on page: inout ReceiptPage) {
        page.line()
        page.count("Rows read", counts.read)
        page.count(
            outcome.isOnTrial ? "  could be used" : "  accepted", counts.accepted,
            note: "new, or something in them has changed")
        page.count("  unchanged", counts.unchanged, note: "the same as last time")
        page.count("  left out", counts.leftOutTotal, note: counts.leftOutTotal > 0 ? "not needed, see below" : "")
        page.count("  not accepted", counts.notAccepted, note: counts.notAccepted > 0 ? "see below" : "")
        if counts.waiting > 0 { page.count("  waiting", counts.waiting, note: "until the council has decided") }
        page.line()
        var parts = [counts.accepted, counts.unchanged, counts.leftOutTotal, counts.notAccepted]
        if counts.waiting > 0 { parts.append(counts.waiting) }
        let sum = parts.map(ReceiptPage.grouped).joined(separator: " + ")
        if counts.addUp {
            page.paragraph("Every row is counted once: \(sum) = \(ReceiptPage.grouped(counts.read)).")
        } else {
            page.paragraph(
                "These numbers do not add up (\(sum) is not \(ReceiptPage.grouped(counts.read))). That is a fault of"
                    + " the gateway, not of your file: please tell the council.")
        }
        let rules = counts.leftOut.filter { $0.count > 0 }
        if !rules.isEmpty {
            page.line()
            page.line("LEFT OUT")
            page.paragraph("These rows are not needed and are not kept. That is as it should be.")
            for rule in rules {
                let meaning = rule.meaning.isEmpty ? "" : "\(ReceiptPage.plain(rule.meaning, atMost: 300)) "
                page.count("  rows", rule.count, note: "\(meaning)(rule \"\(rule.rule)\")", numberEnds: 12)
            }
        }
    }

    private func writeFaults(on page: inout ReceiptPage) {
        guard faults.total > 0 else { return }
        // Of a file that waits nothing is accepted yet.
        let isWaiting = if case .waiting = outcome.ifItCounted { true } else { outcome.isOnTrial }
        write(
            faults.listedNotAccepted, under: isWaiting ? "ROWS THAT CAN'T BE USED AS THEY ARE" : "NOT ACCEPTED",
            of: faults.notAcceptedTotal, on: &page)
        write(
            faults.listedNotes, under: isWaiting ? "VALUES THAT CAN'T BE USED" : "ACCEPTED WITHOUT A VALUE",
            of: faults.noteTotal, on: &page)
        page.line()
        if faults.unlisted > 0 {
            page.paragraph(
                "... and \(ReceiptPage.grouped(faults.unlisted)) more. Put these right first; the next receipt shows"
                    + " what is left.")
            page.line()
        }
        page.paragraph("Lines are counted from the top of the file; the line with the headings counts too.")
    }

    private func write(_ listed: [ReceiptFault], under title: String, of total: Int, on page: inout ReceiptPage) {
        guard total > 0 else { return }
        page.line()
        page.line(title)
        for fault in listed {
            page.line()
            page.paragraph("  \(fault.place)", indent: 4, first: "  ")
            page.paragraph(fault.what, indent: 4)
            page.paragraph("What to do: \(fault.advice)", indent: 4)
        }
    }
}

extension ReceiptFault {
    /// Where the fault is: file of a set, line, column number, the column's letter in a spreadsheet, the column's heading.
    fileprivate var place: String {
        var place =
            file.isEmpty ? "Line \(ReceiptPage.grouped(line))" : "File \(file), line \(ReceiptPage.grouped(line))"
        if let pupil {
            var words: [String] = []
            if !pupil.initials.isEmpty { words.append(pupil.initials) }
            if !pupil.key.isEmpty { words.append("admission number \(ReceiptPage.plain(pupil.key, atMost: 60))") }
            place += " (\(words.joined(separator: ", ")))"
        }
        if columnNumber > 0 { place += ", column \(columnNumber) (\(Self.letters(ofColumn: columnNumber)))" }
        if !columnName.isEmpty { place += ", \"\(ReceiptPage.plain(columnName, atMost: 60))\"" }
        return place
    }

    /// A column's letters in a spreadsheet: 1 is A, 27 is AA.
    static func letters(ofColumn number: Int) -> String {
        var rest = number
        var letters = ""
        while rest > 0 {
            rest -= 1
            letters = String(UnicodeScalar(UInt8(65 + rest % 26))) + letters
            rest /= 26
        }
        return letters
    }
}

// A trust's file: what became of each school's rows, on the one receipt that the trust gets.

/// One school's part of a receipt.
struct ReceiptShare: Sendable, Equatable {
    let urn: String
    let school: String
    /// Nil where the file holds no row of the school.
    var outcome: ReceiptOutcome?
    var counts: ReceiptCounts?
    var run: Int?

    /// In a few words.
    fileprivate var words: String {
        switch outcome {
        case nil: "not in this file; nothing was changed"
        case .accepted: "accepted"
        case .acceptedInPart: "accepted in part"
        case .alreadyReceived: "the same as last time"
        case .waiting: "waiting for the council"
        case .refused: "refused"
        case .onTrial: "on trial: checked, and not used yet"
        }
    }
}

extension ReceiptCounts {
    /// The rows of several schools together.
    mutating func add(_ other: ReceiptCounts) {
        read += other.read
        accepted += other.accepted
        unchanged += other.unchanged
        notAccepted += other.notAccepted
        waiting += other.waiting
        for part in other.leftOut {
            let index = leftOut.firstIndex { $0.rule == part.rule }
            let count = part.count + (index.map { leftOut[$0].count } ?? 0)
            let sum = LeftOut(rule: part.rule, meaning: part.meaning, count: count)
            if let index { leftOut[index] = sum } else { leftOut.append(sum) }
        }
    }
}

extension ReceiptFaults {
    /// The faults of several schools' rows together, in the order of the schools.
    mutating func add(_ other: ReceiptFaults) {
        for fault in other.listedNotAccepted + other.listedNotes { add(fault) }
        addUnlisted(
            notAccepted: other.notAcceptedTotal - other.listedNotAccepted.count,
            notes: other.noteTotal - other.listedNotes.count)
    }
}

extension Receipt {
    func writeShares(on page: inout ReceiptPage) {
        guard !shares.isEmpty else { return }
        page.line()
        page.line("BY SCHOOL")
        for share in shares {
            var text = share.words
            if let counts = share.counts {
                text += ": \(ReceiptPage.grouped(counts.read)) rows"
                if counts.notAccepted > 0 { text += ", \(ReceiptPage.grouped(counts.notAccepted)) not accepted" }
            }
            if let run = share.run { text += " (run \(run))" }
            page.paragraph(
                "\(ReceiptPage.plain(share.school, atMost: 200)): \(text)", indent: 10, first: "  \(share.urn) ")
        }
    }
}

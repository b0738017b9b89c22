// Lines among the rows and below them that have a row's delimiters but not a row's values.

extension CSVTable {
    /// Whether the scanned record has nothing but its first value, and every row has more, or another kind of first value.
    func isTitle(_ width: Int) -> Bool {
        let marks = records.scanner.marks
        if marks[0].inner.isEmpty || (1..<width).contains(where: { !marks[$0].inner.isEmpty }) { return false }
        return layout.soleIsOdd || layout.profile.isUnlikeFirst(CSVCell(records.window.base, cell(0)))
    }

    /// Why the last row of the file isn't taken. Two things happen to a last row and to no other: it is a total or a note,
    /// and it is cut off.
    func lastFault() -> CSVRowFault? {
        guard !isRaw, columns > 1 else { return nil }
        let (row, known) = (records.row, layout.profile)
        let always = known.columns.indices.prefix(columns).filter { known.columns[$0].filled >= known.rows - 1 }
        let isUnlikeFirst = row.withBytes(at: 0) { bytes in
            bytes.baseAddress.map { known.isUnlikeFirst(CSVCell($0, 0..<bytes.count)) } ?? false
        }
        // Most of what every row has is missing, and the key doesn't say that it is a row.
        let isMostlyMissing =
            known.rows >= 8 && always.count >= 3 && !known.columns[0].hasAlwaysDigits
            && always.count(where: row.isEmpty(at:)) * 2 > always.count
        let isHalfEmpty = (1..<columns).count(where: row.isEmpty(at:)) * 2 >= columns - 1
        let isSummary = isUnlikeFirst || CSVFooter.isDoubtful(row.bytes(at: 0))
        if isSummary && isHalfEmpty || isMostlyMissing { return .footerLike }
        guard summary.endsWithoutLineEnd, !pendingIsClosed, !row.isEmpty(at: columns - 1) else { return nil }
        let last = known.columns[columns - 1]
        let value = row.bytes(at: columns - 1)
        let isCut = last.isAlwaysAsLong && value.count < last.longest
        let isPart = value.withUnsafeBufferPointer { bytes in
            bytes.baseAddress.map { last.isCutOff(CSVCell.hash($0, 0..<bytes.count)) } ?? false
        }
        return isCut || isPart ? .perhapsCut(column: columns) : nil
    }
}

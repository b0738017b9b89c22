// Quotes in values without quotes around them: which are text, and which tell that a value isn't whole.

extension CSVTable {
    /// The first field without quotes around it whose quotes tell that it isn't whole. Pairs are text, and so is an inch
    /// mark (a quote after a digit), and one inside a word (somebody's apostrophe) where many stand so. A writer doubles
    /// quotes only inside quotes, so doubled ones have lost those around them; and nobody writes the half of a pair, at the
    /// beginning or the end of a word: its partner is lost, or it came from elsewhere.
    func strayQuote(width: Int) -> Int? {
        guard records.scanner.hasStrayQuote else { return nil }
        var first: Int?
        for index in 0..<width where records.scanner.marks[index].quoting == .none {
            let cell = cell(index)
            let found = quotes(in: cell)
            if found.areDoubled { return index }
            if found.count.isMultiple(of: 2) { continue }
            if !found.isText { return index }
            // Two inch marks in a row may be a pair that a delimiter divides.
            if found.isLast, let first { return first }
            let isQuoted = index < layout.profile.columns.count && layout.profile.columns[index].isQuoted
            if isQuoted || layout.isSpoiltByQuote(records.window.base, cell, index, quote) { return index }
            if found.isInWord, layout.hasFewStrayQuotes { return index }
            if !found.isLast, first == nil { first = index }
        }
        return nil
    }

    private struct Found {
        var count = 0
        var areDoubled = false
        var isText = false
        /// One stands between two letters of the Latin alphabet.
        var isInWord = false
        var isLast = false
    }

    private func quotes(in cell: Range<Int>) -> Found {
        let base = records.window.base
        var found = Found()
        var position = cell.lowerBound
        while position < cell.upperBound,
            let next = ByteSearch.first(quote, in: base + position, count: cell.upperBound - position)
        {
            if found.count > 0, next == 0 { found.areDoubled = true }
            let place = position + next
            if place > cell.lowerBound {
                let (before, after) = (
                    base[place - 1], place + 1 < cell.upperBound ? base[place + 1] : UInt8(ascii: " ")
                )
                let isInchMark = before.isASCIIDigit && !after.isASCIIDigit && after != UInt8(ascii: "/")
                found.isText = found.isText || isInchMark || before.isLetter && after.isLetter
                found.isInWord = found.isInWord || before.isASCIILetter && after.isASCIILetter
            }
            found.count += 1
            position = place + 1
        }
        found.isLast = position == cell.upperBound
        return found
    }
}

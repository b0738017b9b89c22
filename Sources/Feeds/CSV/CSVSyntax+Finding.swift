// Which delimiter and which quote a payload uses: those by which its first records agree best. The
// header alone would be fooled by one name with a comma in it.

extension CSVSyntax {
    static let sampleLength = 64 * 1024
    static let sampleRecords = 100
    /// Tried only where none of the usual ones divides the records.
    private static let unusual = [
        ":", "^", "~", "\u{1F}", "\u{1E}", "\u{1}", "#", " ", "@", "!", "*", "%", "&", "=", "+", "$", "\\", "/",
    ].compactMap { CSVDelimiter(named: $0) }
    /// Those of them that stand in text now and then: they must divide three columns or more, and four where dates have
    /// three.
    static let inText = Set("@!*%&=+$\\/ ".utf8)
    /// Where one of them stands in every line, in that of the names as well, it isn't taken for text either. Names have
    /// spaces.
    private static let perhaps = unusual.filter { $0 != .space }

    /// - Parameter declared: what the feed says, which stands.
    static func found(
        in window: ByteWindow, declared: CSVDelimiter?, escape: CSVEscape, limits: CSVLimits
    ) -> CSVSyntax {
        let quotes = [UInt8(ascii: "\"")] + otherQuotes(window)
        func best(
            _ delimiters: [CSVDelimiter], strictly: Bool = false, belowTitle: Bool = false, isSpaced: Bool = false
        ) -> Candidate? {
            var best: Candidate?
            for quote in quotes {
                for delimiter in delimiters {
                    let syntax = CSVSyntax(delimiter: delimiter, quote: quote, escape: escape, isSpaced: isSpaced)
                    guard
                        let candidate = Candidate(
                            syntax, window, limits, strictly: strictly, belowTitle: belowTitle)
                    else { continue }
                    if best.map({ candidate.isBetter(than: $0) }) ?? true { best = candidate }
                }
            }
            return best
        }
        var syntax: CSVSyntax
        if let declared {
            syntax = best([declared])?.syntax ?? CSVSyntax(delimiter: declared)
        } else if let usual = best(CSVDelimiter.usual), usual.share >= 0.5, !usual.leavesWhole(window) {
            // Commas in text may stand as often as once a line.
            let other = usual.share < 0.9 ? best(unusual, strictly: true) : nil
            syntax = other.flatMap { $0.width > max(usual.width, 2) ? $0.syntax : nil } ?? usual.syntax
        } else if let usual = best(CSVDelimiter.usual, belowTitle: true), usual.share >= 0.9 {
            syntax = usual.syntax
        } else if let spaced = best(CSVDelimiter.usual, isSpaced: true), spaced.share >= 0.9 {
            // Quotes behind the spaces hide the delimiter from those who don't expect spaces.
            syntax = spaced.syntax
        } else if let unusual = best(unusual, strictly: true) {
            syntax = unusual.syntax
        } else {
            let delimiter = commonest(in: window)
            let known = best([delimiter])
            syntax = known?.syntax ?? CSVSyntax(delimiter: delimiter)
            if known == nil { syntax.doubtful = best(Self.perhaps)?.doubtful }
        }
        (syntax.escape, syntax.isSpaced) = (escape, false)
        if syntax.delimiter.byte != UInt8(ascii: " ") {
            var spaced = syntax
            spaced.isSpaced = true
            if holds(spaced, window, limits) { syntax = spaced }
            spaced.isPadded = true
            if syntax.isSpaced, holds(spaced, window, limits) { syntax = spaced }
        }
        syntax.isDoubled = isDoubled(syntax, window, limits)
        return syntax
    }

    /// The single quote and the backtick, where two fields or more begin with it, and more than with a double quote.
    private static func otherQuotes(_ window: ByteWindow) -> [UInt8] {
        let end = min(window.end, window.start + sampleLength)
        let others = [UInt8(ascii: "'"), UInt8(ascii: "`")].filter {
            ByteSearch.first($0, in: window.base + window.start, count: end - window.start) != nil
        }
        if others.isEmpty { return [] }
        var opening = [Int](repeating: 0, count: 256)
        var previous = CSVScanner.lineFeed
        for index in window.start..<end {
            let byte = window.base[index]
            if previous == CSVScanner.lineFeed || previous == CSVScanner.carriageReturn
                || CSVDelimiter.usual.contains(where: { $0.byte == previous })
            {
                opening[Int(byte)] += 1
            }
            previous = byte
        }
        return others.filter { quote in
            let count = opening[Int(quote)]
            return count >= 2 && count > opening[Int(UInt8(ascii: "\""))]
                || count >= 1 && isDoubledInWord(quote, window, to: end)
        }
    }

    /// Whether a quote stands twice between letters (`O''Neill`), as only a writer does who quotes with it.
    private static func isDoubledInWord(_ quote: UInt8, _ window: ByteWindow, to end: Int) -> Bool {
        return (window.start..<max(window.start, end - 3)).contains { index in
            window.base[index + 1] == quote && window.base[index + 2] == quote
                && window.base[index].isLetter && window.base[index + 3].isLetter
        }
    }

    /// Whether the syntax with something more (spaces around delimiters) holds for all records. The names may lack it.
    private static func holds(_ syntax: CSVSyntax, _ window: ByteWindow, _ limits: CSVLimits) -> Bool {
        let sample = CSVSample(
            window, length: sampleLength, line: 1, syntax: syntax, limits: limits, limit: sampleRecords)
        let names = sample.records.first
        let rows = sample.records.dropFirst(names?.lacksSpace == true ? 1 : 0)
        var filled = 0
        for record in rows {
            if record.lacksSpace { return false }
            for cell in record.cells.dropFirst() where !cell.isEmpty { filled += 1 }
        }
        return filled >= 2 && rows.count >= (names?.lacksSpace == true ? 3 : 2) && sample.damaged * 10 <= rows.count
    }

    /// Every second field is empty in all records, the names too: the delimiter is two bytes (`||`).
    private static func isDoubled(_ syntax: CSVSyntax, _ window: ByteWindow, _ limits: CSVLimits) -> Bool {
        let sample = CSVSample(
            window, length: sampleLength, line: 1, syntax: syntax, limits: limits, limit: sampleRecords)
        guard let width = sample.records.first?.width, width >= 3, sample.records.count >= 2 else { return false }
        return sample.records[0].cells.enumerated().allSatisfy { $0.element.isEmpty == !$0.offset.isMultiple(of: 2) }
            && sample.records.count { record in
                record.cells.enumerated().allSatisfy { $0.offset.isMultiple(of: 2) || $0.element.isEmpty }
            } * 10 >= sample.records.count * 9
    }

    /// The usual delimiter that stands most often in the first line, outside quotes.
    private static func commonest(in window: ByteWindow) -> CSVDelimiter {
        let counts = counts(in: window)
        let most = counts.values.max() ?? 0
        return CSVDelimiter.usual.first { counts[$0, default: 0] == most && most > 0 } ?? .comma
    }

    /// How often each usual delimiter stands in the first line, outside quotes.
    static func counts(in window: ByteWindow) -> [CSVDelimiter: Int] {
        var counts: [CSVDelimiter: Int] = [:]
        var inQuotes = false
        for index in window.start..<window.end {
            let byte = window.base[index]
            if byte == UInt8(ascii: "\"") { inQuotes.toggle() }
            if inQuotes { continue }
            if byte == CSVScanner.lineFeed || byte == CSVScanner.carriageReturn { break }
            if let delimiter = CSVDelimiter.usual.first(where: { $0.byte == byte }) {
                counts[delimiter, default: 0] += 1
            }
        }
        return counts
    }
}

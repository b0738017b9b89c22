// Which delimiter and which quote a payload uses: those by which its first records agree best. The
// header alone would be fooled by one name with a comma in it.

extension CSVSyntax {
    private static let sampleLength = 64 * 1024
    private static let sampleRecords = 100
    /// Tried only where none of the usual ones divides the records.
    private static let unusual = [":", "^", "~", "\u{1F}", "\u{1E}", "\u{1}", "#", " "].compactMap {
        CSVDelimiter(named: $0)
    }

    /// - Parameter declared: what the feed says, which stands.
    static func found(
        in window: ByteWindow, declared: CSVDelimiter?, escape: CSVEscape, limits: CSVLimits
    ) -> CSVSyntax {
        let quotes = hasSingleQuotes(window) ? [UInt8(ascii: "\""), UInt8(ascii: "'")] : [UInt8(ascii: "\"")]
        func best(_ delimiters: [CSVDelimiter], strictly: Bool = false, belowTitle: Bool = false) -> Candidate? {
            var best: Candidate?
            for quote in quotes {
                for delimiter in delimiters {
                    let syntax = CSVSyntax(delimiter: delimiter, quote: quote, escape: escape)
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
        } else if let usual = best(CSVDelimiter.usual), usual.share >= 0.5 {
            syntax = usual.syntax
        } else if let usual = best(CSVDelimiter.usual, belowTitle: true), usual.share >= 0.9 {
            syntax = usual.syntax
        } else if let unusual = best(unusual, strictly: true) {
            syntax = unusual.syntax
        } else {
            let delimiter = commonest(in: window)
            syntax = best([delimiter])?.syntax ?? CSVSyntax(delimiter: delimiter)
        }
        syntax.escape = escape
        syntax.isSpaced = isSpaced(syntax, window, limits)
        return syntax
    }

    /// What speaks for a syntax.
    private struct Candidate {
        let syntax: CSVSyntax
        /// Records of the commonest width among all.
        let share: Double
        let score: Double
        let width: Int

        /// nil where the delimiter doesn't divide the records.
        init?(
            _ syntax: CSVSyntax, _ window: ByteWindow, _ limits: CSVLimits, strictly: Bool, belowTitle: Bool
        ) {
            let sample = CSVSample(
                window, length: CSVSyntax.sampleLength, line: 1, syntax: syntax, limits: limits,
                limit: CSVSyntax.sampleRecords)
            let common = sample.commonestWidth(preferring: sample.records.first?.width).map { ($0.width, $0.count, 0) }
            guard let (width, count, start) = belowTitle ? sample.tableWidth : common, width > 1 else { return nil }
            self.syntax = syntax
            self.width = width
            share = Double(count) / Double(sample.records.count - start + sample.damaged + sample.split)
            var score = share
            if let first = sample.records.first, first.width != width { score -= 0.15 }
            var spaced = 0
            var all = 0
            for record in sample.records {
                for cell in record.cells.dropFirst() {
                    all += 1
                    if let first = cell.first, window.base[first] == UInt8(ascii: " ") { spaced += 1 }
                }
            }
            if spaced * 2 > all, syntax.delimiter.byte != UInt8(ascii: " ") { score -= 0.3 }
            if syntax.quote == UInt8(ascii: "'") {
                // Single quotes are text as a rule: they must explain something, or stand around every name.
                let isWrapped = sample.records.first.map { first in
                    first.cells.allSatisfy {
                        $0.lowerBound > 0 && window.base[$0.lowerBound - 1] == syntax.quote && !$0.isEmpty
                    } && first.hasQuotes
                }
                let isDoubled = sample.damaged + sample.split == 0 && Self.hasDoubled(sample, window, syntax.quote)
                score += isWrapped == true || isDoubled ? 0.05 : -0.02
            }
            self.score = score
            if strictly {
                // `Name: value` is text with a blank after each mark; a value with a blank before it now and then is none.
                guard share >= 0.9, sample.records.count >= 2, sample.records[0].width == width, spaced * 5 <= all
                else {
                    return nil
                }
                let isSpace = syntax.delimiter.byte == UInt8(ascii: " ")
                if isSpace, width < 3 || sample.records.count < 3 || !sample.records.contains(where: \.hasQuotes) {
                    return nil
                }
            }
        }

        /// A single quote stands twice inside a value in single quotes, as only a writer does who quotes with it.
        private static func hasDoubled(_ sample: CSVSample, _ window: ByteWindow, _ quote: UInt8) -> Bool {
            sample.records.contains { record in
                record.hasQuotes
                    && record.cells.contains { cell in
                        cell.lowerBound > 0 && window.base[cell.lowerBound - 1] == quote
                            && cell.dropLast().contains { window.base[$0] == quote && window.base[$0 + 1] == quote }
                    }
            }
        }

        func isBetter(than other: Candidate) -> Bool {
            (score, width) > (other.score, other.width)
        }
    }

    /// Two fields or more begin with a single quote, and none with a double one.
    private static func hasSingleQuotes(_ window: ByteWindow) -> Bool {
        let end = min(window.end, window.start + sampleLength)
        guard ByteSearch.first(UInt8(ascii: "'"), in: window.base + window.start, count: end - window.start) != nil
        else { return false }
        var singles = 0
        var previous = CSVScanner.lineFeed
        for index in window.start..<end {
            let byte = window.base[index]
            let opens =
                previous == CSVScanner.lineFeed || previous == CSVScanner.carriageReturn
                || CSVDelimiter.usual.contains { $0.byte == previous }
            if opens, byte == UInt8(ascii: "\"") { return false }
            if opens, byte == UInt8(ascii: "'") { singles += 1 }
            previous = byte
        }
        return singles >= 2
    }

    private static func isSpaced(_ syntax: CSVSyntax, _ window: ByteWindow, _ limits: CSVLimits) -> Bool {
        guard syntax.delimiter.byte != UInt8(ascii: " ") else { return false }
        var spaced = syntax
        spaced.isSpaced = true
        let sample = CSVSample(
            window, length: sampleLength, line: 1, syntax: spaced, limits: limits, limit: sampleRecords)
        var filled = 0
        for record in sample.records {
            if record.lacksSpace { return false }
            for cell in record.cells.dropFirst() where !cell.isEmpty { filled += 1 }
        }
        return filled >= 2 && sample.records.count >= 2
    }

    /// The usual delimiter that stands most often in the first line, outside quotes.
    private static func commonest(in window: ByteWindow) -> CSVDelimiter {
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
        let most = counts.values.max() ?? 0
        return CSVDelimiter.usual.first { counts[$0, default: 0] == most && most > 0 } ?? .comma
    }
}

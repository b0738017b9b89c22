// What speaks for one delimiter with one quote: how well the first records agree by them.

extension CSVSyntax {
    /// What speaks for a syntax.
    struct Candidate {
        let syntax: CSVSyntax
        /// Records of the commonest width among all.
        let share: Double
        let score: Double
        let width: Int
        /// Of the first record.
        let firstWidth: Int
        let records: Int
        private let hasNames: Bool

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
            firstWidth = sample.records.first?.width ?? 0
            records = sample.records.count
            hasNames = Self.hasNames(sample, window)
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
            if syntax.quote != UInt8(ascii: "\"") {
                // Single quotes are text as a rule: they must explain something, or stand around every name.
                let isWrapped = sample.records.first.map { first in
                    first.cells.allSatisfy {
                        $0.lowerBound > 0 && window.base[$0.lowerBound - 1] == syntax.quote && !$0.isEmpty
                    } && first.hasQuotes
                }
                let isWholeColumn = (0..<width).contains { column in
                    sample.records.count >= 4
                        && sample.records.dropFirst().allSatisfy { record in
                            record.width == width && record.cells[column].lowerBound > 0
                                && window.base[record.cells[column].lowerBound - 1] == syntax.quote
                        }
                }
                let isDoubled = sample.damaged + sample.split == 0 && Self.hasDoubled(sample, window, syntax.quote)
                score += isWrapped == true || isWholeColumn || isDoubled ? 0.05 : -0.02
            }
            self.score = score
            if strictly {
                // `Name: value` is text with a blank after each mark; a value with a blank before it now and then is none.
                guard share >= 0.9, sample.records.count >= 2, sample.records[0].width == width, spaced * 5 <= all
                else {
                    return nil
                }
                let least = syntax.delimiter.byte == UInt8(ascii: "/") && !Self.hasNames(sample, window) ? 4 : 3
                if CSVSyntax.inText.contains(syntax.delimiter.byte), width < least || sample.records.count < 3 {
                    return nil
                }
                let isSpace = syntax.delimiter.byte == UInt8(ascii: " ")
                if isSpace, !sample.records.contains(where: \.hasQuotes), !Self.hasTypes(sample, window, width) {
                    return nil
                }
            }
        }

        /// Half of the columns or more hold nothing but numbers, dates and codes, as no text with blanks does; and a line of
        /// words stands above them.
        private static func hasTypes(_ sample: CSVSample, _ window: ByteWindow, _ width: Int) -> Bool {
            let rows = sample.records.dropFirst().filter { $0.width == width }
            let typed = (0..<width).count { column in
                let cells = rows.map { CSVCell(window.base, $0.cells[column]) }.filter { !$0.isEmpty }
                return cells.count * 2 >= rows.count && cells.allSatisfy(\.hasDigit)
            }
            return rows.count >= 2 && typed * 2 >= width
                && sample.records[0].cells.allSatisfy { CSVCell(window.base, $0).isWord }
        }

        /// The first line names columns: words, each another. Dates have none.
        private static func hasNames(_ sample: CSVSample, _ window: ByteWindow) -> Bool {
            guard let names = sample.records.first?.cells else { return false }
            return names.allSatisfy { CSVCell(window.base, $0).isWord }
                && Set(names.map { CSVCell.hash(window.base, $0) }).count == names.count
        }

        /// The delimiter, where it divides every one of several lines alike, and the names in the first.
        var doubtful: CSVDelimiter? {
            share == 1 && records >= 5 && firstWidth == width && hasNames ? syntax.delimiter : nil
        }

        /// Whether the first line stays in one piece, though another usual delimiter divides it oftener than this one the
        /// rows.
        func leavesWhole(_ window: ByteWindow) -> Bool {
            guard firstWidth == 1 else { return false }
            let most = CSVSyntax.counts(in: window).values.max() ?? 0
            return most + 1 > max(width, 2)
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
}

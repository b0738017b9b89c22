// Lines above the header: titles, headings of groups of columns, a table of their own.

extension CSVLayout {
    /// Whether a line can't be the header and may be the headings of groups of columns: names that are there twice, or empty
    /// fields beside them.
    func isGroups(_ line: CSVSample.Record, _ bytes: UnsafePointer<UInt8>) -> Bool {
        let cells = line.cells.filter { !CSVCell(bytes, $0).isEmpty }
        let names = Set(cells.map { CSVCell.hash(bytes, $0) })
        return line.width >= 3 && !cells.isEmpty && names.count < line.width
            && cells.allSatisfy { CSVCell(bytes, $0).hasLetter }
    }

    /// Whether the record below the headings of groups names every column: words, each another, and none that comes again
    /// in its column, over two columns at least that have nothing but numbers, dates or codes. A heading that is the same all
    /// along is no name, so below it less is asked.
    func areNames(belowGroups index: Int, _ bytes: UnsafePointer<UInt8>) -> Bool {
        guard sample.records.count > index + 2, sample.records[index].width == sample.records[0].width else {
            return false
        }
        func hashes(_ record: CSVSample.Record) -> [UInt64] { record.cells.map { CSVCell.hash(bytes, $0) } }
        let names = sample.records[index]
        let name = hashes(names)
        guard names.cells.allSatisfy({ CSVCell(bytes, $0).hasLetter }), Set(name).count == names.width else {
            return false
        }
        let profile = Self.profile(of: sample, after: index, width: names.width, bytes)
        guard profile.columns.indices.allSatisfy({ profile.columns[$0].values[name[$0]] == nil }) else { return false }
        let typed = profile.columns.indices.filter {
            profile.columns[$0].isNumeric || profile.columns[$0].hasAlwaysDigits
        }
        // A letter tells a name from a number, but not from a code.
        let areOver = typed.allSatisfy { profile.columns[$0].isNumeric || CSVCell(bytes, names.cells[$0]).isWord }
        return areOver && (typed.count >= 2 || Set(hashes(sample.records[0])).count == 1)
    }

    /// Whether lines above the widest table are a table of their own: several of one width, and without a gap. None of the
    /// two is the one that is meant.
    func isTable(_ lines: ArraySlice<CSVSample.Record>, _ bytes: UnsafePointer<UInt8>) -> Bool {
        guard let width = lines.first?.width, width >= 3 else { return false }
        let alike = lines.prefix { record in
            record.width == width && record.cells.count { !CSVCell(bytes, $0).isEmpty } * 2 > width
        }
        return alike.count >= 2 && alike.count * 2 > lines.count
    }

    /// Whether the first line is a sentence that has as many commas as the names below it: it has spaces after them, which
    /// no other line has.
    func isProse(_ first: CSVSample.Record, _ bytes: UnsafePointer<UInt8>) -> Bool {
        func isSpaced(_ record: CSVSample.Record) -> Bool {
            record.cells.dropFirst().allSatisfy { CSVCell(bytes, $0).startsWithSpace }
        }
        guard first.width > 1, sample.records.count > 2, isSpaced(first) else { return false }
        return !sample.records.dropFirst().prefix(20).contains(where: isSpaced) && isWords(sample.records[1], bytes)
    }

    /// In a file of one column, a blank line after the first line alone: it may be a title, or the name.
    var isTitleOfColumn: Bool {
        guard sample.records.count > 2, sample.records.allSatisfy({ $0.width == 1 }) else { return false }
        return sample.records[1].followsBlank && !sample.records[2...].contains(where: \.followsBlank)
    }

    /// Evidence that short lines before words are a title and not a damaged header, for tables of
    /// words only.
    func isTitle(
        _ lines: ArraySlice<CSVSample.Record>, _ width: Int, _ names: CSVSample.Record, _ bytes: UnsafePointer<UInt8>
    ) -> Bool {
        func text(_ record: CSVSample.Record) -> [UInt8] {
            guard let first = record.cells.first, let last = record.cells.last else { return [] }
            return (first.lowerBound..<last.upperBound).map { bytes[$0] }
        }
        let isDivided = lines.contains { record in
            let text = text(record)
            return CSVDelimiter.usual.contains { other in text.count { $0 == other.byte } >= width - 1 }
                && record.width != width
        }
        if isDivided { return false }
        if names.followsBlank || lines.count > 1 { return true }
        return lines.allSatisfy { text($0).count { $0 == UInt8(ascii: " ") } >= 2 }
    }
}

// Which record is the header, and whether it is one.

extension CSVLayout {
    func headerIndex(_ width: Int, _ bytes: UnsafePointer<UInt8>) throws(CSVError) -> Int {
        let first = sample.records[0]
        let reach = reach(of: first, bytes)
        if first.width == width, reach * 2 > width {
            if isProse(first, bytes) {
                throw CSVError(problem: .headerNotFound, line: first.line, column: nil, byteOffset: 0)
            }
            return isGroups(first, bytes) && areNames(belowGroups: 1, bytes) ? 1 : 0
        }
        if first.width == width, isGroups(first, bytes), areNames(belowGroups: 1, bytes) { return 1 }
        // Delimiters at the end of the rows, or of the header, make no preamble.
        if first.width < width, isEmpty(from: first.width, width, bytes) { return 0 }
        if first.width > width, reach <= width, reach * 2 > width { return 0 }
        let candidate = sample.records.indices.dropFirst().prefix(50).first { index in
            let record = sample.records[index]
            return record.width == width && isComplete(record, bytes)
        }
        guard let candidate else {
            if first.width == width, width > 2 {
                throw CSVError(problem: .headerNotFound, line: first.line, column: nil, byteOffset: 0)
            }
            return 0
        }
        let before = sample.records[..<candidate]
        if isTable(before, bytes) {
            throw CSVError(problem: .headerNotFound, line: first.line, column: nil, byteOffset: 0)
        }
        let profile = Self.profile(of: sample, after: candidate, width: width, bytes)
        let names = sample.records[candidate]
        let isShort = before.allSatisfy { self.reach(of: $0, bytes) * 2 <= width }
        // A few rows that lost a part each are no table below a title.
        let isNamed = profile.isHeaderLike(bytes, { names.cells[$0] }) || profile.isNamed(bytes, { names.cells[$0] })
        if profile.rows > (isShort ? 0 : 2), isNamed {
            let isHeaderToo = abs(first.width - width) <= 1 && reach * 2 > width && isWords(first, bytes)
            return isHeaderToo ? 0 : candidate
        }
        if isShort, !profile.hasTypes, isWords(names, bytes), isTitle(before, width, names, bytes) { return candidate }
        if isShort { throw CSVError(problem: .headerNotFound, line: first.line, column: nil, byteOffset: 0) }
        return 0
    }

    /// Whether a line can't be the header and may be the headings of groups of columns: names that are there twice, or empty
    /// fields beside them.
    private func isGroups(_ line: CSVSample.Record, _ bytes: UnsafePointer<UInt8>) -> Bool {
        let cells = line.cells.filter { !CSVCell(bytes, $0).isEmpty }
        let names = Set(cells.map { CSVCell.hash(bytes, $0) })
        return line.width >= 3 && !cells.isEmpty && names.count < line.width
            && cells.allSatisfy { CSVCell(bytes, $0).hasLetter }
    }

    /// Whether the record below the headings of groups names every column: words, each another, and none that comes again
    /// in its column, over two columns at least that have nothing but numbers, dates or codes. A heading that is the same all
    /// along is no name, so below it less is asked.
    private func areNames(belowGroups index: Int, _ bytes: UnsafePointer<UInt8>) -> Bool {
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
    private func isTable(_ lines: ArraySlice<CSVSample.Record>, _ bytes: UnsafePointer<UInt8>) -> Bool {
        guard let width = lines.first?.width, width >= 3 else { return false }
        let alike = lines.prefix { record in
            record.width == width && record.cells.count { !CSVCell(bytes, $0).isEmpty } * 2 > width
        }
        return alike.count >= 2 && alike.count * 2 > lines.count
    }

    /// Whether the first line is a sentence that has as many commas as the names below it: it has spaces after them, which
    /// no other line has.
    private func isProse(_ first: CSVSample.Record, _ bytes: UnsafePointer<UInt8>) -> Bool {
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
    private func isTitle(
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

    /// How many fields there are up to the last that isn't empty.
    private func reach(of record: CSVSample.Record, _ bytes: UnsafePointer<UInt8>) -> Int {
        (record.cells.lastIndex { !CSVCell(bytes, $0).isEmpty } ?? -1) + 1
    }

    private func isComplete(_ record: CSVSample.Record, _ bytes: UnsafePointer<UInt8>) -> Bool {
        let reach = reach(of: record, bytes)
        return reach * 2 > record.width && record.cells.prefix(reach).allSatisfy { !CSVCell(bytes, $0).isEmpty }
    }

    private func isWords(_ record: CSVSample.Record, _ bytes: UnsafePointer<UInt8>) -> Bool {
        record.cells.allSatisfy { cell in
            let cell = CSVCell(bytes, cell)
            return !cell.hasDigit && (cell.isEmpty || cell.hasLetter)
        }
    }

    /// Whether the records of a width (nearly all below the first) have nothing from a column on.
    private func isEmpty(from column: Int, _ width: Int, _ bytes: UnsafePointer<UInt8>) -> Bool {
        let rows = sample.records.dropFirst().filter { $0.width == width }
        let filled = rows.count { row in row.cells[column...].contains { !$0.isEmpty } }
        return filled * 20 <= rows.count
    }

    /// Refuses a header that a line break has divided: its last name would be a part of one. A short word stands alone
    /// below it, or nearly all rows below it are of one other width.
    func refuseBroken(_ line: Int, _ bytes: UnsafePointer<UInt8>) throws(CSVError) {
        let below = sample.records.dropFirst(header + 1)
        guard width > 1, let next = below.first else { return }
        let isRest =
            next.width == 1 && !next.followsBlank && !next.hasQuotes
            && next.cells.allSatisfy { range in
                let cell = CSVCell(bytes, range)
                return cell.isWord && !cell.hasSpace && cell.length <= 40
            }
        // A first value that isn't whole says that the break is in it.
        let isRow = below.dropFirst().first.map { record in
            let first = CSVCell(bytes, record.cells[0])
            let isHalf = profile.isUnlikeFirst(first) || profile.columns[0].isFixed && !profile.isTyped(0, first)
            return record.width == width && !isHalf
        }
        if isRest, isRow == true {
            throw CSVError(problem: .badHeader(.brokenLine), line: line, column: nil, byteOffset: 0)
        }
        guard let (common, count) = sample.commonestWidth(from: header + 1, preferring: width), common != width else {
            return
        }
        if common > 1, count >= 3, count + 1 >= below.count || count * 10 >= below.count * 9 {
            throw CSVError(problem: .headerNotFound, line: line, column: nil, byteOffset: 0)
        }
    }

    /// Refuses a header that is a row.
    func refuseData(_ bytes: UnsafePointer<UInt8>) throws(CSVError) {
        let record = sample.records[header]
        if isData(record, bytes) {
            throw CSVError(problem: .headerIsData, line: record.line, column: nil, byteOffset: 0)
        }
    }

    /// Whether a record is a row: numbers where the columns have numbers of the same kind, or values that come again
    /// below it.
    private func isData(_ record: CSVSample.Record, _ bytes: UnsafePointer<UInt8>) -> Bool {
        var alike = 0
        for (index, column) in profile.columns.enumerated() where index < record.width {
            let cell = CSVCell(bytes, record.cells[index])
            if cell.isEmpty { continue }
            if column.isNumeric {
                if !cell.isNumeric || cell.hasSeparator != (column.withSeparator * 2 > column.filled) { return false }
                // Years name columns.
                if cell.digits == 4, cell.length == 4, column.longest != 4 { return false }
                alike += 1
            } else if column.hasDigits, column.isOneWord || column.filled <= 3 {
                if !cell.hasDigit { return false }
                if cell.digits >= 4, cell.length == column.longest { alike += 1 }
            }
        }
        if alike > 0 { return true }
        if profile.rows == 0 {
            // Nothing below it: only an identifier tells.
            return sample.records.count == 1
                && record.cells.contains { range in
                    let cell = CSVCell(bytes, range)
                    return cell.digits >= 9 && !cell.hasSeparator && !cell.hasSpace
                }
        }
        return recurs(record, bytes)
    }

    /// Whether values of a record come again in their columns. One that is its column's only value may be its name
    /// all the same (`FSM` for yes), and a record that is the same throughout is the header once more.
    private func recurs(_ record: CSVSample.Record, _ bytes: UnsafePointer<UInt8>) -> Bool {
        let names = record.cells.map { CSVCell.hash(bytes, $0) }
        var again = [Int](repeating: 0, count: record.width)
        for row in sample.records.dropFirst(header + 1) where row.width == record.width {
            let same = names.indices.filter {
                !row.cells[$0].isEmpty && CSVCell.hash(bytes, row.cells[$0]) == names[$0]
            }
            if record.width > 1, same.count == row.cells.count(where: { !$0.isEmpty }) { continue }
            for index in same { again[index] += 1 }
        }
        let columns = profile.columns
        if record.width == 1 {
            // The header may stand there again; but where all values come again, it is one of them.
            return again[0] >= 2 && columns[0].isCategory
        }
        let found = columns.indices.filter {
            again[$0] > 0 && (columns[$0].hasManyValues || columns[$0].values.count >= 2)
        }
        if found.count >= 2 { return true }
        return found.count * 4 >= record.width
            && found.contains { again[$0] >= 2 && (columns[$0].hasManyValues || columns[$0].values.count >= 3) }
    }
}

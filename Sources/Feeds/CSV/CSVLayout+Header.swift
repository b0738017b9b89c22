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

    /// How many fields there are up to the last that isn't empty.
    func reach(of record: CSVSample.Record, _ bytes: UnsafePointer<UInt8>) -> Int {
        (record.cells.lastIndex { !CSVCell(bytes, $0).isEmpty } ?? -1) + 1
    }

    func isComplete(_ record: CSVSample.Record, _ bytes: UnsafePointer<UInt8>) -> Bool {
        let reach = reach(of: record, bytes)
        return reach * 2 > record.width && record.cells.prefix(reach).allSatisfy { !CSVCell(bytes, $0).isEmpty }
    }

    func isWords(_ record: CSVSample.Record, _ bytes: UnsafePointer<UInt8>) -> Bool {
        record.cells.allSatisfy { cell in
            let cell = CSVCell(bytes, cell)
            return !cell.hasDigit && (cell.isEmpty || cell.hasLetter)
        }
    }

    /// Whether the records of a width (nearly all below the first) have nothing from a column on.
    func isEmpty(from column: Int, _ width: Int, _ bytes: UnsafePointer<UInt8>) -> Bool {
        let rows = sample.records.dropFirst().filter { $0.width == width }
        let filled = rows.count { row in row.cells[column...].contains { !$0.isEmpty } }
        return filled * 20 <= rows.count
    }

}

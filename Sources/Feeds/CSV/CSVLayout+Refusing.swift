// Headers that can't be taken: one that a line break has divided, and one that is a row.

extension CSVLayout {
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
    func isData(_ record: CSVSample.Record, _ bytes: UnsafePointer<UInt8>) -> Bool {
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
    func recurs(_ record: CSVSample.Record, _ bytes: UnsafePointer<UInt8>) -> Bool {
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

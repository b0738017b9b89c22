// What stands before the header, and the header itself.

extension CSVTable {
    /// Hands over what stands before the header, and the header.
    mutating func begin(_ source: inout some ByteSource, _ each: (CSVEvent) throws -> Void) throws {
        for line in layout.preamble {
            summary.notes.note(.preamble, line: line.line)
            summary.asides += 1
            let before = line.start - records.window.start
            let bytes = records.window.base + records.window.start
            let offset =
                records.payloadOffset + (records.encoding.isUTF16 ? UTF16Count.bytes(of: bytes, count: before) : before)
            try each(.aside(CSVAside(kind: .preamble, line: line.line, byteOffset: offset, number: 0)))
        }
        if let start = layout.headerStart { records.useCounting(to: start) }
        while true {
            switch try records.scan(from: &source) {
            case .end: throw refusal(.mistaken(.nothing))
            case .blankLine(let next): records.use(to: next, lines: 1)
            case .fault(let fault, _): throw refusal(.badHeader(fault))
            case .openQuote(let field):
                throw refusal(.badHeader(.unclosedQuote(column: column(of: field))))
            case .record(let end, let next):
                let width = records.scanner.columns
                if let fault = records.take(to: end, keeping: width, number: 0) { throw refusal(.badHeader(fault)) }
                try takeNames(width)
                records.use(to: next, lines: records.scanner.innerLineEnds + (next > end ? 1 : 0))
                summary.endsWithoutLineEnd = next == end
                try each(.header(summary.header))
                return
            }
        }
    }

    private func refusal(_ problem: CSVError.Problem, column: Int? = nil) -> CSVError {
        CSVError(problem: problem, line: records.line, column: column, byteOffset: records.payloadOffset)
    }

    private mutating func takeNames(_ width: Int) throws(CSVError) {
        let row = records.row
        var all = (0..<width).map { HeaderName.trimmed(row.bytes(at: $0)) }
        while all.count > 1, all.last?.isEmpty == true { all.removeLast() }
        for index in 0..<width where records.scanner.marks[index].quoting == .none {
            let name = row.bytes(at: index)
            guard name.count(where: { $0 == quote }) % 2 == 1, let last = name.lastIndex(of: quote) else { continue }
            // An inch mark.
            if last > name.startIndex, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(name[last - 1]) { continue }
            throw refusal(.badHeader(.strayQuote(column: index + 1)))
        }
        var known: [String: Int] = [:]
        for (index, name) in all.enumerated() {
            if name.isEmpty { throw refusal(.emptyHeaderName, column: index + 1) }
            if let first = known[name] {
                throw refusal(.duplicateHeaderName(name, firstColumn: first), column: index + 1)
            }
            known[name] = index + 1
        }
        do throws(CSVError) {
            summary.notes += try layout.settle(
                headerWidth: width, named: all.count, line: records.line, records.window.base)
        } catch {
            throw refusal(error.problem, column: error.column)
        }
        columns = all.count
        witness = layout.profile.witness
        summary.header = all
        names = Set(all)
        nameBytes = all.map { Array($0.utf8) }
        for name in nameBytes { nameLengths |= 1 << UInt64(min(name.count, 63)) }
        besideBytes = CSVFooter.firstBytes
        for name in nameBytes { besideBytes[Int(name[0])] = true }
        besideBytes[Int(UInt8(ascii: "\t"))] = true
        besideBytes[0xC2] = true
        besideBytes[0xEF] = true
    }
}

// Reading a file's payload in whichever of its formats it comes.

import Feeds

extension FileRule {
    /// Reads a payload to its end and hands over every event in order: the daemon, dry runs, checks and explanations all
    /// read through here. Throws a `PayloadError` for a payload refused whole, what the source throws, and what `each`
    /// throws. What `each` was given before an error, or before a summary with trouble, counts for nothing.
    ///
    /// - Parameter capturing: paths of a JSON document outside the elements, beside the format's own.
    public func read(
        _ source: inout some ByteSource, capturing: [JSONPath] = [], _ each: (PayloadEvent) throws -> Void
    ) throws -> PayloadSummary {
        var summary = PayloadSummary()
        if let singer = formats.singer {
            try readStream(singer, &source, &summary, each)
            return summary
        }
        let kind = try PayloadKind(of: &source)
        func table(_ event: CSVEvent) throws {
            switch event {
            case .header(let names): try each(.header(names))
            case .row(let row): try each(.row(row))
            case .rejected(let rejection): try each(.rejected(rejection))
            case .aside(let aside): try each(.aside(aside))
            }
        }
        switch formats.chosen(for: kind) {
        case .csv(let dialect):
            summary.take(try CSVReader(dialect: dialect).read(&source, table))
        case .workbook(let format):
            let reader = WorkbookReader(sheet: format.sheet, headerRow: format.headerRow)
            summary.take(try reader.read(&source, table))
        case .json(let format):
            try each(.elements)
            let captures = try JSONReader().read(
                &source, elements: format.elements, capturing: format.captures + capturing
            ) { try each(.element($0)) }
            summary.rows = captures.elements
            summary.notes = captures.notes
            summary.trouble = format.trouble(in: captures, isPart: paging != nil)
            summary.captures = captures
        case .jsonLines:
            try each(.elements)
            let lines = try JSONReader().readLines(&source) { event in
                switch event {
                case .element(let element): try each(.element(element))
                case .rejected(let rejection): try each(.rejectedLine(rejection))
                }
            }
            summary.rows = lines.elements + lines.rejected
            summary.notes = lines.notes
            if lines.isCut {
                summary.advice = "Send the whole file again."
                summary.trouble = "The file stops in the middle of its last line. \(summary.advice)"
            }
        case .xml(let format):
            try each(.elements)
            let reader = XMLReader(elements: format.elements, spellings: spellings, lists: format.lists)
            let read = try reader.read(&source) { try each(.element($0)) }
            summary.rows = read.elements
            summary.trouble = format.trouble(in: read)
        case nil: preconditionFailure("a file of a manifest has a format")
        }
        return summary
    }

    /// The names in its paths, as the manifest writes them: XML names are the same in upper and lower case.
    private var spellings: [String] {
        var names: [String] = []
        var name = ""
        for path in elementPaths {
            // A part's name is the manifest's own: no element is called so.
            let written = path.hasPrefix("@") ? path.drop { $0 != "." && $0 != "[" } : path[...]
            for character in written + "." {
                if character.isLetter || character.isNumber || character == "_" || character == "-" {
                    name.append(character)
                } else {
                    if !name.isEmpty, !names.contains(name) { names.append(name) }
                    name = ""
                }
            }
        }
        return names + names.map { "@" + $0 }
    }
}

extension PayloadSummary {
    fileprivate mutating func take(_ table: CSVSummary) {
        rows = table.rows + table.rejected
        notes = table.notes
        isOpenEnded = rows > 0 && table.endsWithoutLineEnd
        advice = "Export and send it again."
        trouble = table.cut.map { "\($0) \(advice)" }
    }
}

extension MappedRow {
    /// A line that is no value, for the same receipt.
    public init(_ rejection: JSONLineRejection) {
        let sentences = rejection.fault.description.split(separator: ". ", maxSplits: 1).map(String.init)
        self.init(
            number: rejection.number, line: rejection.line, byteOffset: rejection.byteOffset,
            outcome: .quarantined(
                [
                    RowFault(
                        line: rejection.line, columnNumber: 0, columnName: "", rule: "row-unreadable",
                        what: "This line isn't JSON: \(sentences.first ?? "").",
                        advice: sentences.count > 1 ? sentences[1] : "Export the file again and send it.")
                ], mentions: []))
    }
}

// Records after damage, below other column names, or with line breaks in quotes.

extension CSVTable {
    /// Decides about a record after damage, below other column names, or with line breaks in quotes.
    mutating func weigh(
        _ end: Int, _ next: Int, _ source: inout some ByteSource, _ each: (CSVEvent) throws -> Void
    ) throws {
        let scanner = records.scanner
        let lines = scanner.innerLineEnds + (next > end ? 1 : 0)
        if scanner.innerLineEnds > 0, try mendSwallowing(end, next, &source, each) { return }
        let followed = followsDamage
        followsDamage = false
        if otherHeader != nil || isWary || doubt != nil || followed, try isBeside(end, &source), !isRaw {
            try takeBeside(&source, each)
            return
        }
        if let otherHeader {
            try reject(.otherTable(headerLine: otherHeader), next, lines, each)
            return
        }
        if scanner.columns == 1, layout.width > 1, isSpaces(to: end) {
            try take(end, next, &source, each)
            return
        }
        if isWary {
            if scanner.columns == layout.width, layout.profile.fit(records.window.base, cell) != .strong,
                !layout.profile.isKnown(records.window.base, cell)
            {
                try reject(.doubtful, next, lines, each)
            } else {
                try take(end, next, &source, each)
            }
            return
        }
        if scanner.hasStrayQuote, doubt != nil || followed {
            try reject(.doubtful, next, lines, each)
            return
        }
        if let doubt {
            let isLike = isConvincing(scanner.columns, hasStrayQuote: false)
            // Text in a quoted value doesn't have the table's width line after line.
            let isLong = layout.width > 1 && doubt.end == nil && doubt.lines == Self.mostDoubtful
            if !isLike, !doubt.isEased, !isLong {
                self.doubt?.lines = scanner.columns == layout.width ? doubt.lines + 1 : 0
                try reject(.doubtful, next, lines, each)
                return
            }
            if isLike || isLong {
                let at = records.window.offset
                self.doubt = doubt.end.map { $0 > at } ?? false ? Doubt(end: doubt.end, isEased: true) : nil
            }
        }
        try take(end, next, &source, each)
    }

    func isConvincing(_ width: Int, hasStrayQuote: Bool) -> Bool {
        guard width == layout.width, !hasStrayQuote, width > 0 else { return false }
        return layout.profile.fit(records.window.base, cell) != .none
    }
}

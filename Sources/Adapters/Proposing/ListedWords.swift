// Several words of a code set in one cell: `ASD; SLCN`, `1. ASD, 2. SLCN`.

import SENDRecords

/// A column that lists several words of a code set in one cell.
struct ListedWords {
    /// What stands between them.
    let marks: [String]
    /// How many one cell holds at most.
    let most: Int
    /// The words by themselves.
    let words: [String]

    private static let ways: [[String]] = [["1. ", "2. ", "3. ", "4. "], [";"], ["|"], ["\n"], ["/"], [" & "], [","]]

    /// nil where the values aren't lists.
    init?(_ values: [String], _ set: CodeSet) {
        guard !values.isEmpty else { return nil }
        let single = values.count { CodeWords.code(for: $0, in: set) != nil }
        var best: (marks: [String], pieces: [[String]], known: Int)?
        for marks in Self.ways {
            let pieces = values.map { Self.pieces(of: $0, marks) }
            let known = pieces.count { list in
                !list.isEmpty && list.allSatisfy { CodeWords.code(for: $0, in: set) != nil }
            }
            if known > best?.known ?? 0 { best = (marks, pieces, known) }
        }
        guard let best, best.known > single, best.known * 10 >= values.count * 7,
            best.marks.count > 1 || best.pieces.contains(where: { $0.count > 1 })
        else { return nil }
        marks = best.marks
        most = min(4, best.pieces.map(\.count).max() ?? 1)
        var seen: Set<String> = []
        words = best.pieces.joined().filter { seen.insert($0).inserted }
    }

    private var isRanked: Bool { marks.count > 1 }

    /// The functions that take the piece with this number.
    func steps(_ number: Int) -> [String] {
        let of = marks.map(YAMLText.scalar).joined(separator: ", ")
        return isRanked
            ? ["{part: \(number + 1), of: [\(of)]}", "trim: \",\""] : ["{part: \(number), of: \(of)}", "trim: \",\""]
    }

    /// A cell with these words, as the sample writes such cells.
    func cell(_ words: [String]) -> String {
        if !isRanked { return words.joined(separator: marks[0]) }
        return words.enumerated().map { "\($0.offset + 1). \($0.element)" }.joined(separator: ", ")
    }

    private static func pieces(of value: String, _ marks: [String]) -> [String] {
        var pieces = [value[...]]
        for mark in marks {
            pieces = pieces.flatMap { $0.split(separator: mark, omittingEmptySubsequences: true) }
        }
        return pieces.map { String($0).trimmingMarks }.filter { !$0.isEmpty }
    }
}

extension String {
    fileprivate var trimmingMarks: String {
        var text = self[...]
        while let last = text.last, last.isWhitespace || last == "," { text.removeLast() }
        while let first = text.first, first.isWhitespace || first == "," { text.removeFirst() }
        return String(text)
    }
}

// A record's lists of parts, compiled for one header.

import Feeds

/// One list of parts. Its place in the record's lists is its level.
struct CompiledPart: Sendable {
    enum Kind: Sendable {
        /// Matches of a path in the row's element, or in the part of an earlier level.
        case elements(JSONPath, of: Int?)
        case columns([ColumnMatch])
        case split(CompiledValue, by: [[UInt8]])
        case characters(CompiledValue, width: Int)
    }

    let kind: Kind
    let blank: WordTable<Void>
    let keepsBlank: Bool
    /// The 1-based column of elements that are values themselves; 0 for other kinds.
    let column: Int
}

/// The columns of a header that make one part.
struct ColumnMatch: Sendable {
    /// What stands in the places of their names.
    let places: [String]
    /// The 0-based column of each of the part's columns; -1 where the header has none.
    var columns: [Int]
}

/// A path below a part.
struct PartPath: Sendable {
    let level: Int
    let path: ElementPath
    /// Its 0-based place in the mapping's columns.
    let column: Int
}

/// The part that a record is being stated for.
struct CurrentPart {
    /// From 1.
    var number: Int
    /// What it holds itself.
    var found: Found
    var element: JSONValue?
    var match: ColumnMatch?
}

extension PartColumn {
    /// What stands in the places, in the order of `names`, and how many letters are fixed.
    func match(_ header: String, names: [String]) -> (places: [String], letters: Int)? {
        var best: (places: [String], letters: Int)?
        for pattern in patterns where pattern.letters > best?.letters ?? -1 {
            guard let values = pattern.match(header) else { continue }
            // Alternatives may have the places in another order.
            let places = names.map { name in pattern.names.firstIndex(of: name).map { values[$0] } ?? "" }
            best = (places, pattern.letters)
        }
        return best
    }
}

extension [PartColumn] {
    /// The parts of a header, in the order in which their first columns stand there.
    func matches(in header: [String]) -> [ColumnMatch] {
        let names = first?.patterns.first?.names ?? []
        var matches: [ColumnMatch] = []
        var known: [[String]: Int] = [:]
        for (index, column) in header.enumerated() {
            // `Need 1 since` fits `Need {n}` too: the pattern that says more is meant.
            let found = enumerated().compactMap { number, part in
                part.match(column, names: names).map { (number: number, places: $0.places, letters: $0.letters) }
            }.max { ($0.letters, -$0.number) < ($1.letters, -$1.number) }
            if let (number, places, _) = found {
                if let match = known[places], matches[match].columns[number] < 0 {
                    matches[match].columns[number] = index
                } else {
                    known[places] = matches.count
                    var columns = [Int](repeating: -1, count: count)
                    columns[number] = index
                    matches.append(ColumnMatch(places: places, columns: columns))
                }
            }
        }
        return matches
    }
}

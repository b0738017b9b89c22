// A header that isn't the last one's: which columns are gone, which are new, and which of them look like one renamed.

import Configuring

/// How a file's columns differ from what its adapter reads and from the file before.
public struct HeaderDrift: Sendable, Equatable {
    /// A column that is gone and a new one that looks like it.
    public struct Rename: Sendable, Equatable {
        public let gone: String
        public let new: String

        public init(gone: String, new: String) {
            self.gone = gone
            self.new = new
        }
    }

    /// Columns that the adapter reads and that aren't there any more, nor under another name that it knows.
    public let gone: [String]
    /// Columns that neither the adapter knows nor the file before had.
    public let new: [String]
    public let renames: [Rename]

    public var isNone: Bool { gone.isEmpty && new.isEmpty }

    /// The command that takes each renamed column up, for the operator.
    public func commands(adapter: String) -> [String] {
        renames.map { rename in
            "sendgate adapters accept \(adapter) --column \(Self.argument("\(rename.gone)=\(rename.new)")) --by NAME"
        }
    }

    /// What has become of the columns, one sentence for each finding.
    public var sentences: [String] {
        let renamed = renames.map { "`\($0.gone)` is gone; `\($0.new)` is new and looks like it." }
        let without = gone.filter { name in !renames.contains { $0.gone == name } }
        let lost =
            without.count > 3
            ? ["\(without.count) columns are gone: \(without.map { "`\($0)`" }.joined(separator: ", "))."]
            : without.map { "`\($0)` is gone." }
        let added = new.filter { name in !renames.contains { $0.new == name } }
        let unknown =
            added.isEmpty
            ? [] : ["New columns that nothing is read from: \(added.map { "`\($0)`" }.joined(separator: ", "))."]
        return renamed + lost + unknown
    }

    /// A word of a command line.
    private static func argument(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}

extension FileRule {
    /// Compares a header with the rules of the file and with the header of the last file.
    ///
    /// - Parameter before: the last file's header; nil where there was none, and then only required columns count as gone.
    public func drift(of header: [String], before: [String]?) -> HeaderDrift {
        let stated = Set(header.map(Fold.header))
        let fit = fit(of: header)
        var gone: [String] = []
        if let before {
            let read = Set(namedColumns.map(Fold.header))
            gone = before.filter { read.contains(Fold.header($0)) && !stated.contains(Fold.header($0)) }
            // Another system's export has other names for the same: nothing is missing then.
            gone.removeAll { isFedOtherwise($0, in: stated) }
        }
        let missing = requiredColumns.filter { !$0.contains { stated.contains(Fold.header($0)) } }
        for names in missing
        where !names.contains(where: { name in gone.contains { Fold.header($0) == Fold.header(name) } }) {
            gone.append(names[0])
        }
        let known = Set((before ?? []).map(Fold.header))
        let new = fit.unknown.filter { !known.contains(Fold.header($0)) }
        return HeaderDrift(gone: gone, new: new, renames: Self.renames(gone, new, header: header, before: before))
    }

    /// Whether each rule that takes a column finds the same under another of its names; `stated` holds folded names.
    private func isFedOtherwise(_ column: String, in stated: Set<String>) -> Bool {
        let name = Fold.header(column)
        let taking = sources.filter { $0.columns.contains { Fold.header($0) == name } }
        return !taking.isEmpty
            && taking.allSatisfy { source in
                guard case .columns(let names) = source else { return false }
                return names.contains { stated.contains(Fold.header($0.text)) }
            }
    }

    /// Whether a new column stands where an old one stood, and the columns beside it are the same.
    private static func stands(_ new: String, in header: [String], as old: String, in before: [String]) -> Bool {
        guard let place = before.firstIndex(of: old), place < header.count, header[place] == new else { return false }
        let neighbours = [place - 1, place + 1].filter { header.indices.contains($0) || before.indices.contains($0) }
        return neighbours.allSatisfy { index in
            header.indices.contains(index) && before.indices.contains(index)
                && Fold.header(header[index]) == Fold.header(before[index])
        }
    }

    /// Pairs each gone column with the new one that it looks like most; each new one is taken once.
    private static func renames(
        _ gone: [String], _ new: [String], header: [String], before: [String]?
    ) -> [HeaderDrift.Rename] {
        var free = new
        var pairs: [HeaderDrift.Rename] = []
        for name in gone {
            let words = HeaderWords(name)
            let scored = free.map { candidate -> (String, Double) in
                let other = HeaderWords(candidate)
                var score = words.number == other.number ? words.likeness(to: other) : 0
                if NearestName.of(name, among: [candidate]) != nil { score = max(score, 0.8) }
                // In the same place of the table, between the same neighbours, it needs no likeness.
                if let before, stands(candidate, in: header, as: name, in: before) { score += 0.6 }
                return (candidate, score)
            }
            guard let best = scored.max(by: { $0.1 < $1.1 }), best.1 >= 0.6 else { continue }
            free.removeAll { $0 == best.0 }
            pairs.append(HeaderDrift.Rename(gone: name, new: best.0))
        }
        return pairs
    }
}

extension Manifest {
    /// Whether two headers are one name, without regard to case and punctuation.
    public func isSame(_ first: String, _ second: String) -> Bool {
        Fold.header(first) == Fold.header(second)
    }

    /// Whether a column is one of the names of `HeaderFit.missing`.
    public func isNamed(_ column: String, in missing: String) -> Bool {
        var rest = missing
        while let range = rest.firstRange(of: " or ") {
            if isSame(String(rest[..<range.lowerBound]), column) { return true }
            rest = String(rest[range.upperBound...])
        }
        return isSame(rest, column)
    }
}

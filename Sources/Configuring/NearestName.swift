// The nearest right name, for "Did you mean …?".

/// Finds the name that somebody probably meant.
public enum NearestName {
    /// The one of `names` that is nearest to what was written, if any is near enough to be meant.
    ///
    /// Upper and lower case, and `_` and `-`, count as alike. Up to a third of the longer name may
    /// be wrong, so that a short name is not taken for another short name.
    public static func of(_ written: String, among names: some Sequence<String>) -> String? {
        let wanted = folded(written)
        guard !wanted.isEmpty else { return nil }
        var best: (distance: Int, name: String)?
        for name in names {
            let candidate = folded(name)
            let length = max(candidate.count, wanted.count)
            guard abs(candidate.count - wanted.count) <= length / 3 else { continue }
            let distance = distance(wanted, candidate)
            guard distance <= length / 3 else { continue }
            if let best, (best.distance, best.name) <= (distance, name) { continue }
            best = (distance, name)
        }
        return best?.name
    }

    /// The one of `names` that differs from what was written by a slip of the pen: two letters at most.
    public static func slip(_ written: String, among names: some Sequence<String>) -> String? {
        let wanted = folded(written)
        return names.first { name in
            let distance = distance(wanted, folded(name))
            return distance > 0 && distance <= 2
        }
    }

    /// "Did you mean `fields`?", or else a list of what is possible if it is short enough to read.
    public static func hint(for written: String, among names: [String]) -> String? {
        if let nearest = of(written, among: names) { return "Did you mean `\(nearest)`?" }
        guard !names.isEmpty, names.count <= 12 else { return nil }
        return "Possible here: \(names.map { "`\($0)`" }.joined(separator: ", "))."
    }

    private static func folded(_ name: String) -> [UInt8] {
        name.lowercased().utf8.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 }
    }

    /// Damerau-Levenshtein distance in the restricted form: one change, insertion or omission, or two
    /// neighbours swapped, count one each.
    static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for i in left.indices {
            var row = [i + 1]
            row.reserveCapacity(right.count + 1)
            for j in right.indices {
                var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (left[i] == right[j] ? 0 : 1))
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    cost = min(cost, beforeLast[j - 1] + 1)
                }
                row.append(cost)
            }
            beforeLast = last
            last = row
        }
        return last[right.count]
    }
}

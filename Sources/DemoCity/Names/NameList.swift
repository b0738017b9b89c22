// Names with the frequencies that names have: a few are common, most are rare.

/// Names in order of how common they are.
struct NameList: Sendable {
    let names: [String]
    /// Running total of the weights, one for each name.
    private let totals: [Int]

    /// Names parted by white space, the most common first.
    init(_ text: String) {
        self.init(names: text.split(whereSeparator: \.isWhitespace).map(String.init))
    }

    init(names: [String]) {
        self.names = names
        var total = 0
        totals = names.indices.map { rank in
            // Falls off slowly at first and then like one over the rank, as name tables of cities do.
            total += 100_000 / (rank + 6)
            return total
        }
    }

    func pick(_ chance: inout Chance) -> String {
        let wanted = chance.below(totals[totals.count - 1])
        var low = 0
        var high = totals.count - 1
        while low < high {
            let middle = (low + high) / 2
            if totals[middle] > wanted { high = middle } else { low = middle + 1 }
        }
        return names[low]
    }

    /// These names, then every first part put to every second part: the long tail of rare names.
    static func withTail(_ common: String, firsts: String, seconds: String) -> NameList {
        let parts = seconds.split(separator: " ")
        var names = common.split(whereSeparator: \.isWhitespace).map(String.init)
        var known = Set(names)
        for (index, first) in firsts.split(whereSeparator: \.isWhitespace).enumerated() {
            for offset in parts.indices {
                let name = String(first) + String(parts[(index + offset) % parts.count])
                if known.insert(name).inserted { names.append(name) }
            }
        }
        return NameList(names: names)
    }
}

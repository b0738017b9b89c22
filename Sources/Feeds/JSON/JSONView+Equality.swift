// When two JSON values are the same: RFC 9535, section 2.3.5.2.2.

extension JSONView {
    /// Deep equality: numbers by their worth, strings by their scalar values, objects without regard to order. It keeps
    /// its own list of what is left to compare, so deep values need no deep stack.
    func isEqual(_ first: Int, to second: Int, in other: JSONView) -> Bool {
        var left = [(first, second)]
        while let (a, b) = left.popLast() {
            let kind = kind(a)
            guard kind == other.kind(b) else { return false }
            switch kind {
            case .null: continue
            case .bool: if isTrue(a) != other.isTrue(b) { return false }
            case .number: if JSONNumber(written(a)) != JSONNumber(other.written(b)) { return false }
            case .string:
                if !withDecoded(a, { text in other.isString(b, text) }) { return false }
            case .array:
                guard count(a) == other.count(b) else { return false }
                var (mine, theirs) = (a + 1, b + 1)
                for _ in 0..<count(a) {
                    left.append((mine, theirs))
                    mine += span(mine)
                    theirs += other.span(theirs)
                }
            case .object:
                guard count(a) == other.count(b), let pairs = members(a, pairedWith: b, in: other) else { return false }
                left += pairs
            }
        }
        return true
    }

    /// The values of two objects with as many members, by name; nil where a name is missing.
    private func members(_ a: Int, pairedWith b: Int, in other: JSONView) -> [(Int, Int)]? {
        let mine = names(of: a)
        let theirs = other.names(of: b)
        func pairs(_ mine: [Int], _ theirs: [Int]) -> [(Int, Int)]? {
            for (name, its) in zip(mine, theirs) where !withDecoded(name, { other.isString(its, $0) }) { return nil }
            return zip(mine, theirs).map { ($0 + 1, $1 + 1) }
        }
        // Mostly the order is the same; else both are sorted, so that wide objects don't take long.
        return pairs(mine, theirs) ?? pairs(mine.sorted(by: comesBefore), theirs.sorted(by: other.comesBefore))
    }

    /// The entries of an object's names, in order.
    func names(of index: Int) -> [Int] {
        var names: [Int] = []
        names.reserveCapacity(count(index))
        forEachChild(index) { _, name in
            if let name { names.append(name) }
            return true
        }
        return names
    }

    func comesBefore(_ first: Int, _ second: Int) -> Bool {
        withDecoded(first) { a in withDecoded(second) { b in a.comes(before: b) } }
    }
}

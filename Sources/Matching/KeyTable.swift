// Keys with the ranks of their holders, sorted so that blocks lie together.

struct KeyTable {
    private struct Entry {
        var key: UInt64
        var rank: UInt32
    }

    private var entries: [Entry] = []
    private var spare: [Entry] = []

    var count: Int { entries.count }

    mutating func clear() {
        entries.removeAll(keepingCapacity: true)
    }

    mutating func add(_ key: UInt64, _ rank: UInt32) {
        entries.append(Entry(key: key, rank: rank))
    }

    func key(at index: Int) -> UInt64 { entries[index].key }
    func rank(at index: Int) -> UInt32 { entries[index].rank }

    func endOfBlock(at start: Int) -> Int {
        let key = entries[start].key
        var end = start + 1
        while end < entries.count && entries[end].key == key { end += 1 }
        return end
    }

    /// Sorts by key; equal keys keep the order in which they were added. Two radix passes over the top 22 bits, then
    /// insertion within what is left, which is next to nothing for hashed keys.
    mutating func sort() {
        let count = entries.count
        if count < 2 { return }
        if spare.count < count {
            spare = []
            spare.reserveCapacity(count)
            spare.append(contentsOf: repeatElement(Entry(key: 0, rank: 0), count: count))
        }
        entries.withUnsafeMutableBufferPointer { a in
            spare.withUnsafeMutableBufferPointer { b in
                Self.scatter(from: a, to: b, count, shift: 42)
                Self.scatter(from: b, to: a, count, shift: 53)
                for i in 1..<count {
                    let entry = a[i]
                    var j = i
                    while j > 0 && a[j - 1].key > entry.key {
                        a[j] = a[j - 1]
                        j -= 1
                    }
                    if j != i { a[j] = entry }
                }
            }
        }
    }

    private static func scatter(
        from source: UnsafeMutableBufferPointer<Entry>, to target: UnsafeMutableBufferPointer<Entry>, _ count: Int,
        shift: UInt64
    ) {
        var places = [Int](repeating: 0, count: 2048)
        places.withUnsafeMutableBufferPointer { places in
            for i in 0..<count { places[Int(source[i].key >> shift & 2047)] += 1 }
            var sum = 0
            for i in 0..<2048 {
                let here = places[i]
                places[i] = sum
                sum += here
            }
            for i in 0..<count {
                let digit = Int(source[i].key >> shift & 2047)
                target[places[digit]] = source[i]
                places[digit] += 1
            }
        }
    }
}

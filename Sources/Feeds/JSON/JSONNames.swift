// Names that an object states twice: RFC 8259, section 4 leaves them open; here the last one counts, and it is noted.

enum JSONNames {
    /// Places in which names meet; most objects have far fewer of them.
    static let slots = 1024

    /// A few bits of a name, from its bytes as they are written.
    @inline(__always)
    static func hash(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int, readable: Int) -> UInt32 {
        let raw = UnsafeRawPointer(bytes)
        let count = end - start
        var mixed = UInt64(truncatingIfNeeded: count)
        if count >= 8 {
            mixed ^= raw.loadUnaligned(fromByteOffset: start, as: UInt64.self)
            mixed = (mixed &* 0x9E37_79B9_7F4A_7C15) ^ raw.loadUnaligned(fromByteOffset: end - 8, as: UInt64.self)
        } else if count > 0, start + 8 <= readable {
            let word = raw.loadUnaligned(fromByteOffset: start, as: UInt64.self)
            mixed ^= UInt64(littleEndian: word) << UInt64(64 - count * 8)
        } else {
            var word: UInt64 = 0
            for index in start..<end { word = word >> 8 | UInt64(bytes[index]) << 56 }
            mixed ^= word
        }
        mixed = mixed &* 0x9E37_79B9_7F4A_7C15
        return UInt32(truncatingIfNeeded: mixed >> 33) & JSONEntry.hashBits
    }

    /// Takes away the members of the last object on a tape that a later one of the same name replaces; how many.
    @inline(__always)
    static func dropReplaced(
        _ bytes: UnsafePointer<UInt8>, _ object: Int, _ used: inout Int, _ count: Int,
        _ entries: UnsafeMutableBufferPointer<JSONEntry>, _ stamps: UnsafeMutableBufferPointer<UInt32>, serial: UInt32
    ) -> Int {
        var child = object + 1
        var mayRepeat = false
        while child < used {
            let name = entries[child].extra
            let slot = Int(name) & (slots - 1)
            if stamps[slot] == serial || name & JSONEntry.hasEscapes != 0 {
                mayRepeat = true
                break
            }
            stamps[slot] = serial
            child += 1 + Int(entries[child + 1].span)
        }
        return mayRepeat ? look(bytes, object, &used, count, entries) : 0
    }

    /// The same without guessing.
    @inline(never)
    private static func look(
        _ bytes: UnsafePointer<UInt8>, _ object: Int, _ used: inout Int, _ count: Int,
        _ entries: UnsafeMutableBufferPointer<JSONEntry>
    ) -> Int {
        guard let base = entries.baseAddress else { return 0 }
        let view = JSONView(entries: base, bytes: bytes)
        var names: [Int] = []
        names.reserveCapacity(count)
        var child = object + 1
        while child < used {
            names.append(child)
            child += 1 + view.span(child + 1)
        }
        var replaced: [Int] = []
        if count <= 32, names.allSatisfy({ entries[$0].extra & JSONEntry.hasEscapes == 0 }) {
            for (position, name) in names.enumerated() {
                let isLast = names[(position + 1)...].allSatisfy { later in
                    entries[later].extra != entries[name].extra || !same(view, name, later)
                }
                if !isLast { replaced.append(name) }
            }
        } else {
            let sorted = names.sorted { first, second in
                if view.comesBefore(first, second) { return true }
                return first < second && !view.comesBefore(second, first)
            }
            for (name, next) in zip(sorted, sorted.dropFirst()) where same(view, name, next) { replaced.append(name) }
        }
        if replaced.isEmpty { return 0 }
        let gone = Set(replaced)
        var kept = object + 1
        for name in names where !gone.contains(name) {
            let length = 1 + view.span(name + 1)
            if kept != name { (base + kept).update(from: base + name, count: length) }
            kept += length
        }
        used = kept
        return replaced.count
    }

    private static func same(_ view: JSONView, _ first: Int, _ second: Int) -> Bool {
        view.withDecoded(first) { view.isString(second, $0) }
    }
}

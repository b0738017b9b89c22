// What later files of a set look up in an earlier one, kept in memory for one run.

/// Keys and the few columns that somebody asks for, in one block of bytes: about 60 bytes an entry for keys
/// as councils have them. The first entry of a key stands, or the one whose value is least.
struct LookupTable: Sendable {
    private var arena: [UInt8] = []
    /// Where each entry starts in the arena.
    private var entries: [UInt32] = []
    /// Entry number plus one; 0 is a free slot. Its length is a power of two.
    private var slots: [UInt32] = [UInt32](repeating: 0, count: 64)

    var count: Int { entries.count }

    /// Keeps an entry; texts longer than 65,535 bytes are cut.
    ///
    /// - Parameter isLeast: of two entries with one key the one stands whose first value is least as text, an empty one only
    ///   where there is no other: then the order of the rows doesn't matter.
    mutating func insert(_ key: String, _ values: [String], isLeast: Bool = false) {
        guard arena.count < Int(UInt32.max) - 1 << 20 else { return }
        if let number = entry(of: key) {
            guard isLeast, let new = values.first, !new.isEmpty else { return }
            let old = value(0, of: number)
            guard old.isEmpty || new < old else { return }
            entries[number] = UInt32(arena.count)
            append(key)
            for value in values { append(value) }
            return
        }
        entries.append(UInt32(arena.count))
        append(key)
        for value in values { append(value) }
        place(entries.count - 1, hash: Self.hash(of: key))
        if entries.count * 4 > slots.count * 3 { grow() }
    }

    /// The number of the key's entry.
    func entry(of key: String) -> Int? {
        var key = key
        return key.withUTF8 { bytes in
            let mask = slots.count - 1
            var slot = Int(truncatingIfNeeded: Self.hash(of: bytes)) & mask
            while slots[slot] != 0 {
                let number = Int(slots[slot]) - 1
                if isKey(of: number, bytes) { return number }
                slot = (slot + 1) & mask
            }
            return nil
        }
    }

    func value(_ index: Int, of entry: Int) -> String {
        var position = Int(entries[entry])
        for _ in 0...index { position += 2 + length(at: position) }
        return String(decoding: arena[position + 2..<position + 2 + length(at: position)], as: UTF8.self)
    }

    private mutating func append(_ text: String) {
        let bytes = text.utf8.prefix(Int(UInt16.max))
        arena.append(UInt8(truncatingIfNeeded: bytes.count))
        arena.append(UInt8(truncatingIfNeeded: bytes.count >> 8))
        arena.append(contentsOf: bytes)
    }

    private func length(at position: Int) -> Int {
        Int(arena[position]) | Int(arena[position + 1]) << 8
    }

    private func isKey(of entry: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let position = Int(entries[entry])
        guard length(at: position) == bytes.count else { return false }
        var index = 0
        while index < bytes.count {
            if arena[position + 2 + index] != bytes[index] { return false }
            index += 1
        }
        return true
    }

    private mutating func place(_ entry: Int, hash: UInt64) {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 { slot = (slot + 1) & mask }
        slots[slot] = UInt32(entry + 1)
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        for entry in entries.indices {
            let position = Int(entries[entry])
            let key = arena[position + 2..<position + 2 + length(at: position)]
            place(entry, hash: key.withUnsafeBufferPointer { Self.hash(of: $0) })
        }
    }

    private static func hash(of text: String) -> UInt64 {
        var text = text
        return text.withUTF8 { hash(of: $0) }
    }

    private static func hash(of bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash = Fold.seed
        var index = 0
        while index < bytes.count {
            hash = (hash ^ UInt64(bytes[index])) &* Fold.prime
            index += 1
        }
        // The low bits choose the slot: mix the high ones in.
        return hash ^ hash >> 29
    }
}

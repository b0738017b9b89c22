// Puts together what is said between the gateway and its child process: little-endian numbers, and
// text and bytes behind their length. No Swift type and no pointer crosses.

/// One frame, ready to be sent: its length (four bytes, itself not counted), its kind, what it says.
struct FrameWriter {
    /// Room for what is put; only `count` bytes of it are said.
    private var room: [UInt8]
    private(set) var count = 5

    init(_ kind: UInt8, reserving capacity: Int = 64) {
        room = [UInt8](repeating: 0, count: max(capacity, 64))
        room[4] = kind
    }

    mutating func put(_ number: UInt8) {
        makeRoom(for: 1)
        room[count] = number
        count += 1
    }

    mutating func put(_ number: UInt32) { store(number.littleEndian) }

    mutating func put(_ number: UInt64) { store(number.littleEndian) }

    mutating func put(_ text: String) {
        var text = text
        text.withUTF8 { put(UnsafeRawBufferPointer($0)) }
    }

    /// Length and content at once: records are made of these.
    mutating func put(_ part: UnsafeRawBufferPointer) {
        makeRoom(for: 4 + part.count)
        let start = count
        room.withUnsafeMutableBytes { room in
            room.storeBytes(
                of: UInt32(truncatingIfNeeded: part.count).littleEndian, toByteOffset: start, as: UInt32.self)
            UnsafeMutableRawBufferPointer(rebasing: room[(start + 4)...]).copyMemory(from: part)
        }
        count += 4 + part.count
    }

    mutating func put(_ texts: [String]) {
        put(UInt32(truncatingIfNeeded: texts.count))
        for text in texts { put(text) }
    }

    private mutating func store<Number: FixedWidthInteger & BitwiseCopyable>(_ number: Number) {
        let size = MemoryLayout<Number>.size
        makeRoom(for: size)
        let start = count
        room.withUnsafeMutableBytes { $0.storeBytes(of: number, toByteOffset: start, as: Number.self) }
        count += size
    }

    private mutating func makeRoom(for more: Int) {
        guard count + more > room.count else { return }
        room.append(contentsOf: repeatElement(0, count: max(room.count, more)))
    }

    /// The whole frame, its length filled in.
    consuming func finished() -> [UInt8] {
        let length = UInt32(truncatingIfNeeded: count - 4).littleEndian
        room.withUnsafeMutableBytes { $0.storeBytes(of: length, as: UInt32.self) }
        room.removeLast(room.count - count)
        return room
    }
}

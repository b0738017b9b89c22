// Puts together what is said between the gateway and its child process: little-endian numbers, and
// text and bytes behind their length. No Swift type and no pointer crosses.

/// One frame, ready to be sent: its length (four bytes, itself not counted), its kind, what it says.
struct FrameWriter {
    private(set) var bytes: [UInt8] = []
    private let start: Int

    init(_ kind: UInt8, reserving count: Int = 64) {
        bytes.reserveCapacity(count)
        bytes += [0, 0, 0, 0, kind]
        start = 4
    }

    mutating func put(_ number: UInt8) { bytes.append(number) }

    mutating func put(_ number: UInt32) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func put(_ number: UInt64) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func put(_ text: String) {
        var text = text
        text.withUTF8 { put(UnsafeRawBufferPointer($0)) }
    }

    mutating func put(_ part: UnsafeRawBufferPointer) {
        put(UInt32(truncatingIfNeeded: part.count))
        bytes.append(contentsOf: part)
    }

    mutating func put(_ texts: [String]) {
        put(UInt32(truncatingIfNeeded: texts.count))
        for text in texts { put(text) }
    }

    /// The whole frame, its length filled in.
    consuming func finished() -> [UInt8] {
        withUnsafeBytes(of: UInt32(truncatingIfNeeded: bytes.count - start).littleEndian) { length in
            for index in 0..<4 { bytes[index] = length[index] }
        }
        return bytes
    }
}

// Takes a frame apart, and trusts none of it: every length is checked against what is there, every
// text is valid UTF-8, and nothing may be left over.

/// What is wrong with a frame's form.
public enum FrameFault: Error, Equatable, Sendable {
    case tooShort
    case leftOver
    case notUTF8
    case unknownKind(UInt8)
    /// Longer than any frame may be, in bytes.
    case tooLong(Int)
}

struct FrameReader {
    private let bytes: UnsafeRawBufferPointer
    private var position = 0

    /// Over a frame's content, behind its kind. The bytes must outlive the reader.
    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }

    mutating func byte() throws(FrameFault) -> UInt8 {
        guard position < bytes.count else { throw .tooShort }
        defer { position += 1 }
        return bytes[position]
    }

    mutating func number32() throws(FrameFault) -> UInt32 {
        guard bytes.count - position >= 4 else { throw .tooShort }
        defer { position += 4 }
        return UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self))
    }

    mutating func number64() throws(FrameFault) -> UInt64 {
        guard bytes.count - position >= 8 else { throw .tooShort }
        defer { position += 8 }
        return UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
    }

    mutating func part() throws(FrameFault) -> UnsafeRawBufferPointer {
        let count = Int(try number32())
        guard bytes.count - position >= count else { throw .tooShort }
        defer { position += count }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
    }

    mutating func text() throws(FrameFault) -> String {
        let part = try part()
        guard let text = String(validating: part, as: UTF8.self) else { throw .notUTF8 }
        return text
    }

    mutating func texts() throws(FrameFault) -> [String] {
        let count = try number32()
        var texts: [String] = []
        for _ in 0..<count { texts.append(try text()) }
        return texts
    }

    func end() throws(FrameFault) {
        guard isAtEnd else { throw .leftOver }
    }
}

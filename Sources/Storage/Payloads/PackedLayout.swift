// How a payload lies on disk: blocks that are compressed one by one, and a list of them at the end, so that a place in
// the middle is reached without reading what stands before it.

/// The layout of a packed file: the blocks; for each block the place where it ends (8 bytes, little-endian); then the
/// trailer: the payload's size, the number of blocks, and the mark.
enum PackedLayout {
    /// Bytes of the payload in one block; the last one holds what is left.
    static let blockSize = 1 << 18
    /// Sixteen bytes that no damaged end has by chance.
    static let mark = Array("sendgate-packed1".utf8)
    static let trailerSize = 8 + 8 + mark.count

    static func bytes(of number: Int) -> [UInt8] {
        withUnsafeBytes(of: UInt64(number).littleEndian) { Array($0) }
    }

    /// The number at a place; nil where it is none that a file can have.
    static func number(in bytes: ArraySlice<UInt8>) -> Int? {
        var number: UInt64 = 0
        for byte in bytes.reversed() { number = number << 8 | UInt64(byte) }
        return Int(exactly: number)
    }
}

// What a single byte of text is, in ASCII and in every encoding that agrees with it.

extension UInt8 {
    /// `0` to `9`.
    @inline(__always)
    var isASCIIDigit: Bool { UInt8(ascii: "0") <= self && self <= UInt8(ascii: "9") }

    /// A letter of the Latin alphabet without an accent.
    @inline(__always)
    var isASCIILetter: Bool { UInt8(ascii: "a") <= self | 0x20 && self | 0x20 <= UInt8(ascii: "z") }

    /// A letter in any of the encodings that feeds come in, or a part of one.
    @inline(__always)
    var isLetter: Bool { self >= 0x80 || isASCIILetter }
}

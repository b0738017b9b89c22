// One cell as far as it has to be known to tell columns apart.

/// What a cell's bytes are made of.
struct CSVCell {
    private(set) var isEmpty = true
    private(set) var isNumeric = true
    private(set) var digits = 0
    /// What divides the parts of a date or a time.
    private(set) var hasSeparator = false
    /// As amounts have.
    private(set) var hasPoint = false
    private(set) var hasLetter = false
    private(set) var hasSpace = false
    private(set) var startsWithSpace = false
    private(set) var startsWithDigit = false
    let endsWithDigit: Bool
    let length: Int

    init(_ bytes: UnsafePointer<UInt8>, _ range: Range<Int>) {
        length = range.count
        endsWithDigit = !range.isEmpty && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[range.upperBound - 1])
        for index in range {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits += 1
                isEmpty = false
                if index == range.lowerBound { startsWithDigit = true }
            case UInt8(ascii: " "), 0x09:
                hasSpace = true
                if index == range.lowerBound { startsWithSpace = true }
            case UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "-"):
                isEmpty = false
                let isSign = index > range.lowerBound && bytes[index - 1] | 0x20 == UInt8(ascii: "e")
                if digits > 0, !isSign { hasSeparator = true }
            case UInt8(ascii: "."), UInt8(ascii: ","):
                isEmpty = false
                hasPoint = true
            case UInt8(ascii: "+"), UInt8(ascii: "%"), UInt8(ascii: "$"),
                UInt8(ascii: "("), UInt8(ascii: ")"):
                isEmpty = false
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                // Between digits it may belong to a number.
                let isExponent =
                    isNumeric && digits > 0 && index + 1 < range.upperBound && bytes[index + 1] < UInt8(ascii: ":")
                isEmpty = false
                if !isExponent {
                    isNumeric = false
                    hasLetter = true
                }
            default:
                isEmpty = false
                isNumeric = false
                hasLetter = true
            }
        }
        if digits == 0 { isNumeric = false }
    }

    var hasDigit: Bool { digits > 0 }
    /// Letters, and no digit.
    var isWord: Bool { !isEmpty && hasLetter && digits == 0 }

    /// The same for the same bytes (FNV-1a), whatever stands around them.
    static func hash(_ bytes: UnsafePointer<UInt8>, _ range: Range<Int>) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for index in range { hash = (hash ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01b3 }
        return hash
    }
}

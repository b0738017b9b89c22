// Postcodes: upper case, one space before the last three (SEND-DOMAIN 2.4).

/// A United Kingdom postcode by its shape; that it exists is not checked.
public enum Postcode {
    /// Whether the text is a postcode, and how it is written canonically.
    public static func check(_ stated: String) -> IdentifierCheck { IdentifierKind.postcode.check(stated) }

    static func soundness(of bytes: [UInt8]) -> Soundness {
        let failure = Soundness.fault(.shape("a postcode looks like B1 1AA"))
        guard (5...7).contains(bytes.count) else { return failure }
        let outward = Array(bytes.dropLast(3))
        let inward = Array(bytes.suffix(3))
        let text = "\(outward.text) \(inward.text)"
        guard inward[0].digit != nil, inward[1].isLetter, inward[2].isLetter else { return failure }
        guard outward.text == "GIR" || isOutward(outward) else { return failure }
        // ZZ99 and its kin are the NHS's codes for "no fixed abode", "not known", "abroad".
        return outward.starts(with: Array("ZZ".utf8)) ? .weak(text, why: "a code for no known address") : .sound(text)
    }

    /// One or two letters, a digit, and perhaps a digit or a letter.
    private static func isOutward(_ bytes: [UInt8]) -> Bool {
        let letters = bytes.prefix(while: \.isLetter).count
        guard (1...2).contains(letters) else { return false }
        let rest = bytes.dropFirst(letters)
        guard let first = rest.first, first.digit != nil, rest.count <= 2 else { return false }
        return rest.dropFirst().allSatisfy { $0.digit != nil || $0.isLetter }
    }
}

extension UInt8 {
    fileprivate var isLetter: Bool { self >= 65 && self <= 90 }
}

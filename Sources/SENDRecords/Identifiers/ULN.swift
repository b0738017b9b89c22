// Unique learner number. Source: the ILR's derived data rule 01 (SEND-DOMAIN 2.2).

/// 10 digits, weights 10 to 2, modulus 11.
public enum ULN {
    /// Stands for "not known yet" in learner returns.
    public static let temporary = "9999999999"

    /// Whether the text is a ULN, and its ten digits.
    public static func check(_ stated: String) -> IdentifierCheck { IdentifierKind.uln.check(stated) }

    static func soundness(of bytes: [UInt8]) -> Soundness {
        guard bytes.areDigits, bytes.count <= 10 else { return .fault(.shape("a ULN has 10 digits")) }
        if bytes.count < 10 { return .fault(.digitsMissing(bytes.count, of: 10, in: "a ULN")) }
        let text = bytes.text
        if text == temporary { return .weak(text, why: "the temporary ULN") }
        let digits = bytes.map { Int($0) - 48 }
        let total = (0...8).reduce(0) { $0 + digits[$1] * (10 - $1) }
        guard total % 11 != 0, 10 - total % 11 == digits[9] else {
            return .fault(.check("the ULN's last digit does not fit the others"))
        }
        return .sound(text)
    }
}

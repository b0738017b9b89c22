// NHS number. Source: NHS data dictionary, modulus 11 (SEND-DOMAIN 2.3).

/// 10 digits, weights 10 to 2, modulus 11; written 3-3-4 with spaces or hyphens.
public enum NHSNumber {
    /// Whether the text is an NHS number, and its ten digits.
    public static func check(_ stated: String) -> IdentifierCheck { IdentifierKind.nhsNumber.check(stated) }

    static func soundness(of bytes: [UInt8]) -> Soundness {
        guard bytes.areDigits, bytes.count <= 10 else { return .fault(.shape("an NHS number has 10 digits")) }
        if bytes.count < 10 { return .fault(.digitsMissing(bytes.count, of: 10, in: "an NHS number")) }
        let digits = bytes.map { Int($0) - 48 }
        // 0000000000, 1111111111 and so on pass modulus 11 and stand for "unknown" in real feeds.
        guard digits.contains(where: { $0 != digits[0] }) else {
            return .fault(.check("an NHS number is not one digit ten times"))
        }
        let sum = (0...8).reduce(0) { $0 + digits[$1] * (10 - $1) }
        let control = 11 - sum % 11
        guard control != 10, control % 11 == digits[9] else {
            return .fault(.check("the NHS number's last digit does not fit the others"))
        }
        return .sound(bytes.text)
    }
}

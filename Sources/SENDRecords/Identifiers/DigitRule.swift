// Identifiers of organisations, which are plain digits of a given length. Source: GIAS (SEND-DOMAIN 2.4).

/// An identifier of so many digits with a lowest and a highest number.
struct DigitRule {
    let length: Int
    let numbers: ClosedRange<Int>
    let name: String
    let rule: String

    static let urn = DigitRule(length: 6, numbers: 100_000...999_999, name: "a URN", rule: "a URN has 6 digits")
    /// Local authority and establishment number put together: 330/1234 is 3301234.
    static let laestab = DigitRule(
        length: 7, numbers: 2_010_000...9_999_999, name: "a LAESTAB",
        rule: "a LAESTAB is a 3-digit authority and a 4-digit number")
    static let ukprn = DigitRule(
        length: 8, numbers: 10_000_000...19_999_999, name: "a UKPRN", rule: "a UKPRN has 8 digits and starts with 1")
    static let localAuthority = DigitRule(
        length: 3, numbers: 201...999, name: "a local authority code", rule: "a local authority code has 3 digits")

    func check(_ bytes: [UInt8]) -> Soundness {
        guard bytes.areDigits else { return .fault(.shape(rule)) }
        if bytes.count < length, bytes.contains(where: { $0 != 0x30 }) {
            return .fault(.digitsMissing(bytes.count, of: length, in: name))
        }
        guard bytes.count == length, let number = Int(bytes.text), numbers.contains(number) else {
            return .fault(.shape(rule))
        }
        return .sound(bytes.text)
    }
}

// Identifiers of organisations, which are plain digits of a given length. Source: GIAS (SEND-DOMAIN 2.4).

/// An identifier of so many digits with a lowest and a highest number.
struct DigitRule {
    let lengths: ClosedRange<Int>
    let numbers: ClosedRange<Int>
    let rule: String

    static let urn = DigitRule(lengths: 6...6, numbers: 100_000...999_999, rule: "a URN has 6 digits")
    /// Local authority and establishment number put together: 330/1234 is 3301234.
    static let laestab = DigitRule(
        lengths: 7...7, numbers: 2_010_000...9_999_999, rule: "a LAESTAB is a 3-digit authority and a 4-digit number")
    static let ukprn = DigitRule(
        lengths: 8...8, numbers: 10_000_000...19_999_999, rule: "a UKPRN has 8 digits and starts with 1")
    static let localAuthority = DigitRule(
        lengths: 3...3, numbers: 201...999, rule: "a local authority code has 3 digits")

    func check(_ stated: String) -> IdentifierCheck {
        let separators: [UInt8] = [UInt8(ascii: "/")]
        guard let bytes = stated.compactASCII()?.filter({ !separators.contains($0) }), bytes.areDigits,
            lengths.contains(bytes.count), let number = Int(bytes.text), numbers.contains(number)
        else { return .failed(stated, rule: rule) }
        return .valid(bytes.text)
    }
}

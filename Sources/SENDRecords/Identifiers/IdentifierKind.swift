// The kinds of identifier that records hold, and the one place where each is checked.

/// A kind of identifier with its rule.
public enum IdentifierKind: String, Sendable, CaseIterable {
    case upn
    case uln
    case nhsNumber = "nhs-number"
    case urn
    case laestab
    case ukprn
    case postcode
    case localAuthority = "local-authority"
}

/// What checking an identifier found.
public enum IdentifierCheck: Hashable, Sendable {
    /// Sound; the canonical form: upper case, no separators (a postcode keeps its one space).
    case valid(String)
    /// Sound, but by its nature no proof of who somebody is: a temporary UPN, the temporary ULN, a pseudo-postcode.
    case weak(String, why: String)
    /// Not that identifier, or its check digit fails. It stays in its field, marked, and is never a key.
    case failed(String, rule: String)

    /// The value that a record holds for it.
    public var value: Value {
        switch self {
        case .valid(let text), .weak(let text, _): .text(text)
        case .failed(let text, _): .unverified(text)
        }
    }
}

extension IdentifierKind {
    /// Checks a stated identifier. White space around and separators inside are cured, nothing else is.
    public func check(_ stated: String) -> IdentifierCheck {
        switch self {
        case .upn: UPN.check(stated)
        case .uln: ULN.check(stated)
        case .nhsNumber: NHSNumber.check(stated)
        case .urn: DigitRule.urn.check(stated)
        case .laestab: DigitRule.laestab.check(stated)
        case .ukprn: DigitRule.ukprn.check(stated)
        case .localAuthority: DigitRule.localAuthority.check(stated)
        case .postcode: Postcode.check(stated)
        }
    }

    /// The name as a school secretary knows it.
    public var title: String {
        switch self {
        case .upn: "unique pupil number (UPN)"
        case .uln: "unique learner number (ULN)"
        case .nhsNumber: "NHS number"
        case .urn: "school URN"
        case .laestab: "LAESTAB"
        case .ukprn: "UKPRN"
        case .postcode: "postcode"
        case .localAuthority: "local authority code"
        }
    }
}

extension String {
    /// The text's bytes in upper case without spaces and hyphens, or nil where a byte is not ASCII.
    func compactASCII() -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(utf8.count)
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "-"), 9: continue
            case UInt8(ascii: "a")...UInt8(ascii: "z"): bytes.append(byte - 32)
            case 0x21..<0x7F: bytes.append(byte)
            default: return nil
            }
        }
        return bytes
    }
}

extension UInt8 {
    /// The value of an ASCII digit, or nil.
    var digit: Int? { self >= 48 && self <= 57 ? Int(self) - 48 : nil }
}

extension [UInt8] {
    var text: String { String(decoding: self, as: UTF8.self) }
    var areDigits: Bool { !isEmpty && allSatisfy { $0.digit != nil } }
}

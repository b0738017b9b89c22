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
    /// Not that identifier, or its check digit fails. It stays in its field, marked, and is never a key; one that a
    /// spreadsheet has rounded is no statement at all.
    case failed(String, IdentifierFault)

    /// The value that a record holds for it.
    public var value: Value {
        switch self {
        case .valid(let text), .weak(let text, _): .text(text)
        case .failed(_, let fault) where fault.kind == .digitsGone: .unreadable(rule: IdentifierFault.digitsGoneRule)
        case .failed(let text, _): .unverified(text)
        }
    }
}

extension IdentifierKind {
    /// Checks a stated identifier. What spreadsheets and people do to identifiers is cured where that is certain: see
    /// `Cure`.
    public func check(_ stated: String) -> IdentifierCheck {
        var stated = stated
        return stated.withUTF8 { check($0) }
    }

    /// Whether what is stated is such an identifier, and how it is written canonically.
    public func check(_ stated: UnsafeBufferPointer<UInt8>) -> IdentifierCheck {
        switch StatedIdentifier.read(stated) {
        case .stated(let identifier):
            switch sound(identifier.bytes) {
            case .sound(let text): .valid(text)
            case .weak(let text, let why): .weak(text, why: why)
            case .fault(let fault): .failed(String(decoding: stated, as: UTF8.self), fault)
            }
        case .rounded: .failed(String(decoding: stated, as: UTF8.self), .digitsGone)
        case .foreign:
            .failed(
                String(decoding: stated, as: UTF8.self),
                .shape("\(article) \(title) has no characters but plain letters and digits"))
        }
    }

    /// What checking puts right in a stated identifier.
    public func cures(of stated: UnsafeBufferPointer<UInt8>) -> CureSet {
        guard case .stated(let identifier) = StatedIdentifier.read(stated) else { return [] }
        return identifier.cures
    }

    private func sound(_ bytes: [UInt8]) -> Soundness {
        switch self {
        case .upn: UPN.soundness(of: bytes)
        case .uln: ULN.soundness(of: bytes)
        case .nhsNumber: NHSNumber.soundness(of: bytes)
        case .urn: DigitRule.urn.check(bytes)
        case .laestab: DigitRule.laestab.check(bytes.filter { $0 != UInt8(ascii: "/") })
        case .ukprn: DigitRule.ukprn.check(bytes)
        case .localAuthority: DigitRule.localAuthority.check(bytes)
        case .postcode: Postcode.soundness(of: bytes)
        }
    }

    private var article: String { self == .nhsNumber ? "an" : "a" }

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

/// What the rule of one kind says of plain letters and digits.
enum Soundness {
    case sound(String)
    case weak(String, why: String)
    case fault(IdentifierFault)
}

extension UInt8 {
    /// The value of an ASCII digit, or nil.
    var digit: Int? { self >= 48 && self <= 57 ? Int(self) - 48 : nil }
}

extension [UInt8] {
    var text: String { String(decoding: self, as: UTF8.self) }
    var areDigits: Bool { !isEmpty && allSatisfy { $0.digit != nil } }
}

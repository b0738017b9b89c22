// Unique pupil number, permanent and temporary. Source: DfE UPN guide 1.2 (SEND-DOMAIN 2.1).

/// Check letter, local authority (3 digits), school (4), year of issue (2), serial (3). A temporary UPN has a letter at
/// position 13.
public enum UPN {
    /// 23 letters: no I, O or S.
    private static let alphabet = Array("ABCDEFGHJKLMNPQRTUVWXYZ".utf8)

    /// Whether the text is a UPN, and how it is written canonically.
    public static func check(_ stated: String) -> IdentifierCheck { IdentifierKind.upn.check(stated) }

    static func soundness(of bytes: [UInt8]) -> Soundness {
        guard bytes.count == 13 else {
            return .fault(.shape("it has \(bytes.count) characters, and a UPN has 13"))
        }
        var sum = 0
        for position in 2...13 {
            let byte = bytes[position - 1]
            if let digit = byte.digit {
                sum += position * digit
            } else if position == 13, let index = alphabet.firstIndex(of: byte) {
                sum += position * index
            } else {
                return .fault(.shape("a UPN is a letter, then 12 digits (the last may be a letter)"))
            }
        }
        guard bytes[0] == alphabet[sum % 23] else {
            return .fault(.check("the UPN's first letter does not fit its digits"))
        }
        let authority = bytes[1...3].reduce(0) { $0 * 10 + ($1.digit ?? 0) }
        guard authority > 200 else {
            return .fault(.check("the UPN names a local authority that does not exist"))
        }
        let text = bytes.text
        return isTemporary(text) ? .weak(text, why: "a temporary UPN") : .sound(text)
    }

    /// Whether a canonical UPN is temporary: it may be replaced, and is never matched on alone.
    public static func isTemporary(_ canonical: String) -> Bool {
        canonical.utf8.last.map { $0.digit == nil } ?? false
    }
}

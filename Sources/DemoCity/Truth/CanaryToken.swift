// A canary: a piece of text that occurs nowhere else, so that a leak can be seen and traced to its field.

/// A token in one field of one record. Forename, surname, identifiers, postcode and telephone number of a child are the
/// same in every feed (else nobody could match them), so a token can belong to several places.
public struct CanaryToken: Hashable, Sendable {
    public let token: String
    /// Key space or feed: `council-ehc`, `school-pupils@103456`, `transport`, `gias-schools`.
    public let space: String
    /// As `SENDRecords` names them: `child`, `forename`.
    public let recordType: String
    public let field: String
    /// The partner's key of the record.
    public let key: String
    /// The child's true number; nil where the record is about something else.
    public let child: Int?
}

enum Canary {
    private static let letters = Array("bcdfghjklmnpqrstvwxz".utf8)

    /// A word that begins with Qz and stands in no name list.
    static func word(_ seed: UInt64, _ first: Int, _ place: String) -> String {
        var hash: UInt64 = 14_695_981_039_346_656_037
        for byte in place.utf8 { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
        var chance = Chance(seed ^ hash, 77, first)
        var bytes: [UInt8] = Array("Qz".utf8)
        for _ in 0..<9 { bytes.append(letters[chance.below(letters.count)]) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A postcode that no other household has.
    static func postcode(_ number: Int) -> String {
        let letters = Array("ABDEFGHJLNPQRSTUWXYZ".utf8)
        let pair = String(decoding: [letters[number % 20], letters[number / 20 % 20]], as: UTF8.self)
        return "B99 \(1 + number / 400 % 9)\(pair)"
    }
}

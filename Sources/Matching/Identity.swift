// What one partner states of one child, made ready for comparison: fixed size, no text, no references.

/// One child key's statement, folded and packed. It doesn't depend on the model, so stored identities stay good when the
/// model changes; only their blocking keys have to be made again.
public struct Identity: Sendable {
    static let givenPlaces = 5
    static let familyPlaces = 4

    /// The caller's handle of the child key. It decides nothing.
    public var subject: Int64
    /// The place in canonical order, from space and key only.
    public let order: CanonicalOrder

    /// Forename words, then a preferred one, then middle names.
    var given = InlineArray<5, UInt64>(repeating: 0)
    /// Surname words, then former ones.
    var family = InlineArray<4, UInt64>(repeating: 0)
    var forenameCount: UInt8 = 0
    var preferredCount: UInt8 = 0
    var givenCount: UInt8 = 0
    var surnameCount: UInt8 = 0
    var familyCount: UInt8 = 0
    var sex: UInt8 = 0
    var birthDate: UInt32 = 0
    var nhsNumber: UInt64 = 0
    var upn: UInt64 = 0
    var formerUPN: UInt64 = 0
    var uln: UInt64 = 0
    var postcode: UInt64 = 0
    var street: UInt64 = 0
    /// All numbers of the address, mixed into one.
    var houseNumber: UInt32 = 0
    var emailHash: UInt32 = 0
    var phone: UInt64 = 0
    /// The letters of the e-mail address.
    var emailLetters: UInt64 = 0

    init(subject: Int64, order: CanonicalOrder) {
        self.subject = subject
        self.order = order
    }

    public init(subject: Int64, child: ChildKey, statement: IdentityStatement) {
        self.init(subject: subject, order: CanonicalOrder(child))
        takeNames(of: statement)
        if let date = statement.birthDate { birthDate = date.packed }
        sex = Self.sexCode(statement.sex)
        nhsNumber = statement.nhsNumber.flatMap { TextFolding.digits($0, least: 10, most: 10) } ?? 0
        upn = statement.upn.flatMap(Self.identifier) ?? 0
        formerUPN = statement.formerUPN.flatMap(Self.identifier) ?? 0
        if formerUPN == upn { formerUPN = 0 }
        uln = statement.uln.flatMap { TextFolding.digits($0, least: 6, most: 12) } ?? 0
        postcode = statement.postcode.flatMap(TextFolding.code) ?? 0
        if let line = statement.addressLine { takeAddress(line) }
        if let phone = statement.phone { takePhone(phone) }
        if let email = statement.email { takeEmail(email) }
    }

    private mutating func takeNames(of statement: IdentityStatement) {
        var count = 0
        Self.take(statement.forename, upTo: 3, into: &given, &count)
        forenameCount = UInt8(count)
        Self.take(statement.preferredForename, upTo: 1, into: &given, &count)
        preferredCount = UInt8(count) - forenameCount
        Self.take(statement.middleNames, upTo: 3, into: &given, &count)
        givenCount = UInt8(count)

        count = 0
        Self.take(statement.surname, upTo: 3, into: &family, &count)
        surnameCount = UInt8(count)
        Self.take(statement.formerSurname, upTo: 3, into: &family, &count)
        familyCount = UInt8(count)
    }

    /// Puts the first words of a name behind the ones that are there, as far as there are places.
    private static func take<let places: Int>(
        _ text: String?, upTo most: Int, into names: inout InlineArray<places, UInt64>, _ count: inout Int
    ) {
        guard let text else { return }
        let start = count
        TextFolding.words(text) { word in
            guard count - start < most, count < places else { return }
            names[count] = word.packed
            count += 1
        }
    }

    private static func sexCode(_ text: String?) -> UInt8 {
        guard let first = text?.utf8.first(where: { $0 != 0x20 }) else { return 0 }
        switch first {
        case UInt8(ascii: "F"), UInt8(ascii: "f"), UInt8(ascii: "2"): return 2
        case UInt8(ascii: "M"), UInt8(ascii: "m"), UInt8(ascii: "1"): return 1
        default: return 0
        }
    }

    /// Letters and digits of an identifier as one number: exact for digits with one letter before them.
    private static func identifier(_ text: String) -> UInt64? {
        var number: UInt64 = 0
        var count = 0
        for byte in text.utf8 {
            let value: UInt64
            switch byte {
            case 0x30...0x39: value = UInt64(byte - 0x30)
            case 0x41...0x5a: value = UInt64(byte - 0x41) + 10
            case 0x61...0x7a: value = UInt64(byte - 0x61) + 10
            default: continue
            }
            if count == 13 { return nil }
            number = number &* (count == 0 ? 1 : 10) &+ (value < 10 || count == 0 ? value : value &* 7919)
            count += 1
        }
        return count >= 6 ? number : nil
    }

    private mutating func takeAddress(_ line: String) {
        var numbers: UInt64 = 0
        var number: UInt64 = 0
        var inNumber = false
        for byte in line.utf8 {
            if byte >= 0x30 && byte <= 0x39 {
                number = number &* 10 &+ UInt64(byte - 0x30)
                inNumber = true
            } else if inNumber {
                let lower = byte | 0x20
                // 12a and 12b are two homes.
                if lower >= 0x61 && lower <= 0x7a { number = number &* 131 &+ UInt64(lower) }
                numbers = mix(numbers, number)
                number = 0
                inNumber = false
            }
        }
        if inNumber { numbers = mix(numbers, number) }
        houseNumber = numbers == 0 ? 0 : max(1, UInt32(truncatingIfNeeded: numbers >> 32))
        var word: UInt64 = 0
        TextFolding.words(line) { token in
            if word == 0 && token.length > 1 && token != Self.flat && token != Self.apartment { word = token.packed }
        }
        street = word
    }

    private static let flat = NameToken("flat")
    private static let apartment = NameToken("apartment")

    private mutating func takePhone(_ text: String) {
        guard var number = TextFolding.digits(text, least: 7, most: 15) else { return }
        // +44 121 … and 0121 … are one number: the last nine digits tell numbers apart.
        number %= 1_000_000_000
        if number != 0 { phone = number }
    }

    private mutating func takeEmail(_ text: String) {
        var builder = NameToken.Builder()
        var hash: UInt64 = 0
        var seen = 0
        for byte in text.utf8 where byte > 0x20 {
            let lower = byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
            hash = mix(hash, UInt64(lower))
            if lower >= 0x61 && lower <= 0x7a { builder.append(lower - 0x60) }
            seen += 1
        }
        guard seen > 4 else { return }
        emailHash = max(1, UInt32(truncatingIfNeeded: hash >> 32))
        emailLetters = builder.token.packed
    }
}

extension Identity: Equatable {
    public static func == (a: Identity, b: Identity) -> Bool {
        a.subject == b.subject && a.encoded() == b.encoded()
    }
}

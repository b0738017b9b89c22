// The canonical bytes of an identity: what the store keeps beside each child key.

extension Identity {
    /// The first byte of every encoding; a change of layout changes it.
    static let layout: UInt8 = 1

    /// The canonical bytes, without the subject. Equal identities have equal bytes. Typically 80 to 120 bytes.
    public func encoded() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(128)
        bytes.append(Self.layout)
        bytes.append(forenameCount | preferredCount << 2 | givenCount << 3)
        bytes.append(surnameCount | familyCount << 2 | sex << 5)
        append(order.space, 8, to: &bytes)
        append(order.key, 8, to: &bytes)
        for i in 0..<Int(givenCount) { append(token: given[i], to: &bytes) }
        for i in 0..<Int(familyCount) { append(token: family[i], to: &bytes) }
        var present: UInt16 = 0
        let numbers = numbers
        for i in 0..<10 where numbers[i] != 0 { present |= 1 << UInt16(i) }
        append(UInt64(present), 2, to: &bytes)
        for i in 0..<10 where numbers[i] != 0 { append(numbers[i], Self.widths[i], to: &bytes) }
        return bytes
    }

    /// Reads what `encoded()` wrote; nil for bytes of another layout or cut short.
    public init?(subject: Int64, encoded: [UInt8]) {
        var reader = Reader(bytes: encoded)
        guard reader.number(1) == UInt64(Self.layout), let a = reader.number(1), let b = reader.number(1),
            let space = reader.number(8), let key = reader.number(8)
        else { return nil }
        self.init(subject: subject, order: CanonicalOrder(space: space, key: key))
        forenameCount = UInt8(a) & 3
        preferredCount = UInt8(a) >> 2 & 1
        givenCount = UInt8(a) >> 3 & 7
        surnameCount = UInt8(b) & 3
        familyCount = UInt8(b) >> 2 & 7
        sex = UInt8(b) >> 5 & 3
        guard givenCount <= Self.givenPlaces, familyCount <= Self.familyPlaces,
            forenameCount + preferredCount <= givenCount, surnameCount <= familyCount
        else { return nil }
        for i in 0..<Int(givenCount) {
            guard let token = reader.token() else { return nil }
            given[i] = token
        }
        for i in 0..<Int(familyCount) {
            guard let token = reader.token() else { return nil }
            family[i] = token
        }
        guard let present = reader.number(2) else { return nil }
        var numbers = InlineArray<10, UInt64>(repeating: 0)
        for i in 0..<10 where present & 1 << UInt64(i) != 0 {
            guard let number = reader.number(Self.widths[i]) else { return nil }
            numbers[i] = number
        }
        guard reader.isAtEnd else { return nil }
        birthDate = UInt32(truncatingIfNeeded: numbers[0])
        nhsNumber = numbers[1]
        upn = numbers[2]
        formerUPN = numbers[3]
        uln = numbers[4]
        postcode = numbers[5]
        street = numbers[6]
        houseNumber = UInt32(truncatingIfNeeded: numbers[7])
        phone = numbers[8] & 0xffff_ffff
        emailHash = UInt32(truncatingIfNeeded: numbers[8] >> 32)
        emailLetters = numbers[9]
    }

    private static let widths: [Int] = [4, 5, 8, 8, 5, 8, 8, 4, 8, 8]

    private var numbers: InlineArray<10, UInt64> {
        [
            UInt64(birthDate), nhsNumber, upn, formerUPN, uln, postcode, street, UInt64(houseNumber),
            phone | UInt64(emailHash) << 32, emailLetters,
        ]
    }

    private func append(_ number: UInt64, _ width: Int, to bytes: inout [UInt8]) {
        for i in 0..<width { bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(8 * i))) }
    }

    /// The length, then only as many bytes as the letters need.
    private func append(token: UInt64, to bytes: inout [UInt8]) {
        bytes.append(UInt8(token & 15))
        for i in 0..<Self.bytes(forLetters: Int(token & 15)) {
            bytes.append(UInt8(truncatingIfNeeded: token >> UInt64(56 - 8 * i)) & (i == 7 ? 0xf0 : 0xff))
        }
    }

    private static func bytes(forLetters count: Int) -> Int {
        (5 * min(count, NameToken.mostLetters) + 7) / 8
    }

    private struct Reader {
        let bytes: [UInt8]
        var at = 0

        var isAtEnd: Bool { at == bytes.count }

        mutating func number(_ width: Int) -> UInt64? {
            guard at + width <= bytes.count else { return nil }
            var number: UInt64 = 0
            for i in 0..<width { number |= UInt64(bytes[at + i]) << UInt64(8 * i) }
            at += width
            return number
        }

        mutating func token() -> UInt64? {
            guard let length = number(1), length > 0, length < 16 else { return nil }
            let width = Identity.bytes(forLetters: Int(length))
            guard at + width <= bytes.count else { return nil }
            var token = length
            for i in 0..<width { token |= UInt64(bytes[at + i]) << UInt64(56 - 8 * i) }
            at += width
            return token
        }
    }
}

// How a partner's statement about a child differs from the truth.

/// How a partner's statement differs from the truth; several at once.
public struct Flaws: OptionSet, Hashable, Sendable {
    public let rawValue: UInt32

    public init(rawValue: UInt32) { self.rawValue = rawValue }

    public static let typo = Flaws(rawValue: 1 << 0)
    public static let truncatedName = Flaws(rawValue: 1 << 1)
    public static let reversedNames = Flaws(rawValue: 1 << 2)
    public static let nickname = Flaws(rawValue: 1 << 3)
    public static let spellingVariant = Flaws(rawValue: 1 << 4)
    public static let missingMiddleName = Flaws(rawValue: 1 << 5)
    public static let honorificDropped = Flaws(rawValue: 1 << 6)
    public static let placeholderForename = Flaws(rawValue: 1 << 7)
    public static let accents = Flaws(rawValue: 1 << 8)
    public static let staleSurname = Flaws(rawValue: 1 << 9)
    public static let barrelForm = Flaws(rawValue: 1 << 10)
    public static let dayMonthSwapped = Flaws(rawValue: 1 << 11)
    public static let birthDigitWrong = Flaws(rawValue: 1 << 12)
    public static let defaultBirthday = Flaws(rawValue: 1 << 13)
    public static let unusableBirthDate = Flaws(rawValue: 1 << 14)
    public static let staleAddress = Flaws(rawValue: 1 << 15)
    public static let missingPhone = Flaws(rawValue: 1 << 16)
    public static let missingPostcode = Flaws(rawValue: 1 << 17)
    public static let anothersUPN = Flaws(rawValue: 1 << 18)
    public static let failingUPN = Flaws(rawValue: 1 << 19)
    public static let temporaryUPN = Flaws(rawValue: 1 << 20)
    public static let missingUPN = Flaws(rawValue: 1 << 21)
    public static let wrongNHSNumber = Flaws(rawValue: 1 << 22)
    public static let failingNHSNumber = Flaws(rawValue: 1 << 23)
    public static let supersededNHSNumber = Flaws(rawValue: 1 << 24)
    public static let unknownCode = Flaws(rawValue: 1 << 25)

    /// The birth date can be read and is wrong.
    public static let birthDate: Flaws = [.dayMonthSwapped, .birthDigitWrong, .defaultBirthday]

    private static let titles: [(Flaws, String)] = [
        (.typo, "typo"), (.truncatedName, "truncated-name"), (.reversedNames, "reversed-names"),
        (.nickname, "nickname"), (.spellingVariant, "spelling-variant"), (.missingMiddleName, "missing-middle-name"),
        (.honorificDropped, "honorific-dropped"), (.placeholderForename, "placeholder-forename"),
        (.accents, "accents"), (.staleSurname, "stale-surname"), (.barrelForm, "barrel-form"),
        (.dayMonthSwapped, "day-month-swapped"), (.birthDigitWrong, "birth-digit-wrong"),
        (.defaultBirthday, "default-birthday"), (.unusableBirthDate, "unusable-birth-date"),
        (.staleAddress, "stale-address"), (.missingPhone, "missing-phone"), (.missingPostcode, "missing-postcode"),
        (.anothersUPN, "anothers-upn"), (.failingUPN, "failing-upn"), (.temporaryUPN, "temporary-upn"),
        (.missingUPN, "missing-upn"), (.wrongNHSNumber, "wrong-nhs-number"),
        (.failingNHSNumber, "failing-nhs-number"), (.supersededNHSNumber, "superseded-nhs-number"),
        (.unknownCode, "unknown-code"),
    ]

    public var names: [String] { Self.titles.filter { contains($0.0) }.map(\.1) }
}

// How often real feeds are wrong. Shares of one, for each record of a partner unless said otherwise.

/// The errors of partners' feeds and how often they come.
public struct ErrorRates: Hashable, Sendable {
    public var typo = 0.01
    public var truncatedName = 0.002
    public var reversedNames = 0.005
    public var nickname = 0.12
    public var spellingVariant = 0.05
    public var missingMiddleName = 0.30
    public var honorificDropped = 0.25
    public var placeholderForename = 0.05
    public var accentsLost = 0.25
    public var mojibake = 0.04
    public var dayMonthSwapped = 0.005
    public var birthDigitWrong = 0.003
    public var defaultBirthday = 0.003
    public var unusableBirthDate = 0.002
    /// Of the records whose family has moved or whose surname has changed: still the earlier one.
    public var staleAddress = 0.35
    public var staleSurname = 0.40
    public var missingPhone = 0.18
    public var otherPhone = 0.10
    public var missingPostcode = 0.02
    public var wrongNHSNumber = 0.003
    public var failingNHSNumber = 0.002
    public var supersededNHSNumber = 0.002
    public var anothersUPN = 0.005
    public var failingUPN = 0.004
    public var temporaryUPN = 0.015
    public var unknownCode = 0.003

    public init() {}

    public static let realistic = ErrorRates()

    /// A city whose partners make no mistake.
    public static let none: ErrorRates = {
        var rates = ErrorRates()
        for rate in Self.every { rates[keyPath: rate] = 0 }
        return rates
    }()

    private static var every: [WritableKeyPath<ErrorRates, Double>] {
        [
            \.typo, \.truncatedName, \.reversedNames, \.nickname, \.spellingVariant, \.missingMiddleName,
            \.honorificDropped, \.placeholderForename, \.accentsLost, \.mojibake, \.dayMonthSwapped,
            \.birthDigitWrong, \.defaultBirthday, \.unusableBirthDate, \.staleAddress, \.staleSurname,
            \.missingPhone, \.otherPhone, \.missingPostcode, \.wrongNHSNumber, \.failingNHSNumber,
            \.supersededNHSNumber, \.anothersUPN, \.failingUPN, \.temporaryUPN, \.unknownCode,
        ]
    }
}

// The things that are compared, and the ways in which two statements can agree or differ.

/// What is compared between two identities. Postcode, address, telephone and e-mail are one household: they agree and
/// change together, so they count once.
public enum Field: UInt8, CaseIterable, Sendable {
    case forename, surname, birthDate, sex, nhsNumber, upn, uln, household
    /// Same birth date and household and another forename: what twins look like.
    case twins

    /// As the model file spells it.
    public var name: String {
        switch self {
        case .forename: "forename"
        case .surname: "surname"
        case .birthDate: "birth-date"
        case .sex: "sex"
        case .nhsNumber: "nhs-number"
        case .upn: "upn"
        case .uln: "uln"
        case .household: "household"
        case .twins: "twins"
        }
    }

    /// The outcomes that the model gives a weight for. `missing` weighs nothing and is in no list.
    public var levels: [Level] {
        switch self {
        case .forename:
            [.same, .knownAs, .spelling, .reversed, .close, .near, .initial, .titleOnly, .different]
        case .surname: [.same, .part, .former, .spelling, .reversed, .close, .near, .different]
        case .birthDate: [.same, .swapped, .oneDigit, .twoParts, .near, .defaultDay, .sameDefault, .different]
        case .sex: [.same, .different]
        case .nhsNumber, .uln: [.same, .oneDigit, .different]
        case .upn: [.same, .former, .oneDigit, .different]
        case .household:
            [
                .addressAndContact, .address, .contact, .postcode, .addressElsewhere, .nearAddress, .sector, .different,
            ]
        case .twins: [.twins, .closeTwins]
        }
    }
}

/// How one field of two statements compares.
public enum Level: UInt8, CaseIterable, Sendable {
    /// One side or both don't state it.
    case missing
    case same
    /// The name of one is a middle or preferred name of the other.
    case knownAs
    /// Another spelling or a short form of the same name.
    case spelling
    /// A part of a double-barrelled name.
    case part
    /// The present value of one is the former value of the other.
    case former
    /// Forename and surname changed places.
    case reversed
    /// One letter apart.
    case close
    /// Two letters apart, or one begins the other.
    case near
    /// A single letter that fits.
    case initial
    /// They share only an honorific such as Mohammed.
    case titleOnly
    case different
    /// Day and month changed places.
    case swapped
    /// One digit apart, or two neighbouring digits swapped.
    case oneDigit
    /// Two of day, month and year agree.
    case twoParts
    /// 1 January on one side, in the same year.
    case defaultDay
    /// 1 January on both sides, in the same year.
    case sameDefault
    case addressAndContact
    case address
    case contact
    case postcode
    /// The same number and street under another postcode.
    case addressElsewhere
    /// The same address but for a letter or a digit.
    case nearAddress
    /// The same postcode but for the last two letters.
    case sector
    /// Two different forenames.
    case twins
    /// Two forenames that are a letter or two apart.
    case closeTwins

    /// As the model file and explanations spell it.
    public var name: String {
        switch self {
        case .missing: "missing"
        case .same: "same"
        case .knownAs: "known-as"
        case .spelling: "spelling"
        case .part: "part"
        case .former: "former"
        case .reversed: "reversed"
        case .close: "close"
        case .near: "near"
        case .initial: "initial"
        case .titleOnly: "title-only"
        case .different: "different"
        case .swapped: "swapped"
        case .oneDigit: "one-digit"
        case .twoParts: "two-parts"
        case .defaultDay: "default-day"
        case .sameDefault: "same-default"
        case .addressAndContact: "address-and-contact"
        case .address: "address"
        case .contact: "contact"
        case .postcode: "postcode"
        case .addressElsewhere: "address-elsewhere"
        case .nearAddress: "near-address"
        case .sector: "sector"
        case .twins: "twins"
        case .closeTwins: "close-twins"
        }
    }
}

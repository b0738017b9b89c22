// A household: what its children share.

/// An address with its telephone number.
struct Address: Hashable, Sendable {
    var line: String
    var postcode: String
    var phone: String
}

/// Children who live together.
struct Household: Sendable {
    var origin: Int
    /// The part of the city, which decides the likely schools.
    var district: Int
    var surname: String
    /// The other parent's name, for children who carry both.
    var secondSurname: String?
    var address: Address
    /// Where the family lived before, which some partners still believe.
    var earlier: Address?
    /// Where the family has lived since the last export: schools know it, the others not yet.
    var latest: Address?
    /// A second telephone number.
    var otherPhone: String
}

// What one partner states of one child's identity, in its own words.

/// One partner's statement of who a child is. Every part is optional: what is missing says nothing for or against.
///
/// Identifiers belong here only when they are usable: an NHS number, UPN or ULN whose check digit fails, and a temporary
/// UPN, are kept on the record by the caller and left out here.
public struct IdentityStatement: Sendable, Equatable {
    public var forename: String?
    public var middleNames: String?
    public var preferredForename: String?
    public var surname: String?
    public var formerSurname: String?
    public var birthDate: BirthDate?
    /// F, M, female, male, or the NHS digits 1 (male) and 2 (female); anything else says nothing.
    public var sex: String?
    public var nhsNumber: String?
    /// A permanent UPN.
    public var upn: String?
    public var formerUPN: String?
    public var uln: String?
    public var postcode: String?
    /// House number and street, as one line.
    public var addressLine: String?
    public var phone: String?
    public var email: String?

    public init(
        forename: String? = nil, middleNames: String? = nil, preferredForename: String? = nil, surname: String? = nil,
        formerSurname: String? = nil, birthDate: BirthDate? = nil, sex: String? = nil, nhsNumber: String? = nil,
        upn: String? = nil, formerUPN: String? = nil, uln: String? = nil, postcode: String? = nil,
        addressLine: String? = nil, phone: String? = nil, email: String? = nil
    ) {
        self.forename = forename
        self.middleNames = middleNames
        self.preferredForename = preferredForename
        self.surname = surname
        self.formerSurname = formerSurname
        self.birthDate = birthDate
        self.sex = sex
        self.nhsNumber = nhsNumber
        self.upn = upn
        self.formerUPN = formerUPN
        self.uln = uln
        self.postcode = postcode
        self.addressLine = addressLine
        self.phone = phone
        self.email = email
    }
}

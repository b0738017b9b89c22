import SENDRecords
import Testing

/// Every vector of the domain facts, and the shapes around them.
@Suite struct IdentifierTests {
    @Test(arguments: ["B801200005001", "P330123419001", "E330200024001"])
    func aPermanentUPNWithItsCheckLetterIsSound(_ upn: String) {
        #expect(IdentifierKind.upn.check(upn) == .valid(upn))
    }

    @Test(arguments: ["A33012341900A", "F33099992500Z"])
    func aTemporaryUPNIsKeptButProvesNothing(_ upn: String) {
        #expect(IdentifierKind.upn.check(upn) == .weak(upn, why: "a temporary UPN"))
        #expect(UPN.isTemporary(upn))
    }

    @Test(arguments: [
        "A801200005001", "X80120000A001", "E000200005001", "B123456789012", "A123456789012", "", "B80120000500",
        "A33012341900I", "A33012341900O", "A33012341900S",
    ])
    func aUPNThatFailsStaysMarked(_ upn: String) {
        guard case .failed(upn, _) = IdentifierKind.upn.check(upn) else {
            Issue.record("accepted")
            return
        }
        #expect(IdentifierKind.upn.check(upn).value == .unverified(upn))
    }

    @Test func spacesAndLowerCaseAreCured() {
        #expect(IdentifierKind.upn.check(" b801 2000 05001 ") == .valid("B801200005001"))
        #expect(IdentifierKind.nhsNumber.check("943 476 5870") == .valid("9434765870"))
        #expect(IdentifierKind.nhsNumber.check("943-476-5870") == .valid("9434765870"))
    }

    @Test(arguments: ["1234567899", "1000000000", "9000000008", "1054438004", "1600000001"])
    func aULNWithItsCheckDigitIsSound(_ uln: String) {
        #expect(IdentifierKind.uln.check(uln) == .valid(uln))
    }

    @Test func aULNIsRefusedWhenItsDigitIsWrongAndTheTemporaryOneIsWeak() {
        #expect(IdentifierKind.uln.check("1234567890").value == .unverified("1234567890"))
        #expect(IdentifierKind.uln.check("123456789").value == .unverified("123456789"))
        #expect(IdentifierKind.uln.check("9999999999") == .weak("9999999999", why: "the temporary ULN"))
    }

    @Test(arguments: [
        "9434765870", "4010232137", "9000000009", "9000000017", "9000000025", "9000000033", "5990128088",
    ])
    func anNHSNumberWithItsCheckDigitIsSound(_ number: String) {
        #expect(IdentifierKind.nhsNumber.check(number) == .valid(number))
    }

    @Test(arguments: [
        "9434765871", "9434765820", "9000000015", "3478526985", "9912003890", "0000000000", "1111111111", "943476587",
    ])
    func anNHSNumberThatFailsStaysMarked(_ number: String) {
        #expect(IdentifierKind.nhsNumber.check(number).value == .unverified(number))
    }

    @Test func numbersOfOrganisationsHaveTheirLength() {
        #expect(IdentifierKind.urn.check("103456") == .valid("103456"))
        #expect(IdentifierKind.urn.check("10345").value == .unverified("10345"))
        #expect(IdentifierKind.laestab.check("330/1234") == .valid("3301234"))
        #expect(IdentifierKind.laestab.check("0001234").value == .unverified("0001234"))
        #expect(IdentifierKind.ukprn.check("10079319") == .valid("10079319"))
        #expect(IdentifierKind.ukprn.check("20079319").value == .unverified("20079319"))
        #expect(IdentifierKind.localAuthority.check("330") == .valid("330"))
        #expect(IdentifierKind.localAuthority.check("0").value == .unverified("0"))
    }

    @Test(arguments: [("b11aa", "B1 1AA"), ("EC3A 5DE", "EC3A 5DE"), ("SW1A1AA", "SW1A 1AA"), ("gir 0aa", "GIR 0AA")])
    func aPostcodeGetsItsOneSpace(_ stated: String, _ canonical: String) {
        #expect(IdentifierKind.postcode.check(stated) == .valid(canonical))
    }

    @Test func aPseudoPostcodeIsNoAddress() {
        #expect(IdentifierKind.postcode.check("ZZ99 3VZ") == .weak("ZZ99 3VZ", why: "a code for no known address"))
        #expect(IdentifierKind.postcode.check("Postcode").value == .unverified("Postcode"))
        #expect(IdentifierKind.postcode.check("B1 AAA").value == .unverified("B1 AAA"))
    }
}

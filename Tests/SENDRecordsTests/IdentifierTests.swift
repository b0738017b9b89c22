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

    @Test(
        arguments: [
            (IdentifierKind.nhsNumber, "4505577104.0", "4505577104" as String?),
            (.nhsNumber, "4505577104.00", "4505577104"),
            (.nhsNumber, "4,505,577,104", "4505577104"), (.nhsNumber, "4.505.577.104", "4505577104"),
            (.nhsNumber, "4 505 577 104", "4505577104"), (.nhsNumber, "4,505,577,104.00", "4505577104"),
            (.nhsNumber, "4.505577104E+09", "4505577104"), (.nhsNumber, "943\u{A0}476\u{A0}5870", "9434765870"),
            (.nhsNumber, "943\u{202F}476\u{2007}5870", "9434765870"), (.nhsNumber, "943\u{AD}4765870", "9434765870"),
            (.nhsNumber, "943–476—5870", "9434765870"), (.nhsNumber, "943\u{2011}476\u{2212}5870", "9434765870"),
            (.nhsNumber, "\u{FEFF}9434765870", "9434765870"), (.nhsNumber, "9434\u{200B}765870\u{200E}", "9434765870"),
            (.nhsNumber, "９４３４７６５８７０", "9434765870"), (.nhsNumber, "=\"9434765870\"", "9434765870"),
            (.nhsNumber, "'9434765870", "9434765870"), (.nhsNumber, "\t9434765870\r", "9434765870"),
            (.upn, "=\"p330123419001\"", "P330123419001"), (.upn, "'P330123419001", "P330123419001"),
            (.upn, "Ｐ330123419001", "P330123419001"), (.upn, "p330 1234 19001", "P330123419001"),
            (.upn, "P\u{200D}330123419001", "P330123419001"),
            (.uln, "1234567899.0", "1234567899"), (.urn, "103,456", "103456"), (.urn, "103456.0", "103456"),
            (.urn, "103456.000", "103456"), (.ukprn, "10,079,319", "10079319"), (.laestab, "330-1234", "3301234"),
            (.laestab, "330 / 1234", "3301234"), (.laestab, "3301234.0", "3301234"), (.localAuthority, "330.0", "330"),
            (.postcode, " b1\u{A0}1aa", "B1 1AA"), (.postcode, "B11AA.", nil), (.postcode, "b-1 1aa", "B1 1AA"),
        ] as [(IdentifierKind, String, String?)])
    func whatASpreadsheetDidIsUndoneWhereItIsCertain(_ kind: IdentifierKind, _ stated: String, _ read: String?) {
        guard let read else {
            #expect(kind.check(stated).value == .unverified(stated))
            return
        }
        #expect(kind.check(stated) == .valid(read))
    }

    @Test(arguments: [
        (IdentifierKind.nhsNumber, "4.505577E+09"), (.nhsNumber, "4,51E+09"), (.nhsNumber, "4.5e+09"), (.uln, "1E+09"),
        (.nhsNumber, "=\"4.505577E+09\""), (.ukprn, "1.00793E+07"), (.urn, "1.03E+05"), (.upn, "4.505577E+12"),
    ])
    func aRoundedNumberIsNoIdentifier(_ kind: IdentifierKind, _ stated: String) {
        guard case .failed(_, let fault) = kind.check(stated) else {
            Issue.record("accepted")
            return
        }
        #expect(fault.kind == .digitsGone)
        #expect(fault.rule.contains("digits are gone") && fault.advice.contains("as text"))
        #expect(kind.check(stated).value == .unreadable(rule: "digits-gone"))
    }

    @Test(arguments: [
        (IdentifierKind.nhsNumber, "943476587"), (.nhsNumber, "10232137.0"), (.uln, "123456789"), (.laestab, "330123"),
        (.urn, "3456"), (.ukprn, "1007931"), (.localAuthority, "33"),
    ])
    func digitsThatAreMissingAreNeverPutBackInSilence(_ kind: IdentifierKind, _ stated: String) {
        guard case .failed(_, let fault) = kind.check(stated) else {
            Issue.record("accepted")
            return
        }
        #expect(fault.kind == .digitsMissing)
        #expect(fault.advice.contains("zeros in front") && !fault.rule.contains(stated))
        #expect(kind.check(stated).value == .unverified(stated))
    }

    @Test(arguments: [
        (IdentifierKind.nhsNumber, "4505577104.5"), (.nhsNumber, "45,05577104"), (.nhsNumber, "-4505577104"),
        (.nhsNumber, "+4505577104"), (.nhsNumber, "4505577104E-09"), (.nhsNumber, "٩٤٣٤٧٦٥٨٧٠"), (.urn, "103.456"),
        (.urn, "103456,5"), (.urn, "10345G"), (.laestab, "330/12/34/5"), (.nhsNumber, "94347658701"), (.nhsNumber, ""),
        (.nhsNumber, "=9434765870"), (.upn, "330123419001"), (.upn, "P330123419001X"), (.postcode, "B1\u{E9}1AA"),
    ])
    func whatCouldBeSomethingElseStaysMarked(_ kind: IdentifierKind, _ stated: String) {
        #expect(kind.check(stated).value == .unverified(stated))
    }

    @Test func theCuresOfAnIdentifierCanBeTold() {
        func cures(_ kind: IdentifierKind, _ stated: String) -> [Cure] {
            Array(stated.utf8).withUnsafeBufferPointer { kind.cures(of: $0).all }
        }
        #expect(cures(.upn, "P330123419001") == [])
        #expect(cures(.upn, " p330 123419001") == [.blanksAround, .separators, .lowerCase])
        #expect(cures(.nhsNumber, "=\"4505577104.0\"") == [.formulaText, .decimalZeros])
        #expect(cures(.nhsNumber, "4.505577104e+09") == [.exponent])
    }
}

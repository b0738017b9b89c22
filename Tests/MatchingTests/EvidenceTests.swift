import Testing

@testable import Matching

@Suite("Evidence")
struct EvidenceTests {
    let resolver: Resolver

    init() throws { resolver = Resolver(model: try Samples.model(), secret: (1, 2)) }

    private func levels(_ a: Person, _ b: Person) -> Evidence {
        resolver.explain(a.identity("a", 1), b.identity("b", 2))
    }

    @Test(
        "forenames",
        arguments: [
            ("Aisha Khan", "Aisha Khan", Level.same), ("Aisha Khan", "Ayesha Khan", .spelling),
            ("Thomas Reed", "Tom Reed", .spelling), ("Mohammed Ali Khan", "Ali Khan", .same),
            ("Mohammed Ali Khan", "Muhammad Khan", .titleOnly), ("Hassan Khan", "Hussain Khan", .different),
            ("Zara Shah", "Zahra Shah", .different), ("Mohammed Hassan Ali", "Mohammed Hussain Ali", .different),
            ("Tereniel Ward", "Terenial Ward", .close), ("T Ward", "Terenial Ward", .initial),
            ("Ward Terenial", "Terenial Ward", .reversed), ("Mia Ward", "Amy Ward", .different),
            ("Baby Ward", "Amy Ward", .missing), ("Jake Ward", "Jack Ward", .different),
        ])
    func forenames(_ a: String, _ b: String, _ level: Level) {
        #expect(levels(Person(a, 2012, 3, 4), Person(b, 2012, 3, 4))[.forename] == level)
        #expect(levels(Person(b, 2012, 3, 4), Person(a, 2012, 3, 4))[.forename] == level)
    }

    @Test("a middle or preferred name may be the name that the other knows")
    func knownAs() {
        let a = Person("Sarah Bishop", 2012, 3, 4).with { $0.middleNames = "Delilah" }
        #expect(levels(a, Person("Delilah Bishop", 2012, 3, 4))[.forename] == .knownAs)
        let b = Person("Sarah Bishop", 2012, 3, 4).with { $0.preferredForename = "Delilah" }
        #expect(levels(b, Person("Delilah Bishop", 2012, 3, 4))[.forename] == .knownAs)
        // Two children may share a middle name.
        let c = Person("Ruth Bishop", 2012, 3, 4).with { $0.middleNames = "Delilah" }
        #expect(levels(a, c)[.forename] == .different)
    }

    @Test(
        "surnames",
        arguments: [
            ("Ann Smith", "Ann Smith", Level.same), ("Ann Smith-Jones", "Ann Jones", .part),
            ("Ann Smith-Jones", "Ann Smith Jones", .same), ("Ann Clark", "Ann Clarke", .spelling),
            ("Ann Al-Rashidi", "Ann Alrashidi", .same), ("Ann Velterop", "Ann Velterp", .close),
            ("Ann Smith", "Ann Okafor", .different),
        ])
    func surnames(_ a: String, _ b: String, _ level: Level) {
        let (a, b) = (a.replacing("-", with: "\u{2d}"), b)
        #expect(levels(person(a), person(b))[.surname] == level)
    }

    /// The forename is the first word only.
    private func person(_ name: String) -> Person {
        var person = Person(name, 2012, 3, 4)
        let words = name.split(separator: " ").map(String.init)
        (person.statement.forename, person.statement.surname) = (words[0], words.dropFirst().joined(separator: " "))
        return person
    }

    @Test(
        "birth dates",
        arguments: [
            ((2012, 3, 4), (2012, 3, 4), Level.same), ((2012, 3, 4), (2012, 4, 3), .swapped),
            ((2012, 3, 4), (2012, 3, 5), .oneDigit), ((2012, 3, 4), (2012, 1, 1), .defaultDay),
            ((2012, 1, 1), (2012, 1, 1), .sameDefault), ((2012, 3, 4), (2012, 3, 17), .twoParts),
            ((2012, 3, 4), (2008, 11, 26), .different),
        ])
    func birthDates(_ a: (Int, Int, Int), _ b: (Int, Int, Int), _ level: Level) {
        let (x, y) = (Person("Ann Smith", a.0, a.1, a.2), Person("Ann Smith", b.0, b.1, b.2))
        #expect(levels(x, y)[.birthDate] == level)
    }

    @Test("postcode, address and telephone count as one household")
    func householdCountsOnce() {
        let bare = Person("Ann Smith", 2012, 3, 4)
        let home = bare.at("B1 1AA", "4 High Street")
        let all = home.with { $0.phone = "0121 496 0000" }
        let again = home.with { $0.phone = "+44 121 496 0000" }
        #expect(levels(all, again)[.household] == .addressAndContact)
        let most = levels(all, again).total.bits - levels(bare, bare).total.bits
        #expect(most < 12)
        #expect(levels(home, bare)[.household] == .missing)
        #expect(levels(home, bare.at("B1 1AA", "Flat 4, High Street"))[.household] == .address)
        #expect(levels(home, bare.at("B1 1AB", "17 Mill Lane"))[.household] == .sector)
    }

    @Test("what one side does not state is neutral")
    func missingIsNeutral() {
        let a = Person("Ann Smith", 2012, 3, 4)
        let b = a.with { ($0.nhsNumber, $0.upn, $0.sex) = ("9434765919", "A123456789012", "F") }
        #expect(levels(a, a).total == levels(a, b).total)
    }

    @Test("a shared common name says less than a rare one")
    func rarityCounts() {
        let common = levels(Person("Mohammed Hussain", 2012, 3, 4), Person("Mohammed Hussain", 2012, 3, 4))
        let rare = levels(Person("Tereniel Velterop", 2012, 3, 4), Person("Tereniel Velterop", 2012, 3, 4))
        #expect(rare.total.bits > common.total.bits + 8)
    }
}

import Testing

@testable import Matching

@Suite("Identities")
struct IdentityTests {
    @Test("an identity survives its encoding, and typical ones are small")
    func encodingRoundTrip() {
        let identities = GeneratedCity(children: 300, seed: 4).identities()
        var bytes = 0
        for identity in identities {
            let encoded = identity.encoded()
            bytes += encoded.count
            #expect(Identity(subject: identity.subject, encoded: encoded) == identity)
        }
        #expect(bytes / identities.count <= 150)
    }

    @Test("bytes cut short, too long or of another layout are refused")
    func badBytesAreRefused() {
        let encoded = GeneratedCity(children: 1, seed: 1).identities()[0].encoded()
        for count in 0..<encoded.count {
            #expect(Identity(subject: 1, encoded: Array(encoded.prefix(count))) == nil)
        }
        #expect(Identity(subject: 1, encoded: encoded + [0]) == nil)
        #expect(Identity(subject: 1, encoded: [9] + encoded.dropFirst()) == nil)
    }

    @Test("the order comes from the child key alone")
    func orderIsOfTheKey() {
        let child = ChildKey(space: "council", key: "17")
        let one = Identity(subject: 1, child: child, statement: IdentityStatement(forename: "Ada"))
        let two = Identity(subject: 2, child: child, statement: IdentityStatement(forename: "Grace"))
        #expect(one.order == two.order)
        #expect(CanonicalOrder(ChildKey(space: "council", key: "18")) != one.order)
        #expect(CanonicalOrder(ChildKey(space: "council", key: "18")).space == one.order.space)
    }

    @Test("evidence survives its encoding and holds no value")
    func evidenceRoundTrip() throws {
        let resolver = Resolver(model: try Samples.model(), secret: (1, 2))
        let a = Person("Grace Hopper", 2012, 3, 4).with { $0.nhsNumber = "9434765919" }.identity("a", 1)
        let b = Person("Grace Hopper", 2012, 3, 4).with { $0.nhsNumber = "9434765919" }.identity("b", 2)
        let evidence = resolver.explain(a, b)
        #expect(Evidence(encoded: evidence.encoded()) == evidence)
        #expect(evidence.blockingKeys.contains(.nhsNumber))
        #expect(evidence.description.contains("nhs-number same"))
        #expect(!evidence.description.lowercased().contains("hopper"))
    }
}

/// An invented person, for short tests.
struct Person {
    var statement = IdentityStatement()

    init(_ name: String, _ year: Int, _ month: Int, _ day: Int) {
        let words = name.split(separator: " ").map(String.init)
        statement.forename = words.dropLast().joined(separator: " ")
        statement.surname = words.last
        statement.birthDate = BirthDate(year: year, month: month, day: day)
    }

    func with(_ change: (inout IdentityStatement) -> Void) -> Person {
        var person = self
        change(&person.statement)
        return person
    }

    func at(_ postcode: String, _ line: String) -> Person {
        with { ($0.postcode, $0.addressLine) = (postcode, line) }
    }

    /// `space` is also the key.
    func identity(_ space: String, _ subject: Int64) -> Identity {
        Identity(subject: subject, child: ChildKey(space: space, key: space), statement: statement)
    }
}

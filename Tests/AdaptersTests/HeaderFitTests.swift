// Columns that a file's rules can't tell apart.

import Testing

@testable import Adapters

struct HeaderFitTests {
    private func fit(_ header: [String]) throws -> HeaderFit {
        try #require(try Fixtures.manifest("school-pupils").file("pupils")).fit(of: header)
    }

    @Test func twoColumnsThatFitARuleEquallyAreBothNamed() throws {
        let found = try fit(["Adno", "Legal surname", "dob", "SEN status", "D.O.B."]).ambiguous
        #expect(found.map(\.name) == ["DOB"])
        #expect(found.first?.description.hasPrefix("Columns C (`dob`) and E (`D.O.B.`)") == true)
    }

    @Test func theOneThatIsSpeltSoIsMeant() throws {
        #expect(try fit(["Adno", "dob", "DOB"]).ambiguous.isEmpty)
    }

    @Test func columnsThatNoRuleReadsMayBeAlike() throws {
        #expect(try fit(["Adno", "DOB", "Shoe size", "shoe-size"]).ambiguous.isEmpty)
    }
}

import Testing

@testable import Configuring

@Suite struct ValueTests {
    @Test(arguments: [
        ("30s", 30_000), ("5m", 300_000), ("2h", 7_200_000), ("42d", 3_628_800_000), ("250ms", 250),
        ("1d12h", 129_600_000), ("0s", 0),
    ])
    func aDurationIsReadAndWrittenAlike(text: String, milliseconds: Int) throws {
        let duration = try #require(DurationText.parse(text))
        #expect(duration == .milliseconds(milliseconds))
        #expect(DurationText.write(duration) == text)
    }

    @Test(arguments: ["", "30", "s", "1m1h", "1h1h", "-5s", "1.5h", "5 m", "5M", "9999999999s"])
    func whatIsNoDurationIsNotGuessed(text: String) {
        #expect(DurationText.parse(text) == nil)
    }

    @Test(arguments: [("0%", 0), ("20%", 2000), ("12.5%", 1250), ("0.05%", 5), ("100%", 10_000)])
    func aPercentageIsReadAndWrittenAlike(text: String, hundredths: Int) throws {
        let percent = try #require(Percent(text))
        #expect(percent.hundredths == hundredths)
        #expect(percent.description == text)
    }

    @Test(arguments: ["20", "%", "101%", "100.01%", "1.234%", ".5%", "5.%", "-1%", "1e1%"])
    func whatIsNoPercentageIsNotGuessed(text: String) {
        #expect(Percent(text) == nil)
    }

    @Test func aLimitIsExceededOnlyByMoreThanItsShare() {
        let limit = Percent(whole: 20)
        #expect(!limit.isExceeded(by: 20, of: 100))
        #expect(limit.isExceeded(by: 21, of: 100))
        #expect(!limit.isExceeded(by: 0, of: 0))
    }

    @Test(arguments: ["2026-01-31", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"])
    func aDateIsReadAndWrittenAlike(text: String) {
        #expect(ConfigurationDate(text)?.description == text)
    }

    @Test(arguments: [
        "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-1-31", "31/01/2026", "2026-01-31 ", "",
    ])
    func whatIsNoDateIsNotGuessed(text: String) {
        #expect(ConfigurationDate(text) == nil)
    }

    @Test(arguments: [("api-token", true), ("a1", true), ("Api", false), ("1a", false), ("a_b", false), ("", false)])
    func aSecretIsNamedInLowerCase(text: String, isName: Bool) {
        #expect((SecretName(text) != nil) == isName)
    }

    @Test(arguments: [
        ("feilds", "fields"), ("Fields", "fields"), ("field", "fields"), ("valid-until", "valid_until"),
        ("scheduel", "schedule"), ("urn", "upn"), ("xyz", nil), ("", nil), ("colour", nil),
    ])
    func theNearestRightNameIsFoundIfItIsNearEnough(written: String, expected: String?) {
        let names = ["fields", "schedule", "url", "valid_until", "upn"]
        #expect(NearestName.of(written, among: names) == expected)
    }

    @Test(arguments: [("", "", 0), ("abc", "abc", 0), ("abc", "acb", 1), ("ab", "", 2), ("kitten", "sitting", 3)])
    func aSwapCountsAsOneMistake(left: String, right: String, distance: Int) {
        #expect(NearestName.distance(Array(left.utf8), Array(right.utf8)) == distance)
    }
}

import Foundation
import SENDRecords
import Testing

@Suite struct CivilZoneTests {
    @Test func londonAgreesWithTheTimeZoneDatabaseAtEveryTransition() throws {
        let zone = try #require(TimeZone(identifier: "Europe/London"))
        var moment = Date(timeIntervalSince1970: 63_072_000)
        let end = Date(timeIntervalSince1970: 2_145_916_800)
        var transitions = 0
        while let next = zone.nextDaylightSavingTimeTransition(after: moment), next < end {
            for seconds in [-86_400, -3601, -1, 0, 1, 3600, 86_400] as [Int64] {
                let at = Int64(next.timeIntervalSince1970) + seconds
                let expected = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(at)))
                #expect(CivilZone.london.offset(at: at) == Int64(expected), "\(next) \(seconds)")
            }
            moment = next
            transitions += 1
        }
        #expect(transitions == 2 * (2037 - 1972 + 1))
    }

    @Test func aDayBeginsAtItsOwnMidnight() {
        #expect(CivilZone.utc.day(atSeconds: -1) == CalendarDate(iso: "1969-12-31"))
        #expect(CivilZone.utc.day(atSeconds: 0) == CalendarDate(iso: "1970-01-01"))
        // 2015-06-30T23:00:00Z is midnight in London.
        #expect(CivilZone.london.day(atSeconds: 1_435_705_199) == CalendarDate(iso: "2015-06-30"))
        #expect(CivilZone.london.day(atSeconds: 1_435_705_200) == CalendarDate(iso: "2015-07-01"))
    }
}

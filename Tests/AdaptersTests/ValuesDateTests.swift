// Dates as partners and their spreadsheets leave them.

import Foundation
import SENDRecords
import Testing

@testable import Adapters

struct ValuesDateTests {
    static func reader(
        _ formats: [String] = ["dd/MM/yyyy"], years: ClosedRange<Int>? = nil, isBirthDate: Bool = false,
        decided: DateOrder? = nil
    ) -> DateReader {
        DateReader(
            formats.map { DateFormat($0)! }, years: years, isBirthDate: isBirthDate, today: Fixtures.today,
            decided: decided)
    }

    static func read(_ reader: DateReader, _ text: String) -> DateReader.Reading {
        var text = text
        return text.withUTF8 { reader.read($0.trimmed) }
    }

    @Test(arguments: [
        ("2015-01-31", "2015-01-31"), ("2015/1/31", "2015-01-31"), ("2015-01-31 00:00:00", "2015-01-31"),
        ("2015-01-31 00:00:00.000", "2015-01-31"), ("2015-Jan-31", "2015-01-31"), ("31 January 2015", "2015-01-31"),
        ("31-jan-2015", "2015-01-31"), ("31JAN2015", "2015-01-31"), ("1st Sept 2026", "2026-09-01"),
        ("1st of September 2026", "2026-09-01"), ("2ND NOV. 2026", "2026-11-02"), ("Mon 2 Nov 2026", "2026-11-02"),
        ("Monday, 2 November 2026", "2026-11-02"), ("November 2, 2026", "2026-11-02"), ("Nov 2nd 2026", "2026-11-02"),
        ("7/3/2014", "2014-03-07"), ("07-03-2014", "2014-03-07"), ("07.03.2014", "2014-03-07"),
        ("7. 3. 2014", "2014-03-07"), ("07 / 03 / 2014", "2014-03-07"), ("07/03/2014 00:00:00", "2014-03-07"),
        ("07/03/2014 00:00", "2014-03-07"), ("7/3/2014 12:30 PM", "2014-03-07"), ("07/03/2014 9:30am", "2014-03-07"),
        ("=\"07/03/2014\"", "2014-03-07"), ("'07/03/2014", "2014-03-07"),
        ("\u{200E}07/\u{200E}03/\u{200E}2014", "2014-03-07"),
        ("07/03/2014\u{A0}", "2014-03-07"), ("１/２/２０１４", "2014-02-01"), ("07–03–2014", "2014-03-07"),
        ("29/02/2016", "2016-02-29"), ("2015-01-31Z", "2015-01-31"),
    ])
    func theseAreOneDayWhateverIsDeclared(_ stated: String, _ day: String) throws {
        #expect(Self.read(Self.reader(), stated) == .date(try #require(CalendarDate(iso: day))))
    }

    @Test(arguments: [
        ("31/02/2015", FaultRule.dateImpossible), ("29/02/2025", .dateImpossible), ("31/13/2015", .dateImpossible),
        ("2015-02-30", .dateImpossible), ("31 June 2015", .dateImpossible), ("00/00/0000", .datePlaceholder),
        ("1900-01-00", .datePlaceholder), ("01/01/1900", .datePlaceholder), ("0000-00-00", .datePlaceholder),
        ("1753-01-01", .datePlaceholder), ("0001-01-01", .datePlaceholder), ("31/12/9999", .datePlaceholder),
        ("31/12/2099", .datePlaceholder), ("04/09/2068", .dateOutOfRange),
        ("01/01/1880", .dateOutOfRange), ("01/01/2914", .dateOutOfRange), ("2015", .dateIncomplete),
        ("March 2015", .dateIncomplete), ("03/2015", .dateIncomplete), ("2015-03", .dateIncomplete),
        ("2 Nov", .dateIncomplete), ("42035", .dateIsNumber), ("42035.5", .dateIsNumber),
        ("07/03/14", .yearOfTwoDigits),
        ("7-Mar-14", .yearOfTwoDigits), ("yesterday", .dateUnreadable), ("07/03/2014 about", .dateUnreadable),
        ("07/03-2014", .dateUnreadable), ("7/3/201", .dateUnreadable), ("7/3/20145", .dateUnreadable),
        ("07/03/2014 25:00", .dateUnreadable), ("2014-03-07T10", .dateUnreadable), ("7,3,2014", .dateUnreadable),
        ("31 Mai 2015", .dateUnreadable), ("/3/2014", .dateUnreadable), ("", .dateUnreadable),
        ("٠٧/٠٣/٢٠١٤", .dateUnreadable),
    ])
    func whatIsNoDaySaysWhy(_ stated: String, _ rule: FaultRule) {
        #expect(Self.read(Self.reader(), stated) == .fault(rule))
    }

    @Test(
        arguments: [
            ("excel-serial", "34308", "1993-12-05"), ("excel-serial", "44197", "2021-01-01"),
            ("excel-serial", "44197.5", "2021-01-01"), ("excel-serial", "41705.99999", "2014-03-07"),
            ("excel-serial", "61", nil), ("excel-serial", "60", nil), ("excel-serial", "0", nil),
            ("excel-serial-1904", "42735", "2021-01-01"), ("excel-serial-1904", "40243", "2014-03-07"),
            ("excel-serial", "2014-03-07", "2014-03-07"), ("excel-serial", "44197,5", nil), ("excel-serial", "-5", nil),
        ] as [(String, String, String?)])
    func numbersOfDaysAreReadWhereDeclared(_ format: String, _ stated: String, _ day: String?) throws {
        let read = Self.read(Self.reader([format]), stated)
        guard let day else {
            if case .date = read { Issue.record("read as a date") }
            return
        }
        #expect(read == .date(try #require(CalendarDate(iso: day))))
    }

    @Test func aYearOfTwoDigitsGoesByTheFieldsRange() throws {
        func day(_ reader: DateReader, _ text: String) -> String {
            if case .date(let date) = Self.read(reader, text) { date.description } else { "none" }
        }
        let birth = Self.reader(["dd/MM/yy"], isBirthDate: true)
        #expect(day(birth, "07/03/14") == "2014-03-07")
        #expect(day(birth, "07/03/26") == "2026-03-07")
        #expect(day(birth, "07/03/27") == "1927-03-07")
        #expect(day(birth, "7/3/2014") == "2014-03-07")
        let other = Self.reader(["d-MMM-yy"])
        #expect(day(other, "7-Mar-30") == "2030-03-07")
        #expect(day(other, "07 MARCH 46") == "2046-03-07")
        #expect(day(other, "7-Mar-47") == "1947-03-07")
        let declared = Self.reader(["dd/MM/yy"], years: 2000...2040)
        #expect(day(declared, "07/03/40") == "2040-03-07")
        #expect(Self.read(declared, "07/03/41") == .fault(.dateOutOfRange))
        #expect(Self.read(declared, "07/03/1999") == .fault(.dateOutOfRange))
    }

    @Test(arguments: [
        ("2026-03-29T00:30:00Z", "2026-03-29"), ("2026-03-28T23:59:59Z", "2026-03-28"),
        ("2026-03-29T23:00:00Z", "2026-03-30"), ("2026-03-28T23:30:00Z", "2026-03-28"),
        ("2026-10-24T22:59:59Z", "2026-10-24"), ("2026-10-24T23:00:00Z", "2026-10-25"),
        ("2026-10-25T23:30:00Z", "2026-10-25"), ("2015-06-30T23:00:00.000Z", "2015-07-01"),
        ("2015-06-30T23:00:00+00:00", "2015-07-01"), ("2015-07-01T00:30:00+01:00", "2015-07-01"),
        ("2015-07-01T01:00:00+0500", "2015-06-30"), ("2015-06-30T19:30:00-05:00", "2015-07-01"),
        ("2015-06-30 23:00 UTC", "2015-07-01"), ("2015-06-30T23:00:00", "2015-06-30"),
        ("2015-06-30T23:00Z", "2015-07-01"),
    ])
    func aMomentIsTheDayThatItWasInLondon(_ stated: String, _ day: String) throws {
        for formats in [["dd/MM/yyyy"], ["fhir"]] {
            #expect(Self.read(Self.reader(formats), stated) == .date(try #require(CalendarDate(iso: day))))
        }
    }

    @Test func theZoneIsAValue() throws {
        let reader = DateReader([DateFormat("fhir")!], today: Fixtures.today, zone: .utc)
        #expect(Self.read(reader, "2015-06-30T23:00:00Z") == .date(try #require(CalendarDate(iso: "2015-06-30"))))
    }

    @Test func whereTheOrderIsOpenOnlyWhatIsOneDayIsRead() throws {
        let open = Self.reader(["dd/MM/yyyy", "MM/dd/yyyy"])
        #expect(open.needsSurvey)
        #expect(Self.read(open, "07/03/2014") == .fault(.dateOrderUnknown))
        #expect(Self.read(open, "05/05/2014") == .date(try #require(CalendarDate(iso: "2014-05-05"))))
        #expect(Self.read(open, "25/03/2014") == .date(try #require(CalendarDate(iso: "2014-03-25"))))
        #expect(Self.read(open, "2014-03-07") == .date(try #require(CalendarDate(iso: "2014-03-07"))))
        let month = Self.reader(["dd/MM/yyyy", "MM/dd/yyyy"], decided: .monthFirst)
        #expect(Self.read(month, "07/03/2014") == .date(try #require(CalendarDate(iso: "2014-07-03"))))
        #expect(Self.read(month, "25/03/2014") == .fault(.dateImpossible))
    }

    // MARK: The whole column

    static func manifest(_ dates: String) throws -> Manifest {
        try SmallManifest.people(
            """
            dates: \(dates)
            files:
              - name: people
                records:
                  - type: child
                    key: Id
                    fields: {surname: Surname, birth-date: DOB, deceased: Died}
            """)
    }

    static func session(_ dates: String, parts: [String]) throws -> (rows: [MappedRow], doubts: [String]) {
        var session = MappingSession(
            try manifest(dates), definitions: Fixtures.definitions, today: Fixtures.today, partner: Fixtures.school)
        for file in session.filesToSurvey {
            try session.survey(file: file) { session in
                for part in parts { _ = try Fixtures.rows(&session, "people", part) }
            }
        }
        let rows = try parts.flatMap { try Fixtures.rows(&session, "people", $0) }
        return (rows, session.dateDoubts)
    }

    static func births(_ rows: [MappedRow]) -> [String] {
        rows.map { $0.records.first?.record[Child.birthDate]?.description ?? $0.quarantined.joined() }
    }

    @Test func aValueFurtherDownTellsTheOrderOfTheWholeColumn() throws {
        let both = "[dd/MM/yyyy, MM/dd/yyyy]"
        let day = try Self.session(both, parts: ["Id,Surname,DOB\n1,A,07/03/2014\n2,B,05/05/2015\n3,C,25/03/2014\n"])
        #expect(day.doubts.isEmpty)
        #expect(Self.births(day.rows) == ["2014-03-07", "2015-05-05", "2014-03-25"])
        let month = try Self.session(both, parts: ["Id,Surname,DOB\n1,A,07/03/2014\n2,B,03/25/2014\n"])
        #expect(month.doubts.isEmpty)
        #expect(Self.births(month.rows) == ["2014-07-03", "2014-03-25"])
    }

    @Test func allPartsOfAFileDecideTogetherAndColumnsDecideAlone() throws {
        let both = "[dd/MM/yyyy, MM/dd/yyyy]"
        let parts = [
            "Id,Surname,DOB,Died\n1,A,07/03/2014,04/02/2020\n", "Id,Surname,DOB,Died\n2,B,03/25/2014,25/02/2020\n",
        ]
        let read = try Self.session(both, parts: parts)
        #expect(read.doubts.isEmpty)
        #expect(Self.births(read.rows) == ["2014-07-03", "2014-03-25"])
        #expect(read.rows[0].records[0].record[Child.deceased] == CalendarDate(iso: "2020-02-04"))
    }

    @Test func aColumnThatTellsNothingOrBothIsADoubt() throws {
        let both = "[dd/MM/yyyy, MM/dd/yyyy]"
        let nothing = try Self.session(both, parts: ["Id,Surname,DOB\n1,A,07/03/2014\n2,B,05/05/2014\n"])
        #expect(nothing.doubts.count == 1)
        #expect(
            nothing.doubts[0].contains("column DOB")
                && nothing.doubts[0].contains("1 can be either (the first in line 2)"))
        #expect(Self.births(nothing.rows) == ["date-order-unknown", "2014-05-05"])
        let mixed = try Self.session(both, parts: ["Id,Surname,DOB\n1,A,27/03/2014\n2,B,05/06/2014\n3,C,03/25/2014\n"])
        #expect(mixed.doubts.count == 1)
        #expect(mixed.doubts[0].contains("first in line 2") && mixed.doubts[0].contains("first in line 4"))
        #expect(Self.births(mixed.rows) == ["2014-03-27", "date-order-unknown", "2014-03-25"])
        let same = try Self.session(both, parts: ["Id,Surname,DOB\n1,A,05/05/2014\n2,B,2014-03-07\n"])
        #expect(same.doubts.isEmpty)
    }

    @Test func aColumnThatSpeaksForTheOtherOrderIsADoubt() throws {
        let against = try Self.session("dd/MM/yyyy", parts: ["Id,Surname,DOB\n1,A,07/03/2014\n2,B,03/25/2014\n"])
        #expect(against.doubts.count == 1)
        #expect(
            against.doubts[0].contains("expected as day/month, but 1 date can only be month/day (the first in line 3)"))
        let slip = try Self.session(
            "dd/MM/yyyy", parts: ["Id,Surname,DOB\n1,A,07/03/2014\n2,B,03/25/2014\n3,C,25/03/2014\n"])
        #expect(slip.doubts.isEmpty)
        #expect(Self.births(slip.rows) == ["2014-03-07", "date-impossible", "2014-03-25"])
        let never = try Self.session("dd/MM/yyyy", parts: ["Id,Surname,DOB\n1,A,31/02/2014\n2,B,31/31/2014\n"])
        #expect(never.doubts.isEmpty)
    }
}

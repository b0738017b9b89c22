// Dates as partners write them.

import SENDRecords
import Testing

@testable import Adapters

struct DateFormatTests {
    @Test(arguments: [
        ("dd/MM/yyyy", "07/03/2014", "2014-03-07"), ("d/M/yyyy", "7/3/2014", "2014-03-07"),
        ("d/M/yyyy", "07/03/2014", "2014-03-07"), ("yyyy-MM-dd", "2014-03-07", "2014-03-07"),
        ("dd-MM-yyyy", "07-03-2014", "2014-03-07"), ("yyyyMMdd", "20140307", "2014-03-07"),
        ("yyyy-MMM-dd HH:mm:ss", "2022-Sep-28 00:00:00", "2022-09-28"),
        ("yyyy-MMM-dd HH:mm:ss", "2022-SEP-28 23:59:59", "2022-09-28"), ("fhir", "2014-03-07", "2014-03-07"),
        ("fhir", "2014-03-07T10:11:12+00:00", "2014-03-07"), ("fhir", "2014-03-07T10:11Z", "2014-03-07"),
        ("dd MMM yyyy", "07 Mar 2014", "2014-03-07"), ("dd/MM/yyyy", "29/02/2016", "2016-02-29"),
    ])
    func readsWhatFits(_ format: String, _ text: String, _ date: String) throws {
        #expect(try #require(DateFormat(format)).read(text) == CalendarDate(iso: date))
    }

    @Test(arguments: [
        ("dd/MM/yyyy", "7/3/2014"), ("dd/MM/yyyy", "07/03/14"), ("dd/MM/yyyy", "29/02/2015"),
        ("dd/MM/yyyy", "00/01/2015"), ("dd/MM/yyyy", "07/13/2014"), ("dd/MM/yyyy", "07/03/2014 "),
        ("dd/MM/yyyy", "07/03/20145"), ("dd/MM/yyyy", "07-03-2014"), ("yyyy-MM-dd", "0014-03-07"),
        ("yyyy-MMM-dd", "2014-Mai-07"), ("fhir", "2014"), ("fhir", "2014-03"), ("fhir", "2014-03-07 10:11"),
        ("yyyyMMdd", "2014037"), ("d/M/yyyy", "/3/2014"), ("dd/MM/yyyy", ""), ("yyyy-MMM-dd HH:mm:ss", "2022-Sep-28"),
    ])
    func refusesWhatDoesNot(_ format: String, _ text: String) throws {
        #expect(try #require(DateFormat(format)).read(text) == nil)
    }

    @Test(arguments: ["", "dd/MM", "dd/MM/yyy", "dd/MM/yyyy/dd", "DD/MM/YYYY", "dd/MM/yyyy zzz", "date"])
    func refusesPatternsThatSayNoDay(_ pattern: String) {
        #expect(DateFormat(pattern) == nil)
    }

    @Test func writesADayForAPath() throws {
        let path = try #require(
            RequestTemplate(path: "/sen2/{date:dd-MM-yyyy}/Blade-Export_{date:dd-MM-yyyy}_person.csv"))
        let day = try #require(CalendarDate(year: 2026, month: 11, day: 3))
        #expect(
            path.filled(RequestValues(date: day), as: .address) == "/sen2/03-11-2026/Blade-Export_03-11-2026_person.csv"
        )
        #expect(path.savedName?.match("blade-export_03-11-2026_PERSON.csv")?.date == day)
    }

    @Test func fileNamePatternsFindTheDate() throws {
        let pattern = try #require(FileNamePattern("*{yyyy-MM-dd}*"))
        #expect(pattern.match("pupils-2026-11-20.csv")?.date == CalendarDate(iso: "2026-11-20"))
        #expect(pattern.match("SEND list 2026-11-20 (2).csv")?.date == CalendarDate(iso: "2026-11-20"))
        #expect(pattern.match("pupils-2026-13-20.csv") == nil)
        #expect(FileNamePattern("*.csv")?.match("Pupils.CSV") != nil)
        #expect(FileNamePattern("a/b.csv") == nil)
        #expect(FileNamePattern("{d/M}.csv") == nil)
    }
}

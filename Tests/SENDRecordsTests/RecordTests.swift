import SENDRecords
import Testing

@Suite struct RecordTests {
    @Test func aFieldIsReadByItsTypedName() {
        var request = Record(EHCRequest.declaration.type)
        request[EHCRequest.received] = CalendarDate(year: 2026, month: 1, day: 5)
        request[EHCRequest.mediation] = false
        #expect(request[EHCRequest.received]?.description == "2026-01-05")
        #expect(request[EHCRequest.mediation] == false)
        #expect(request[EHCRequest.outcome] == nil)
        #expect(request.stated.map(\.field.name) == ["received", "mediation"])
    }

    @Test(arguments: RecordType.all.map(\.type))
    func everyKindOfValueSurvivesTheCanonicalEncoding(_ type: RecordType) throws {
        let kinds: [Value] = [
            .text("Ó Súilleabháin"), .empty, .date(CalendarDate(daysSinceEpoch: -400)), .integer(-7), .flag(true),
            .flag(false), .unverified("X1"), .unreadable(rule: "date"), .notStated, .text(""), .integer(Int.max),
        ]
        for shift in kinds.indices {
            let values = type.declaration.fields.indices.map { kinds[($0 + shift) % kinds.count] }
            let record = Record(type, values: values)
            #expect(try Record(encoded: record.encoded()) == record)
        }
    }

    @Test func fieldsNotStatedAtTheEndChangeNoBytes() {
        let short = Record(Enrolment.declaration.type, values: [.text("103456")])
        let long = Record(Enrolment.declaration.type, values: [.text("103456"), .notStated, .notStated])
        #expect(short.encoded() == long.encoded())
    }

    @Test func damagedBytesAreAnErrorAndNoCrash() {
        let bytes = Record(Child.declaration.type, values: [.text("Ada"), .date(CalendarDate(daysSinceEpoch: 1))])
            .encoded()
        for length in 0..<bytes.count {
            #expect(throws: RecordEncodingError.self) { try Record(encoded: Array(bytes.prefix(length))) }
        }
    }

    @Test func everyDeclarationSaysWhatItMeans() {
        for declaration in RecordType.all {
            #expect(!declaration.meaning.isEmpty)
            #expect(RecordType.named(declaration.name) == declaration.type)
            #expect(Set(declaration.fields.map(\.name)).count == declaration.fields.count)
            for field in declaration.fields { #expect(!field.meaning.isEmpty, "\(declaration.name).\(field.name)") }
        }
    }
}

@Suite struct CalendarDateTests {
    @Test func everyDayOfFourCenturiesComesBack() {
        var day = CalendarDate(year: 1800, month: 1, day: 1)
        while let date = day, date.parts.year < 2200 {
            let (year, month, dayOfMonth) = date.parts
            #expect(CalendarDate(year: year, month: month, day: dayOfMonth) == date)
            day = date.adding(days: 97)
        }
    }

    @Test(arguments: ["2026-02-29", "2025-13-01", "2025-00-10", "2025-04-31", "25-01-01", "2025/01/01", "2025-1-01"])
    func impossibleDatesAreRefused(_ text: String) {
        #expect(CalendarDate(iso: text) == nil)
    }

    // Worked dates of the domain facts (SEND-DOMAIN 4).
    @Test func theTwentyWeekClockIsCalendarWeeks() throws {
        let received = try #require(CalendarDate(iso: "2026-01-05"))
        let clock = Clock(name: "C5", meaning: "Final plan", source: "reg 13(2)", days: 140, warnDays: 20)
        #expect(clock.lastDay(from: received).description == "2026-05-25")
        #expect(received.adding(days: 42).description == "2026-02-16")
        #expect(received.adding(days: 112).description == "2026-04-27")
        let summer = try #require(CalendarDate(iso: "2026-06-29"))
        #expect(clock.lastDay(from: summer).description == "2026-11-16")
        #expect(try #require(CalendarDate(iso: "2024-11-01")).adding(days: 28).description == "2024-11-29")
    }

    @Test func monthsEndWhereTheMonthEnds() throws {
        #expect(try #require(CalendarDate(iso: "2025-01-31")).adding(months: 1).description == "2025-02-28")
        #expect(try #require(CalendarDate(iso: "2024-02-29")).adding(months: 12).description == "2025-02-28")
    }

    @Test func anInstantIsWrittenInUTC() {
        #expect(Instant(milliseconds: 0).description == "1970-01-01T00:00:00.000Z")
        #expect(Instant(milliseconds: -1).description == "1969-12-31T23:59:59.999Z")
        #expect(Instant(seconds: 1_614_265_330.5).description == "2021-02-25T15:02:10.500Z")
    }
}

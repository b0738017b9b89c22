// What stands in a request: places, encodings, schools, days, cursors.

import Configuring
import Feeds
import SENDRecords
import Testing

@testable import Adapters

struct RequestTests {
    private static let incremental = "incremental: {at: $.updated_at, overlap: 1h, first: 2024-09-01T00:00:00Z}"

    private func asked(
        _ https: String, _ file: String, schools: [String] = [], cursor: CursorValue? = nil,
        answers: [SourceAnswer] = []
    ) throws -> [String] {
        let manifest = try SourceYAML.manifest(SourceYAML.text(https: https, file: file))
        return try SourceYAML.play(manifest, answers, schools: schools, cursor: cursor).asked
    }

    @Test func valuesOfAQueryAreEncodedAndTheTextOfThePathStays() throws {
        let file = "path: /a%20b?x=1\nquery: {name: \"O'Brien & Söhne\", day: \"{date:dd/MM/yyyy}\"}"
        #expect(try asked("", file) == ["/a%20b?x=1&name=O%27Brien%20%26%20S%C3%B6hne&day=20%2F11%2F2026"])
    }

    @Test func theCursorIsAskedFromWithItsOverlap() throws {
        let file = "path: /students\nquery: {after: \"{since}\", day: \"{since:yyyyMMdd}\"}"
        let cursor = try #require(CursorValue("2026-11-20T00:30:00.5Z", .instant, zone: .utc))
        #expect(
            try asked(Self.incremental, file, cursor: cursor)
                == ["/students?after=2026-11-19T23%3A30%3A00.500Z&day=20261119"])
        #expect(try asked(Self.incremental, file) == ["/students?after=2024-09-01T00%3A00%3A00Z&day=20240901"])
    }

    @Test func whatHasNothingToStandForIsLeftOutOfTheQuery() throws {
        let https = "incremental: {at: $.updated_at}"
        #expect(try asked(https, "path: /students\nquery: {limit: \"5\", after: \"{since}\"}") == ["/students?limit=5"])
    }

    @Test func aBodyIsPostedWithItsPlacesEscaped() throws {
        let manifest = try SourceYAML.manifest(
            SourceYAML.text(
                https: "each: {school: {name: school, ids: {\"103175\": 'a\"b'}}}",
                file: "path: /q\npost: '{\"school\": \"{school}\", \"filter\": {\"a\": 1}}'"))
        var plan = try #require(SourcePlan(manifest, SourceCircumstances(date: SourceYAML.day)))
        guard case .request(let request) = plan.next(nil) else {
            Issue.record("no request")
            return
        }
        #expect(request.body == "{\"school\": \"a\\\"b\", \"filter\": {\"a\": 1}}")
        #expect(request.contentType == "application/json")
        #expect(!request.isRepeatable, "a POST is repeated only where the manifest calls it safe")
        #expect(request.requested.words == "school 103175")
    }

    @Test func aFormIsPostedEncodedAndRepeatedWhereItIsSafe() throws {
        let manifest = try SourceYAML.manifest(
            SourceYAML.text(
                https: Self.incremental, file: "path: /q\npost: {form: {since: \"{since}\", a b: c&d}, safe: true}"))
        var plan = try #require(SourcePlan(manifest, SourceCircumstances(date: SourceYAML.day)))
        guard case .request(let request) = plan.next(nil) else {
            Issue.record("no request")
            return
        }
        #expect(request.body == "since=2024-09-01T00%3A00%3A00Z&a%20b=c%26d")
        #expect(request.contentType == "application/x-www-form-urlencoded")
        #expect(request.isRepeatable)
    }

    @Test func eachSchoolAndEachDayIsARequestOfOneRun() throws {
        let https = "each: {school: school, date: {name: day, from: -1d, to: 0d}, absent: skip}"
        let file = "path: /schools/{school}/marks\nquery: {day: \"{day:dd-MM-yyyy}\"}"
        let manifest = try SourceYAML.manifest(SourceYAML.text(https: https, file: file))
        let one = SourceAnswer.received(AnswerFacts(rows: 1))
        let played = try SourceYAML.play(manifest, [one, .notFound, one, one], schools: ["103175", "103456"])
        #expect(
            played.asked == [
                "/schools/103175/marks?day=19-11-2026", "/schools/103175/marks?day=20-11-2026",
                "/schools/103456/marks?day=19-11-2026", "/schools/103456/marks?day=20-11-2026",
            ])
        #expect(played.end == .done)
        #expect(played.absent == [AbsentPart(file: "students", part: "school 103175, 2026-11-20")])
    }

    @Test func aPartThatMustBeThereEndsTheRunByItsName() throws {
        let manifest = try SourceYAML.manifest(
            SourceYAML.text(https: "each: {school: school}", file: "path: /schools/{school}/students"))
        let one = SourceAnswer.received(AnswerFacts(rows: 1))
        let played = try SourceYAML.play(manifest, [.notFound, one], schools: ["103175", "103456"])
        #expect(
            played.end
                == .failed("The service has nothing for students of school 103175, and nothing else was used."))
    }

    @Test func withoutASchoolNothingIsAskedForAndItIsSaid() throws {
        let manifest = try SourceYAML.manifest(
            SourceYAML.text(https: "each: {school: school}", file: "path: /schools/{school}/students"))
        guard case .failed(let why) = try SourceYAML.play(manifest, []).end else {
            Issue.record("a run of nothing counts as done")
            return
        }
        #expect(why.contains("names no school"))
    }

    // MARK: Cursors

    @Test(arguments: [
        ("2026-11-20T06:00:05Z", "2026-11-20T06:00:05Z"), ("2026-11-20T06:00:05.123999Z", "2026-11-20T06:00:05.123Z"),
        ("2026-11-20T07:00:05+01:00", "2026-11-20T06:00:05Z"), ("2026-06-20 07:00", "2026-06-20T06:00:00Z"),
        ("2026-11-20", "2026-11-20T00:00:00Z"), ("2026-11-20T06:00:05.5-0230", "2026-11-20T08:30:05.500Z"),
    ])
    func aMomentIsReadAsPartnersWriteIt(_ text: String, _ shown: String) throws {
        #expect(try #require(CursorValue(text, .instant, zone: .london)).description == shown)
    }

    @Test(arguments: ["", "yesterday", "2026-13-01", "2026-11-20T25:00:00Z", "2026-11-20T06:00:05Zx", "1700000000"])
    func whatIsNoMomentIsNone(_ text: String) {
        #expect(CursorValue(text, .instant, zone: .london) == nil)
    }

    private func gauge(_ https: String, _ rows: [String], start: String = "2026-11-21T00:00:00Z") throws -> CursorGauge
    {
        let manifest = try SourceYAML.manifest(
            SourceYAML.text(https: https, file: "path: /students\nquery: {after: \"{since}\"}"))
        guard case .https(let source) = manifest.source, let rule = source.incremental,
            case .instant(let moment)? = CursorValue(start, .instant, zone: .utc)
        else {
            Issue.record("no rule")
            throw ValueFault("no rule")
        }
        var gauge = CursorGauge(rule, start: moment)
        gauge.begin(try #require(manifest.file("students")))
        for row in rows { gauge.note(try JSONValue(parsing: row)) }
        return gauge
    }

    @Test func theLargestValueIsTheNextCursorButNeverTheFuture() throws {
        let rows = [
            "{\"updated_at\":\"2026-11-19T10:00:00Z\"}", "{\"updated_at\":\"2026-11-20T10:00:00Z\"}",
            "{\"updated_at\":\"2026-11-18T10:00:00Z\"}",
        ]
        #expect(try gauge(Self.incremental, rows).largest?.description == "2026-11-20T10:00:00Z")
        let future = rows + ["{\"updated_at\":\"2099-01-01T00:00:00Z\"}"]
        #expect(try gauge(Self.incremental, future).largest?.description == "2026-11-21T00:00:00Z")
    }

    @Test func aRowThatDoesNotSayWhenHoldsTheRunUnlessItIsTaken() throws {
        let rows = ["{\"updated_at\":\"2026-11-19T10:00:00Z\"}", "{\"id\":1}", "{\"updated_at\":\"soon\"}"]
        let held = try gauge("incremental: {at: $.updated_at}", rows)
        #expect(held.doubt?.hasPrefix("2 rows do not say when it was changed") == true)
        let taken = try gauge("incremental: {at: $.updated_at, missing: take}", rows)
        #expect(taken.doubt == nil)
        #expect(taken.largest?.description == "2026-11-19T10:00:00Z")
    }

    @Test func aCursorOfAnotherRuleOrMappingSaysNothing() throws {
        func rule(_ https: String) throws -> IncrementalRule { try gauge(https, []).rule }
        let one = try rule("incremental: {at: $.updated_at}")
        let value = CursorValue.instant(Instant(milliseconds: 1_000))
        let kept = try #require(FeedCursor(FeedCursor(value, of: one, manifest: "m").bytes))
        #expect(kept.value(for: one, manifest: "m") == value)
        #expect(kept.value(for: one, manifest: "n") == nil)
        #expect(kept.value(for: try rule("incremental: {at: $.changed}"), manifest: "m") == nil)
        #expect(FeedCursor(Array("rubbish".utf8)) == nil)
    }
}

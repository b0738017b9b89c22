// Parts of long answers: each way to its end, and what goes wrong on the way.

import Feeds
import Testing

@testable import Adapters

struct PagingTests {
    private func rows(_ ids: String..., rest: String = "") -> String {
        "{\"data\":[\(ids.map { "{\"id\":\"\($0)\"}" }.joined(separator: ","))]\(rest)}"
    }

    private func played(
        _ paging: String, _ answers: [String], links: [[String]] = [], format: String? = nil, file: String = ""
    ) throws -> (asked: [String], end: SourceStep) {
        let manifest = try SourceYAML.manifest(
            SourceYAML.text(
                file: "path: /students\npaging: \(paging)\n\(file)",
                format: format ?? "{json: {elements: \"$.data[*]\"}}"))
        let given = try answers.enumerated().map { index, text in
            try SourceYAML.answer(text, manifest, links: links.indices.contains(index) ? links[index] : [])
        }
        let played = try SourceYAML.play(manifest, given)
        return (played.asked, played.end)
    }

    @Test func pagesAreCountedUntilOneIsEmpty() throws {
        let (asked, end) = try played("{page: page}", [rows("1", "2"), rows("3"), rows()])
        #expect(asked == ["/students?page=1", "/students?page=2", "/students?page=3"])
        #expect(end == .done)
    }

    @Test func aShortPageIsTheLastWhereTheManifestSaysSo() throws {
        let paging = "{page: {name: p, first: 0, until: short, size: 2}}"
        let (asked, end) = try played(paging, [rows("1", "2"), rows("3")])
        #expect(asked == ["/students?p=0", "/students?p=1"])
        #expect(end == .done)
    }

    @Test func anOffsetIsWhatHasReallyCome() throws {
        // The service gives fewer rows than it was asked for: none is passed over.
        let (asked, end) = try played("{offset: skip}", [rows("1", "2", "3"), rows("4", "5"), rows()])
        #expect(asked == ["/students?skip=0", "/students?skip=3", "/students?skip=5"])
        #expect(end == .done)
    }

    @Test func aCursorIsFollowedUntilThereIsNone() throws {
        let paging = "{cursor: {at: $.next, name: after}}"
        let (asked, end) = try played(
            paging, [rows("1", rest: ",\"next\":\"a+b/c=\""), rows("2", rest: ",\"next\":null")])
        #expect(asked == ["/students", "/students?after=a%2Bb%2Fc%3D"])
        #expect(end == .done)
    }

    @Test func theWordForMoreDecides() throws {
        let paging = "{cursor: {at: $.meta.next, name: after, more: $.meta.more}}"
        let first = rows("1", rest: ",\"meta\":{\"next\":\"x\",\"more\":true}")
        #expect(try played(paging, [first, rows("2", rest: ",\"meta\":{\"next\":\"y\",\"more\":false}")]).end == .done)
        for meta in ["{\"next\":\"y\"}", "{\"more\":true}", "{}"] {
            guard case .failed = try played(paging, [first, rows("2", rest: ",\"meta\":\(meta)")]).end else {
                Issue.record("\(meta) was taken")
                continue
            }
        }
    }

    @Test func aCursorStandsInTheBodyWhereTheManifestPutsIt() throws {
        let (asked, end) = try played(
            "{cursor: {at: $.next, name: variables.after, in: body}}",
            [rows("1", rest: ",\"next\":\"x\\\"y\""), rows("2")],
            file: "post: '{\"query\": \"{ students { id } }\", \"variables\": {\"after\": null}}'")
        #expect(
            asked == [
                "/students {\"query\": \"{ students { id } }\", \"variables\": {\"after\": null}}",
                "/students {\"query\":\"{ students { id } }\",\"variables\":{\"after\":\"x\\\"y\"}}",
            ])
        #expect(end == .done)
    }

    @Test(arguments: [
        ("<https://api.mis.example/students?page=2>; rel=\"next\"", "/students?page=2"),
        ("<?page=1>; rel=prev, <?page=2>; rel=\"next\"", "/students?page=2"),
        ("<students?page=2>; title=\"a, b; <c>\"; rel=\"last next\"", "/students?page=2"),
        ("</v2/./x/../students?page=2>;REL=next", "/v2/students?page=2"),
    ])
    func theNextLinkOfTheHeaderIsFollowed(_ header: String, _ address: String) throws {
        let (asked, end) = try played("{link-header: true}", [rows("1"), rows("2")], links: [[header]])
        #expect(asked == ["/students", address])
        #expect(end == .done)
    }

    @Test(arguments: [
        "<?page=2>; rel=prev", "<?page=2>", "?page=2; rel=next", "<?page=2>; rel=next; anchor=\"#x\"", "",
    ])
    func whatIsNoNextLinkEndsTheParts(_ header: String) throws {
        let (asked, end) = try played("{link-header: true}", [rows("1")], links: [[header]])
        #expect(asked == ["/students"])
        #expect(end == .done)
    }

    @Test(arguments: [
        "{page: page}", "{offset: skip}", "{cursor: {at: $.next, name: after}}", "{link-header: true}",
        "{next-link: $.link}",
    ])
    func aPartThatComesAgainEndsTheRun(_ paging: String) throws {
        // What stands beside the rows differs from part to part.
        let answers = (1...3).map { rows("1", "2", rest: ",\"next\":\"c\($0)\",\"link\":\"?n=\($0)\",\"time\":\($0)") }
        let (asked, end) = try played(paging, answers, links: [["<?n=1>; rel=next"], ["<?n=2>; rel=next"]])
        #expect(asked.count == 2)
        #expect(
            end == .failed("Part 2 of students is the same as a part before it: the service doesn't turn the page."))
    }

    @Test func aCursorThatDoesNotMoveEndsTheRun() throws {
        let answers = [rows("1", rest: ",\"next\":\"a\""), rows("2", rest: ",\"next\":\"a\"")]
        guard case .failed(let why) = try played("{cursor: {at: $.next, name: after}}", answers).end else {
            Issue.record("it went on")
            return
        }
        #expect(why.contains("names a cursor that was there before"))
    }

    @Test func aCursorThatStaysAtTheEndIsFineWhereAnEmptyPartEnds() throws {
        let answers = [rows("1", rest: ",\"next\":\"a\""), rows(rest: ",\"next\":\"a\"")]
        #expect(try played("{cursor: {at: $.next, name: after, until: empty}}", answers).end == .done)
    }

    private static let counted = "{json: {elements: \"$.data[*]\", count: $.total}}"

    @Test func theTotalIsThatOfAllParts() throws {
        let answers = [
            rows("1", "2", rest: ",\"total\":3"), rows("3", rest: ",\"total\":3"), rows(rest: ",\"total\":3"),
        ]
        #expect(try played("{page: page}", answers, format: Self.counted).end == .done)
        let short = [answers[0], answers[2]]
        guard case .failed(let why) = try played("{page: page}", short, format: Self.counted).end else {
            Issue.record("a lost row wasn't noticed")
            return
        }
        #expect(why.contains("holds 3 rows, as the service says, but 2 came"))
    }

    @Test func aTotalThatShrinksEndsTheRun() throws {
        let answers = [rows("1", "2", rest: ",\"total\":9"), rows("3", rest: ",\"total\":8")]
        guard case .failed(let why) = try played("{page: page}", answers, format: Self.counted).end else {
            Issue.record("the shrinking wasn't noticed")
            return
        }
        #expect(why.contains("8 rows, and the part before it said 9"))
    }

    @Test func thePartsAreBounded() throws {
        let text = SourceYAML.text(file: "path: /students\npaging: {page: page}") + "\nlimits: {pages: 2}"
        let manifest = try SourceYAML.manifest(text)
        let answers = try (1...3).map { try SourceYAML.answer(rows("\($0)"), manifest) }
        #expect(
            try SourceYAML.play(manifest, answers).end == .failed("students has more than 2 parts, which is the limit.")
        )
    }

    @Test func anAnswerOfAnotherKindIsNoEmptyPart() throws {
        let manifest = try SourceYAML.manifest(SourceYAML.text(file: "path: /students\npaging: {page: page}"))
        guard case .failed(let why) = try SourceYAML.answer("{\"error\":\"busy\"}", manifest) else {
            Issue.record("an error was taken for an empty part")
            return
        }
        #expect(why.contains("it may be an error of the partner's service"))
    }
}

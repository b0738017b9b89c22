// Requests one after the other: sets, pages, links.

import Configuring
import Feeds
import SENDRecords
import Testing

@testable import Adapters

struct SourcePlanTests {
    private func plan(_ id: String) throws -> SourcePlan {
        let day = try #require(CalendarDate(year: 2026, month: 11, day: 20))
        return try #require(SourcePlan(try Fixtures.manifest(id), on: day))
    }

    private func url(_ step: SourceStep) -> String? {
        if case .request(let request) = step { request.url } else { nil }
    }

    private func received(_ rows: Int = 1, _ links: [String] = [], mark: Int? = nil) -> SourceAnswer {
        var facts = AnswerFacts(rows: rows)
        facts.links = links
        facts.mark = mark
        return .received(facts)
    }

    @Test func aSetIsAskedForFileByFile() throws {
        var plan = try plan("council-ehc")
        var step = plan.next(nil)
        #expect(url(step) == "https://council-ehc.example/sen2/20-11-2026/Blade-Export_20-11-2026_person.csv")
        for _ in 0..<8 {
            #expect(url(step) != nil)
            step = plan.next(received())
        }
        #expect(step == .done)
        #expect(plan.next(received()) == .done)
    }

    @Test func anIncompleteSetNamesEveryMissingFile() throws {
        var plan = try plan("council-ehc")
        _ = plan.next(nil)
        var step = plan.next(received())
        for number in 1..<8 { step = plan.next(number == 2 || number == 7 ? .notFound : received()) }
        #expect(step == .incomplete(missing: ["assessment", "senneed"]))
    }

    @Test func oneLayoutOfAFileIsEnough() throws {
        for (answers, end) in [
            ([SourceAnswer.notFound, received()], SourceStep.done), ([received(), .notFound], .done),
            ([.notFound, .notFound], .incomplete(missing: ["advice"])),
        ] {
            var plan = try plan("health-advice")
            #expect(url(plan.next(nil)) == "https://health-advice.example/advice/tracker.csv")
            #expect(url(plan.next(answers[0])) == "https://health-advice.example/advice/tracker.json")
            #expect(plan.next(answers[1]) == end)
        }
    }

    @Test func anOptionalFileMayBeMissing() throws {
        var plan = try plan("gias-schools")
        _ = plan.next(nil)
        #expect(url(plan.next(received())) == "https://get-information-schools.example/gias/links.csv")
        #expect(plan.next(.notFound) == .done)
    }

    @Test func linksAreFollowedToTheEndWithTheSecretByName() throws {
        var plan = try plan("health-demographics")
        guard case .request(let request) = plan.next(nil) else {
            Issue.record("no request")
            return
        }
        #expect(request.url == "https://child-health.example/FHIR/R4/Patient?_count=100")
        let token = try #require(SecretName("health-api-token"))
        #expect(request.headers.contains(SourceHeader("Authorization", .bearer(token))))
        let next = "https://child-health.example/FHIR/R4/Patient?page=2"
        #expect(url(plan.next(received(100, [next]))) == next)
        #expect(url(plan.next(received(100, ["?page=3"]))) == "https://child-health.example/FHIR/R4/Patient?page=3")
        #expect(
            url(plan.next(received(100, ["/FHIR/R4/Patient?page=4"])))
                == "https://child-health.example/FHIR/R4/Patient?page=4")
        #expect(plan.next(received(3)) == .done)
    }

    @Test(arguments: [
        "https://elsewhere.example/FHIR/R4/Patient", "http://child-health.example/FHIR/R4/Patient",
        "https://child-health.example:444/x", "//elsewhere.example/x",
        "https://child-health.example@elsewhere.example/",
        "javascript:x", "file:///etc/passwd", "/x y", "\\\\elsewhere.example\\x",
    ])
    func aLinkToAnotherHostIsNotFollowed(_ link: String) throws {
        var plan = try plan("health-demographics")
        _ = plan.next(nil)
        guard case .failed(let why) = plan.next(received(100, [link])) else {
            Issue.record("\(link) was followed")
            return
        }
        #expect(!why.contains("elsewhere"))
    }

    @Test func aCircleOfLinksIsNoticed() throws {
        var plan = try plan("health-demographics")
        _ = plan.next(nil)
        _ = plan.next(received(100, ["?page=2"]))
        guard case .failed = plan.next(received(100, ["?_count=100"])) else {
            Issue.record("the circle was not noticed")
            return
        }
    }

    @Test func numberedPartsEndWithAnEmptyOne() throws {
        var plan = try plan("transport")
        #expect(url(plan.next(nil))?.hasSuffix("/transport/routes.csv") == true)
        #expect(url(plan.next(received()))?.hasSuffix("/transport/allocations.csv?per_page=500&page=1") == true)
        #expect(url(plan.next(received(500, mark: 1)))?.hasSuffix("?per_page=500&page=2") == true)
        #expect(url(plan.next(received(20, mark: 2)))?.hasSuffix("?per_page=500&page=3") == true)
        #expect(url(plan.next(received(0, mark: 3)))?.hasSuffix("/transport/crew.csv") == true)
    }

    @Test func aServiceThatIgnoresThePageNumberIsNoticed() throws {
        var plan = try plan("transport")
        _ = plan.next(nil)
        _ = plan.next(received())
        _ = plan.next(received(500, mark: 1))
        guard case .failed = plan.next(received(500, mark: 1)) else {
            Issue.record("the repeated part was not noticed")
            return
        }
    }

    @Test func aMissingLaterPartAndAFailedTransferEndTheRun() throws {
        var plan = try plan("health-demographics")
        _ = plan.next(nil)
        _ = plan.next(received(100, ["?page=2"]))
        guard case .failed = plan.next(.notFound) else {
            Issue.record("a missing part was passed over")
            return
        }
        var other = try self.plan("council-ehc")
        _ = other.next(nil)
        #expect(other.next(.failed("The service did not answer.")) == .failed("The service did not answer."))
    }

    @Test func theOriginCanBeOverridden() throws {
        let override = try ConfigurationNode.parse(
            "source: {https: {origin: \"http://127.0.0.1:8080\", network: loopback}}\nschedule: {every: 10s}\n",
            file: "config/sendgate.yaml")
        var plan = try #require(
            SourcePlan(try Fixtures.manifest("gias-schools", override: override), on: Fixtures.today))
        #expect(url(plan.next(nil)) == "http://127.0.0.1:8080/gias/edubasealldata.csv")
    }

    @Test func filesOfAnOperatorFindTheirPlaces() throws {
        let manifest = try Fixtures.manifest("council-ehc")
        let names = ["/tmp/x/Blade-Export_20-11-2026_senneed.csv", "person.csv", "notes.txt"]
        let assignment = manifest.assign(names)
        #expect(assignment.assigned.map(\.file) == ["person", "senneed"])
        #expect(assignment.unplaced == ["notes.txt"])
        #expect(
            assignment.missing == [
                "requests", "assessment", "namedplan", "plandetail", "activeplans", "placementdetail",
            ])
        #expect(assignment.trouble?.contains("notes.txt") == true)
        #expect(try Fixtures.manifest("school-pupils").assign(["anything.dat"]).trouble == nil)
    }

    @Test func theAsOfTimeComesFromNameHeaderOrPathAndNeverFromTheFuture() throws {
        let arrival = Instant(milliseconds: 1_795_267_800_000)
        let pupils = try Fixtures.manifest("school-pupils")
        let day = try #require(CalendarDate(iso: "2026-11-20"))
        let midnight = Instant(milliseconds: Int64(day.daysSinceEpoch) * 86_400_000)
        #expect(pupils.asOf(fileName: "x/pupils-2026-11-20.csv", arrival: arrival) == midnight)
        #expect(pupils.asOf(fileName: "pupils-2036-11-20.csv", arrival: arrival) == arrival)
        #expect(pupils.asOf(fileName: "pupils.csv", arrival: arrival) == arrival)
        let register = try Fixtures.manifest("gias-schools")
        let found = register.asOf(headers: ["last-modified": "Fri, 20 Nov 2026 06:00:05 GMT"], arrival: arrival)
        #expect(found.description == "2026-11-20T06:00:05.000Z")
        #expect(try Fixtures.manifest("council-ehc").asOf(pathDate: day, arrival: arrival) == midnight)
    }
}

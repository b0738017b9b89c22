import DemoCity
import Foundation
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

@Suite struct PartnerServerTests {
    /// A client that keeps nothing.
    static let client: URLSession = {
        let settings = URLSessionConfiguration.ephemeral
        settings.requestCachePolicy = .reloadIgnoringLocalCacheData
        settings.urlCache = nil
        return URLSession(configuration: settings)
    }()

    static func get(
        _ port: Int, _ path: String, headers: [String: String] = [:]
    ) async throws -> (status: Int, body: [UInt8], tag: String?) {
        var request = URLRequest(url: URL(string: "http://127.0.0.1:\(port)\(path)")!)
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        let (body, response) = try await client.data(for: request)
        let answer = try #require(response as? HTTPURLResponse)
        return (answer.statusCode, Array(body), answer.value(forHTTPHeaderField: "ETag"))
    }

    static let paths: [String] =
        ["/gias/edubasealldata.csv", "/gias/links.csv", "/routes.csv", "/transport/crew.csv", "/checks.csv"]
        + CouncilModule.allCases.map { "/sen2/20-11-2026/" + $0.fileName(date: "20-11-2026") }

    @Test func everyFileIsServedAsTheCityWritesIt() async throws {
        let city = Cities.small
        let server = PartnerServer(city: city)
        let port = try await server.start()
        for module in CouncilModule.allCases {
            let answer = try await Self.get(port, "/sen2/20-11-2026/" + module.fileName(date: "20-11-2026"))
            #expect(answer.status == 200 && answer.body == city.councilFile(module))
        }
        #expect(try await Self.get(port, "/gias/edubasealldata.csv").body == city.registerFile())
        #expect(try await Self.get(port, "/gias/links.csv").body == city.registerLinksFile())
        #expect(try await Self.get(port, "/routes.csv").body == city.transportFile(.routes))
        #expect(try await Self.get(port, "/transport/crew.csv").body == city.transportFile(.crew))
        let page = try await Self.get(port, "/allocations.csv?page=2&per_page=30")
        #expect(page.body == city.allocationsPage(2, size: 30))
        #expect(try await Self.get(port, "/sen2/01-01-2020/Blade-Export_01-01-2020_person.csv").status == 404)
        #expect(try await Self.get(port, "/nothing").status == 404)
        await server.stop()
    }

    @Test(arguments: paths)
    func whatHasNotChangedIsNotSentAgain(path: String) async throws {
        let server = PartnerServer(city: Cities.small)
        let port = try await server.start()
        let first = try await Self.get(port, path)
        let tag = try #require(first.tag)
        let second = try await Self.get(port, path, headers: ["If-None-Match": tag])
        #expect(second.status == 304 && second.body.isEmpty)
        #expect(await server.requests[path]?.unchanged == 1)
        #expect(await server.requests[path]?.requests == 2)
        await server.stop()
    }

    @Test func theHealthServiceWantsItsTokenAndLinksItsPages() async throws {
        let server = PartnerServer(city: Cities.small)
        let port = try await server.start()
        #expect(try await Self.get(port, "/FHIR/R4/Patient?_count=100").status == 401)
        #expect(try await Self.get(port, "/FHIR/R4/Patient", headers: ["Authorization": "Bearer no"]).status == 401)
        let right = ["Authorization": "Bearer " + server.healthToken]
        var path: String? = "/FHIR/R4/Patient?_count=100"
        var entries = 0
        while let asked = path {
            let answer = try await Self.get(port, asked, headers: right)
            let bundle = try #require(try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
            entries += (bundle["entry"] as? [Any])?.count ?? 0
            let next = (bundle["link"] as? [[String: String]])?.first { $0["relation"] == "next" }?["url"]
            if let next { #expect(next.hasPrefix("http://127.0.0.1:\(port)/")) }
            path = next.map { String($0.dropFirst("http://127.0.0.1:\(port)".count)) }
        }
        #expect(entries == Cities.small.healthEntries)
        await server.stop()
    }

    @Test func aNewDayReplacesTheFeedsWhileTheServerRuns() async throws {
        let server = PartnerServer(city: Cities.small)
        let port = try await server.start()
        let before = try await Self.get(port, "/checks.csv")
        await server.serve(Cities.small.changed().city)
        let after = try await Self.get(port, "/checks.csv", headers: ["If-None-Match": before.tag ?? ""])
        #expect(after.status == 200 && after.body != before.body)
        #expect(
            try await Self.get(port, "/sen2/21-11-2026/Blade-Export_21-11-2026_person.csv").status == 200)
        await server.serve(Array("a,b\n1,2\n".utf8), at: "/checks.csv")
        #expect(try await Self.get(port, "/checks.csv").body == Array("a,b\n1,2\n".utf8))
        await server.stop()
    }

    @Test func aPartnerCanMisbehave() async throws {
        let server = PartnerServer(city: Cities.small)
        let port = try await server.start()
        await server.behave(Misbehaviour(refusals: 2))
        #expect(try await Self.get(port, "/routes.csv").status == 503)
        #expect(try await Self.get(port, "/routes.csv").status == 503)
        #expect(try await Self.get(port, "/routes.csv").status == 200)
        await server.behave(Misbehaviour(share: 0.1))
        let few = rows(try await Self.get(port, "/crew.csv").body).count - 1
        let all = rows(Cities.small.transportFile(.crew)).count - 1
        #expect(few > 0 && few <= all / 5)
        let missing = "/sen2/20-11-2026/Blade-Export_20-11-2026_senneed.csv"
        await server.behave(Misbehaviour(missing: [missing]))
        #expect(try await Self.get(port, missing).status == 404)
        await server.behave(Misbehaviour(dropEvery: 1))
        await #expect(throws: (any Error).self) { try await Self.get(port, "/gias/edubasealldata.csv") }
        await server.stop()
        #expect(await server.port == nil)
    }

    @Test func aFileIsStreamedAtItsPath() async throws {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("served-\(UInt64.random(in: 0 ... .max)).csv").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let written = try City.writePupils(rows: 20_000, to: path, seed: 1, today: Cities.today)
        let server = PartnerServer(city: Cities.small)
        let port = try await server.start()
        await server.serve(file: path, at: "/pupils.csv")
        #expect(try await Self.get(port, "/pupils.csv").body.count == written)
        await server.stop()
    }
}

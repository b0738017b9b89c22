// The partners' side of HTTPS feeds, on loopback: register, council, child health service, transport team.

import HTTPTypes
import Hummingbird
import NIOCore
import SENDRecords

/// Serves one city's feeds; the city can be replaced while it runs.
public actor PartnerServer {
    /// What was asked for, by path.
    public struct Count: Hashable, Sendable {
        public internal(set) var requests = 0
        /// Answered 304 because nothing had changed.
        public internal(set) var unchanged = 0
        public internal(set) var refused = 0
        public internal(set) var dropped = 0
    }

    /// The bearer token that the child health service wants.
    public nonisolated let healthToken: String
    private let server = LoopbackServer()
    private var feeds: PartnerFeeds
    private var misbehaviour = Misbehaviour()
    private var answered = 0
    private var statesDates = false
    private var counts: [String: Count] = [:]

    public init(city: City, healthToken: String = "demo-health-token") {
        self.healthToken = healthToken
        feeds = PartnerFeeds(city: city)
    }

    /// Starts on a free port of 127.0.0.1 (or the one given) and returns it.
    @discardableResult
    public func start(port: Int = 0) async throws -> Int {
        try await server.start(port: port) { [self] request, context in
            try await self.respond(to: request, context)
        }
    }

    public func stop() async { await server.stop() }

    /// The port, while running.
    public var port: Int? { get async { await server.port } }

    /// From now on this city: the next day, or another one.
    public func serve(_ city: City) { feeds.city = city }

    /// Serves a file at that path, read anew for each request and streamed.
    public func serve(file: String, at path: String) { feeds.files[path] = file }

    /// Serves these bytes at that path, in place of whatever else would be there.
    public func serve(_ bytes: [UInt8], at path: String) { feeds.fixed[path] = bytes }

    /// From now on the partners misbehave like this.
    public func behave(_ misbehaviour: Misbehaviour) { self.misbehaviour = misbehaviour }

    /// Requests so far, by path without query.
    public var requests: [String: Count] { counts }

    /// Counts requests from nothing again.
    public func forgetRequests() { counts = [:] }

    /// Says in `Last-Modified` on which day the city was like this; else nothing is said of it.
    public func stateDates() { statesDates = true }

    // MARK: Answering

    private enum Decision {
        case refuse(retryAfter: Int?)
        case answer(PartnerFeeds, Misbehaviour, drop: Bool, date: String?)
    }

    private func decide(_ path: String) -> Decision {
        answered += 1
        counts[path, default: Count()].requests += 1
        if misbehaviour.refusals > 0 {
            misbehaviour.refusals -= 1
            counts[path]?.refused += 1
            return .refuse(retryAfter: misbehaviour.retryAfter)
        }
        let isDropped = misbehaviour.dropEvery.map { answered % max(1, $0) == 0 } ?? false
        if isDropped { counts[path]?.dropped += 1 }
        return .answer(
            feeds, misbehaviour, drop: isDropped, date: statesDates ? Self.httpDate(feeds.city.today) : nil)
    }

    private func noteUnchanged(_ path: String) { counts[path]?.unchanged += 1 }

    private nonisolated func respond(to request: Request, _ context: ConnectionContext) async throws -> Response {
        let path = request.uri.path
        let decision = await decide(path)
        guard case .answer(let feeds, let behaviour, let drop, let date) = decision else {
            var response = Self.plain(.serviceUnavailable, "Busy, please come back later.\n")
            if case .refuse(let seconds?) = decision { response.headers[.retryAfter] = String(seconds) }
            return response
        }
        if behaviour.delay > 0 { try await Task.sleep(for: .milliseconds(behaviour.delay)) }
        guard request.method == .get, !behaviour.missing.contains(path) else {
            return Self.plain(.notFound, "Not found.\n")
        }
        if path.hasPrefix("/FHIR/"), request.headers[.authorization] != "Bearer \(healthToken)" {
            return Self.denied()
        }
        var asked = PartnerFeeds.Question(path: path)
        if let authority = request.head.authority { asked.base = "http://\(authority)" }
        for (name, value) in request.uri.queryParameters {
            if let number = Int(value) { asked.numbers[String(name)] = number }
        }
        asked.share = behaviour.share
        guard let answer = feeds.answer(asked) else { return Self.plain(.notFound, "Not found.\n") }
        if let tag = answer.tag, request.headers[.ifNoneMatch] == tag {
            await noteUnchanged(path)
            var headers: HTTPFields = [.eTag: tag]
            headers[.lastModified] = date
            return Response(status: .notModified, headers: headers)
        }
        var headers = answer.headers
        headers[.lastModified] = date
        return Response(status: .ok, headers: headers, body: answer.body(drop: drop ? context.channel : nil))
    }

    /// Midnight of a day as HTTP writes it (RFC 9110, section 5.6.7).
    private static func httpDate(_ day: CalendarDate) -> String {
        let (year, month, number) = day.parts
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        // 1 January 1970 was a Thursday.
        let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let weekday = days[((Int(day.daysSinceEpoch) % 7) + 7) % 7]
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(weekday), \(two(Int(number))) \(months[Int(month) - 1]) \(year) 00:00:00 GMT"
    }

    private static func plain(_ status: HTTPResponse.Status, _ text: String) -> Response {
        Response(
            status: status, headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    private static func denied() -> Response {
        let text =
            #"{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"forbidden","#
            + #""details":{"coding":[{"code":"ACCESS_DENIED"}]}}]}"#
        return Response(
            status: .unauthorized, headers: [.contentType: "application/fhir+json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}

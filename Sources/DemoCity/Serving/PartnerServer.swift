// The partners' side of HTTPS feeds, on loopback: register, council, child health service, transport team.

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

    public func behave(_ misbehaviour: Misbehaviour) { self.misbehaviour = misbehaviour }

    /// Requests so far, by path without query.
    public var requests: [String: Count] { counts }

    public func forgetRequests() { counts = [:] }

    // MARK: Answering

    private enum Decision {
        case refuse(retryAfter: Int?)
        case answer(PartnerFeeds, Misbehaviour, drop: Bool)
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
        return .answer(feeds, misbehaviour, drop: isDropped)
    }

    private func noteUnchanged(_ path: String) { counts[path]?.unchanged += 1 }

    private nonisolated func respond(to request: Request, _ context: ConnectionContext) async throws -> Response {
        let path = request.uri.path
        let decision = await decide(path)
        guard case .answer(let feeds, let behaviour, let drop) = decision else {
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
            return Response(status: .notModified, headers: [.eTag: tag])
        }
        return Response(status: .ok, headers: answer.headers, body: answer.body(drop: drop ? context.channel : nil))
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

// A school-MIS service on loopback, as partners run them: tokens by OAuth 2, students in pages by cursor, a list of deletions,
// and both by when they were changed.

import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Serves students who are invented by whoever starts it.
public actor StudentService {
    /// A student as the service keeps them.
    public struct Student: Sendable {
        public var id: String
        public var forename: String
        public var surname: String
        public var birthDate: String
        public var urn: String
        /// `K`, `E` or `N`.
        public var provision: String
        /// RFC 3339.
        public var updated: String

        public init(
            id: String, forename: String, surname: String, birthDate: String, urn: String, provision: String,
            updated: String
        ) {
            self.id = id
            self.forename = forename
            self.surname = surname
            self.birthDate = birthDate
            self.urn = urn
            self.provision = provision
            self.updated = updated
        }

        var json: String {
            #"{"id":"\#(id)","forename":"\#(forename)","surname":"\#(surname)","date_of_birth":"\#(birthDate)","sex":"F","#
                + #""school":{"urn":"\#(urn)"},"education":{"admitted":"2020-09-01","year":"6","sen_status":"\#(provision)"},"#
                + #""updated_at":"\#(updated)"}"#
        }
    }

    /// What the client has to show for a token.
    public nonisolated let client: String
    public nonisolated let secret: String
    private let server = LoopbackServer()
    private var students: [Student] = []
    private var deletions: [(id: String, at: String)] = []
    private var turnsPages = true
    private var pageSize = 2
    /// The token that counts; one that was called back doesn't any more.
    private var token = ""
    private var tokens = 0
    private var asked: [String] = []

    public init(client: String = "sendgate", secret: String = "demo-mis-secret") {
        self.client = client
        self.secret = secret
    }

    @discardableResult
    public func start() async throws -> Int {
        try await server.start(port: 0) { [self] request, _ in try await self.respond(to: request) }
    }

    public func stop() async { await server.stop() }

    // MARK: What it holds

    /// A student who has come, or as they are now.
    public func put(_ student: Student) {
        students.removeAll { $0.id == student.id }
        students.append(student)
    }

    /// Deletes a student; `moment` is what the list of deletions says.
    public func delete(_ id: String, at moment: String) {
        students.removeAll { $0.id == id }
        deletions.append((id, moment))
    }

    /// Whether the cursor leads to the next page, or to the same one for ever.
    public func turnPages(_ turns: Bool) { turnsPages = turns }

    /// No token that was given so far counts any more.
    public func callBackTokens() { token = "" }

    /// How many tokens were given.
    public var tokensGiven: Int { tokens }

    /// Paths with their queries, in the order of asking, those of tokens left out.
    public var requests: [String] { asked }

    /// Forgets what was asked so far.
    public func forgetRequests() { asked = [] }

    // MARK: Answering

    private func respond(to request: Request) async throws -> Response {
        if request.uri.path == "/oauth/token" { return try await giveToken(request) }
        guard !token.isEmpty, request.headers[.authorization] == "Bearer \(token)" else {
            return Self.json(.unauthorized, #"{"error":"invalid_token"}"#)
        }
        asked.append(request.uri.string)
        var query: [String: String] = [:]
        for (name, value) in request.uri.queryParameters { query[String(name)] = String(value) }
        // Moments of one form: they compare as texts.
        let since = query["updated_after"] ?? ""
        switch request.uri.path {
        case "/v1/students": return page(students.filter { $0.updated > since }.map(\.json), query["cursor"])
        case "/v1/deletions":
            let rows = deletions.filter { $0.at > since }
                .map { #"{"id":"\#($0.id)","type":"student","deleted_at":"\#($0.at)"}"# }
            return page(rows, query["cursor"])
        default: return Self.json(.notFound, #"{"error":"not_found"}"#)
        }
    }

    private func giveToken(_ request: Request) async throws -> Response {
        var request = request
        let body = String(buffer: try await request.collectBody(upTo: 10_000))
        let shown = "Basic " + Data("\(client):\(secret)".utf8).base64EncodedString()
        guard request.headers[.authorization] == shown, body.contains("grant_type=client_credentials") else {
            return Self.json(.unauthorized, #"{"error":"invalid_client"}"#)
        }
        tokens += 1
        token = "token-\(tokens)"
        return Self.json(.ok, #"{"access_token":"\#(token)","token_type":"Bearer","expires_in":3600}"#)
    }

    private func page(_ rows: [String], _ cursor: String?) -> Response {
        let start = turnsPages ? cursor.flatMap { Int($0.dropFirst(2)) } ?? 0 : 0
        let part = rows.dropFirst(start).prefix(pageSize)
        let isMore = start + part.count < rows.count
        // Where pages aren't turned the cursors differ all the same.
        let place = turnsPages ? start + part.count : asked.count
        let next = isMore ? #""p-\#(place)""# : "null"
        return Self.json(
            .ok,
            #"{"data":[\#(part.joined(separator: ","))],"meta":{"next":\#(next),"more":\#(isMore),"total":\#(rows.count)}}"#
        )
    }

    private static func json(_ status: HTTPResponse.Status, _ text: String) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}

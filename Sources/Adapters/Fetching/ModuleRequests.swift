// What a module may ask for: addresses of its declared origin, with headers that prove nothing.

import SENDRecords

/// A request of a module that isn't made, with the reason.
public struct RefusedRequest: Error, CustomStringConvertible {
    public let description: String
}

extension ModuleSource {
    /// Headers that only the gateway states.
    private static let kept: Set<String> = [
        "authorization", "proxy-authorization", "cookie", "host", "content-length", "transfer-encoding", "connection",
        "x-api-key",
    ]

    /// The request with what proves who is asking.
    ///
    /// - Parameter address: behind the declared origin, or whole; nothing of it stands in an error.
    public func request(
        method: String, address: String, headers: [(name: String, value: String)], body: [UInt8] = []
    ) throws(RefusedRequest) -> SourceRequest {
        guard method == "GET" || method == "POST" else {
            throw RefusedRequest(
                description: "The module asked for a \(method.prefix(10)) request: only GET and POST are made.")
        }
        guard method == "POST" || body.isEmpty else {
            throw RefusedRequest(description: "The module stated a body for a GET request.")
        }
        guard let text = String(validating: body, as: UTF8.self) else {
            throw RefusedRequest(description: "The module stated a body that isn't UTF-8.")
        }
        let origins = [https.origin] + https.transport.origins.map(\.origin)
        guard let url = origins.lazy.compactMap({ $0.resolving(address, from: "\($0)/") }).first else {
            throw RefusedRequest(
                description: "The module asked for an address outside of \(Self.list(origins)), which is all that the "
                    + "adapter declares.")
        }
        var all = https.headers
        for header in headers {
            let name = header.name.lowercased()
            let isName = !name.isEmpty && name.utf8.allSatisfy { $0.isLetterOrDigit || $0 == UInt8(ascii: "-") }
            guard isName, !header.value.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f }) else {
                throw RefusedRequest(description: "The module stated a header that is none.")
            }
            guard !Self.kept.contains(name), !https.headers.contains(where: { $0.name.lowercased() == name }) else {
                throw RefusedRequest(
                    description: "The module stated the header \(name), which only the gateway states.")
            }
            all.append(SourceHeader(header.name, .plain(header.value)))
        }
        let type = all.first { $0.name.lowercased() == "content-type" }
        var contentType: String?
        if case .plain(let text) = type?.value { contentType = text }
        all.removeAll { $0.name.lowercased() == "content-type" }
        return SourceRequest(
            url: url, body: method == "POST" ? text : nil, contentType: contentType, isRepeatable: method == "GET",
            headers: all, file: Self.file, requested: .whole, page: 1)
    }

    private static func list(_ origins: [WebOrigin]) -> String {
        origins.map(\.description).joined(separator: " and ")
    }
}

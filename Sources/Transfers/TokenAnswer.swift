// What a token endpoint answers (RFC 6749, 5.1 and 5.2).

import FoundationEssentials

/// Why a token endpoint gave no usable token.
public enum TokenFault: Error, Sendable, Equatable {
    /// It refused by a code of RFC 6749, 5.2, such as `invalid_client`. An unknown code is not repeated.
    case refused(code: String)
    case notJSON
    case noAccessToken
    /// Another kind of token than `bearer`, the only one that can be sent.
    case tokenType
}

/// An access token as it came.
struct TokenAnswer: Sendable {
    let token: Secret
    /// Seconds from the request; nil: not said.
    let lifetime: Double?

    private struct Fields: Decodable {
        var token: String?
        var type: String?
        var lifetime: Seconds?

        enum CodingKeys: String, CodingKey {
            case token = "access_token"
            case type = "token_type"
            case lifetime = "expires_in"
        }
    }

    private struct Refusal: Decodable {
        var error: String?
    }

    /// A number, or one in quotes, as some servers write it.
    private struct Seconds: Decodable {
        var value: Double?

        init(from decoder: any Decoder) throws {
            let box = try decoder.singleValueContainer()
            value = (try? box.decode(Double.self)) ?? (try? box.decode(String.self)).flatMap { Double($0) }
        }
    }

    init(_ body: [UInt8], for client: String) throws(TokenFault) {
        let fields: Fields
        do {
            fields = try JSONDecoder().decode(Fields.self, from: Data(body))
        } catch DecodingError.dataCorrupted {
            throw .notJSON
        } catch {
            throw .noAccessToken
        }
        let text = fields.token ?? ""
        // VSCHAR (RFC 6749, appendix A.12), and no space: it becomes part of a header.
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else { throw .noAccessToken }
        // The standard demands a type; servers that leave it out mean the usual one.
        guard (fields.type ?? "bearer").lowercased() == "bearer" else { throw .tokenType }
        token = Secret(name: "access token of \(client)", bytes: [UInt8](text.utf8))
        lifetime = fields.lifetime?.value.flatMap { $0.isFinite ? max(0, $0) : nil }
    }

    /// The code of a refusal; nil if its body isn't one.
    static func refusal(_ body: [UInt8]) -> TokenFault? {
        guard let code = (try? JSONDecoder().decode(Refusal.self, from: Data(body)))?.error else { return nil }
        let known = [
            "invalid_request", "invalid_client", "invalid_grant", "unauthorized_client", "unsupported_grant_type",
            "invalid_scope", "invalid_target", "access_denied", "temporarily_unavailable", "server_error",
        ]
        return .refused(code: known.contains(code) ? code : "a code of their own")
    }

    /// When to ask for the next one: a minute, or a tenth of its life, before it runs out.
    func end(askedAt start: Double) -> Double {
        // Without a stated end it is used for an hour, or until it is refused.
        let life = min(lifetime ?? 3600, 86_400)
        return start + life - min(60, life / 10)
    }
}

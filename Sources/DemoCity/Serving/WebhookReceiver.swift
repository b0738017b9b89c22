// A consumer's end of a webhook: checks the signature, takes each delivery's effect once, and sometimes forgets to answer.

import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Receives webhooks on loopback.
public actor WebhookReceiver {
    /// How the consumer answers.
    public enum Mode: Hashable, Sendable {
        case honest
        /// Takes the effect and, in that share of cases, answers 500 or closes the connection instead.
        case forgetful(rate: Double, seed: UInt64)
        /// Answers 503 to everything and takes nothing.
        case closed
        /// Answers 410: wants no more.
        case gone
    }

    /// What has come so far.
    public struct Count: Hashable, Sendable {
        public internal(set) var attempts = 0
        /// Taken for the first time.
        public internal(set) var effects = 0
        /// Seen before by id: answered, no second effect.
        public internal(set) var duplicates = 0
        /// Seen before by id, with other bytes: never right.
        public internal(set) var differingDuplicates = 0
        public internal(set) var badSignatures = 0
        /// Taken, and the answer kept back.
        public internal(set) var droppedAnswers = 0
    }

    private let signature: WebhookSignature?
    private let effectsPath: String?
    private let server = LoopbackServer()
    private var mode: Mode
    private var chance: Chance
    private var file: FileHandle?
    private var seen: [String: Int] = [:]
    private var order: [WebhookEffect] = []
    private var lastOf: [String: Int] = [:]
    private var tally = Count()

    /// - Parameters:
    ///   - secret: `whsec_…`; without one every webhook is refused.
    ///   - effects: a file to which every effect is appended before the answer; what it holds at the start counts as taken.
    public init(secret: String, mode: Mode = .honest, effects: String? = nil) {
        signature = WebhookSignature(secret: secret)
        self.mode = mode
        effectsPath = effects
        if case .forgetful(_, let seed) = mode { chance = Chance(seed, 99) } else { chance = Chance(0, 99) }
    }

    /// Starts on a free port of 127.0.0.1 (or the one given) and returns it. Any path takes webhooks.
    @discardableResult
    public func start(port: Int = 0) async throws -> Int {
        if let effectsPath, file == nil {
            if FileManager.default.fileExists(atPath: effectsPath) {
                for effect in try WebhookEffect.read(effectsPath) { remember(effect) }
            } else {
                try Data().write(to: URL(fileURLWithPath: effectsPath))
            }
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: effectsPath))
            try handle.seekToEnd()
            file = handle
        }
        return try await server.start(port: port) { [self] request, context in
            try await self.respond(to: request, context)
        }
    }

    public func stop() async {
        await server.stop()
        try? file?.close()
        file = nil
    }

    public var port: Int? { get async { await server.port } }

    /// From now on it answers like this.
    public func become(_ mode: Mode) {
        self.mode = mode
        if case .forgetful(_, let seed) = mode { chance = Chance(seed, 99) }
    }

    public var count: Count { tally }

    /// Every effect, in the order in which it was taken.
    public var effects: [WebhookEffect] { order }

    /// For each subject the body of the delivery that was first received last.
    public var lastBodies: [String: [UInt8]] { lastOf.mapValues { order[$0].body } }

    // MARK: Receiving

    private enum Reply {
        case accepted, badSignature, failed, closed, gone, unavailable
    }

    private nonisolated func respond(to request: Request, _ context: ConnectionContext) async throws -> Response {
        var request = request
        let buffer = try await request.collectBody(upTo: 8 << 20)
        let body = Array(buffer.readableBytesView)
        let id = Self.header("webhook-id", request)
        let isSigned =
            signature?.verify(
                id: id, timestamp: Self.header("webhook-timestamp", request), body: body,
                header: Self.header("webhook-signature", request)) ?? false
        let subject = isSigned ? Self.subject(of: body) : ""
        switch await take(WebhookEffect(id: id, subject: subject, body: body), isSigned: isSigned) {
        case .accepted: return Response(status: .noContent)
        case .badSignature: return Response(status: .unauthorized)
        case .failed: return Response(status: .internalServerError)
        case .gone: return Response(status: .gone)
        case .unavailable: return Response(status: .serviceUnavailable)
        case .closed:
            try await context.channel.close()
            return Response(status: .noContent)
        }
    }

    private func take(_ effect: WebhookEffect, isSigned: Bool) -> Reply {
        tally.attempts += 1
        switch mode {
        case .closed: return .unavailable
        case .gone: return .gone
        case .honest, .forgetful: break
        }
        guard isSigned else {
            tally.badSignatures += 1
            return .badSignature
        }
        if let before = seen[effect.id] {
            tally.duplicates += 1
            if order[before].body != effect.body { tally.differingDuplicates += 1 }
        } else {
            do {
                try file?.write(contentsOf: effect.line)
            } catch {
                return .unavailable
            }
            remember(effect)
            tally.effects += 1
        }
        guard case .forgetful(let rate, _) = mode, chance.happens(rate) else { return .accepted }
        tally.droppedAnswers += 1
        return chance.happens(0.5) ? .failed : .closed
    }

    private func remember(_ effect: WebhookEffect) {
        seen[effect.id] = order.count
        lastOf[effect.subject] = order.count
        order.append(effect)
    }

    private static func header(_ name: String, _ request: Request) -> String {
        HTTPField.Name(name).flatMap { request.headers[$0] } ?? ""
    }

    /// The `subject` of a CloudEvent, else its data's `child` or `id`.
    static func subject(of body: [UInt8]) -> String {
        guard let object = try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any] else { return "" }
        if let subject = object["subject"] as? String { return subject }
        guard let content = object["data"] as? [String: Any] else { return "" }
        for name in ["child", "id"] {
            if let text = content[name] as? String { return text }
            if let number = content[name] as? Int { return String(number) }
        }
        return ""
    }
}

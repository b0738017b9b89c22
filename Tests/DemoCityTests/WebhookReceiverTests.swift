import DemoCity
import Foundation
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

@Suite struct WebhookReceiverTests {
    static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    /// Sends one signed event; nil where no answer came.
    static func send(
        _ port: Int, id: String, body: String, secret: String = secret, signature: String? = nil
    ) async -> Int? {
        let stamp = String(Int(Date().timeIntervalSince1970))
        let signed = WebhookSignature(secret: secret)?.sign(id: id, timestamp: stamp, body: Array(body.utf8)) ?? ""
        var request = URLRequest(url: URL(string: "http://127.0.0.1:\(port)/hooks")!)
        request.httpMethod = "POST"
        request.httpBody = Data(body.utf8)
        request.setValue(id, forHTTPHeaderField: "webhook-id")
        request.setValue(stamp, forHTTPHeaderField: "webhook-timestamp")
        request.setValue(signature ?? signed, forHTTPHeaderField: "webhook-signature")
        // A connection for each event: on a kept one the client itself would send again what was dropped.
        let client = URLSession(configuration: .ephemeral)
        defer { client.finishTasksAndInvalidate() }
        guard let (_, response) = try? await client.data(for: request) else { return nil }
        return (response as? HTTPURLResponse)?.statusCode
    }

    @Test func theOfficialVectorIsVerified() throws {
        let signature = try #require(WebhookSignature(secret: Self.secret))
        let id = "msg_p5jXN8AQM9LWM0D4loKWxJek"
        let body = Array(#"{"test": 2432232314}"#.utf8)
        let right = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        #expect(signature.sign(id: id, timestamp: "1614265330", body: body) == right)
        #expect(signature.verify(id: id, timestamp: "1614265330", body: body, header: "v1,AAAA v2,x " + right))
        for wrong in ["", "v1,", "v1a,x", "v1,AAAA", String(right.dropLast(3))] {
            #expect(!signature.verify(id: id, timestamp: "1614265330", body: body, header: wrong))
        }
        #expect(!signature.verify(id: id, timestamp: "1614265331", body: body, header: right))
        #expect(!signature.verify(id: id, timestamp: "hello", body: body, header: right))
        #expect(WebhookSignature(secret: "whsec_") == nil && WebhookSignature(secret: "") == nil)
    }

    @Test func anEffectIsTakenOncePerIdAndTheLastBodyPerSubjectIsKept() async throws {
        let receiver = WebhookReceiver(secret: Self.secret)
        let port = try await receiver.start()
        let first = #"{"subject":"child-1","data":{"view":1}}"#
        let second = #"{"subject":"child-1","data":{"view":2}}"#
        #expect(await Self.send(port, id: "a", body: first) == 204)
        #expect(await Self.send(port, id: "b", body: second) == 204)
        // A late repetition of the older one changes nothing.
        #expect(await Self.send(port, id: "a", body: first) == 204)
        #expect(await Self.send(port, id: "c", body: first, signature: "v1,AAAA") == 401)
        #expect(await receiver.lastBodies == ["child-1": Array(second.utf8)])
        let count = await receiver.count
        #expect(count.attempts == 4 && count.effects == 2 && count.duplicates == 1 && count.badSignatures == 1)
        #expect(count.differingDuplicates == 0)
        #expect(await receiver.effects.map(\.id) == ["a", "b"])
        await receiver.stop()
    }

    @Test func aForgetfulConsumerTakesTheEffectAndDropsTheAnswer() async throws {
        let receiver = WebhookReceiver(secret: Self.secret, mode: .forgetful(rate: 0.5, seed: 3))
        let port = try await receiver.start()
        var unanswered = 0
        for number in 0..<20 {
            for _ in 0..<20 {
                if await Self.send(port, id: "m\(number)", body: #"{"subject":"s\#(number)"}"#) == 204 { break }
                unanswered += 1
            }
        }
        let count = await receiver.count
        #expect(unanswered > 0 && count.droppedAnswers >= unanswered)
        #expect(count.effects == 20)
        #expect(count.duplicates == count.attempts - 20)
        await receiver.stop()
    }

    @Test func effectsInTheFileOutliveTheReceiver() async throws {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("effects-\(UInt64.random(in: 0 ... .max)).tsv").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let before = WebhookReceiver(secret: Self.secret, effects: path)
        let port = try await before.start()
        #expect(await Self.send(port, id: "a", body: #"{"subject":"x"}"#) == 204)
        await before.stop()
        let after = WebhookReceiver(secret: Self.secret, effects: path)
        // A port of its own: somebody else may have taken the earlier one meanwhile.
        let next = try await after.start()
        #expect(await Self.send(next, id: "a", body: #"{"subject":"x"}"#) == 204)
        #expect(await Self.send(next, id: "b", body: #"{"subject":"y"}"#) == 204)
        #expect(await after.count.duplicates == 1)
        await after.stop()
        #expect(try WebhookEffect.read(path).map(\.id) == ["a", "b"])
        #expect(try WebhookEffect.read(path).map(\.subject) == ["x", "y"])
    }

    @Test func aReceiverTakesHundredsASecond() async throws {
        let receiver = WebhookReceiver(secret: Self.secret)
        let port = try await receiver.start()
        await withTaskGroup(of: Void.self) { group in
            for lane in 0..<6 {
                group.addTask {
                    for number in 0..<50 {
                        _ = await Self.send(port, id: "m\(lane)-\(number)", body: #"{"subject":"s\#(lane)"}"#)
                    }
                }
            }
        }
        #expect(await receiver.count.effects == 300)
        await receiver.stop()
    }
}

import Testing

@testable import Publishing

/// The vector that the reference implementations of Standard Webhooks share, and their negative cases.
struct WebhookSignatureTests {
    let text = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    let id = "msg_p5jXN8AQM9LWM0D4loKWxJek"
    let time = 1_614_265_330
    let body = Array(#"{"test": 2432232314}"#.utf8)
    let good = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="

    func verify(
        _ signature: String?, id: String? = "msg_p5jXN8AQM9LWM0D4loKWxJek", time: String? = "1614265330",
        secret: String? = nil, now: Int? = nil, body: [UInt8]? = nil
    ) throws {
        var headers: [WebhookHeader] = []
        if let id { headers.append(.init("Webhook-Id", id)) }
        if let time { headers.append(.init("webhook-timestamp", time)) }
        if let signature { headers.append(.init("WEBHOOK-SIGNATURE", signature)) }
        try WebhookSignature.verify(
            body: body ?? self.body, headers: headers, secrets: [WebhookSecret(secret ?? text)],
            now: now ?? self.time)
    }

    @Test func theOfficialVectorIsSignedAsPublished() throws {
        #expect(try WebhookSignature.sign(id: id, at: time, body: body, with: WebhookSecret(text)) == good)
        try verify(good)
    }

    @Test func aSecretWorksWithAndWithoutPrefixAndPadding() throws {
        let bytes = [UInt8](repeating: 7, count: 25)
        let whole = try WebhookSecret(key: bytes).reveal()
        #expect(whole.hasPrefix("whsec_") && whole.hasSuffix("=="))
        let forms = [whole, String(whole.dropFirst(6)), String(whole.dropLast(2))]
        let signatures = try forms.map { try WebhookSignature.sign(id: id, at: 1, body: body, with: WebhookSecret($0)) }
        #expect(Set(signatures).count == 1)
        #expect(try WebhookSecret(text: Array(text.utf8)).reveal() == text)
    }

    @Test(arguments: [
        ("", WebhookError.emptySecret), ("whsec_", .emptySecret), ("whsec_***", .unreadableSecret),
        ("whsec_c2hvcnQ=", .unusualSecretLength),
        ("whsec_" + String(repeating: "AAAA", count: 22), .unusualSecretLength), ("whsec_A", .unreadableSecret),
    ])
    func aSecretThatIsNoneIsRefused(text: String, error: WebhookError) {
        #expect(throws: error) { try WebhookSecret(text) }
    }

    @Test func eachHeaderMustBeThere() {
        #expect(throws: WebhookError.missingID) { try verify(good, id: nil) }
        #expect(throws: WebhookError.missingTimestamp) { try verify(good, time: nil) }
        #expect(throws: WebhookError.missingSignature) { try verify(nil) }
        #expect(throws: WebhookError.missingSignature) { try verify("") }
    }

    @Test(arguments: ["hello", "1614265330.0", "-1614265330", "0x10", "16142653301614265330"])
    func aTimestampThatIsNoNumberIsRefused(stamp: String) {
        #expect(throws: WebhookError.unreadableTimestamp) { try verify(good, time: stamp) }
    }

    @Test func fiveMinutesAreTolerated() throws {
        try verify(good, now: time + 300)
        try verify(good, now: time - 300)
        #expect(throws: WebhookError.tooOld) { try verify(good, now: time + 301) }
        #expect(throws: WebhookError.fromTheFuture) { try verify(good, now: time - 301) }
    }

    @Test(arguments: [
        "v1,", "v1", "no-comma", ",", "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=", "v1,not base64",
        "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", "v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1Ow=", "v1,g0hM",
    ])
    func aSignatureThatDoesNotFitIsRefused(signature: String) {
        #expect(throws: WebhookError.noMatch) { try verify(signature) }
    }

    @Test func oneGoodSignatureOfSeveralIsEnough() throws {
        try verify("v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= v2,Ceo5 no-comma \(good)")
    }

    @Test func anotherBodyIdentifierTimeOrSecretIsRefused() {
        #expect(throws: WebhookError.noMatch) { try verify(good, body: body + [0x20]) }
        #expect(throws: WebhookError.noMatch) { try verify(good, id: "msg_other") }
        #expect(throws: WebhookError.noMatch) { try verify(good, time: "1614265331") }
        #expect(throws: WebhookError.noMatch) {
            try verify(good, secret: "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
        }
    }

    @Test func aSecretIsReplacedWithoutAGap() throws {
        let old = try WebhookSecret(text)
        let new = try WebhookSecret(key: [UInt8](repeating: 9, count: 32))
        let headers = try WebhookSignature.headers(for: id, at: time, body: body, secrets: [new, old])
        #expect(headers.map(\.name) == ["webhook-id", "webhook-timestamp", "webhook-signature"])
        #expect(headers[2].value.split(separator: " ").count == 2)
        for receiver in [old, new] {
            #expect(
                try WebhookSignature.verify(body: body, headers: headers, secrets: [receiver], now: time) == id)
        }
    }

    @Test(arguments: ["", "a.b", "a b", "a\r\nx: y", "é"])
    func anIdentifierThatWouldBlurWhatIsSignedIsRefused(id: String) throws {
        let secret = try WebhookSecret(text)
        #expect(throws: WebhookError.unusableID) {
            try WebhookSignature.sign(id: id, at: time, body: body, with: secret)
        }
    }

    @Test func aSecretIsNeverPrinted() throws {
        let secret = try WebhookSecret(text)
        var dumped = ""
        dump(secret, to: &dumped)
        for shown in ["\(secret)", String(reflecting: secret), dumped] { #expect(!shown.contains("MfKQ")) }
        #expect(throws: WebhookError.noSecret) {
            try WebhookSignature.headers(for: id, at: time, body: body, secrets: [])
        }
    }
}

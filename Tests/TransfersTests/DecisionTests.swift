// What is decided without any network: addresses, retries, turns, dates.

import Testing

@testable import Transfers

@Suite struct DecisionTests {
    @Test func anAddressIsReadAsItWillBeUsed() throws {
        let address = try WebAddress("HTTPS://Feeds.Example:443/a/../b?x=1#part")
        #expect(address.origin == Origin(scheme: "https", host: "feeds.example", port: 443))
        #expect("\(address)" == "https://feeds.example")
        #expect(try WebAddress("http://[::1]:8080/").origin.description == "http://[::1]:8080")
        let page = try WebAddress("https://a.example/Patient?page=1")
        #expect(try page.resolving("?page=2").text == "https://a.example/Patient?page=2")
        #expect(try page.resolving("//b.example/x").origin.host == "b.example")
    }

    @Test(arguments: [
        "", "feeds.example/a", "https://", "https://a b/", "/relative", "https://a.example/\u{0}", "https://./",
    ])
    func anAddressThatIsNotWholeIsRefused(_ text: String) {
        #expect(throws: TransferError(.addressUnreadable, host: "the address given")) { try WebAddress(text) }
    }

    @Test func anAddressWithAPasswordIsRefusedWithoutRepeatingIt() {
        let error = #expect(throws: TransferError.self) { try WebAddress("https://ann:opensesame@feeds.example/a?k=v") }
        #expect(error?.kind == .credentialsInAddress)
        #expect(error?.description.contains("opensesame") == false)
        #expect(error?.description.contains("k=v") == false)
    }

    // MARK: Retries

    static let policy = RetryPolicy(attempts: 4, base: 2, longestPause: 5, longestRetryAfter: 60, patience: 100)

    static func error(_ status: Int, retryAfter: Int? = nil) -> TransferError {
        TransferError(.answered(status: status), host: "h", retryAfter: retryAfter)
    }

    @Test func pausesDoubleUpToTheLongestAndThenItGivesUp() {
        var state = RetryState(Self.policy)
        let actions = (0..<4).map { _ in state.next(after: Self.error(503), elapsed: 0, draw: 1) }
        #expect(actions == [.wait(seconds: 2), .wait(seconds: 4), .wait(seconds: 5), .giveUp(.attemptsUsedUp)])
    }

    @Test func theDrawSpreadsThePauseFromNothing() {
        for (draw, pause) in [(0.0, 0.0), (0.25, 0.5), (0.5, 1.0)] {
            var state = RetryState(Self.policy)
            #expect(state.next(after: Self.error(500), elapsed: 0, draw: draw) == .wait(seconds: pause))
        }
        #expect(Self.policy.pause(afterFailures: 100_000, retryAfter: nil, draw: 1) == 5)
    }

    @Test func aPartnersWishIsHonouredUpToTheCap() {
        var state = RetryState(Self.policy)
        #expect(state.next(after: Self.error(429, retryAfter: 60), elapsed: 0, draw: 0.5) == .wait(seconds: 61))
        #expect(state.next(after: Self.error(429, retryAfter: 61), elapsed: 0, draw: 0) == .giveUp(.askedToWait(61)))
    }

    @Test func patienceEnds() {
        var state = RetryState(Self.policy)
        #expect(state.next(after: Self.error(503), elapsed: 99, draw: 1) == .giveUp(.outOfPatience))
    }

    @Test(arguments: [
        (400, false), (401, false), (403, false), (404, false), (410, false), (413, false), (501, false),
        (408, true), (429, true), (500, true), (502, true), (503, true), (504, true),
    ])
    func onlyWhatCanGetBetterIsTriedAgain(_ status: Int, _ again: Bool) {
        var state = RetryState(Self.policy)
        let action = state.next(after: Self.error(status), elapsed: 0, draw: 0)
        #expect(action == (again ? .wait(seconds: 0) : .giveUp(.notWorthRetrying)))
    }

    @Test(
        arguments: [
            ("120", nil, 120), ("0", nil, 0), ("99999999999999999999", nil, Int.max), ("soon", nil, nil),
            ("-5", nil, nil),
            ("Sun, 06 Nov 1994 08:49:37 GMT", nil, 37), ("Sun, 06 Nov 1994 08:00:00 GMT", nil, 0),
            ("Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:30 GMT", 7),
            ("Sun, 32 Nov 1994 08:49:37 GMT", nil, nil),
        ] as [(String, String?, Int?)])
    func retryAfterIsSecondsOrADate(_ value: String, _ date: String?, _ seconds: Int?) {
        var headers = HeaderFields()
        for line in ["Retry-After: \(value)\r\n"] + (date.map { ["Date: \($0)\r\n"] } ?? []) {
            [UInt8](line.utf8).withUnsafeBufferPointer { headers.add(line: $0) }
        }
        #expect(RetryAfter.seconds(in: headers, now: 784_111_740) == seconds)
    }

    @Test func datesAreCountedFromTheEpoch() {
        #expect(RetryAfter.httpDate("Thu, 01 Jan 1970 00:00:00 GMT") == 0)
        #expect(RetryAfter.httpDate("Thu, 29 Feb 2024 12:00:00 GMT") == 1_709_208_000)
        #expect(RetryAfter.httpDate("Sun, 06 Nov 1994 08:49:37 GMT") == 784_111_777)
    }

    @Test func eachFailureHasItsOwnWordsAndANextStep() {
        let kinds: [TransferError.Kind] = [
            .addressUnreadable, .credentialsInAddress, .schemeNotAllowed, .addressNotAllowed(.public),
            .addressNotAllowed(.private), .addressNotAllowed(.loopback), .originNotDeclared,
            .headerNotUsable(name: "X"), .couldNotResolve, .couldNotConnect, .couldNotConnectInTime,
            .secureConnectionFailed, .certificate(.expired), .certificate(.notYetValid), .certificate(.selfSigned),
            .certificate(.unknownIssuer), .certificate(.wrongHost), .certificate(.other), .trustedUnusable(name: "n"),
            .clientCertificateUnusable(name: "n"), .clientCertificateRefused, .proxy(.schemeNotAllowed),
            .proxy(.couldNotResolve), .proxy(.couldNotConnect), .proxy(.addressNotAllowed), .proxy(.silent),
            .proxy(.lost), .proxy(.signInRefused), .proxy(.refused(status: 403)), .token(.refused(code: "c")),
            .token(.notJSON), .token(.noAccessToken), .token(.tokenType), .signInRefused,
            .hostKeyNotDeclared(found: "SHA256:x"), .secureShellFailed, .connectionLost, .timedOut, .tooSlow, .cutShort,
            .longerThanStated, .notHTTP, .damaged, .unknownEncoding, .bodyTooLarge(limit: 1), .headersTooLarge,
            .redirectRefused(to: "o"), .tooManyRedirects, .answered(status: 404), .remoteFileNotFound,
            .remoteAccessDenied, .remoteNameNotUsable, .couldNotWrite(code: 28), .cancelled, .engineNotRunning,
            .other(code: 1),
        ]
        let errors = kinds.map { TransferError($0, host: "feeds.example") }
        #expect(Set(errors.map(\.message)).count == kinds.count)
        for error in errors {
            #expect(error.message.contains("feeds.example") && error.message.hasSuffix("."))
            #expect(error.nextStep.hasSuffix("."))
        }
    }

    // MARK: Turns

    @Test func lanesTakeTurnsWithinTheirLimits() {
        var queue = AdmissionQueue<String, Int>(mostInAll: 3, mostInLane: 2)
        for number in 1...4 { queue.add(number, lane: "slow") }
        queue.add(10, lane: "other")
        queue.add(11, lane: "other")
        #expect([queue.next(), queue.next(), queue.next(), queue.next()] == [1, 10, 2, nil])
        queue.release(lane: "slow")
        #expect(queue.next() == 11)
        queue.release(lane: "other")
        queue.release(lane: "other")
        #expect([queue.next(), queue.next()] == [3, nil])
        #expect(queue.removeWaiting() == [4])
        queue.release(lane: "slow")
        #expect(queue.next() == nil)
    }
}

// Modules that do harm: each is contained, the run ends with words that say what it did, and this process lives on.

import AdapterHost
import Foundation
import Testing

struct Harm: Sendable, CustomTestStringConvertible {
    let mode: String
    /// What the operator reads.
    let text: String
    var limits = Harm.short

    var testDescription: String { mode }

    /// Seconds where a real run has minutes.
    static let short: ModuleLimits = {
        var limits = ModuleLimits()
        limits.time = .seconds(60)
        limits.silence = .seconds(30)
        limits.memory = 256 << 20
        limits.statements = 10_000
        limits.requests = 1000
        return limits
    }()

    /// For what says nothing; anything else may wait its turn on a busy machine.
    static let hasty: ModuleLimits = {
        var limits = short
        limits.silence = .seconds(2)
        return limits
    }()

    /// Room for a record of 1 GB before it is refused.
    static let roomy: ModuleLimits = {
        var limits = short
        limits.memory = 2 << 30
        return limits
    }()

    static let all = [
        Harm(mode: "segfault", text: "it read or wrote memory that isn't there"),
        Harm(mode: "write-to-body", text: "it read or wrote memory that isn't there"),
        Harm(mode: "recurse", text: "it read or wrote memory that isn't there"),
        Harm(mode: "trap", text: "it stopped itself at a check of its own (trap)"),
        Harm(mode: "trap-in-begin", text: "it stopped itself at a check of its own (trap)"),
        Harm(mode: "abort", text: "it gave up (abort)"),
        Harm(mode: "crash-in-end", text: "it gave up (abort)"),
        Harm(mode: "divide", text: "it divided by zero"),
        Harm(mode: "exit", text: "it ended with exit code 3"),
        Harm(mode: "loop", text: "it said nothing for 2 seconds", limits: hasty),
        Harm(mode: "sleep", text: "it said nothing for 2 seconds", limits: hasty),
        Harm(mode: "allocate", text: "The module ran out of memory: its limit is 268 MB."),
        Harm(mode: "allocate-slowly", text: "The module ran out of memory: its limit is 268 MB."),
        Harm(mode: "garbage", text: "The module broke its protocol at its message"),
        Harm(mode: "half-a-message", text: "it ended in the middle of a message"),
        Harm(mode: "unknown-message", text: "a message of kind 200, which isn't one at this place"),
        Harm(mode: "order-of-its-own", text: "a message of kind 1, which isn't one at this place"),
        Harm(mode: "bad-text", text: "text that isn't UTF-8"),
        Harm(mode: "waits-for-nothing", text: "The module waits for an answer and has asked for nothing."),
        Harm(mode: "closes", text: "it closed its connection to the gateway and went on"),
        Harm(mode: "large-record", text: "it stated a record (child) of 1073741", limits: roomy),
        Harm(mode: "large-message", text: "a message of 1073741824 bytes; the limit is 1048576"),
        Harm(mode: "flood", text: "it stated more than 10000 records and rows in one run"),
        Harm(mode: "flood-of-requests", text: "it stated more than 1000 requests in one run"),
        Harm(mode: "flood-of-remarks", text: "it stated more than 100 remarks in one run"),
        Harm(mode: "cites-nothing", text: "1 bytes from byte 12 of payload 0, which has 12 bytes"),
        Harm(mode: "cites-too-much", text: "13 bytes from byte 0 of payload 0, which has 12 bytes"),
        Harm(mode: "cites-overflow", text: "from byte 8 of payload 0, which has 12 bytes"),
        Harm(mode: "cites-empty", text: "0 bytes from byte 0 of payload 0, which has 12 bytes"),
        Harm(mode: "cites-tomorrow", text: "payload 1, where the run has 1"),
        Harm(mode: "asks-for-nothing", text: "it asked for nothing and wants to go on"),
        Harm(mode: "strange-step", text: "next returned 77, which means nothing"),
        Harm(mode: "fails", text: "The module says that it failed: The service says that the school is closed."),
        Harm(mode: "no-run", text: "The module says that it failed: The settings lack the school."),
        Harm(mode: "thread", text: "it called the gateway when it mustn't"),
        Harm(mode: "speaks-after-its-end", text: "it called the gateway when it mustn't"),
    ]
}

@Suite struct HostileModuleTests {
    private static let body = "twelve bytes"

    @Test(arguments: Harm.all) func isContainedWithWordsOfItsOwn(harm: Harm) async throws {
        let (outcome, _) = try await CompiledModule.hostile.value.run(mode: harm.mode, [Self.body], limits: harm.limits)
        guard case .failure(let fault) = outcome else {
            Issue.record("\(harm.mode) should have failed")
            return
        }
        #expect(fault.text.contains(harm.text), "\(fault.text)")
    }

    @Test func aRunThatNeverEndsIsEndedAtItsTime() async throws {
        var limits = Harm.short
        limits.time = .seconds(1)
        limits.requests = .max
        let bodies = [String](repeating: Self.body, count: 1_000_000)
        let (outcome, _) = try await CompiledModule.hostile.value.run(mode: "never-ends", bodies, limits: limits)
        #expect(outcome == .failure(.overdue(.seconds(1))))
    }

    @Test func nothingOutsideIsReachedAndItsAuthorSeesWhy() async throws {
        let (outcome, _) = try await CompiledModule.hostile.value.run(mode: "try-everything", [Self.body])
        let remarks = try outcome.get().remarks
        #expect(remarks.count == 21)
        for remark in remarks {
            #expect(remark.hasSuffix(": Operation not permitted"), "\(remark)")
        }
        #expect(!FileManager.default.fileExists(atPath: "/tmp/sendgate-hostile"))
    }
}

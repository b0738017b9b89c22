// Between a module's thread, which waits for an answer, and the task that fetches it.

import AdapterHost
import Foundation

/// One request at a time goes over it. The lock guards all that changes.
final class ModuleCounter<Answer: Sendable>: @unchecked Sendable {
    let requests: AsyncStream<ModuleRequest>
    private let asked: AsyncStream<ModuleRequest>.Continuation
    private let condition = NSCondition()
    private var answer: Result<Answer, any Error>?
    private var isClosed = false

    init() { (requests, asked) = AsyncStream<ModuleRequest>.makeStream() }

    /// On the module's thread: blocks it until the answer is there.
    func ask(_ request: ModuleRequest) throws -> Answer {
        asked.yield(request)
        condition.lock()
        defer { condition.unlock() }
        while true {
            if let given = answer {
                answer = nil
                return try given.get()
            }
            if isClosed { throw CancellationError() }
            condition.wait()
        }
    }

    func give(_ result: Result<Answer, any Error>) {
        condition.withLock {
            answer = result
            condition.signal()
        }
    }

    /// The module has ended: no request comes any more.
    func finish() { asked.finish() }

    /// Nobody fetches any more: whoever waits gets no answer.
    func close() {
        condition.withLock {
            isClosed = true
            condition.signal()
        }
    }

    func check() throws {
        if condition.withLock({ isClosed }) { throw CancellationError() }
    }
}

// The bounds of one run of a module.

/// Bounds on time, memory and what is said. Each has its own message.
public struct ModuleLimits: Equatable, Sendable {
    /// The whole run, the waiting for answers included.
    public var time: Duration = .seconds(900)
    /// How long it may say nothing while nothing is asked of the gateway.
    public var silence: Duration = .seconds(60)
    /// Bytes of memory beyond what the host takes up.
    public var memory: UInt64 = 1 << 30
    /// Statements of the run: records, rows left out, rows refused.
    public var statements = 10_000_000
    /// Bytes that it may say in the run.
    public var bytes = 20 << 30
    public var requests = 100_000
    public var remarks = 100

    /// One frame, and so one record or one request.
    static let frame = 1 << 20
    static let state = 64 << 10
    static let remark = 500

    public init() {}
}

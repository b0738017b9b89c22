// The Swift face of the interface of native adapter modules: see sendgate_adapter.h, which says how a run goes.

/// An adapter module. It is made once for a run, and asked for one step after the other, always on one thread.
///
///     struct MyAdapter: Adapter {
///         static let name = "my-adapter 1"
///         init(_ settings: RunSettings) throws { … }
///         mutating func next(_ answer: Answer?, _ gateway: Gateway) throws -> Step {
///             guard let answer else {
///                 try gateway.ask(Request("/v1/students"))
///                 return .more
///             }
///             …
///             try gateway.state(Statement("child", key: id, ["surname": surname], at: range), of: answer)
///             return .done
///         }
///     }
///
/// One function exports it:
///
///     @_cdecl("sendgate_adapter_1")
///     public func sendgateAdapter() -> UnsafeRawPointer { ModuleExport<MyAdapter>.pointer }
public protocol Adapter {
    /// For messages: `my-adapter 1.2`.
    static var name: StaticString { get }

    /// Makes ready for a run. What it throws ends the run, with its description as the reason.
    init(_ settings: RunSettings) throws

    /// The next step. The first call has no answer and asks for requests; each later one has the next answer, in the order
    /// in which they were asked for. What it throws ends the run, with its description as the reason: it must hold no
    /// value of a person.
    mutating func next(_ answer: Answer?, _ gateway: Gateway) throws -> Step
}

/// What comes after a step.
public enum Step: Sendable {
    /// The next answer, please; at least one must have been asked for.
    case more
    case done
}

/// What a run begins with.
public struct RunSettings: Sendable {
    /// A JSON object with `today`, `state` and `settings`.
    public let json: String
}

/// Why a run can't go on, for the operator. No value of a person.
public struct RunFailure: Error, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}

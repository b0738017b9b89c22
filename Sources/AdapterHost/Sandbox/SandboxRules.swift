// What a child process may do: a value, decided by the gateway before the process starts.

/// The rules that a child process puts on itself before it runs anything of a partner's author.
public struct SandboxRules: Equatable, Sendable {
    /// What is run under the rules.
    public enum Kind: UInt8, Sendable {
        /// A library inside the host: only the system calls on a written list.
        case library = 1
        /// A program of its own, as an interpreter is: all system calls but a written list.
        case program = 2
    }

    /// Where a program's connections may lead, as far as the kernel can tell.
    public enum Reach: Equatable, Sendable {
        case nowhere
        /// To the gateway's gate at this port of loopback, which knows what is granted. The program gets a network of its
        /// own where the kernel allows it, with nothing in it but the way to the gate.
        case gate(port: UInt16)
        case anywhere
    }

    public var kind: Kind
    /// Files and folders that may be read beside the system's libraries. What isn't there is passed over.
    public var readable: [String]
    /// Folders that may be written to as well, as a tap's private work folder.
    public var writable: [String]
    /// Where it may connect to. A library may nowhere.
    public var reach: Reach
    /// Whether nothing is run where the kernel lacks a part of the sandbox (`sandbox: require`).
    public var isRequired: Bool

    /// Address space beyond what the host itself takes up, in bytes.
    public var memory: UInt64
    /// Seconds of processor time: a backstop behind the deadline that the gateway watches.
    public var processorTime: UInt64
    public var openFiles: UInt64
    /// The largest file that may be written, in bytes; 0 for none.
    public var fileSize: UInt64

    public init(
        _ kind: Kind, readable: [String] = [], writable: [String] = [], reach: Reach = .nowhere,
        isRequired: Bool = false, memory: UInt64 = 1 << 30, processorTime: UInt64 = 3600, openFiles: UInt64 = 64,
        fileSize: UInt64 = 0
    ) {
        self.kind = kind
        self.readable = readable
        self.writable = writable
        self.reach = reach
        self.isRequired = isRequired
        self.memory = memory
        self.processorTime = processorTime
        self.openFiles = openFiles
        self.fileSize = fileSize
    }
}

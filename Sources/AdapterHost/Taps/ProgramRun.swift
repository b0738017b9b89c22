// A program of somebody else's, run to its end under the sandbox's rules and watched: its output goes to a file, its
// complaints are kept in part, and it is ended with all that it started when it goes past a limit.

import Glibc

/// What is run and how far it may go.
public struct ProgramRun: Sendable {
    /// How much of time, output and memory a program may take before it is ended.
    public struct Limits: Sendable, Equatable {
        /// From the start to the end.
        public var time: Duration
        /// Without a byte of output or complaint.
        public var silence: Duration
        /// Bytes of output.
        public var output: Int
        /// Bytes that all its processes hold in memory together.
        public var memory: Int
        public var processes: Int
        /// Bytes in its folder.
        public var folder: Int

        public init(
            time: Duration = .seconds(3600), silence: Duration = .seconds(300), output: Int = 1 << 30,
            memory: Int = 2 << 30, processes: Int = 64, folder: Int = 1 << 30
        ) {
            self.time = time
            self.silence = silence
            self.output = output
            self.memory = memory
            self.processes = processes
            self.folder = folder
        }
    }

    /// Path of the executable, arguments after its name, and `NAME=value` of its whole environment.
    public var path: String
    public var arguments: [String]
    public var environment: [String]
    /// The private folder that it works in.
    public var folder: String
    /// Folders that it may read beside the system's own.
    public var readable: [String]
    public var reach: SandboxRules.Reach
    /// Whether it isn't run where the kernel lacks a part of the sandbox.
    public var needsSandbox: Bool
    public var limits: Limits
    /// A new file for what it prints.
    public var output: String

    public init(
        path: String, arguments: [String], environment: [String], folder: String, readable: [String] = [],
        reach: SandboxRules.Reach = .nowhere, needsSandbox: Bool = false, limits: Limits = Limits(), output: String
    ) {
        self.path = path
        self.arguments = arguments
        self.environment = environment
        self.folder = folder
        self.readable = readable
        self.reach = reach
        self.needsSandbox = needsSandbox
        self.limits = limits
        self.output = output
    }
}

/// How a program came to its end.
public enum ProgramEnding: Equatable, Sendable {
    /// By itself, with exit code 0.
    case well
    case badly(ChildEnding)
    case notStarted(ChildError)
    case tookTooLong(Duration)
    case fellSilent(Duration)
    case printedTooMuch(limit: Int)
    case tookTooMuchMemory(limit: Int)
    case startedTooMany(limit: Int)
    case filledItsFolder(limit: Int)
    /// The gateway stops.
    case stopped

    /// What happened, as the end of a sentence that begins with what was run; nil where all is well.
    public var trouble: String? {
        switch self {
        case .well: nil
        case .badly(let ending): ending.text
        case .notStarted(let error): error.text
        case .tookTooLong(let time): "it had not ended after \(Self.words(time)) and was ended"
        case .fellSilent(let time): "it printed nothing for \(Self.words(time)) and was ended"
        case .printedTooMuch(let limit): "it printed more than \(Self.words(limit)) and was ended"
        case .tookTooMuchMemory(let limit): "it took more than \(Self.words(limit)) of memory and was ended"
        case .startedTooMany(let limit): "it started more than \(limit) processes at once and was ended"
        case .filledItsFolder(let limit):
            "it put more than \(Self.words(limit)) or \(FolderSize.mostFiles) files into its folder and was ended"
        case .stopped: "the gateway stopped, and so ended it"
        }
    }

    private static func words(_ time: Duration) -> String {
        let seconds = time.components.seconds
        if seconds >= 120, seconds % 60 == 0 { return "\(seconds / 60) minutes" }
        return seconds == 1 ? "1 second" : "\(seconds) seconds"
    }

    private static func words(_ bytes: Int) -> String {
        let sizes = [
            ("GB", 1_000_000_000), ("GiB", 1 << 30), ("MB", 1_000_000), ("MiB", 1 << 20), ("kB", 1000),
            ("KiB", 1 << 10),
        ]
        for (name, size) in sizes where bytes >= size && bytes % size == 0 { return "\(bytes / size) \(name)" }
        return "\(bytes) bytes"
    }
}

/// What came of a program.
public struct ProgramResult: Sendable {
    public let ending: ProgramEnding
    /// Bytes of output in the file.
    public let output: Int
    /// The end of what it wrote to standard error. It may hold personal data and secrets.
    public let complaints: [UInt8]
    /// Whether more stood before.
    public let isCutInFront: Bool
    /// What the kernel lacks of the sandbox, in words.
    public let lacks: [String]
}

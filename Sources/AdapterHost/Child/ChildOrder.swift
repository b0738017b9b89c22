// What the gateway tells a child process to be: the first thing that goes to it over its socket, so that
// neither arguments nor environment show it to others.

/// What is run, and under which rules.
public struct ChildOrder: Equatable, Sendable {
    /// What the child does when it has given up its rights.
    public enum Work: Equatable, Sendable {
        /// The library on descriptor 4, with these words for its module (see `ModuleRun`).
        case library(name: String)
        /// A program that takes the host's place. Its descriptors 0 to 2 are those that the gateway gave.
        case program(path: String, arguments: [String], environment: [String], folder: String)
    }

    public var rules: SandboxRules
    public var work: Work

    public init(rules: SandboxRules, work: Work) {
        self.rules = rules
        self.work = work
    }
}

extension ChildOrder {
    /// With the gateway's own process, whose end must be the child's.
    func frame(parent: Int32) -> [UInt8] {
        var writer = FrameWriter(HostFrame.order.rawValue)
        writer.put(UInt32(bitPattern: parent))
        writer.put(rules.kind.rawValue)
        writer.put(rules.readable)
        writer.put(rules.writable)
        switch rules.reach {
        case .nowhere: writer.put(UInt8(0))
        case .gate(let port):
            writer.put(UInt8(1))
            writer.put(UInt32(port))
        case .anywhere: writer.put(UInt8(2))
        }
        writer.put(UInt8(rules.isRequired ? 1 : 0))
        for limit in [rules.memory, rules.processorTime, rules.openFiles, rules.fileSize] { writer.put(limit) }
        switch work {
        case .library(let name):
            writer.put(UInt8(1))
            writer.put(name)
        case .program(let path, let arguments, let environment, let folder):
            writer.put(UInt8(2))
            writer.put(path)
            writer.put(arguments)
            writer.put(environment)
            writer.put(folder)
        }
        return writer.finished()
    }

    static func read(_ content: UnsafeRawBufferPointer) throws(FrameFault) -> (order: ChildOrder, parent: Int32) {
        var reader = FrameReader(content)
        let parent = Int32(bitPattern: try reader.number32())
        let kindByte = try reader.byte()
        guard let kind = SandboxRules.Kind(rawValue: kindByte) else { throw .unknownKind(kindByte) }
        var rules = SandboxRules(kind)
        rules.readable = try reader.texts()
        rules.writable = try reader.texts()
        switch try reader.byte() {
        case 0: rules.reach = .nowhere
        case 1: rules.reach = .gate(port: UInt16(truncatingIfNeeded: try reader.number32()))
        case 2: rules.reach = .anywhere
        case let other: throw .unknownKind(other)
        }
        rules.isRequired = try reader.byte() != 0
        rules.memory = try reader.number64()
        rules.processorTime = try reader.number64()
        rules.openFiles = try reader.number64()
        rules.fileSize = try reader.number64()
        let work: Work
        switch try reader.byte() {
        case 1: work = .library(name: try reader.text())
        case 2:
            let path = try reader.text()
            let arguments = try reader.texts()
            let environment = try reader.texts()
            work = .program(
                path: path, arguments: arguments, environment: environment, folder: try reader.text())
        case let other: throw .unknownKind(other)
        }
        try reader.end()
        return (ChildOrder(rules: rules, work: work), parent)
    }
}

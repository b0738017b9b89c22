// A tap's folder below the state folder: a private work folder for each run, what is kept of its configuration, and its
// last words where it ended badly. Nobody but the gateway's own user may look inside.

import Configuring
import Crypto
import Feeds
import Foundation
import Glibc

/// `<state>/taps/<adapter>`.
struct TapFolder: Sendable {
    let path: String

    init(state: String, adapter: String) {
        path = "\(Self.root(state))/\(adapter)"
    }

    private static func root(_ state: String) -> String { "\(state)/taps" }

    /// Takes away the work folders that a crash has left, and ends what still works in them: a tap ends with its gateway,
    /// but not always what the tap had started.
    static func clear(state: String) {
        let files = FileManager.default
        guard files.fileExists(atPath: root(state)) else { return }
        for process in (try? files.contentsOfDirectory(atPath: "/proc")) ?? [] {
            guard let id = pid_t(process), id != getpid(),
                let folder = try? files.destinationOfSymbolicLink(atPath: "/proc/\(process)/cwd"),
                folder.hasPrefix("\(root(state))/"), folder.contains("/work-")
            else { continue }
            kill(id, SIGKILL)
        }
        for adapter in (try? files.contentsOfDirectory(atPath: root(state))) ?? [] {
            let folder = "\(root(state))/\(adapter)"
            for name in (try? files.contentsOfDirectory(atPath: folder)) ?? [] where name.hasPrefix("work-") {
                try? files.removeItem(atPath: "\(folder)/\(name)")
            }
        }
    }

    /// A new work folder.
    func makeWorkFolder() throws -> String {
        let work = "\(path)/work-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: work, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        return work
    }

    static func write(_ bytes: [UInt8], to path: String) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw CommandError("\(path) can't be written: \(String(cString: strerror(errno))).") }
        defer { close(file) }
        try FileHandle(fileDescriptor: file, closeOnDealloc: false).write(contentsOf: Data(bytes))
    }

    /// What stands in a file that a tap had in its hands: nil where it is no plain file any more, or too large.
    static func read(_ path: String, atMost limit: Int) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, Int(status.st_size) <= limit else {
            return nil
        }
        return (try? FileHandle(fileDescriptor: file, closeOnDealloc: false).readToEnd() ?? Data()).map { Array($0) }
    }

    // MARK: The configuration that a tap has written itself

    /// The tap's own version of this configuration; nil where there is none, or the operator has changed it since.
    func keptConfig(for written: [UInt8]) -> [UInt8]? {
        guard let kept = Self.read("\(path)/config.json", atMost: Self.longestConfig),
            let value = try? JSONValue(parsing: kept), value["of"]?.text == Self.digest(written)
        else { return nil }
        return value["config"]?.serialisedBytes()
    }

    /// - Returns: false where what the tap wrote is no configuration.
    func keepConfig(_ new: [UInt8], for written: [UInt8]) throws -> Bool {
        guard let value = try? JSONValue(parsing: new), value.kind == .object else { return false }
        let kept: JSONValue = ["of": .string(Self.digest(written)), "config": value]
        let part = "\(path)/config.json.part"
        try Self.write(kept.serialisedBytes(), to: part)
        guard rename(part, "\(path)/config.json") == 0 else {
            throw CommandError("\(path)/config.json can't be written: \(String(cString: strerror(errno))).")
        }
        return true
    }

    static let longestConfig = 1 << 20

    private static func digest(_ bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    // MARK: Last words

    private static let mostComplaints = 10

    /// Writes the end of what a run wrote to standard error, and takes the oldest such files away.
    ///
    /// - Returns: the file.
    func keepComplaints(_ text: [UInt8], at moment: String) throws -> String {
        let file = "\(path)/complaints-\(moment.replacingOccurrences(of: ":", with: "-")).txt"
        try Self.write(text, to: file)
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).filter {
            $0.hasPrefix("complaints-")
        }
        for name in names.sorted().dropLast(Self.mostComplaints) {
            try? FileManager.default.removeItem(atPath: "\(path)/\(name)")
        }
        return file
    }
}

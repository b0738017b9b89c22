// Which program a tap is, and what of the machine it must be able to read to run: its own folder, and its interpreter's.

import Foundation

/// A program found on the disk.
struct TapProgram: Sendable, Equatable {
    let path: String
    let arguments: [String]
    /// Folders beside the system's own.
    let readable: [String]

    /// Where programs of the system are looked for.
    static let searchPath = ["/usr/local/bin", "/usr/bin", "/bin"]

    /// - Throws: `CommandError` where it isn't there or isn't a program.
    init(command: [String], folder: String) throws {
        guard let word = command.first else { throw CommandError("Nobody says which program the tap is.") }
        let path = word.hasPrefix("/") ? word : "\(folder)/\(word)"
        guard FileManager.default.fileExists(atPath: path) else {
            throw CommandError("The tap's program \(path) isn't there. Check `command`.")
        }
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw CommandError("The tap's program \(path) may not be run. Make it executable: chmod +x \(path)")
        }
        self.path = path
        arguments = Array(command.dropFirst())
        var folders = word.hasPrefix("/") ? [] : [folder]
        Self.add(path, to: &folders, depth: 0)
        readable = folders
    }

    /// The folders of a program and of everything that it leads to: links, and the interpreter of its first line.
    private static func add(_ program: String, to folders: inout [String], depth: Int) {
        guard depth < 8 else { return }
        let folder = (program as NSString).deletingLastPathComponent
        for found in [prefix(of: folder) ?? folder] where !folders.contains(found) { folders.append(found) }
        if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: program) {
            let next = target.hasPrefix("/") ? target : "\(folder)/\(target)"
            add(URL(fileURLWithPath: next).standardized.path, to: &folders, depth: depth + 1)
        } else if let interpreter = interpreter(of: program) {
            add(interpreter, to: &folders, depth: depth + 1)
        }
    }

    /// The folder above a `bin` that is a Python environment or the home of an interpreter; nil where it is neither, so
    /// that nobody's whole folder is opened for one program in it.
    private static func prefix(of folder: String) -> String? {
        guard (folder as NSString).lastPathComponent == "bin" else { return nil }
        let prefix = (folder as NSString).deletingLastPathComponent
        if FileManager.default.fileExists(atPath: "\(prefix)/pyvenv.cfg") { return prefix }
        let libraries = (try? FileManager.default.contentsOfDirectory(atPath: "\(prefix)/lib")) ?? []
        return libraries.contains { $0.hasPrefix("python3") || $0 == "node_modules" } ? prefix : nil
    }

    private static func interpreter(of program: String) -> String? {
        guard let handle = FileHandle(forReadingAtPath: program) else { return nil }
        defer { try? handle.close() }
        guard let start = try? handle.read(upToCount: 512), start.starts(with: Array("#!".utf8)) else { return nil }
        let line = String(decoding: start.dropFirst(2), as: UTF8.self).prefix { !$0.isNewline }
        var words = line.split(separator: " ").map(String.init)
        if let first = words.first, (first as NSString).lastPathComponent == "env" {
            words.removeFirst()
            guard let name = words.first(where: { !$0.hasPrefix("-") && !$0.contains("=") }) else { return nil }
            return searchPath.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
        }
        return words.first
    }
}

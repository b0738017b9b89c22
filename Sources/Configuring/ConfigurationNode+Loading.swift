// Configuration files from disk.

import Foundation

extension ConfigurationNode {
    /// The largest configuration file that is read: a larger one is a mistaken path.
    public static let largestFile = 16 << 20

    /// Reads a YAML file.
    ///
    /// - Parameter name: the file as the operator knows it, if it is not the path.
    /// - Throws: also if there is no such file, it is too large, or it is not UTF-8.
    public static func load(_ path: String, called name: String? = nil) throws(ConfigurationProblems)
        -> ConfigurationNode
    {
        let file = name ?? path
        func refused(_ what: String, hint: String? = nil, line: Int = 1) -> ConfigurationProblems {
            let place = ConfigurationPlace(file: file, line: line, column: 1)
            return ConfigurationProblems([ConfigurationProblem(what, hint: hint, at: place)])
        }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw refused("there is no such file")
        }
        guard !isFolder.boolValue else { throw refused("this is a folder, not a file") }
        let bytes: Data
        do {
            let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            defer { try? handle.close() }
            bytes = try handle.read(upToCount: largestFile + 1) ?? Data()
        } catch {
            throw refused("the file cannot be read", hint: "Check who may read it.")
        }
        guard bytes.count <= largestFile else { throw refused("the file is larger than 16 MB") }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            let line = String(decoding: bytes, as: UTF8.self).prefix { $0 != "\u{FFFD}" }.count(where: \.isNewline)
            throw refused("the file is not UTF-8 text", hint: "Save it as UTF-8.", line: line + 1)
        }
        return try parse(text, file: file)
    }
}

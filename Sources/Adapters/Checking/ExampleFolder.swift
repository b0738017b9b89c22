// The examples in an adapter's folder.

import Feeds
import Foundation
import SENDRecords

/// One example: the files of one run, and the text of what is expected.
struct Example {
    let name: String
    let folder: String
    let files: [String]
    let expected: String?
    /// Whether the files are answers of a service that is played.
    var hasAnswers = false
}

struct ExampleFolder {
    let path: String

    func examples() throws -> [Example] {
        let root = "\(path)/examples"
        guard FileManager.default.fileExists(atPath: root) else { return [] }
        let names = try FileManager.default.contentsOfDirectory(atPath: root).filter { !$0.hasPrefix(".") }.sorted()
        return try names.map { name in
            let expected = try? String(contentsOfFile: "\(path)/expected/\(name).json", encoding: .utf8)
            return try example(name, expected: expected)
        }
    }

    func example(_ name: String, expected: String?) throws -> Example {
        let folder = "\(path)/examples/\(name)"
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }.sorted()
        return Example(
            name: name, folder: folder, files: files.filter { $0 != RecordedAnswers.fileName }, expected: expected,
            hasAnswers: files.contains(RecordedAnswers.fileName))
    }
}

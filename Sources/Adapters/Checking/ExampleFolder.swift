// The examples in an adapter's folder, and reading them through a session.

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

enum ExampleReader {
    /// Reads one file of a set and hands over every row, rejected ones as quarantined.
    ///
    /// - Returns: what a run would remark on the file.
    static func read(
        _ path: String, _ file: String, requested: RequestedPart, _ session: inout MappingSession,
        _ gauge: inout CursorGauge?,
        _ each: (MappedRow) -> Void
    ) throws -> PayloadSummary {
        var source = FileByteSource(path: path)
        guard let rule = session.manifest.file(file) else { return PayloadSummary() }
        let summary = try rule.read(&source) { event in
            switch event {
            case .header(let header):
                gauge?.begin(rule, header: session.manifest.known(header))
                if let ambiguous = session.begin(file: file, header: header, requested: requested).ambiguous.first {
                    throw RefusedExample(reason: ambiguous.description)
                }
            case .elements:
                gauge?.begin(rule)
                session.begin(file: file, requested: requested)
            case .row(let row):
                gauge?.note(row)
                each(session.map(row))
            case .element(let element):
                gauge?.note(element.value)
                each(session.map(element))
            case .rejected(let rejection): each(MappedRow(rejection, columns: session.columnNames(of: file)))
            case .rejectedLine(let rejection): each(MappedRow(rejection))
            case .aside(let aside): MappedRow(aside).map(each)
            case .unread(let message): each(MappedRow(message))
            }
        }
        if let trouble = summary.trouble { throw RefusedExample(reason: trouble) }
        session.end()
        return summary
    }
}

/// An example whose file is refused whole.
struct RefusedExample: PayloadError {
    let reason: String

    var description: String { reason }
}

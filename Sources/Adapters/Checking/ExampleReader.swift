// Reads one file of an example, row by row.

import Feeds
import SENDRecords

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

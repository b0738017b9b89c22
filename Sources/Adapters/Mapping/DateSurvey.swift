// The first look over a file whose dates may be in either order: taken once, before its rows are mapped.

import Feeds
import SENDRecords

/// Reads a file's parts for the order of their dates, with the same reader as for mapping.
public enum DateSurvey {
    /// Reads one part inside `MappingSession.survey(file:_:)`.
    ///
    /// - Throws: what the reader throws: the file can't be taken then.
    public static func read(
        _ source: inout some ByteSource, file: String, requested: RequestedPart = .whole,
        _ session: inout MappingSession
    ) throws {
        guard let rule = session.manifest.file(file) else { return }
        _ = try rule.read(&source) { event in
            switch event {
            case .header(let header): session.begin(file: file, header: header, requested: requested)
            case .elements: session.begin(file: file, requested: requested)
            case .row(let row): _ = session.map(row)
            case .element(let element): _ = session.map(element)
            case .rejected, .rejectedLine, .aside, .unread: break
            }
        }
        session.end()
    }
}

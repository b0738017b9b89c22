// The first look over a file whose dates may be in either order: taken once, before its rows are mapped.

import Feeds

/// Reads a file's parts for the order of their dates, with the same reader as for mapping.
public enum DateSurvey {
    /// Takes the survey of one file of the set.
    ///
    /// - Parameters:
    ///   - paths: all parts of the file, in order.
    ///   - file: its name within the set, one of `MappingSession.filesToSurvey`.
    /// - Throws: what the reader throws: the file can't be taken then.
    public static func take(_ paths: [String], file: String, _ session: inout MappingSession) throws {
        try session.survey(file: file) { session in
            for path in paths { try ExampleReader.read(path, file, &session) { _ in } }
        }
    }
}

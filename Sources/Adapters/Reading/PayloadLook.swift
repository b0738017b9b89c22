// A short look at a file that somebody hands in, to tell which file of a set it is.

import Feeds

/// What a file shows at first sight.
public struct PayloadLook: Sendable, Equatable {
    public let kind: PayloadKind
    /// The columns, where it is a table.
    public let header: [String]?

    public init(kind: PayloadKind, header: [String]? = nil) {
        self.kind = kind
        self.header = header
    }

    private struct Enough: Error {}

    /// Looks at a payload as the rules of one of these files would read it. What can't be read has no header.
    public init(at source: inout some ByteSource, for files: [FileRule]) throws {
        kind = try PayloadKind(of: &source)
        let kind = kind
        var found: [String]?
        if let file = files.first(where: { $0.formats.take(kind) && $0.formats.hasTables }) {
            do {
                _ = try file.read(&source) { event in
                    // Lines before the header come first.
                    if case .aside = event { return }
                    if case .header(let names) = event { found = names }
                    throw Enough()
                }
            } catch is Enough {
            } catch is any PayloadError {
            }
        }
        header = found
    }
}

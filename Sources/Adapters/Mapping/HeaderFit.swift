// Whether a payload's header is one that a file's rules can read.

/// How a header compares with what a manifest knows.
public struct HeaderFit: Sendable, Equatable {
    /// Required columns that are not there; several names joined by "or" where one of them would do.
    public let missing: [String]
    /// Columns that no rule names: worth a notice, nothing worse.
    public let unknown: [String]
    /// Columns that a rule names and that two columns of the header fit equally: such a file is refused.
    public let ambiguous: [AmbiguousColumn]

    public init(missing: [String], unknown: [String], ambiguous: [AmbiguousColumn] = []) {
        self.missing = missing
        self.unknown = unknown
        self.ambiguous = ambiguous
    }

    public var isUsable: Bool { missing.isEmpty }
}

extension FileRule {
    /// Compares a header without regard to case and punctuation.
    ///
    /// - Parameter others: columns that the manifest knows beside those of the file's rules.
    public func fit(of header: [String], knowing others: [String] = []) -> HeaderFit {
        let stated = Set(header.map(Fold.header))
        let missing = requiredColumns.filter { names in
            !names.contains { name in
                stated.contains(Fold.header(name))
                    || HeaderPattern(name).map { pattern in header.contains { pattern.match($0) != nil } } ?? false
            }
        }
        let patterns = headerPatterns
        let known = Set((namedColumns + otherColumns + others).map(Fold.header))
        var ambiguous: [AmbiguousColumn] = []
        for name in namedColumns + others where !header.contains(name) {
            let folded = Fold.header(name)
            let alike = header.indices.filter { Fold.header(header[$0]) == folded }
            if alike.count > 1, !folded.isEmpty, !ambiguous.contains(where: { $0.first == alike[0] }) {
                ambiguous.append(
                    AmbiguousColumn(name: name, first: alike[0], second: alike[1], header: header))
            }
        }
        return HeaderFit(
            missing: missing.map { $0.joined(separator: " or ") },
            unknown: header.filter { name in
                !known.contains(Fold.header(name)) && !patterns.contains { $0.match(name) != nil }
            },
            ambiguous: ambiguous)
    }
}

extension Manifest {
    /// The file of this adapter that a header fits, or nil. A file without required columns fits nothing.
    public func file(fitting header: [String]) -> FileRule? {
        files.first { !$0.requiredColumns.isEmpty && $0.fit(of: known(header)).isUsable }
    }

    /// The adapters that a header fits, the one that knows most of its columns first: so that somebody who puts
    /// a file in the wrong folder is told the right one.
    public static func recognise(_ header: [String], among manifests: [Manifest]) -> [(
        manifest: Manifest, file: FileRule
    )] {
        manifests.compactMap { manifest in manifest.file(fitting: header).map { (manifest, $0) } }
            .sorted { $0.1.fit(of: header).unknown.count < $1.1.fit(of: header).unknown.count }
    }
}

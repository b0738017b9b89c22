// Which file of a set a name stands for: for files that somebody hands in.

import SENDRecords

/// Names assigned to the files of a set.
public struct FileAssignment: Sendable, Equatable {
    /// Names in the order in which they are read; a paged file may have several.
    public struct Assigned: Sendable, Equatable {
        public let file: String
        /// As it was given.
        public let name: String
    }

    public let assigned: [Assigned]
    /// Required files of the set that no name stands for.
    public let missing: [String]
    /// Names that fit no file of the set.
    public let unplaced: [String]

    /// What to tell the operator, or nil where all is well.
    public var trouble: String? {
        var sentences: [String] = []
        if !missing.isEmpty { sentences.append("Missing from the set: \(missing.joined(separator: ", ")).") }
        if !unplaced.isEmpty {
            sentences.append("Not a file of this feed: \(unplaced.joined(separator: ", ")).")
        }
        return sentences.isEmpty ? nil : sentences.joined(separator: " ")
    }
}

extension Manifest {
    /// Assigns file names, or paths, to the files of the set. A feed of one file takes any name.
    public func assign(_ names: [String]) -> FileAssignment {
        var taken: [String: [String]] = [:]
        var unplaced: [String] = []
        for name in names {
            let last = name.split(separator: "/").last.map(String.init) ?? name
            let fitting = files.first { file in file.patterns.contains { $0.match(last) != nil } }
            if let file = fitting ?? (files.count == 1 ? files.first : nil) {
                taken[file.name, default: []].append(name)
            } else {
                unplaced.append(name)
            }
        }
        let assigned = files.flatMap { file in
            (taken[file.name] ?? []).map { FileAssignment.Assigned(file: file.name, name: $0) }
        }
        let missing = files.filter { $0.isRequired && taken[$0.name] == nil }.map(\.name)
        return FileAssignment(assigned: assigned, missing: missing, unplaced: unplaced)
    }

    /// Whether an inbox takes a file of this name.
    public func takes(_ name: String) -> Bool {
        guard case .inbox(let inbox) = source else { return false }
        return inbox.patterns.contains { $0.match(name) != nil }
    }
}

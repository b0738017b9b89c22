// Which file of a set a name stands for: for files that somebody hands in.

import SENDRecords

/// Names assigned to the files of a set.
public struct FileAssignment: Sendable, Equatable {
    /// Names in the order in which they are read; a paged file may have several.
    public struct Assigned: Sendable, Equatable {
        public let file: String
        /// As it was given.
        public let name: String

        public init(file: String, name: String) {
            self.file = file
            self.name = name
        }
    }

    public let assigned: [Assigned]
    /// Required files of the set that no name stands for.
    public let missing: [String]
    /// Names that fit no file of the set.
    public let unplaced: [String]

    public init(assigned: [Assigned], missing: [String], unplaced: [String]) {
        self.assigned = assigned
        self.missing = missing
        self.unplaced = unplaced
    }

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
    ///
    /// - Parameter look: what a file shows at first sight; asked where its name alone doesn't tell which one it is.
    public func assign(_ names: [String], look: (String) throws -> PayloadLook?) rethrows
        -> FileAssignment
    {
        // What a tap printed holds every stream.
        if source.isTap {
            let assigned = files.flatMap { file in names.map { FileAssignment.Assigned(file: file.name, name: $0) } }
            return FileAssignment(
                assigned: assigned, missing: names.isEmpty ? files.map(\.name) : [], unplaced: [])
        }
        var taken: [String: [String]] = [:]
        var unplaced: [String] = []
        for name in names {
            let last = name.split(separator: "/").last.map(String.init) ?? name
            var fitting = files.filter { file in file.patterns.contains { $0.match(last) != nil } }
            if fitting.isEmpty, Set(files.map(\.place)).count == 1 { fitting = files }
            if fitting.count > 1, let look = try look(name) { fitting = Self.fitting(look, among: fitting) }
            if let file = fitting.first {
                taken[file.name, default: []].append(name)
            } else {
                unplaced.append(name)
            }
        }
        let assigned = files.flatMap { file in
            (taken[file.name] ?? []).map { FileAssignment.Assigned(file: file.name, name: $0) }
        }
        let missing = files.filter { file in
            file.isRequired && file.layoutOf.isEmpty
                && !files.contains { $0.places.contains(file.name) && taken[$0.name] != nil }
        }.map(\.name)
        return FileAssignment(assigned: assigned, missing: missing, unplaced: unplaced)
    }

    /// By their names alone.
    public func assign(_ names: [String]) -> FileAssignment {
        assign(names) { _ in nil }
    }

    /// The files that a payload can be, best first; all of them where it fits none, so that the first says why.
    private static func fitting(_ look: PayloadLook, among files: [FileRule]) -> [FileRule] {
        let readable = files.filter { $0.formats.take(look.kind) }
        guard !readable.isEmpty else { return files }
        guard let header = look.header else { return readable }
        let usable = readable.filter { $0.fit(of: header).isUsable }
        return usable.isEmpty ? readable : usable
    }

    /// Whether an inbox takes a file of this name.
    public func takes(_ name: String) -> Bool {
        guard case .inbox(let inbox) = source else { return false }
        return inbox.patterns.contains { $0.match(name) != nil }
    }
}

// Which files of a partner's folder are fetched, and which of them make a run. Pure: lists in, lists out.

import SENDRecords

/// A file as a folder lists it.
public struct ListedFile: Sendable, Hashable {
    public let name: String
    public let size: Int
    /// When it was changed, in the server's own words: good for telling whether it was, and no more.
    public let changed: String

    public init(name: String, size: Int, changed: String) {
        self.name = name
        self.size = size
        self.changed = changed
    }
}

/// A file that was fetched.
public struct FetchedFile: Sendable, Hashable {
    public let listed: ListedFile
    /// The SHA-256 of its bytes, as text.
    public let hash: String
    /// When it was changed: seconds since 1970.
    public let modified: Int?

    public init(listed: ListedFile, hash: String, modified: Int?) {
        self.listed = listed
        self.hash = hash
        self.modified = modified
    }
}

/// The files of one run, each with the file of the set that it is.
public struct FolderRun: Sendable, Equatable {
    /// A fetched file, and the file of the set that it is.
    public struct Member: Sendable, Equatable {
        public let file: String
        public let fetched: FetchedFile
    }

    public let members: [Member]
    /// Required files of the set that aren't in the folder.
    public let missing: [String]
}

extension Manifest {
    /// The names in a folder that some file of the feed takes, other than those that are known as they are listed.
    ///
    /// - Parameter known: files that were looked at before, by name.
    public func wanted(of listing: [ListedFile], known: [String: ListedFile]) -> [ListedFile] {
        listing.filter { listed in
            known[listed.name] != listed && files.contains { $0.patterns.contains { $0.match(listed.name) != nil } }
        }
    }

    /// Runs in the order of time and then of name. Each file is taken once by what it holds. Files of a set that name
    /// one day go together; a feed of single files has a run for each.
    ///
    /// - Parameter taken: hashes of files that were taken before.
    public func runs(of fetched: [FetchedFile], taken: Set<String>) -> [FolderRun] {
        var seen = taken
        let ordered = fetched.sorted {
            ($0.modified ?? 0, $0.listed.name) < ($1.modified ?? 0, $1.listed.name)
        }.filter { seen.insert($0.hash).inserted }
        if Set(files.map(\.place)).count == 1 {
            return ordered.compactMap { file in
                rule(of: file.listed.name).map { rule in
                    FolderRun(members: [.init(file: rule.name, fetched: file)], missing: [])
                }
            }
        }
        var days: [CalendarDate?] = []
        var sets: [CalendarDate?: [FolderRun.Member]] = [:]
        for file in ordered {
            guard let rule = rule(of: file.listed.name) else { continue }
            let day = rule.patterns.lazy.compactMap { $0.match(file.listed.name) }.first?.date
            if sets[day] == nil { days.append(day) }
            // Of two with one place the later one is what the partner means.
            sets[day, default: []].removeAll { $0.file == rule.name && rule.paging == nil }
            sets[day, default: []].append(.init(file: rule.name, fetched: file))
        }
        return days.map { day in
            let members = files.flatMap { file in (sets[day] ?? []).filter { $0.file == file.name } }
            let came = members.compactMap { file($0.file) }
            let missing = files.filter { file in
                file.isRequired && file.layoutOf.isEmpty && !came.contains { $0.places.contains(file.name) }
            }
            return FolderRun(members: members, missing: missing.map(\.name))
        }
    }

    private func rule(of name: String) -> FileRule? {
        files.first { $0.patterns.contains { $0.match(name) != nil } }
    }
}

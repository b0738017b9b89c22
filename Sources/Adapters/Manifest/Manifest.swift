// What an adapter is: all of `Plugins/<id>/adapter.yaml`, read and checked, as one value.

import Configuring
import Feeds
import SENDRecords

/// A declarative adapter. It holds no code: a new one is a new folder.
public struct Manifest: Sendable {
    /// The name of its folder: `school-pupils`.
    public let id: String
    /// Raised by hand when the mapping changes; part of what "the same bytes under the same manifest" means.
    public let version: Int
    public let title: String
    /// Who sends it, as people say it.
    public let partner: String
    /// Whose data it holds and why: the statement of the population (DESIGN, rule 8).
    public let population: String
    public let source: FeedSource
    public let schedule: FeedSchedule?
    /// Which of its feeds are on trial.
    public let trial: TrialFeeds
    /// Where the as-of time comes from, best first; arrival when none of them tells.
    public let asOf: [AsOfSource]
    public let contract: Contract
    public let limits: FeedLimits
    /// The files of a set, in the order in which they are read.
    public let files: [FileRule]
    /// The key space of each kind of entity that its records are about.
    public let keySpaces: [KeySpace]
    /// Words that stand for nothing in every value that states none of its own and fills no name.
    public let blank: [String]
    /// Folded headers that partners use now, each with the column name that the rules use.
    let renamed: [String: String]
    /// All that decides what a row becomes, as one text: the same bytes under the same text are the same statement. A
    /// new schedule, address or limit doesn't change it.
    public let mappingText: String
    public let place: ConfigurationPlace

    /// A header in the words of the rules: accepted new names are put back into the old ones.
    public func known(_ header: [String]) -> [String] {
        if renamed.isEmpty { return header }
        let stated = Set(header.map(Fold.header))
        return header.map { name in
            // A file that has both has its own reason for the second.
            guard let column = renamed[Fold.header(name)], !stated.contains(Fold.header(column)) else { return name }
            return column
        }
    }

    /// The rule of a file of the set, by its name.
    public func file(_ name: String) -> FileRule? {
        files.first { $0.name == name }
    }

    /// Every record type that it fills.
    public var recordTypes: [RecordType] {
        var types: [RecordType] = []
        for file in files {
            for record in file.records where !types.contains(record.type) { types.append(record.type) }
        }
        return types
    }

    /// Columns that say which school a row is of; empty where the adapter takes single schools' files only.
    public var partnerColumn: [String] {
        if case .inbox(let inbox) = source { inbox.partnerColumn } else { [] }
    }

    func keySpace(of kind: EntityKind) -> KeySpace? {
        keySpaces.first { $0.kind == kind }
    }
}

/// Where partners' keys of one kind live.
public struct KeySpace: Sendable {
    public let kind: EntityKind
    /// May hold `{partner-urn}`, or `{request-school}` where each school has a request.
    public let name: Template
}

/// How often a feed is fetched. An inbox needs none.
public enum FeedSchedule: Sendable, Equatable {
    /// Five fields, read by the scheduler.
    case cron(Located<String>)
    case every(Duration)
}

/// How a JSON document's elements are found.
public struct JSONFormat: Sendable, Equatable {
    /// The elements that are rows: `$.entry[*].resource`.
    public let elements: JSONPath
    /// A value outside the elements that must be there, so that another kind of answer isn't taken for an empty one.
    public let mark: JSONPath?
    public let markEquals: String?
    /// A number outside the elements that says how many of them the document holds: one that was cut or filtered on its
    /// way is told by it.
    public let count: JSONPath?
    /// Values outside the elements that only an answer has that says what went wrong; the first that is there names it.
    public let errors: [JSONPath]

    /// What to capture while the elements stream by, beside what paging needs.
    public var captures: [JSONPath] { [mark, count].compactMap { $0 } + errors }

    /// Why an answer that was read to its end is not what the feed gives, for the operator; nil where it is.
    ///
    /// - Parameter isPart: the document is one of several, and the count is that of all of them together.
    public func trouble(in captured: JSONCaptures, isPart: Bool = false) -> String? {
        errorTrouble(captured) ?? markTrouble(captured) ?? (isPart ? nil : countTrouble(captured))
    }

    /// The service's own code is told where it is one: a word, never a sentence, which could name somebody.
    private func errorTrouble(_ captured: JSONCaptures) -> String? {
        for path in errors {
            guard let found = captured.first(of: path) else { continue }
            let code = found.scalarText.flatMap { Self.isCode($0) ? $0 : nil }
            return
                "The partner's service answered with a message, not with what was asked for: it says "
                + "\(code ?? "something that is no plain code") at \(path)."
        }
        return nil
    }

    private static func isCode(_ text: String) -> Bool {
        (1...60).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    private func countTrouble(_ captured: JSONCaptures) -> String? {
        guard let count else { return nil }
        guard let stated = captured.first(of: count) else { return "The document holds no count at \(count)." }
        guard let wanted = stated.scalarText.flatMap({ Int($0) }) else {
            return "What the document holds at \(count) is no count."
        }
        if wanted == captured.elements { return nil }
        return
            "The document says at \(count) that it holds \(wanted) records, but \(captured.elements) are in it: some were "
            + "lost on the way. Have it made and sent again."
    }

    private func markTrouble(_ captured: JSONCaptures) -> String? {
        guard let mark else {
            // With a mark an answer without elements is sure to be an empty one.
            return captured.foundElements
                ? nil : "The answer holds nothing at \(elements): it may be an error of the partner's service."
        }
        guard let found = captured.first(of: mark) else { return "The answer holds nothing at \(mark)." }
        guard let markEquals, found.scalarText != markEquals else { return nil }
        return "The answer does not hold \(markEquals) at \(mark): it may be an error of the partner's service."
    }
}

/// Bounds on what a partner can send.
public struct FeedLimits: Sendable, Equatable {
    /// Bytes of one file or answer, unpacked.
    public let file: Int
    /// Answers of one paged file.
    public let pages: Int
}

/// A way of finding out the day that a payload is about.
public enum AsOfSource: Sendable, Equatable {
    case fileName(FileNamePattern)
    /// The date that the path of the request was made with.
    case pathDate
    /// A header of the answer with an HTTP date, such as `Last-Modified`.
    case header(String)
    /// The latest date of a column of a file.
    case column(file: String, name: String, formats: [DateFormat])
}

/// Who the feed of a run comes from, where an adapter has several partners.
public struct FeedPartner: Sendable, Hashable {
    /// Whose rows a file holds.
    public enum Share: Sendable, Hashable {
        /// The whole file is the partner's.
        case whole
        /// The file holds several schools' rows: those that name this one count, the others are not this feed's.
        case part
        /// What is left of such a file when these schools, by their URNs, have taken their rows.
        case rest(of: Set<String>)
    }

    /// The URN of the school whose inbox it is.
    public let urn: String?
    public let name: String
    public let share: Share

    public init(urn: String? = nil, name: String, share: Share = .whole) {
        self.urn = urn
        self.name = name
        self.share = share
    }

    /// The values that a mapping can name.
    static let valueNames = ["partner-urn", "partner-name"]

    func value(_ name: String) -> String? {
        switch name {
        case "partner-urn": urn
        case "partner-name": self.name
        default: nil
        }
    }
}

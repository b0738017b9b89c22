// In which formats a file may come: the payload's content decides among those that the manifest declares.

import Feeds

/// The formats that are declared for a file.
public struct FeedFormats: Sendable, Equatable {
    public var csv: CSVDialect?
    public var workbook: WorkbookFormat?
    public var json: JSONFormat?
    /// JSON Lines: a value on each line.
    public var hasLines = false
    public var xml: XMLFormat?
    /// The file is a stream of a tap, and nothing else.
    public var singer: SingerFormat?

    public init() {}

    /// Rows with named columns.
    public var hasTables: Bool { csv != nil || workbook != nil }
    /// Elements with paths inside.
    public var hasElements: Bool { json != nil || hasLines || xml != nil || singer != nil }
    public var isEmpty: Bool { !hasTables && !hasElements }

    /// What the payload is read as. What no declared format fits is read as the first of them, whose reader says what
    /// it is instead.
    public func chosen(for kind: PayloadKind) -> FeedFormat? {
        switch kind {
        case .workbook: if let workbook { return .workbook(workbook) }
        case .xml: if let xml { return .xml(xml) }
        case .jsonLines: if hasLines { return .jsonLines }
        case .json(let canBeLines):
            if let json { return .json(json) }
            if canBeLines, hasLines { return .jsonLines }
        case .text, .other: break
        }
        if let csv { return .csv(csv) }
        if let json { return .json(json) }
        if hasLines { return .jsonLines }
        if let xml { return .xml(xml) }
        return workbook.map { .workbook($0) }
    }

    /// Whether one of them is what the payload is.
    public func take(_ kind: PayloadKind) -> Bool {
        if singer != nil { return true }
        return switch kind {
        case .workbook: workbook != nil
        case .xml: xml != nil
        case .jsonLines: hasLines
        case .json(let canBeLines): json != nil || canBeLines && hasLines
        case .text: csv != nil
        case .other: false
        }
    }
}

/// How a payload's bytes are read.
public enum FeedFormat: Sendable, Equatable {
    case csv(CSVDialect)
    case workbook(WorkbookFormat)
    case json(JSONFormat)
    case jsonLines
    case xml(XMLFormat)
}

/// Which table of a workbook is read.
public struct WorkbookFormat: Sendable, Equatable {
    /// The sheet's name; nil: the first that can be seen.
    public let sheet: String?
    /// The sheet row with the columns' names; nil: it is found.
    public let headerRow: Int?
}

/// How an XML document's elements are found.
public struct XMLFormat: Sendable, Equatable {
    /// The elements that are rows: `/Message/Persons/Person`.
    public let elements: XMLElementPath
    /// Text elements that can stand several times.
    public let lists: [String]

    /// Why a document that was read to its end is not what the feed gives; nil where it is.
    func trouble(in summary: XMLSummary) -> String? {
        if summary.foundHolder { return nil }
        return
            "The document holds nothing at \(elements): it is another kind of document, or an error of the partner's "
            + "service."
    }
}

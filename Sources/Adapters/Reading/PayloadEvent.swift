// What reading a payload tells, whatever its format.

import Feeds

/// One step of reading a payload.
public enum PayloadEvent: Sendable {
    /// The columns of a table, once, before its rows.
    case header([String])
    /// Elements with paths inside follow, once, before them.
    case elements
    case row(CSVRow)
    case rejected(CSVRejection)
    /// A line beside the table.
    case aside(CSVAside)
    case element(JSONElement)
    /// A line of JSON Lines that is no value.
    case rejectedLine(JSONLineRejection)
}

/// What is known once a payload has been read to its end.
public struct PayloadSummary: Sendable {
    /// Rows or elements, rejected ones too.
    public internal(set) var rows = 0
    public internal(set) var notes: [FeedNote] = []
    /// Why the payload must not be taken although it could be read: it was cut short, or isn't what the feed gives.
    public internal(set) var trouble: String?
    /// What to do about the trouble, which it ends with; empty where it says nothing of it.
    public internal(set) var advice = ""
    /// The captured values of a JSON document.
    public internal(set) var captures: JSONCaptures?
}

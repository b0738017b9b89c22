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
    /// A message of a tap that no file reads, or nobody can.
    case unread(SingerAside)
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
    /// A table whose last line has no line end: it may be whole all the same.
    public internal(set) var isOpenEnded = false
    /// What is to be said of the payload beside the reader's own notes.
    public internal(set) var remarks: [String] = []
    /// Where a tap goes on next time, once all that was read is safe: the value of its STATE message.
    public internal(set) var cursor: [UInt8]?
    /// The captured values of a JSON document.
    public internal(set) var captures: JSONCaptures?
}

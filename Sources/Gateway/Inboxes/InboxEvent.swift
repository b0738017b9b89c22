// What the inboxes tell the operator. No event names a file: a file's name may hold a child's.

/// Something that happened in an inbox.
enum InboxEvent: Sendable, CustomStringConvertible {
    case taken(InboxPlace, claim: String, again: Bool)
    case settled(InboxPlace, claim: String, outcome: String)
    /// Somebody went on writing after the file had been taken: it is back in its folder and is taken anew.
    case changedAfterTaking(InboxPlace, claim: String)
    /// Something that is no file lies in the folder. Told once.
    case notAFile(InboxPlace, kind: String)
    /// A file can't be taken because some program holds it open. Told once.
    case stillOpen(InboxPlace)
    /// A file can't be taken because it can't be read. Told once.
    case unreadable(InboxPlace, FolderError)
    case trouble(InboxPlace, FolderError)
    /// The gateway could not work on the file; it is tried again.
    case notProcessed(InboxPlace, claim: String, tries: Int, reason: String)

    /// Whether somebody should look at it.
    var isWarning: Bool {
        switch self {
        case .taken, .settled, .changedAfterTaking: false
        case .notAFile, .stillOpen, .unreadable, .trouble, .notProcessed: true
        }
    }

    var description: String {
        switch self {
        case .taken(let place, let claim, let again):
            "\(place.label): \(again ? "went on with a file taken before the last stop" : "took a file") (\(claim))"
        case .settled(let place, let claim, let outcome): "\(place.label): \(outcome) (\(claim))"
        case .changedAfterTaking(let place, let claim):
            "\(place.label): a file was still being written after it was taken; it is taken again (\(claim))"
        case .notAFile(let place, let kind):
            "\(place.label): \(kind) lies in the folder. It is left alone; NOT-TAKEN.txt in the folder says why."
        case .stillOpen(let place):
            "\(place.label): a file is not taken because a program holds it open for writing."
        case .unreadable(let place, let failure): "\(place.label): a file can't be read: \(failure). \(failure.hint)"
        case .trouble(let place, let failure): "\(place.label): \(failure). \(failure.hint)"
        case .notProcessed(let place, let claim, let tries, let reason):
            "\(place.label): a file could not be worked on, try \(tries): \(reason) (\(claim))"
        }
    }
}

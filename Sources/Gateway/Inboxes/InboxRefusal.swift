// Files that are refused by what they look like, without being opened. Pure.

/// Why a taken file is refused before anybody reads it.
enum InboxRefusal: Sendable, Equatable {
    case empty
    case name

    /// Nil where the file is to be read.
    init?(_ file: TakenFile) {
        if !file.taken.isUsable {
            self = .name
        } else if file.look.size == 0 {
            self = .empty
        } else {
            return nil
        }
    }

    var outcome: ReceiptOutcome {
        switch self {
        case .empty:
            .refused(
                reason: "The file is empty.",
                advice: "Open the file to see whether it has rows. Export it again, wait until the export has ended,"
                    + " and save it in your folder once more.")
        case .name:
            .refused(
                reason: "The file's name has characters that can't be used; they are shown as _ below.",
                advice: "Give the file a plain name, for instance pupils.csv, and save it in your folder once more.")
        }
    }
}

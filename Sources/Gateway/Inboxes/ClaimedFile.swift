// A file that was taken, and what is to become of it.

import SENDRecords

/// A dropped file that belongs to the gateway from now on.
struct ClaimedFile: Sendable, Hashable {
    let place: InboxPlace
    /// The name under which it was dropped; made shorter where it was longer than 200 bytes.
    let name: String
    /// Where it lies until it is settled. Open it without following links.
    let path: String
    /// Unique; after a crash the same file comes with the same claim.
    let claim: String
    /// When it was taken. No two files of one gateway have the same, and it never goes back while the gateway runs.
    let arrived: Instant
    /// How it looked when it was taken.
    let look: FileLook
    /// Whether this claim was handed out before: its run may be committed already.
    let isRepeated: Bool
}

/// Somebody goes on writing a file that was taken: it belongs back in its folder.
struct ChangedFile: Error {}

/// What the gateway made of a file.
struct InboxOutcome: Sendable {
    /// Whether the file goes to `done/`, otherwise to `refused/`.
    let isAccepted: Bool
    let receipt: Receipt
    /// Whether the school keeps its file beside the receipt; otherwise the receipt stands alone.
    let keepsFile: Bool

    /// By the receipt's outcome: only a refused file goes to `refused/`.
    init(_ receipt: Receipt, keepsFile: Bool = true) {
        if case .refused = receipt.outcome { isAccepted = false } else { isAccepted = true }
        self.receipt = receipt
        self.keepsFile = keepsFile
    }
}

extension ClaimedFile {
    /// A receipt for this file without figures.
    func receipt(_ outcome: ReceiptOutcome) -> Receipt {
        Receipt(
            feed: place.title, school: place.school, urn: place.urn, fileName: name, received: arrived, asOf: nil,
            run: nil, outcome: outcome, counts: nil, claim: claim, isShared: place.isShared)
    }
}

// A kept payload of a run, read again row by row as the run read it.

import Adapters
import Feeds
import Storage

extension PayloadEvent {
    /// Where a row or element begins, and on which line; nil for what is none.
    var place: (byteOffset: Int, line: Int)? {
        switch self {
        case .header, .elements, .aside, .rejectedLine, .unread: nil
        case .row(let row): (row.byteOffset, row.line)
        case .element(let element): (element.byteOffset, element.line)
        case .rejected(let rejection): (rejection.byteOffset, rejection.line)
        }
    }
}

struct PayloadRows {
    let store: Store
    let manifest: Manifest
    /// The file of the set that the payload is.
    let file: String

    /// Visits what the payload holds until the visitor has seen enough and gives false.
    ///
    /// - Throws: `StoreError.payloadGone` when the payload's time is over, and what the reader throws.
    func read(_ hash: PayloadHash, _ visit: (PayloadEvent) throws -> Bool) throws {
        // What a module's payload holds, only the module can tell.
        guard let rule = manifest.file(file), !manifest.isModule else { return }
        var source = store.bytes(of: hash)
        do {
            _ = try rule.read(&source) { event in
                if try !visit(event) { throw SeenEnough() }
            }
        } catch is SeenEnough {
            return
        }
    }

    private struct SeenEnough: Error {}
}

// A kept payload of a run, read again row by row as the run read it.

import Adapters
import Feeds
import Storage

/// One thing that the reader found.
enum PayloadRow {
    case header([String])
    case row(CSVRow)
    case element(JSONElement)
    case rejected(CSVRejection)

    /// Where it begins; a header nowhere.
    var byteOffset: Int? {
        switch self {
        case .header: nil
        case .row(let row): row.byteOffset
        case .element(let element): element.byteOffset
        case .rejected(let rejection): rejection.byteOffset
        }
    }

    var line: Int? {
        switch self {
        case .header: nil
        case .row(let row): row.line
        case .element(let element): element.line
        case .rejected(let rejection): rejection.line
        }
    }
}

struct PayloadRows {
    let store: Store
    let manifest: Manifest

    /// Visits what the payload holds until the visitor has seen enough and gives false.
    ///
    /// - Throws: `StoreError.payloadGone` when the payload's time is over, and what the reader throws.
    func read(_ hash: PayloadHash, _ visit: (PayloadRow) throws -> Bool) throws {
        var source = store.bytes(of: hash)
        do {
            switch manifest.format {
            case .csv(let dialect):
                _ = try CSVReader(dialect: dialect).read(&source) { event in
                    let found: PayloadRow =
                        switch event {
                        case .header(let header): .header(header)
                        case .row(let row): .row(row)
                        case .rejected(let rejection): .rejected(rejection)
                        }
                    if try !visit(found) { throw SeenEnough() }
                }
            case .json(let format):
                _ = try JSONReader().read(&source, elements: format.elements, capturing: []) { element in
                    if try !visit(.element(element)) { throw SeenEnough() }
                }
            }
        } catch is SeenEnough {
            return
        }
    }

    private struct SeenEnough: Error {}
}

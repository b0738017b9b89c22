// One document for one consumer, in the exact bytes that the outbox keeps over all attempts.

import SENDRecords

/// A delivery as it will be sent: the gateway puts it into the outbox in the commit that made it.
public struct Delivery: Sendable, Hashable {
    /// What a delivery says: the child as the consumer may see it, or that it may not any more.
    public enum Content: Sendable, Hashable {
        case view(View)
        case withdrawal(Withdrawal)

        public var child: String {
            switch self {
            case .view(let view): view.child
            case .withdrawal(let withdrawal): withdrawal.child
            }
        }

        /// The document, whatever the route wraps it in.
        public var document: [UInt8] {
            switch self {
            case .view(let view): view.document
            case .withdrawal(let withdrawal): withdrawal.document
            }
        }

        /// The event's type.
        public var type: String {
            switch self {
            case .view: "uk.sendgate.child.view"
            case .withdrawal: "uk.sendgate.child.withdrawn"
            }
        }
    }

    /// The same over all attempts: the receiver goes by it.
    public let id: String
    public let consumer: String
    public let child: String
    /// Rises with each delivery to this consumer about this child.
    public let sequence: Int
    /// The media type of the bytes.
    public let contentType: String
    /// The file's name on a folder route; nil on a webhook.
    public let fileName: String?
    public let bytes: [UInt8]

    /// Makes the bytes for the agreement's route. Equal arguments make equal bytes.
    ///
    /// - Parameter id: letters, digits, `_` and `-`; never used before.
    /// - Parameter time: when the delivery was made, not when it is sent.
    /// - Parameter source: names this gateway to receivers who have several; a URI reference.
    public init(
        of content: Content, for agreement: Agreement, id: String, sequence: Int, at time: Instant,
        source: String = "/sendgate"
    ) throws(WebhookError) {
        guard WebhookSignature.isUsable(id: id) else { throw .unusableID }
        self.id = id
        self.sequence = sequence
        consumer = agreement.id
        child = content.child
        switch agreement.route {
        case .webhook:
            contentType = CloudEvent.mediaType
            fileName = nil
            let event = CloudEvent(
                id: id, source: source, type: content.type, time: time, sequence: sequence, data: content.document)
            bytes = event.bytes
        case .folder(let folder):
            fileName = Self.fileName(child: content.child, sequence: sequence, format: folder.format)
            switch folder.format {
            case .json:
                contentType = "application/json"
                bytes = content.document + [0x0A]
            case .csv:
                contentType = "text/csv; charset=utf-8"
                let table = CSVDocument(of: agreement.records)
                switch content {
                case .view(let view): bytes = table.bytes(of: view)
                case .withdrawal(let withdrawal): bytes = table.bytes(of: withdrawal)
                }
            }
        }
    }

    /// `C-1-000042.csv`: the child's identifier and the delivery's number, so that files of one child sort by age.
    /// Whatever can't stand in a file's name is written as `_` and its code.
    public static func fileName(child: String, sequence: Int, format: FolderRoute.Format) -> String {
        var name: [UInt8] = []
        for byte in child.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"): name.append(byte)
            default: name.append(contentsOf: "_\(padded(Int(byte), to: 3))".utf8)
            }
        }
        return "\(String(decoding: name, as: UTF8.self))-\(padded(sequence, to: 6)).\(format.rawValue)"
    }

    static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

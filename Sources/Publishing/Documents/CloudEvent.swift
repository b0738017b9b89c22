// The body of a webhook: CloudEvents 1.0 in structured JSON.

import SENDRecords

/// One event around a document. Its attributes end up in headers and logs on the way, so that they say nothing of the
/// child: there is no `subject`, and names and identifiers are in `data` only.
struct CloudEvent {
    static let mediaType = "application/cloudevents+json"

    let id: String
    let source: String
    let type: String
    let time: Instant
    /// Rises with each delivery to this consumer about this child. CloudEvents asks for texts that sort.
    let sequence: Int
    /// A whole JSON value.
    let data: [UInt8]

    var bytes: [UInt8] {
        var writer = JSONWriter()
        writer.object { event in
            event.name("specversion")
            event.element("1.0")
            event.name("id")
            event.element(id)
            event.name("source")
            event.element(source)
            event.name("type")
            event.element(type)
            event.name("time")
            event.element(time.description)
            event.name("datacontenttype")
            event.element("application/json")
            event.name("sequence")
            event.element(Delivery.padded(sequence, to: 12))
            event.name("data")
            event.element(written: data)
        }
        return writer.bytes
    }
}

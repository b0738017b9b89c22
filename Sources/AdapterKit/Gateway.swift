// What the gateway does for a module.

import CAdapterKit

/// Only used inside `Adapter.init` and `Adapter.next`, on their thread.
public struct Gateway {
    let host: UnsafePointer<sendgate_host>

    /// Asks for an answer, which a later call of `next` brings.
    public func ask(_ request: Request) throws {
        try Borrowed.with { texts in
            let headers = request.headers.map {
                sendgate_field(name: texts.bytes($0.name), value: texts.bytes($0.value))
            }
            return headers.withUnsafeBufferPointer { headers in
                var raw = sendgate_request()
                raw.size = MemoryLayout<sendgate_request>.size
                raw.method = texts.bytes(request.method)
                raw.address = texts.bytes(request.address)
                raw.headers = headers.baseAddress
                raw.header_count = headers.count
                raw.body = texts.bytes(request.body)
                return host.pointee.request(host.pointee.context, &raw)
            }
        }
    }

    /// States a record of an answer's bytes. Records of one range that follow each other are one row.
    public func state(_ statement: Statement, of answer: Answer) throws {
        let payload = UInt32(answer.payload)
        try Borrowed.with { texts in
            let fields = statement.fields.compactMap { field in
                field.value.map { sendgate_field(name: texts.bytes(field.name), value: texts.bytes($0)) }
            }
            return fields.withUnsafeBufferPointer { fields in
                var raw = sendgate_record()
                raw.size = MemoryLayout<sendgate_record>.size
                raw.payload = payload
                raw.flags = statement.hasEnded ? SENDGATE_ENDED : 0
                raw.offset = UInt64(statement.range.lowerBound)
                raw.length = UInt64(statement.range.count)
                raw.type = texts.bytes(statement.type)
                raw.key = texts.bytes(statement.key)
                raw.about = texts.bytes(statement.about ?? "")
                raw.fields = fields.baseAddress
                raw.field_count = fields.count
                return host.pointee.record(host.pointee.context, &raw)
            }
        }
    }

    /// Says that a row isn't kept, by a rule whose short name receipts show.
    public func leaveOut(_ range: Range<Int>, of answer: Answer, rule: String) throws {
        let payload = UInt32(answer.payload)
        try Borrowed.with { texts in
            host.pointee.leave_out(
                host.pointee.context, payload, UInt64(range.lowerBound), UInt64(range.count), texts.bytes(rule))
        }
    }

    /// Says that a row can't be used: the rule's short name, and what is wrong as a sentence without a value of the row.
    public func refuse(_ range: Range<Int>, of answer: Answer, rule: String, _ what: String) throws {
        let payload = UInt32(answer.payload)
        try Borrowed.with { texts in
            host.pointee.refuse_row(
                host.pointee.context, payload, UInt64(range.lowerBound), UInt64(range.count), texts.bytes(rule),
                texts.bytes(what))
        }
    }

    /// What the next run gets as `state`. It is kept with the run's records, or not at all.
    public func remember(_ state: String) throws {
        try Borrowed.with { host.pointee.remember(host.pointee.context, $0.bytes(state)) }
    }

    /// A sentence for the operator. No value of a person.
    public func remark(_ text: String) throws {
        try Borrowed.with { host.pointee.remark(host.pointee.context, $0.bytes(text)) }
    }
}

/// Copies of texts that C can borrow for the length of a call.
private final class Borrowed {
    private var copies: [UnsafeMutableRawBufferPointer] = []

    deinit { for copy in copies { copy.deallocate() } }

    func bytes(_ text: String) -> sendgate_bytes {
        var text = text
        return text.withUTF8 { copy(UnsafeRawBufferPointer($0)) }
    }

    func bytes(_ bytes: [UInt8]) -> sendgate_bytes { bytes.withUnsafeBytes(copy) }

    private func copy(_ bytes: UnsafeRawBufferPointer) -> sendgate_bytes {
        guard !bytes.isEmpty else { return sendgate_bytes(start: nil, count: 0) }
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
        copy.copyMemory(from: bytes)
        copies.append(copy)
        return sendgate_bytes(start: copy.baseAddress?.assumingMemoryBound(to: CChar.self), count: copy.count)
    }

    static func with(_ call: (Borrowed) -> Int32) throws {
        let texts = Borrowed()
        let status = withExtendedLifetime(texts) { call(texts) }
        guard status == SENDGATE_OK else { throw RunFailure("The gateway doesn't take what the module states.") }
    }
}

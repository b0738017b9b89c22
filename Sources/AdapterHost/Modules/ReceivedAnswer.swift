// An answer in the child: its body is a file of the gateway, mapped to be read and never copied.

import CAdapterKit
import Glibc

/// Owned by the child's first thread.
final class ReceivedAnswer {
    private let status: UInt32
    private let payload: UInt32
    private let body: UnsafeRawBufferPointer
    private let headers: [(name: [CChar], value: [CChar])]

    init(_ frame: FrameReader, descriptor: Int32) throws(FrameFault) {
        defer { if descriptor >= 0 { close(descriptor) } }
        var reader = frame
        status = try reader.number32()
        payload = try reader.number32()
        let size = Int(try reader.number64())
        let count = Int(try reader.number32())
        var headers: [(name: [CChar], value: [CChar])] = []
        for _ in 0..<count {
            let name = try reader.part().map { CChar(bitPattern: $0) }
            headers.append((name, try reader.part().map { CChar(bitPattern: $0) }))
        }
        self.headers = headers
        guard size > 0, descriptor >= 0 else {
            body = UnsafeRawBufferPointer(start: nil, count: 0)
            return
        }
        let start = mmap(nil, size, PROT_READ, MAP_SHARED, descriptor, 0)
        // Without room for it the module can't go on.
        guard let start, start != MAP_FAILED else { exit(HostExit.memory.rawValue) }
        body = UnsafeRawBufferPointer(start: start, count: size)
    }

    deinit {
        if let start = body.baseAddress { munmap(UnsafeMutableRawPointer(mutating: start), body.count) }
    }

    /// The answer as the module sees it, for the length of the call.
    func with(_ call: (UnsafePointer<sendgate_answer>) -> Int32) -> Int32 {
        // One block for all header text, so that the pointers hold.
        var text: [CChar] = []
        var places: [(name: Range<Int>, value: Range<Int>)] = []
        for header in headers {
            let start = text.count
            text += header.name
            let middle = text.count
            text += header.value
            places.append((start..<middle, middle..<text.count))
        }
        return text.withUnsafeBufferPointer { text in
            func bytes(_ range: Range<Int>) -> sendgate_bytes {
                sendgate_bytes(start: text.baseAddress.map { $0 + range.lowerBound }, count: range.count)
            }
            let fields = places.map { sendgate_field(name: bytes($0.name), value: bytes($0.value)) }
            return fields.withUnsafeBufferPointer { fields in
                var answer = sendgate_answer()
                answer.size = MemoryLayout<sendgate_answer>.size
                answer.status = status
                answer.payload = payload
                answer.body = sendgate_bytes(body)
                answer.headers = fields.baseAddress
                answer.header_count = fields.count
                return call(&answer)
            }
        }
    }
}

// What a request came to.

import CAdapterKit

/// Valid only inside the call of `next` that it is given to.
public struct Answer {
    let answer: UnsafePointer<sendgate_answer>

    /// 200 to 299; or 404 and 410, of which the body is empty.
    public var status: Int { Int(answer.pointee.status) }

    /// The number to cite.
    public var payload: Int { Int(answer.pointee.payload) }

    /// The whole body, unpacked. Valid as long as the answer.
    public var body: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: answer.pointee.body.start, count: answer.pointee.body.count)
    }

    /// The first header of this name; names are in lower case.
    public func header(_ name: String) -> String? {
        let fields = UnsafeBufferPointer(start: answer.pointee.headers, count: answer.pointee.header_count)
        return fields.first { String(borrowing: $0.name) == name }.map { String(borrowing: $0.value) }
    }
}

extension String {
    init(borrowing bytes: sendgate_bytes) {
        self = String(decoding: UnsafeRawBufferPointer(start: bytes.start, count: bytes.count), as: UTF8.self)
    }
}

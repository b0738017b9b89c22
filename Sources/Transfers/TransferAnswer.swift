// What came back, when it came back whole.

import Glibc

/// A good answer (200 to 299), or "not modified". Any other answer is a `TransferError`.
public struct TransferAnswer: Sendable {
    /// Where the body is.
    public enum Body: Sendable, Hashable {
        case memory([UInt8])
        case file(path: String)
        /// Nothing was modified, so there is none.
        case none
    }

    public var status: Int
    public var headers: HeaderFields
    public var body: Body
    /// Bytes of the body after decompression.
    public var decodedByteCount: Int
    /// SHA-256 of the decoded body, 32 bytes; computed while it came.
    public var sha256: [UInt8]
    /// 304: the resource is as the validators of the request say.
    public var notModified: Bool
    /// Where the partner asks for a pause before the next request: seconds.
    public var retryAfter: Int?
    /// To be sent with the next request.
    public var validators: Validators
    /// Whether the answer's own framing (a length, chunks, or the compressed form) showed that it is whole. Without
    /// it an answer that was cut looks like one that ended.
    public var isKnownToBeWhole: Bool
    /// The address that answered in the end, to resolve links against. It can hold keys: don't print it.
    public var address: WebAddress
    /// From the first step of the first request to the last byte, redirects included.
    public var duration: Duration
    /// Seconds since 1970; over SFTP only.
    var modified: Int?

    /// The body, where it was asked for in memory; else empty.
    public var bytes: [UInt8] {
        if case .memory(let bytes) = body { bytes } else { [] }
    }

    /// SHA-256 of the decoded body as 64 lower-case hexadecimal digits.
    public var sha256Hex: String {
        let digits = [UInt8]("0123456789abcdef".utf8)
        return String(decoding: sha256.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// Makes the file of the body, and its name in its folder, survive a power cut. Blocks: call it on a thread
    /// of your own, before the file is relied on. Nothing happens for a body in memory.
    public func makeDurable() throws(TransferError) {
        guard case .file(let path) = body else { return }
        let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        for (place, flags) in [(path, O_RDONLY), (folder, O_RDONLY | O_DIRECTORY)] {
            let file = open(place, flags | O_CLOEXEC)
            defer { if file >= 0 { close(file) } }
            guard file >= 0, fsync(file) == 0 else {
                throw TransferError(.couldNotWrite(code: errno), host: address.origin.hostAndPort)
            }
        }
    }
}

extension TransferAnswer: CustomStringConvertible, CustomReflectable {
    /// Host, status and size: headers and body can hold personal data.
    public var description: String {
        "\(address.origin.hostAndPort) answered \(status) with \(decodedByteCount) bytes"
    }

    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// The headers of an answer: repeated ones are kept, names are compared without regard to case.
public struct HeaderFields: Sendable {
    private(set) var fields: [(name: String, value: String)] = []

    /// The first header of this name.
    public subscript(name: String) -> String? {
        let wanted = name.lowercased()
        return fields.first { $0.name == wanted }?.value
    }

    /// All headers of this name, in their order.
    public func all(_ name: String) -> [String] {
        let wanted = name.lowercased()
        return fields.filter { $0.name == wanted }.map(\.value)
    }

    /// From one line as it came; a line that is no header is passed over.
    mutating func add(line: UnsafeBufferPointer<UInt8>) {
        guard let colon = line.firstIndex(of: 0x3a), colon > 0 else { return }
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0d || byte == 0x0a }
        var start = colon + 1
        var end = line.count
        while start < end, isBlank(line[start]) { start += 1 }
        while end > start, isBlank(line[end - 1]) { end -= 1 }
        let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
        fields.append((name, String(decoding: line[start..<end], as: UTF8.self)))
    }

    var validators: Validators { Validators(etag: self["etag"], lastModified: self["last-modified"]) }
}

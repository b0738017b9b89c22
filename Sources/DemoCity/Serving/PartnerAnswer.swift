// One answer of a partner: rows are written while they are sent.

import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

struct PartnerAnswer: Sendable {
    enum Content: Sendable {
        case bytes([UInt8])
        case table(FeedTable, share: Double)
        case file(String)
    }

    let content: Content
    /// The entity tag, where the content has one.
    let tag: String?
    let type: String

    init(_ content: Content, tag: String?, type: String) {
        self.content = content
        self.tag = tag
        self.type = type
    }

    static func table(_ table: FeedTable, _ share: Double, _ tag: String) -> PartnerAnswer {
        PartnerAnswer(.table(table, share: share), tag: tag, type: "text/csv")
    }

    var headers: HTTPFields {
        var headers: HTTPFields = [.contentType: type]
        if let tag { headers[.eTag] = tag }
        return headers
    }

    /// - Parameter drop: a connection to close in the middle.
    func body(drop: (any Channel)?) -> ResponseBody {
        switch content {
        case .bytes(let bytes):
            if let drop {
                return ResponseBody(contentLength: bytes.count) { writer in
                    try await writer.write(ByteBuffer(bytes: bytes[..<(bytes.count / 2)]))
                    try await drop.close()
                    throw LoopbackError.dropped
                }
            }
            return ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        case .table(let table, let share):
            return ResponseBody { writer in
                var text = table.start
                for row in 0..<table.count where FeedTable.isKept(row, share) {
                    table.write(row, &text)
                    guard text.bytes.count > 65_536 || (drop != nil && row >= table.count / 2) else { continue }
                    try await writer.write(ByteBuffer(bytes: text.bytes))
                    text.bytes.removeAll(keepingCapacity: true)
                    if let drop, row >= table.count / 2 {
                        try await drop.close()
                        throw LoopbackError.dropped
                    }
                }
                try await writer.write(ByteBuffer(bytes: text.bytes))
                try await writer.finish(nil)
            }
        case .file(let path):
            return ResponseBody { writer in
                let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
                defer { try? file.close() }
                while let piece = try file.read(upToCount: 262_144), !piece.isEmpty {
                    try await writer.write(ByteBuffer(bytes: piece))
                }
                try await writer.finish(nil)
            }
        }
    }
}

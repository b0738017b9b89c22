// Decompresses gzip as it comes. libcurl could do it, but takes a compressed stream that stops in
// the middle for a whole one; here the end is only good where the format says it is.

import CCurl

/// Owns zlib's state for one stream. Belongs to whoever owns it, on one thread at a time.
final class Inflater {
    enum Fault: Error {
        /// The bytes are not what the format allows.
        case damaged
        /// The receiver wants no more.
        case stopped
    }

    /// zlib remembers where its state is: it must not move.
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private var out = [UInt8](repeating: 0, count: 65_536)
    private var isBetweenMembers = false
    private var isStarted = false

    init?() {
        stream.initialize(to: z_stream())
        guard ccurl_inflate_start(stream) == Z_OK else { return nil }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Whether the stream so far ends where one may end, with its checksum proved.
    var isAtEnd: Bool { isBetweenMembers || !isStarted }

    /// Decodes `input` and passes on what comes out, at most 64 KiB at a time. `receive` returns false to stop.
    func decode(
        _ input: UnsafeBufferPointer<UInt8>, receive: (UnsafeRawBufferPointer) -> Bool
    ) throws(Fault) {
        guard let base = input.baseAddress, !input.isEmpty else { return }
        isStarted = true
        stream.pointee.next_in = UnsafeMutablePointer(mutating: base)
        stream.pointee.avail_in = UInt32(input.count)
        while true {
            if isBetweenMembers {
                // Several compressed streams may follow each other (RFC 1952, 2.2), and zeros may fill up the end.
                while stream.pointee.avail_in > 0, stream.pointee.next_in.pointee == 0 {
                    stream.pointee.next_in += 1
                    stream.pointee.avail_in -= 1
                }
                if stream.pointee.avail_in == 0 { return }
                guard inflateReset(stream) == Z_OK else { throw .damaged }
                isBetweenMembers = false
            }
            let step = out.withUnsafeMutableBufferPointer { buffer -> (code: Int32, accepted: Bool, isFull: Bool) in
                stream.pointee.next_out = buffer.baseAddress
                stream.pointee.avail_out = UInt32(buffer.count)
                let code = inflate(stream, Z_NO_FLUSH)
                let made = buffer.count - Int(stream.pointee.avail_out)
                let accepted =
                    made == 0 || receive(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<made]))
                return (code, accepted, stream.pointee.avail_out == 0)
            }
            guard step.accepted else { throw .stopped }
            switch step.code {
            case Z_STREAM_END: isBetweenMembers = true
            case Z_OK: if stream.pointee.avail_in == 0, !step.isFull { return }
            // No progress was possible: all input is used, and the buffer was filled exactly the last time.
            case Z_BUF_ERROR: return
            default: throw .damaged
            }
        }
    }
}

// Bytes as they come from a socket, until they are whole frames.

import CSandbox
import Glibc

/// One frame: its kind, and its content until the buffer is next touched.
struct Frame {
    let kind: UInt8
    let content: UnsafeRawBufferPointer

    var reader: FrameReader { FrameReader(content) }

    func texts() throws(ChildError) -> [String] {
        do throws(FrameFault) {
            var reader = reader
            let texts = try reader.texts()
            try reader.end()
            return texts
        } catch {
            throw .frame(error)
        }
    }
}

/// Owned by the thread that reads the socket. It never holds more than one frame of the largest size, and a read.
struct FrameBuffer: ~Copyable {
    private let mostInFrame: Int
    private var bytes: UnsafeMutableRawBufferPointer
    private var start = 0
    private var end = 0
    private var descriptor: Int32 = -1

    init(mostInFrame: Int) {
        self.mostInFrame = mostInFrame
        bytes = .allocate(byteCount: min(1 << 16, mostInFrame + 5), alignment: 16)
    }

    deinit {
        bytes.deallocate()
        if descriptor >= 0 { close(descriptor) }
    }

    /// Whether there are bytes that are no whole frame yet.
    var holdsPart: Bool { end > start }

    /// A descriptor that came with the bytes, the taker's to close; -1 where none did.
    mutating func takeDescriptor() -> Int32 {
        defer { descriptor = -1 }
        return descriptor
    }

    /// Reads once; false where the other side has closed its end. Frames taken before are gone.
    mutating func fill(from socket: Int32) throws(ChildError) -> Bool {
        guard var base = bytes.baseAddress else { return false }
        if start > 0 {
            memmove(base, base + start, end - start)
            end -= start
            start = 0
        }
        if end == bytes.count {
            let larger = UnsafeMutableRawBufferPointer.allocate(
                byteCount: min(bytes.count * 2, mostInFrame + 5), alignment: 16)
            larger.copyMemory(from: UnsafeRawBufferPointer(bytes))
            bytes.deallocate()
            bytes = larger
            base = larger.baseAddress ?? base
        }
        var came: Int32 = -1
        var count = 0
        repeat {
            count = csandbox_receive(socket, base + end, bytes.count - end, &came)
        } while count < 0 && errno == EINTR
        if came >= 0 {
            if descriptor >= 0 { close(descriptor) }
            descriptor = came
        }
        guard count >= 0 else {
            // The other side has ended with bytes unread.
            if errno == ECONNRESET { return false }
            throw .system("recvmsg")
        }
        end += count
        return count > 0
    }

    /// The next whole frame; nil where more bytes are needed.
    mutating func next() throws(ChildError) -> Frame? {
        guard end - start >= 5 else { return nil }
        let length = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt32.self)))
        guard length >= 1, length <= mostInFrame else { throw .frame(.tooLong(length)) }
        guard end - start >= 4 + length else { return nil }
        let content = UnsafeRawBufferPointer(rebasing: bytes[start + 5..<start + 4 + length])
        let kind = bytes[start + 4]
        start += 4 + length
        return Frame(kind: kind, content: content)
    }
}

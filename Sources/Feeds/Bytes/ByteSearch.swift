// The C library's search for one byte, which is as fast in a debug build.

import Glibc

enum ByteSearch {
    static func first(_ byte: UInt8, in bytes: UnsafePointer<UInt8>, count: Int) -> Int? {
        guard let found = memchr(bytes, Int32(byte), count) else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(bytes)
    }
}

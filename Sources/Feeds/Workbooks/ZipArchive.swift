// The parts of a zip file, each unpacked as a stream.

import CZip
import Glibc

/// An archive that is open for reading. Owns the C handle; used by whichever thread reads the payload.
final class ZipArchive {
    private let handle: OpaquePointer

    /// An entry that can't be read, or an archive that can't.
    enum Trouble: Error, Equatable {
        case noFile(Int32)
        case notAnArchive
        case damaged
        case encrypted
        case tooManyEntries
        case missing(String)
    }

    /// A workbook has a few dozen.
    private static let mostEntries: zip_int64_t = 50_000

    /// Opens the archive of a payload. A zip file's directory is at its end, so a payload that isn't a plain file is
    /// laid into a temporary file without a name first.
    convenience init(_ source: inout some ByteSource) throws {
        if let file = source as? FileByteSource {
            var code: Int32 = 0
            try self.init(czip_open(file.path, &code), code)
            return
        }
        let descriptor = try Self.laidDown(&source)
        var code: Int32 = 0
        let handle = zip_fdopen(descriptor, 0, &code)
        if handle == nil { close(descriptor) }
        try self.init(handle, code)
    }

    private init(_ handle: OpaquePointer?, _ code: Int32) throws(Trouble) {
        guard let handle else {
            switch code {
            case ZIP_ER_NOENT, ZIP_ER_OPEN, ZIP_ER_READ: throw .noFile(code)
            case ZIP_ER_NOZIP: throw .notAnArchive
            default: throw .damaged
            }
        }
        self.handle = handle
        if zip_get_num_entries(handle, 0) > Self.mostEntries { throw .tooManyEntries }
    }

    /// A temporary file that nobody else can open and that is gone with its last descriptor.
    private static func laidDown(_ source: inout some ByteSource) throws -> Int32 {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var name = Array("\(folder)/sendgate-XXXXXX".utf8CString)
        let descriptor = mkstemp(&name)
        guard descriptor >= 0 else { throw ByteSourceError(path: folder, code: errno) }
        unlink(name)
        do {
            try source.seek(to: 0)
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 8)
            defer { buffer.deallocate() }
            while true {
                let count = try source.read(into: buffer)
                if count == 0 { break }
                var written = 0
                while written < count {
                    let step = write(descriptor, buffer.baseAddress?.advanced(by: written), count - written)
                    guard step > 0 else { throw ByteSourceError(path: folder, code: errno) }
                    written += step
                }
            }
            lseek(descriptor, 0, SEEK_SET)
            return descriptor
        } catch {
            close(descriptor)
            throw error
        }
    }

    deinit {
        zip_discard(handle)
    }

    /// Names of the entries, in their order.
    var names: [String] {
        (0..<max(0, zip_get_num_entries(handle, 0))).compactMap { index in
            zip_get_name(handle, zip_uint64_t(index), 0).map { String(cString: $0) }
        }
    }

    func has(_ name: String) -> Bool {
        czip_locate(handle, name) >= 0
    }

    /// Unpacks an entry and hands over its bytes in pieces, until they end or `each` returns false.
    func read(_ name: String, _ each: (UnsafeBufferPointer<UInt8>) throws -> Bool) throws {
        let index = czip_locate(handle, name)
        guard index >= 0 else { throw Trouble.missing(name) }
        var stat = zip_stat_t()
        guard zip_stat_index(handle, zip_uint64_t(index), 0, &stat) == 0 else { throw Trouble.damaged }
        if stat.encryption_method != UInt16(ZIP_EM_NONE) { throw Trouble.encrypted }
        guard let file = zip_fopen_index(handle, zip_uint64_t(index), 0) else { throw Trouble.damaged }
        defer { zip_fclose(file) }
        let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 16)
        defer { buffer.deallocate() }
        while true {
            // At the end libzip compares the checksum.
            let count = zip_fread(file, buffer.baseAddress, zip_uint64_t(buffer.count))
            guard count >= 0 else { throw Trouble.damaged }
            if count == 0 { return }
            if try !each(UnsafeBufferPointer(rebasing: buffer[..<Int(count)])) { return }
        }
    }
}

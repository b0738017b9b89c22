// Folders: one file a delivery, written whole or not at all.

import Foundation
import Glibc
import Publishing
import SENDRecords
import Storage

/// Writes deliveries into a consumer's folder.
struct FolderSender: DeliverySender {
    let route: FolderRoute
    /// Where a relative path starts.
    let base: String
    let thread: WorkThread

    func send(_ delivery: Storage.Delivery) async -> (DeliveryOutcome, problem: String?) {
        let folder = route.path.hasPrefix("/") ? route.path : "\(base)/\(route.path)"
        let name = Publishing.Delivery.fileName(
            child: delivery.draft.child, sequence: Int(delivery.sequence), format: route.format)
        let bytes = delivery.draft.body
        do {
            try await thread.run { try Self.write(bytes, to: "\(folder)/\(name)", in: folder) }
            return (.written, nil)
        } catch {
            return (
                .unwritable, "the folder can't be written to; check that it exists and that the service may write there"
            )
        }
    }

    /// Through a hidden file of the same folder, flushed and renamed, and the folder flushed: a reader sees the whole
    /// file or none. Writing the same delivery again writes the same file.
    private static func write(_ bytes: [UInt8], to path: String, in folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let hidden = "\(folder)/.\(path.split(separator: "/").last ?? "").writing"
        try DurableFile.write(bytes, to: hidden)
        guard rename(hidden, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
        DurableFile.flush(folder: folder)
    }
}

/// Files that survive a crash of the machine.
enum DurableFile {
    /// Writes the bytes and flushes them to the disk.
    static func write(_ bytes: [UInt8], to path: String) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
        guard file >= 0 else { throw CocoaError(.fileWriteNoPermission) }
        defer { close(file) }
        try bytes.withUnsafeBytes { buffer in
            var written = 0
            while written < buffer.count {
                let count = Glibc.write(file, buffer.baseAddress?.advanced(by: written), buffer.count - written)
                guard count > 0 else { throw CocoaError(.fileWriteOutOfSpace) }
                written += count
            }
        }
        guard fsync(file) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    /// Flushes a folder's entries.
    static func flush(folder: String) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}

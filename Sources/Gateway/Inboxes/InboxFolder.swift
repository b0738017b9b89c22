// The steps on one watched folder: make it, look, take a file. They block: they run on threads of their own.

import Foundation
import Glibc
import SENDRecords

/// A file in a folder that may be taken.
struct WaitingFile: Sendable, Hashable {
    let name: FileName
    let look: FileLook
}

/// A file that lies in `.taking`.
struct TakenFile: Sendable, Hashable {
    let taken: TakenName
    let look: FileLook
    /// Whether it was taken before the gateway's last stop, or handed out before.
    var isRepeated: Bool
}

/// What came of trying to take a file.
enum Taking: Sendable {
    case taken(TakenFile)
    /// Gone, or changed since it was looked at: the next look decides.
    case notNow
    case stillOpen
    case unreadable(FolderError)
}

/// One watched folder.
struct InboxFolder: Sendable {
    let place: InboxPlace
    /// The inbox of all schools.
    let root: String
    let timeZone: TimeZone

    var path: String { "\(root)/\(place.urn)/\(place.adapter)" }

    /// Makes the folder with what belongs in it, and gives the files that were taken before and not settled.
    func prepare() throws(FolderError) -> [TakenFile] {
        let folder = try make()
        for name in place.shelves {
            let shelf = try folder.folder(name)
            var left: [FileName] = []
            try shelf.forEachName {
                if $0.bytes.starts(with: Self.hiddenStart.utf8) { left.append($0) }
                return true
            }
            for name in left { try shelf.remove(name) }
        }
        let taking = try folder.folder(InboxPlace.taking)
        var found: [TakenFile] = []
        try taking.forEachName {
            guard let taken = TakenName($0), let entry = taking.entry($0), entry.kind == .file else { return true }
            // A crash came between the two names of a file that was given back.
            if entry.names > 1, Self.holds(entry.look.inode, folder) {
                try? taking.remove($0)
                return true
            }
            found.append(TakenFile(taken: taken, look: entry.look, isRepeated: true))
            return true
        }
        return found.sorted { $0.taken.claim.id < $1.taken.claim.id }
    }

    private static func holds(_ inode: UInt64, _ folder: borrowing OpenFolder) -> Bool {
        var names: [FileName] = []
        try? folder.forEachName {
            names.append($0)
            return true
        }
        for name in names where folder.entry(name)?.look.inode == inode { return true }
        return false
    }

    private func make() throws(FolderError) -> OpenFolder {
        if let folder = try? OpenFolder(path: path) {
            try makeInner(folder)
            return folder
        }
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o770])
        } catch {
            throw FolderError("can't make the folder \(path)", (error as NSError).posixCode)
        }
        let folder = try OpenFolder(path: path)
        try makeInner(folder)
        return folder
    }

    private func makeInner(_ folder: borrowing OpenFolder) throws(FolderError) {
        for name in place.shelves + [InboxPlace.taking] { try folder.make(name) }
    }

    /// Takes a file by renaming it, if it still looks as it did and nobody writes it.
    func take(_ file: WaitingFile, as claim: Claim) throws(FolderError) -> Taking {
        let folder = try OpenFolder(path: path)
        switch folder.writers(of: file.name, lookingLike: file.look) {
        case .changed: return .notNow
        case .somebodyWrites: return .stillOpen
        case .unreadable(let code): return .unreadable(FolderError("can't open it", code))
        case .nobodyWrites: break
        }
        let taking = try folder.folder(InboxPlace.taking)
        let taken: TakenName
        switch DroppedName(file.name) {
        case .ignored: return .notNow
        case .usable(let name): taken = TakenName(claim: claim, name: name, isUsable: true)
        case .unusable(let safe): taken = TakenName(claim: claim, name: safe, isUsable: false)
        }
        do {
            try folder.move(file.name, to: taking, as: taken.fileName)
        } catch {
            if error.code == ENOENT { return .notNow }
            throw error
        }
        guard let entry = taking.entry(taken.fileName) else { return .notNow }
        // Between the look and the move another file may have come under the name.
        if entry.kind == .file, entry.look == file.look, entry.names == 1 {
            return .taken(TakenFile(taken: taken, look: entry.look, isRepeated: false))
        }
        try putBack(taken, under: file.name, from: taking, to: folder)
        return .notNow
    }

    /// The file as the process gets it.
    func claimed(_ file: TakenFile) -> ClaimedFile {
        ClaimedFile(
            place: place, name: file.taken.name,
            path: "\(path)/\(InboxPlace.taking)/\(String(decoding: file.taken.fileName.bytes, as: UTF8.self))",
            claim: file.taken.claim.id, arrived: file.taken.claim.arrived, look: file.look,
            isRepeated: file.isRepeated)
    }

    static let hiddenStart = ".writing-"
}

extension NSError {
    /// The system's error number behind a Foundation error.
    fileprivate var posixCode: Int32 {
        if domain == NSPOSIXErrorDomain { return Int32(code) }
        if let inner = userInfo[NSUnderlyingErrorKey] as? NSError { return inner.posixCode }
        return EIO
    }
}

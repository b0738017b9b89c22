// How much lies in a folder that somebody else writes to.

import Glibc

/// The files below a folder at one moment. Links are not followed.
struct FolderSize {
    static let mostFiles = 2000

    private var files = 0
    private var bytes = 0

    init(_ folder: String) { add(folder, depth: 0) }

    func isMore(than limit: Int) -> Bool { bytes > limit || files > Self.mostFiles }

    private mutating func add(_ folder: String, depth: Int) {
        guard depth < 64, let stream = opendir(folder) else { return }
        defer { closedir(stream) }
        while files <= Self.mostFiles, let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name == "." || name == ".." { continue }
            files += 1
            var status = stat()
            guard lstat("\(folder)/\(name)", &status) == 0 else { continue }
            bytes += Int(status.st_blocks) * 512
            if status.st_mode & S_IFMT == S_IFDIR { add("\(folder)/\(name)", depth: depth + 1) }
        }
    }
}

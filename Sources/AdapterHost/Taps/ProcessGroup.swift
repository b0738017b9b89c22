// What the processes of a group take up, as the kernel tells it in /proc.

import Glibc

/// A process group at one moment.
struct ProcessGroup {
    private(set) var count = 0
    /// Bytes in memory, shared ones counted for each.
    private(set) var memory = 0

    init(_ group: pid_t) {
        guard let folder = opendir("/proc") else { return }
        defer { closedir(folder) }
        let page = Int(sysconf(Int32(_SC_PAGESIZE)))
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard let first = name.utf8.first, first >= 0x30, first <= 0x39 else { continue }
            guard let fields = Self.fields(of: name), fields.count > 21, fields[2] == Int(group) else { continue }
            count += 1
            memory += fields[21] * page
        }
    }

    /// The numbers of proc_pid_stat(5) after the name in parentheses, which may hold anything; the state counts as one.
    private static func fields(of process: String) -> [Int]? {
        let file = open("/proc/\(process)/stat", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var text = [UInt8](repeating: 0, count: 1024)
        let count = text.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
        guard count > 0, let end = text[..<count].lastIndex(of: UInt8(ascii: ")")) else { return nil }
        return text[(end + 1)..<count].split(separator: 0x20).map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 }
    }
}

// Where the system keeps what any program needs to run.

import Glibc

enum SystemFolders {
    /// Libraries, and the folders of those that the host itself has loaded, as Swift's are.
    static var libraries: [String] {
        ["/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache"] + loaded
    }

    /// What an interpreter and its programs look at: other programs, shared data, names of hosts, certificates, time.
    static let programs = [
        "/bin", "/usr/bin", "/usr/local/bin", "/usr/share", "/usr/local/share", "/etc/ssl", "/etc/ca-certificates",
        "/etc/hosts", "/etc/resolv.conf", "/etc/nsswitch.conf", "/etc/host.conf", "/etc/gai.conf", "/etc/services",
        "/etc/localtime", "/etc/timezone", "/etc/mime.types", "/etc/passwd", "/etc/group", "/etc/os-release",
        "/dev/zero", "/dev/urandom", "/dev/random", "/proc/meminfo", "/proc/cpuinfo", "/proc/stat",
    ]

    private static var loaded: [String] {
        var folders: Set<String> = []
        // Foundation reads only the beginning of such a file.
        guard let maps = fopen("/proc/self/maps", "r") else { return [] }
        defer { fclose(maps) }
        var line = [CChar](repeating: 0, count: 8192)
        while fgets(&line, Int32(line.count), maps) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            guard let start = text.firstIndex(of: "/"), text.contains(".so"), let end = text.lastIndex(of: "/"),
                start < end
            else { continue }
            folders.insert(String(text[start..<end]))
        }
        return folders.sorted()
    }
}

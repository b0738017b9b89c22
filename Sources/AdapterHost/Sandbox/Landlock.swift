// Landlock: the kernel's own rule about which files a process may reach. Each version of it knows
// more rights; what this kernel knows is used.

import CSandbox
import Glibc

struct Landlock {
    /// The version that the kernel speaks; nil where it has none.
    static var version: Int? {
        let version = csandbox_landlock_abi()
        return version > 0 ? Int(version) : nil
    }

    // linux/landlock.h; the rights after version 2 are not in Debian 12's headers.
    private static let execute: UInt64 = 1 << 0
    private static let writeFile: UInt64 = 1 << 1
    private static let readFile: UInt64 = 1 << 2
    private static let readFolder: UInt64 = 1 << 3
    private static let truncate: UInt64 = 1 << 14
    private static let bindAndConnect: UInt64 = 0b11
    private static let connect: UInt64 = 0b10
    private static let socketsAndSignals: UInt64 = 0b11

    /// All rights over files that a version knows: 13 at first, then moving, cutting short, device control.
    private static func rights(in version: Int) -> UInt64 {
        switch version {
        case 1: (1 << 13) - 1
        case 2: (1 << 14) - 1
        case 3, 4: (1 << 15) - 1
        default: (1 << 16) - 1
        }
    }

    /// Bytes of the attribute that a version knows: files, then network, then scopes.
    private static func size(in version: Int) -> Int { version < 4 ? 8 : version < 6 ? 16 : 24 }

    /// Binds the calling thread, and every thread and process that it starts.
    static func restrict(to rules: SandboxRules, version: Int) throws(SandboxFault) {
        let ruleset = csandbox_landlock_ruleset(
            rights(in: version), rules.reach == .anywhere ? 0 : bindAndConnect, socketsAndSignals, size(in: version))
        guard ruleset >= 0 else { throw SandboxFault("the rules about files", errno) }
        defer { close(ruleset) }
        let reading = readFile | readFolder | execute
        for path in SystemFolders.libraries + rules.readable + (rules.kind == .program ? SystemFolders.programs : []) {
            try allow(path, reading, ruleset, version)
        }
        if rules.kind == .program { try allow("/dev/null", readFile | writeFile | truncate, ruleset, version) }
        for path in rules.writable {
            // Everything but devices: no right to make them, none to control them.
            let devices: UInt64 = (1 << 6) | (1 << 11) | (1 << 15)
            try allow(path, rights(in: version) & ~devices, ruleset, version)
        }
        if version >= 4, case .gate(let port) = rules.reach {
            guard csandbox_landlock_allow_port(ruleset, UInt64(port), connect) == 0 else {
                throw SandboxFault("the rules about connections", errno)
            }
        }
        guard csandbox_landlock_restrict(ruleset) == 0 else { throw SandboxFault("the rules about files", errno) }
    }

    private static func allow(
        _ path: String, _ rights: UInt64, _ ruleset: Int32, _ version: Int
    ) throws(SandboxFault) {
        // O_PATH isn't visible to Swift: it is 010000000 on every architecture that sendgate runs on.
        let file = open(path, 0o10000000 | O_CLOEXEC)
        guard file >= 0 else { return }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { return }
        let isFolder = status.st_mode & S_IFMT == S_IFDIR
        let ofFiles = execute | writeFile | readFile | truncate
        let known = rights & Self.rights(in: version) & (isFolder ? ~0 : ofFiles)
        guard csandbox_landlock_allow(ruleset, file, known) == 0 else {
            throw SandboxFault("the rules about files", errno)
        }
    }
}

// Finds secrets by name: in the environment, then in a credentials folder, as service managers and
// container platforms give them.

import Glibc

/// Where secrets are found. Configuration files name secrets and never hold them.
///
/// For the name `gias-password` it looks in the environment variable `SENDGATE_SECRET_GIAS_PASSWORD`, then in the file
/// `gias-password` of the credentials folder. One line end at the end is not part of the secret.
public struct SecretStore: Sendable, CustomReflectable {
    private let environment: [String: String]
    private let folder: String?

    /// A secret is at most this many bytes: more is a wrong file.
    public static let longest = 65_536

    public init(environment: [String: String], folder: String? = nil) {
        // The rest of the environment is not for here.
        self.environment = environment.filter { $0.key.hasPrefix("SENDGATE_SECRET_") }
        self.folder = folder
    }

    /// The environment holds secrets.
    public var customMirror: Mirror { Mirror(self, children: [:]) }

    /// The environment variable that a name is looked for in.
    public static func variable(for name: String) -> String {
        "SENDGATE_SECRET_" + String(name.map { $0 == "-" || $0 == "." ? "_" : $0 }).uppercased()
    }

    /// Throws where the name can't be one, nothing is found, or what is found is no usable secret. Blocks for one
    /// small file at most.
    public func secret(named name: String) throws(SecretError) -> Secret {
        let letters = name.utf8.allSatisfy { byte in
            (0x61...0x7a).contains(byte) || (0x41...0x5a).contains(byte) || (0x30...0x39).contains(byte)
                || byte == 0x2d || byte == 0x5f || byte == 0x2e
        }
        guard letters, !name.isEmpty, name.utf8.count <= 128, !name.hasPrefix("."), !name.contains("..") else {
            throw .notAName
        }
        var bytes: [UInt8]
        if let value = environment[Self.variable(for: name)] {
            bytes = [UInt8](value.utf8)
        } else if let folder {
            bytes = try Self.read(folder + "/" + name, name: name)
        } else {
            throw .notFound(name: name, lookedInFolder: false)
        }
        if bytes.last == 0x0a {
            bytes.removeLast()
            if bytes.last == 0x0d { bytes.removeLast() }
        }
        guard !bytes.isEmpty else { throw .empty(name: name) }
        return Secret(name: name, bytes: bytes)
    }

    private static func read(_ path: String, name: String) throws(SecretError) -> [UInt8] {
        // Not blocking, so that a pipe left under this name can't stop the daemon.
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else {
            if errno == ENOENT { throw .notFound(name: name, lookedInFolder: true) }
            throw .unreadable(name: name)
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw .unreadable(name: name) }
        var bytes = [UInt8](repeating: 0, count: longest + 1)
        var filled = 0
        while filled < bytes.count {
            let count = bytes.withUnsafeMutableBytes { buffer in
                Glibc.read(file, buffer.baseAddress.map { $0 + filled }, buffer.count - filled)
            }
            if count < 0 && errno == EINTR { continue }
            if count < 0 { throw .unreadable(name: name) }
            if count == 0 { break }
            filled += count
        }
        if filled > longest { throw .tooLong(name: name) }
        return [UInt8](bytes.prefix(filled))
    }
}

/// Why a secret can't be used. Says the name and where it was looked for; never what was found.
public enum SecretError: Error, Sendable, Equatable, CustomStringConvertible {
    case notAName
    case notFound(name: String, lookedInFolder: Bool)
    case unreadable(name: String)
    case empty(name: String)
    case tooLong(name: String)

    public var message: String {
        switch self {
        case .notAName: "This can't be the name of a secret."
        case .notFound(let name, _): "There is no secret called \(name)."
        case .unreadable(let name): "The file of the secret \(name) can't be read."
        case .empty(let name): "The secret \(name) is empty."
        case .tooLong(let name): "The file of the secret \(name) is longer than any secret."
        }
    }

    /// What the operator does next.
    public var nextStep: String {
        switch self {
        case .notAName:
            return "Use letters, digits, dashes, underscores and dots, at most 128, without a dot at the start."
        case .notFound(let name, let lookedInFolder):
            let variable = "Set the environment variable \(SecretStore.variable(for: name))"
            return lookedInFolder
                ? "\(variable), or put a file called \(name) into the credentials folder."
                : "\(variable), or name a credentials folder that holds a file called \(name)."
        case .unreadable:
            return "See that it is an ordinary file and that the user who runs sendgate may read it."
        case .empty, .tooLong:
            return "Put the secret alone into the file or the environment variable."
        }
    }

    public var description: String { "\(message) \(nextStep)" }
}

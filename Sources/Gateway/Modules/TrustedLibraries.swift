// `config/trusted.yaml`: the libraries of native modules that somebody at the council has trusted, by the hash of their
// bytes. Written by `sendgate adapters trust` alone.

import Adapters
import Configuring
import Foundation

/// A library that may be loaded.
struct TrustedLibrary: Sendable, Equatable {
    let library: String
    /// In hexadecimal digits.
    let sha256: String
    let who: String
    let on: String
}

enum TrustedLibraries {
    static let fileName = "trusted.yaml"

    private static let heading = """
        # Libraries of native adapter modules that may be loaded, by the SHA-256 of their bytes.
        # Written by `sendgate adapters trust`. Take an entry out and its library is no longer loaded.

        """

    private enum Keys {
        static let library = Key("library", .text, required: true, "the library's file name")
        static let sha256 = Key("sha256", .text, required: true, "the SHA-256 of its bytes")
        static let who = Key("by", .text, required: true, "who trusted it")
        static let on = Key("on", .text, required: true, "the day")
        static let all: [any DeclaredKey] = [library, sha256, who, on]
    }

    /// By adapter; nothing where there is no such file.
    static func read(folder: String, _ problems: ProblemCollector) -> [String: TrustedLibrary] {
        let file = "\(folder)/\(fileName)"
        guard FileManager.default.fileExists(atPath: file), let node = problems.node(loading: file), !node.isBlank
        else { return [:] }
        var trusted: [String: TrustedLibrary] = [:]
        for entry in ValueKind<[Named<ConfigurationNode>]>.names(to: .mapping).read(node, fileName, problems) ?? [] {
            guard let reader = MappingReader(entry.value, called: "`\(entry.name)`", keys: Keys.all, problems),
                let library = reader[Keys.library], let sha256 = reader[Keys.sha256], let who = reader[Keys.who],
                let on = reader[Keys.on]
            else { continue }
            trusted[entry.name] = TrustedLibrary(library: library, sha256: sha256.lowercased(), who: who, on: on)
        }
        return trusted
    }

    /// Puts one in the place of what stood for the adapter, and writes the file anew, whole or not at all.
    static func add(_ library: TrustedLibrary, of adapter: String, folder: String) throws {
        let problems = ProblemCollector()
        var all = read(folder: folder, problems)
        try problems.throwIfAny()
        all[adapter] = library
        var text = heading
        for (name, one) in all.sorted(by: { $0.key < $1.key }) {
            text += """

                \(YAMLText.scalar(name)):
                  library: \(YAMLText.scalar(one.library))
                  sha256: "\(one.sha256)"
                  by: \(YAMLText.scalar(one.who))
                  on: "\(one.on)"

                """
        }
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(fileName)"), options: .atomic)
    }
}

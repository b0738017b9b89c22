// `source: singer:` of a manifest.

import Configuring
import Feeds

extension ManifestReader {
    func singer(_ node: ConfigurationNode) -> SingerSource? {
        guard let reader = MappingReader(node, called: "`singer`", keys: SingerKeys.all, problems) else { return nil }
        let command = reader[SingerKeys.command] ?? []
        for word in command.prefix(1) where !Self.isInside(word.value) {
            problems.report(
                "`command` should be a file of the adapter's folder, and this one isn't in it",
                hint: "A program that is installed elsewhere is named by the operator, under `taps` in sendgate.yaml.",
                at: word.place)
        }
        let catalog = reader[SingerKeys.catalog]
        if let catalog, !Self.isInside(catalog.value) {
            problems.report(
                "`catalog` should be a file of the adapter's folder, and this one isn't in it", at: catalog.place)
        }
        let config = reader[SingerKeys.config].map { setting($0, called: "config") } ?? .object([])
        return SingerSource(
            command: command.map(\.value), config: config, catalog: catalog?.value,
            needsNetwork: reader[SingerKeys.network] == "needed", keepsConfig: reader[SingerKeys.keepConfig],
            keepsState: reader[SingerKeys.keepState], time: reader[SingerKeys.time],
            silence: reader[SingerKeys.silence], memory: reader[SingerKeys.memory])
    }

    /// A path that leads nowhere but into the folder.
    private static func isInside(_ path: String) -> Bool {
        !path.isEmpty && !path.hasPrefix("/") && !path.split(separator: "/").contains("..")
    }

    private func setting(_ node: ConfigurationNode, called name: String) -> TapSetting {
        switch node.content {
        case .sequence(let nodes): return .list(nodes.map { setting($0, called: name) })
        case .mapping(let entries):
            if entries.count == 1, entries[0].key == "secret" {
                guard let secret = SecretName(entries[0].value.text ?? "") else {
                    problems.report(
                        "`secret` should be the name of a secret: lower-case letters, digits and hyphens",
                        hint: "Never write the secret itself into a configuration file.", at: entries[0].value.place)
                    return .value(.null)
                }
                return .secret(secret)
            }
            return .object(
                entries.map { entry in
                    TapSetting.Member(name: entry.key, value: setting(entry.value, called: entry.key))
                })
        case .scalar(let scalar):
            if Self.isSecretWord(name), !scalar.text.isEmpty {
                problems.report(
                    "`\(name)` is a secret", hint: "Write `\(name): {secret: name-of-the-secret}`.", at: node.place)
                return .value(.null)
            }
            return .value(Self.value(scalar))
        }
    }

    /// Text in quotes stays text; a bare word is what YAML 1.2 takes it for.
    private static func value(_ scalar: ConfigurationNode.Scalar) -> JSONValue {
        if scalar.isQuoted { return .string(scalar.text) }
        switch scalar.text {
        case "true": return true
        case "false": return false
        case "", "null", "~": return .null
        default:
            let number = JSONValue.number(scalar.text)
            return number.isNull ? .string(scalar.text) : number
        }
    }

    private static func isSecretWord(_ name: String) -> Bool {
        let words = name.lowercased().split { !$0.isLetter }.map(String.init)
        return words.contains { ["password", "passphrase", "secret", "token"].contains($0) }
            || name.lowercased().hasSuffix("api_key") || name.lowercased().hasSuffix("private_key")
    }

    // MARK: Files of a tap

    /// What the files of a tap's adapter have in common is known when all of them are read.
    func streams(_ files: [FileRule], isSnapshot: Bool, at place: ConfigurationPlace) -> [FileRule] {
        let names = files.compactMap(\.formats.singer?.stream)
        for name in Set(names).sorted() where names.filter({ $0 == name }).count > 1 {
            problems.report(
                "two files read the stream `\(name)`",
                hint: "A file can state several kinds of records: put them under one.", at: place)
        }
        var isFirst = true
        return files.map { file in
            guard var format = file.formats.singer else { return file }
            format.streams = names
            format.isFirst = isFirst
            format.mustAppear = isSnapshot
            isFirst = false
            var file = file
            file.formats.singer = format
            return file
        }
    }

    func checkTap(_ source: FeedSource?, _ contract: Contract?, at place: ConfigurationPlace) {
        guard case .singer(let tap) = source, let contract, contract.isSnapshot, tap.keepsState else { return }
        problems.report(
            "a snapshot says everything in each run, but this tap goes on where the last run ended",
            hint: "Say `keep-state: false` under `singer`, or `snapshot: false` in the contract.", at: place)
    }
}

// What the plug-ins folder holds, in words: `adapters list` and `adapters describe`.

import Adapters
import Configuring
import Feeds
import Foundation
import SENDRecords

/// What is told of adapters: the list, and everything about one.
public enum AdapterTelling {
    /// Every adapter that runs here, a line each.
    public static func list(_ configuration: GatewayConfiguration) -> Telling {
        var page = Page()
        page.line("Adapters in \(configuration.settings.pluginsFolder):")
        page.line()
        page.table(
            configuration.manifests.map { manifest in
                [manifest.id, way(of: manifest), configuration.runs(manifest.id) ? "runs" : "-", manifest.title]
            })
        page.line()
        page.line(
            "`sendgate adapters describe NAME` tells all of one. What doesn't run isn't in `adapters` of sendgate.yaml."
        )
        return Telling(
            text: page.text,
            json: .array(
                configuration.manifests.map { manifest in
                    .object([
                        JSONMember("id", .string(manifest.id)), JSONMember("title", .string(manifest.title)),
                        JSONMember("partner", .string(manifest.partner)),
                        JSONMember("source", .string(way(of: manifest))),
                        JSONMember("runs", .bool(configuration.runs(manifest.id))),
                        JSONMember("records", .array(manifest.recordTypes.map { .string($0.name) })),
                    ])
                }))
    }

    /// One adapter whole.
    ///
    /// - Throws: `CommandError` where there is none of this name.
    public static func description(of id: String, _ configuration: GatewayConfiguration) throws(CommandError) -> Telling
    {
        let manifest = try configuration.adapter(named: id)
        var page = Page()
        page.line("\(manifest.title)  (\(manifest.id), version \(manifest.version))")
        page.line("  from         \(manifest.partner)")
        page.line("  population   \(manifest.population.split(whereSeparator: \.isNewline).joined(separator: " "))")
        page.line("  source       \(source(of: manifest))")
        if case .singer(let tap) = manifest.source { tell(tap, configuration.leave(of: manifest.id, tap), &page) }
        for (name, words) in reaching(manifest) {
            page.line("  \(name.padding(toLength: 13, withPad: " ", startingAt: 0))\(words)")
        }
        if let schedule = schedule(of: manifest) { page.line("  fetched      \(schedule)") }
        page.line("  contract     \(contract(of: manifest))")
        if manifest.isModule {
            page.line("  states       \(manifest.recordTypes.map(\.name).joined(separator: ", "))")
            return Telling(text: page.text, json: json(manifest, configuration))
        }
        for file in manifest.files { tell(file, of: manifest, &page) }
        return Telling(text: page.text, json: json(manifest, configuration))
    }

    // MARK: Parts

    private static func way(of manifest: Manifest) -> String {
        switch manifest.source {
        case .inbox: "dropped"
        case .https: "fetched"
        case .singer: "tap"
        case .sftp: "fetched (SFTP)"
        case .module: "a module fetches"
        }
    }

    private static func source(of manifest: Manifest) -> String {
        switch manifest.source {
        case .inbox(let inbox):
            "dropped into inbox/<URN>/\(manifest.id)/ as \(inbox.patterns.map(\.description).joined(separator: " or "))"
        case .https(let source): "\(source.origin)"
        case .singer(let tap):
            "a Singer tap\(tap.command.isEmpty ? ", which the operator names" : ": \(tap.command.joined(separator: " "))")"
        case .sftp(let source): "\(source.folder) on \(source.host):\(source.port) by SFTP"
        case .module(let source): "the module \(source.library), from \(source.https.origin)"
        }
    }

    private static func schedule(of manifest: Manifest) -> String? {
        switch manifest.schedule {
        case .every(let duration): "every \(DurationText.write(duration))"
        case .cron(let text): "at \(text.value) (minute, hour, day, month, weekday)"
        case nil: nil
        }
    }

    private static func contract(of manifest: Manifest) -> String {
        let contract = manifest.contract
        let held = "held when more than \(contract.quarantined.share) of the rows can't be used"
        guard contract.isSnapshot else {
            let ended =
                manifest.files.contains(where: \.canEnd)
                ? "; a person is asked where more than \(contract.withdrawals.share) of the records have ended" : ""
            return "what is missing from a file means nothing\(ended); \(held)"
        }
        return
            "each file is whole: what is missing has ended, and a person is asked above \(contract.withdrawals.share); \(held)"
    }

    private static func tell(_ file: FileRule, of manifest: Manifest, _ page: inout Page) {
        page.line()
        page.line(
            "File \(file.name)\(file.request.map { ", at \($0.path)" } ?? "")\(file.formats.singer.map { ", the stream \($0.stream)" } ?? "")\(file.isRequired ? "" : ", may be missing")"
        )
        for (name, words) in asking(file) {
            page.line("  \(name.padding(toLength: 14, withPad: " ", startingAt: 0))\(words)")
        }
        if !file.requiredColumns.isEmpty {
            page.line(
                "  needs         \(file.requiredColumns.map { $0.joined(separator: " or ") }.joined(separator: "; "))")
        }
        if !file.otherColumns.isEmpty { page.line("  doesn't read  \(file.otherColumns.joined(separator: ", "))") }
        for rule in file.leaveOut {
            page.line(
                "  \(rule.refuses ? "refuses   " : "leaves out")    \(rule.name)\(rule.meaning.isEmpty ? "" : ": \(rule.meaning)")"
            )
            if let known = rule.unlessKnown {
                let told =
                    [known.key.map { "key \($0.words)" }] + known.fields.map { "\($0.field.name) \($0.value.words)" }
                page.line(
                    "                unless the child is known by \(told.compactMap(\.self).joined(separator: ", "))")
            }
        }
        for value in file.values { page.line("  value \(value.name): \(value.value.words)") }
        for record in file.records {
            page.line("  \(record.type.name), key \(record.key.words)\(ending(of: record))")
            page.table(
                record.fields.map { field in
                    [field.field.name, field.value.words + (field.isRequired ? "  (a row without it waits)" : "")]
                }, indent: 4)
        }
    }

    private static func json(_ manifest: Manifest, _ configuration: GatewayConfiguration) -> JSONValue {
        func fields(_ record: RecordRule) -> JSONValue {
            .object(record.fields.map { JSONMember($0.field.name, .string($0.value.words)) })
        }
        let files = manifest.files.map { file in
            JSONValue.object([
                JSONMember("name", .string(file.name)),
                JSONMember("stream", .text(file.formats.singer?.stream)),
                JSONMember("request", .object(asking(file).map { JSONMember($0.name, .string($0.words)) })),
                JSONMember(
                    "required-columns",
                    .array(file.requiredColumns.map { .array($0.map { .string($0) }) })),
                JSONMember("leave-out", .array(file.leaveOut.map { .string($0.name) })),
                JSONMember(
                    "records",
                    .array(
                        file.records.map { record in
                            .object([
                                JSONMember("type", .string(record.type.name)),
                                JSONMember("key", .string(record.key.words)), JSONMember("fields", fields(record)),
                            ])
                        })),
            ])
        }
        return .object([
            JSONMember("id", .string(manifest.id)), JSONMember("version", .integer(manifest.version)),
            JSONMember("title", .string(manifest.title)), JSONMember("partner", .string(manifest.partner)),
            JSONMember("population", .string(manifest.population)), JSONMember("source", .string(source(of: manifest))),
            JSONMember("reaching", .object(reaching(manifest).map { JSONMember($0.name, .string($0.words)) })),
            JSONMember("tap", tap(of: manifest, configuration)), JSONMember("schedule", .text(schedule(of: manifest))),
            JSONMember("snapshot", .bool(manifest.contract.isSnapshot)),
            JSONMember("files", .array(files)),
        ])
    }
}

extension GatewayConfiguration {
    /// The adapter with this name, or an error that names the nearest one.
    func adapter(named id: String) throws(CommandError) -> Manifest {
        if let manifest = manifest(id) { return manifest }
        let names = manifests.map(\.id)
        throw CommandError(
            "There is no adapter \(id) here. \(NearestName.hint(for: id, among: names) ?? "`sendgate adapters list` names them.")"
        )
    }
}

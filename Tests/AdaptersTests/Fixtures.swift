// What the tests share: the shipped definitions and adapters, and manifests made from a few lines of YAML.

import Configuring
import Feeds
import Foundation
import SENDRecords
import Testing

@testable import Adapters

enum Fixtures {
    /// The project's folder, found from this file.
    static let root: String = {
        var url = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        while url.path != "/", !FileManager.default.fileExists(atPath: url.path + "/Plugins") {
            url.deleteLastPathComponent()
        }
        return url.path
    }()

    static let today = CalendarDate(year: 2026, month: 11, day: 21)!

    /// Every folder in Plugins, also those that are added later.
    static let adapterFolders: [String] = {
        let folder = root + "/Plugins"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.sorted().filter { FileManager.default.fileExists(atPath: "\(folder)/\($0)/adapter.yaml") }
    }()

    static let definitions: Definitions = {
        let node = try! ConfigurationNode.load(root + "/config/definitions/code-sets.yaml")
        let sets = node["code-sets"]!.elements!.map { set in
            CodeSet(
                name: set["name"]!.text!, meaning: set["meaning"]?.text ?? "", source: set["source"]?.text ?? "",
                codes: set["codes"]!.entries!.map { entry in
                    func date(_ key: String) -> CalendarDate? {
                        entry.value[key]?.text.flatMap { CalendarDate(iso: $0) }
                    }
                    return Code(
                        entry.key, entry.value.text ?? entry.value["meaning"]?.text ?? "",
                        validFrom: date("valid-from"), validTo: date("valid-to"))
                })
        }
        return Definitions(codeSets: sets, clocks: [], thresholds: [:])
    }()

    static func manifest(_ id: String, override: ConfigurationNode? = nil) throws -> Manifest {
        try Manifest.load(folder: "\(root)/Plugins/\(id)", override: override, definitions: definitions)
    }

    static let school = FeedPartner(urn: "103456", name: "Alder Green School")

    /// Rows of a CSV text through a shipped adapter.
    static func rows(_ id: String, _ file: String, _ csv: String) throws -> [MappedRow] {
        var session = MappingSession(try manifest(id), definitions: definitions, today: today, partner: school)
        return try rows(&session, file, csv)
    }

    static func rows(_ session: inout MappingSession, _ file: String, _ csv: String) throws -> [MappedRow] {
        var source = MemoryByteSource(csv)
        return try rows(&session, file, from: &source)
    }

    static func rows(
        _ session: inout MappingSession, _ file: String, from source: inout some ByteSource
    ) throws -> [MappedRow] {
        var rows: [MappedRow] = []
        _ = try CSVReader().read(&source) { event in
            switch event {
            case .header(let header): session.begin(file: file, header: header)
            case .row(let row): rows.append(session.map(row))
            case .rejected(let rejection): rows.append(MappedRow(rejection, columns: session.columnNames(of: file)))
            case .aside(let aside): MappedRow(aside).map { rows.append($0) }
            }
        }
        session.end()
        return rows
    }
}

extension MappedRow {
    var records: [SourceRecord] {
        if case .records(let records, _) = outcome { records } else { [] }
    }

    var notes: [RowFault] {
        if case .records(_, let notes) = outcome { notes } else { [] }
    }

    var quarantined: [String] {
        if case .quarantined(let faults, _) = outcome { faults.map(\.rule) } else { [] }
    }

    /// As `type key`; nil where the row wasn't quarantined.
    var mentions: [String]? {
        if case .quarantined(_, let mentions) = outcome { mentions.map { "\($0.type) \($0.key)" } } else { nil }
    }

    var leftOut: String? {
        if case .leftOut(let rule) = outcome { rule } else { nil }
    }

    func record(_ type: String) -> SourceRecord? { records.first { $0.type.name == type } }
}

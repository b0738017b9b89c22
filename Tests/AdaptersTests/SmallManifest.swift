// Manifests made from the few lines that a test is about, and rows through them.

import Configuring
import Feeds
import SENDRecords

@testable import Adapters

/// A manifest of one file, made from its `records` and whatever else stands in the file.
enum SmallManifest {
    static func text(
        _ file: String, format: String = "{csv: {}}", dates: String = "[dd/MM/yyyy, yyyy-MM-dd]", more: String = ""
    ) -> String {
        """
        id: clinic
        version: 1
        title: Clinic list
        partner: clinic
        population: Children seen in clinic
        source: {https: {origin: "https://clinic.example"}}
        schedule: {every: 1h}
        format: \(format)
        contract: {snapshot: false}
        key-spaces: {child: clinic, setting: clinic, crew-member: clinic, route: clinic}
        dates: \(dates)
        \(more)
        files:
          - name: children
            path: /children

        """ + file.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }.joined(separator: "\n")
    }

    static func manifest(
        _ file: String, format: String = "{csv: {}}", dates: String = "[dd/MM/yyyy, yyyy-MM-dd]", more: String = ""
    ) throws -> Manifest {
        try Manifest(
            try ConfigurationNode.parse(
                text(file, format: format, dates: dates, more: more), file: "adapter.yaml"), id: "clinic",
            definitions: Fixtures.definitions)
    }

    static func session(_ manifest: Manifest) -> MappingSession {
        MappingSession(
            manifest, definitions: Fixtures.definitions, today: Fixtures.today,
            partner: FeedPartner(urn: "100001", name: "clinic"))
    }

    static func rows(_ file: String, _ csv: String) throws -> [MappedRow] {
        var session = session(try manifest(file))
        return try Fixtures.rows(&session, "children", csv)
    }

    static func elements(_ file: String, _ json: String) throws -> (rows: [MappedRow], columns: [String]) {
        var session = session(try manifest(file, format: "{json: {elements: \"$[*]\"}}"))
        var source = MemoryByteSource(json)
        var rows: [MappedRow] = []
        session.begin(file: "children")
        _ = try JSONReader().read(&source, elements: try JSONPath(parsing: "$[*]")) { rows.append(session.map($0)) }
        session.end()
        return (rows, session.columnNames(of: "children"))
    }

    static func problems(_ file: String, format: String = "{csv: {}}", more: String = "") -> [String] {
        do {
            _ = try manifest(file, format: format, more: more)
            return []
        } catch let error as ConfigurationProblems {
            return error.problems.map(\.description)
        } catch {
            return ["\(error)"]
        }
    }

    /// A list of people that is dropped in an inbox.
    ///
    /// - Parameter more: how dates are written, and the files.
    static func people(_ more: String) throws -> Manifest {
        let head = """
            id: small
            version: 1
            title: A small list
            partner: A partner
            population: Invented people
            source: {inbox: {patterns: "*.csv"}}
            format: {csv: {}}
            contract: {snapshot: false}
            key-spaces: {child: small}

            """
        return try Manifest(
            try ConfigurationNode.parse(head + more, file: "adapter.yaml"), id: "small",
            definitions: Fixtures.definitions)
    }
}

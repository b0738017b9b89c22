// Manifests from configuration: every problem at once, each with its place and the nearest right name.

import Configuring
import Feeds
import SENDRecords

extension Manifest {
    /// Reads `<folder>/adapter.yaml`, with an operator's override laid over it.
    ///
    /// - Parameters:
    ///   - folder: path of the adapter's folder; its last part is the adapter's id.
    ///   - override: a mapping of the same keys from `config/sendgate.yaml`: schedule, partner, origin, limits.
    /// - Throws: all that is wrong.
    public static func load(
        folder: String, override: ConfigurationNode? = nil, definitions: Definitions
    ) throws(ConfigurationProblems) -> Manifest {
        let trimmed = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        let id = trimmed.split(separator: "/").last.map(String.init) ?? trimmed
        var node = try ConfigurationNode.load("\(trimmed)/adapter.yaml", called: "Plugins/\(id)/adapter.yaml")
        if let override { node = overridden(node, by: override) }
        return try Manifest(node, id: id, definitions: definitions)
    }

    /// A manifest's node with an operator's override laid over it.
    static func overridden(_ node: ConfigurationNode, by override: ConfigurationNode) -> ConfigurationNode {
        // `every` stands in the place of `cron`, not beside it.
        (override["schedule"] == nil ? node : node.without(["schedule"])).overridden(by: override)
    }

    /// Reads a manifest that is a node already.
    ///
    /// - Parameter id: the name of its folder.
    public init(_ node: ConfigurationNode, id: String, definitions: Definitions) throws(ConfigurationProblems) {
        let problems = ProblemCollector()
        let manifest = ManifestReader(definitions: definitions, problems: problems).manifest(node, id: id)
        try problems.throwIfAny()
        guard let manifest else {
            throw ConfigurationProblems([ConfigurationProblem("the manifest cannot be used", at: node.place)])
        }
        self = manifest
    }

    /// The reference of every key, for the documentation.
    public static var reference: String {
        let sections: [(String, [any DeclaredKey])] = [
            ("adapter.yaml", ManifestKeys.all), ("feeds, one feed", FeedKeys.all), ("source", SourceKeys.all),
            ("source.inbox", InboxKeys.all),
            ("source.https", HTTPSKeys.all), ("an origin", OriginKeys.all), ("auth", AuthKeys.all),
            ("oauth2", ClientCredentialsKeys.all), ("proxy", ProxyKeys.all),
            ("client-certificate", ClientCertificateKeys.all), ("rate", RateKeys.all),
            ("source.https.each", EachKeys.all),
            ("each: school", EachSchoolKeys.all), ("each: date", EachDateKeys.all),
            ("incremental", IncrementalKeys.all), ("source.sftp", SFTPKeys.all), ("source.singer", SingerKeys.all),
            ("source.module (beside the keys of https)", ModuleKeys.own),
            ("limits of a module", ModuleLimitKeys.all), ("states, a record type", StateKeys.all),
            ("a header", HeaderKeys.all), ("schedule", ScheduleKeys.all),
            ("format", FormatKeys.all), ("format.csv", CSVKeys.all), ("format.json", JSONKeys.all),
            ("format.xlsx", WorkbookKeys.all), ("format.xml", XMLKeys.all),
            ("as-of", AsOfKeys.all), ("contract", ContractKeys.all), ("withdrawals", LimitKeys.all),
            ("quarantined", LimitKeys.plain), ("covers", CoverKeys.all), ("rows", RowKeys.all),
            ("a field of the contract", FieldLimitKeys.all), ("limits", SizeKeys.all), ("a file", FileKeys.all),
            ("post", PostKeys.all), ("paging", PagingKeys.all), ("paging: page, offset", CountedPagingKeys.all),
            ("paging: cursor", CursorPagingKeys.all), ("leave-out", LeaveOutKeys.all),
            ("unless-known", KnownChildKeys.all), ("a record", RecordKeys.all),
            ("each, a part", PartKeys.all),
            ("fold, a field", FoldKeys.all),
            ("a test of `when`", ConditionKeys.all), ("a value", ValueKeys.plain),
            ("a field (a value, and)", Array(ValueKeys.ofField.dropFirst(ValueKeys.plain.count))),
            ("lookup", LookupKeys.all),
        ]
        return sections.map { "\($0.0)\n\(KeyReference.text(of: $0.1, indent: 4))" }.joined(separator: "\n\n")
    }
}

/// Reads one manifest. The parts are in extensions: source, files, values.
struct ManifestReader {
    let definitions: Definitions
    let problems: ProblemCollector

    func manifest(_ node: ConfigurationNode, id: String) -> Manifest? {
        guard let reader = MappingReader(node, called: "the manifest", keys: ManifestKeys.all, problems) else {
            return nil
        }
        let stated = reader[ManifestKeys.id]
        if let stated, stated != id {
            reader.report(
                "`id` is \(stated), but the folder is \(id)", hint: "They must be the same.", at: ManifestKeys.id)
        }
        let version = reader[ManifestKeys.version]
        let title = reader[ManifestKeys.title]
        let partner = reader[ManifestKeys.partner]
        let population = reader[ManifestKeys.population]
        let source = reader[ManifestKeys.source].flatMap(source)
        let schedule = reader[ManifestKeys.schedule].flatMap(schedule)
        let formats = reader[ManifestKeys.format].map { self.formats($0) } ?? FeedFormats()
        let limits = limits(reader[ManifestKeys.limits] ?? ConfigurationNode(.mapping([]), at: node.place))
        let spaces = keySpaces(reader[ManifestKeys.keySpaces] ?? [])
        let dates = reader[ManifestKeys.dates] ?? []
        let tables = tables(reader[ManifestKeys.tables] ?? [])
        var files: [FileRule] = []
        for node in fileNodes(reader, source) {
            var scope = FileScope(
                earlier: files, isJSON: formats.hasElements, dates: dates, formats: formats,
                statesFormats: reader.states(ManifestKeys.format), tables: tables)
            guard let file = file(node, source: source, in: &scope) else { continue }
            if files.contains(where: { $0.name == file.name }) {
                problems.report("there are two files called `\(file.name)`", at: node.place)
            }
            files.append(file)
        }
        let contract = reader[ManifestKeys.contract].flatMap { self.contract($0, of: files) }
        if let source, source.isTap {
            files = streams(files, isSnapshot: contract?.isSnapshot ?? false, at: node.place)
        }
        checkTap(source, contract, at: reader.place(of: ManifestKeys.source))
        let renamed = renamedColumns(reader[ManifestKeys.alsoNamed] ?? [], of: files)
        let trial = trial(reader)
        let asOf = (reader[ManifestKeys.asOf] ?? []).compactMap { asOfSource($0, files: files, dates: dates) }
        if reader.states(ManifestKeys.files), files.isEmpty, problems.isEmpty {
            reader.report("`files` names no file", at: ManifestKeys.files)
        }
        if let source, !source.isInbox, schedule == nil, !reader.states(ManifestKeys.schedule) {
            problems.report(
                "the manifest lacks the key `schedule`", hint: "A feed that is fetched needs one.", at: node.place)
        }
        checkSource(source, files, isSnapshot: contract?.isSnapshot, node)
        checkFolding(files, at: node.place)
        checkSpaces(spaces, of: files, at: reader.place(of: ManifestKeys.keySpaces))
        guard let version, let title, let partner, let population, let source, let contract else {
            return nil
        }
        return Manifest(
            id: id, version: version, title: title, partner: partner, population: population, source: source,
            schedule: schedule, trial: trial, asOf: asOf, contract: contract, limits: limits, files: files,
            keySpaces: spaces,
            blank: reader[ManifestKeys.blank] ?? [], renamed: renamed,
            mappingText: node.without([
                "schedule", "source", "limits", "title", "partner", "population", "trial", "feeds",
            ]).canonicalText,
            place: node.place)
    }

    private func trial(_ reader: MappingReader) -> TrialFeeds {
        let single = (reader[ManifestKeys.feeds] ?? []).compactMap { entry -> Named<Bool>? in
            let feed = MappingReader(entry.value, called: "the feed `\(entry.name)`", keys: FeedKeys.all, problems)
            return feed?[FeedKeys.trial].map { Named(entry.name, $0, at: entry.place) }
        }
        return TrialFeeds(isWhole: reader[ManifestKeys.trial], single: single)
    }

    // MARK: Renamed columns

    private func renamedColumns(_ entries: [Named<[String]>], of files: [FileRule]) -> [String: String] {
        let names = files.flatMap(\.namedColumns)
        let known = Set(names.map(Fold.header))
        var renamed: [String: String] = [:]
        for entry in entries {
            if !known.contains(Fold.header(entry.name)), problems.isEmpty {
                problems.report(
                    "no rule reads a column `\(entry.name)`", hint: NearestName.hint(for: entry.name, among: names),
                    at: entry.place)
            }
            for name in entry.value { renamed[Fold.header(name)] = entry.name }
        }
        return renamed
    }

    // MARK: Key spaces

    private static let kinds: [(name: String, kind: EntityKind)] = [
        ("child", .child), ("setting", .setting), ("crew-member", .crewMember), ("route", .route),
        ("caseworker", .caseworker),
    ]

    private func keySpaces(_ entries: [Named<String>]) -> [KeySpace] {
        entries.compactMap { entry in
            guard let kind = Self.kinds.first(where: { $0.name == entry.name })?.kind else {
                problems.report(
                    "unknown kind of entity `\(entry.name)`",
                    hint: NearestName.hint(for: entry.name, among: Self.kinds.map(\.name)), at: entry.place)
                return nil
            }
            let known = FeedPartner.valueNames + RequestedPart.valueNames
            guard let name = Template(entry.value), name.names.allSatisfy(known.contains) else {
                problems.report(
                    "a key space can hold only {partner-urn} in braces, or {request-school} where each school has a request",
                    at: entry.place)
                return nil
            }
            return KeySpace(kind: kind, name: name)
        }
    }

    private func checkSpaces(_ spaces: [KeySpace], of files: [FileRule], at place: ConfigurationPlace) {
        for (name, kind) in Self.kinds where !spaces.contains(where: { $0.kind == kind }) {
            if files.contains(where: { $0.records.contains { $0.type.entity == kind } }) {
                problems.report("`key-spaces` lacks `\(name)`", hint: "Records of the files are about one.", at: place)
            }
        }
        for space in spaces {
            for name in space.name.names where RequestedPart.valueNames.contains(name) {
                let without = files.filter { $0.isAbout(space.kind) && !$0.requestNames.contains(name) }.map(\.name)
                guard !without.isEmpty else { continue }
                problems.report(
                    "the key space of `\(space.kind.name)` holds {\(name)}, but \(without.joined(separator: ", ")) isn't asked for so",
                    hint: "State `each` under `https`, and put its name into the path, query or body of each file.",
                    at: place)
            }
        }
    }
}

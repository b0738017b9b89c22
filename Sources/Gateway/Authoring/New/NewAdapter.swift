// A new adapter: from a partner's file, proposed, written, read back and tried on the file at once; or a skeleton of its kind
// that works as it stands.

import Adapters
import Configuring
import Foundation
import SENDRecords

/// The kinds of adapters.
public enum AdapterKind: String, Sendable, CaseIterable {
    case declarative
    case nativeSwift = "native-swift"
    case nativeC = "native-c"
    case singer
}

/// What `adapters new` is asked.
public struct NewAdapter: Sendable {
    let id: String
    let kind: AdapterKind
    /// The partner's file; nil takes an invented one.
    let sample: String?
    let partner: String
    let title: String?
    let records: [String]
    let elements: String?

    public init(
        id: String, kind: AdapterKind = .declarative, sample: String?, partner: String, title: String?,
        records: [String], elements: String?
    ) {
        self.id = id
        self.kind = kind
        self.sample = sample
        self.partner = partner
        self.title = title
        self.records = records
        self.elements = elements
    }

    /// Writes the folder and returns what to tell the author.
    ///
    /// - Throws: `CommandError`, `SampleError`, what the reader says of a file that it refuses.
    public func make(in configuration: GatewayConfiguration, today: CalendarDate) throws -> String {
        let types = try checked()
        guard kind == .declarative else { return try makeSkeleton(in: configuration, today: today) }
        guard let path = sample else { return try makeFromInvention(types, in: configuration, today: today) }
        return try make(from: path, types, in: configuration, today: today)
    }

    /// Without a file of the partner's a small invented one is proposed from: the author puts the partner's columns in.
    private func makeFromInvention(
        _ types: [RecordType], in configuration: GatewayConfiguration, today: CalendarDate
    ) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sendgate-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        // A sample of invented people in the temporary folder: nobody's loss if it stays.
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("invented.csv")
        try Data(InventedSample.text.utf8).write(to: file)
        let told = try make(from: file.path, types, in: configuration, today: today)
        return
            "There was no file of the partner's (--from), so this is made from an invented one: put the partner's columns in.\n\n"
            + told
    }

    private func make(
        from path: String, _ types: [RecordType], in configuration: GatewayConfiguration, today: CalendarDate
    ) throws -> String {
        let definitions = configuration.definitions
        let sample = try Sample.read(path, elements: elements)
        guard !sample.columns.isEmpty, !sample.rows.isEmpty else {
            throw CommandError("The file has no rows to learn from. Take one with a few dozen rows at least.")
        }
        let proposal = Proposal(sample, id: id, types: types, definitions: definitions)
        guard !proposal.isEmpty else {
            throw CommandError(
                "No column of the file looks like a field of a SEND record. Name the record type that its rows state with "
                    + "--record; `sendgate records` lists them.")
        }
        let plugins = configuration.settings.pluginsFolder
        let folder = try ProposedFolder.write(
            proposal, partner: partner,
            title: shownTitle,
            plugins: plugins, today: today, definitions: definitions)
        return report(
            proposal, folder, resembling: Self.resembling(sample, configuration.manifests),
            isListed: configuration.settings.adapters == nil,
            option: Self.option(for: configuration.settings.folder))
    }

    var shownTitle: String { title ?? id.split(separator: "-").joined(separator: " ").capitalisedFirst }

    private func checked() throws(CommandError) -> [RecordType] {
        let isName =
            !id.isEmpty && id.count <= 60 && id.utf8.first != UInt8(ascii: "-")
            && id.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-") }
        guard isName else {
            throw CommandError(
                "`\(id)` can't be an adapter's name: use lower-case letters, digits and dashes, such as therapy-caseload."
            )
        }
        var types: [RecordType] = []
        for name in records {
            guard let type = RecordType.named(name) else {
                let names = RecordType.all.map(\.name)
                throw CommandError(
                    "There is no record type \(name). \(NearestName.of(name, among: names).map { "Did you mean \($0)?" } ?? "`sendgate records` lists them.")"
                )
            }
            types.append(type)
        }
        return types
    }

    /// An adapter that is there and reads most of the file's columns already.
    private static func resembling(_ sample: Sample, _ manifests: [Manifest]) -> (id: String, count: Int)? {
        guard sample.isTable, let found = Manifest.recognise(sample.columns, among: manifests).first else { return nil }
        let known = sample.columns.count - found.file.fit(of: sample.columns).unknown.count
        return known * 3 >= sample.columns.count * 2 ? (found.manifest.id, known) : nil
    }

    private func report(
        _ proposal: Proposal, _ folder: ProposedFolder, resembling: (id: String, count: Int)?, isListed: Bool,
        option: String
    ) -> String {
        var page = Page()
        page.line(
            "Made \(folder.path) from \(proposal.sample.rows.count) rows with \(proposal.sample.columns.count) columns:"
        )
        page.line()
        page.table(proposal.readings.filter(\.isRead).map { [$0.column, $0.meaning, $0.isSure ? "" : "?"] })
        let unread = proposal.readings.filter { !$0.isRead }
        if !unread.isEmpty { page.line("  not read: \(unread.map(\.column).joined(separator: ", "))") }
        for reading in unread where !reading.hints.isEmpty {
            page.line("  could be: \(reading.column) may be \(reading.hints.joined(separator: ", or "))")
        }
        for note in proposal.sample.notes { page.line("  note: \(note)") }
        if proposal.sample.rejected > 0 {
            page.line(
                "  note: \(proposal.sample.rejected) rows of the file can't be read; `sendgate parse` shows which and why."
            )
        }
        page.line()
        if proposal.doubts.isEmpty {
            page.line("Nothing is in doubt, but the population and the contract are yours to state: look for `# ?`.")
        } else {
            page.line("Not sure; look for `# ?` in adapter.yaml:")
            for doubt in proposal.doubts { page.line("  \(doubt)") }
        }
        page.line()
        if let resembling {
            page.line(
                "\(resembling.id) knows \(resembling.count) of these \(proposal.sample.columns.count) columns already. Perhaps no new adapter is needed:"
            )
            page.line("  sendgate adapters try \(resembling.id) \(file)\(option)")
            page.line()
        }
        page.line("It can run already. Next:")
        page.line(
            "  sendgate adapters try \(id) \(file)\(option)     row by row what each rule makes of the file"
        )
        page.line("  sendgate adapters test \(id)\(option)     the invented example against what is expected")
        page.line("  edit \(folder.path)/adapter.yaml, and test again with --accept when it is right")
        if !isListed { page.line("  add \(id) to `adapters` in sendgate.yaml when the daemon is to take its files") }
        page.line(
            "  sendgate pull \(id) \(file) --school URN --dry-run\(option)     what a run would change; the files then go into inbox/<URN>/\(id)/"
        )
        return page.text
    }

    /// The partner's file in a command.
    private var file: String { sample.map(ShellWord.quoted) ?? "FILE" }

    /// What names the configuration folder in a command; nothing for the one that commands take by themselves.
    static func option(for folder: String) -> String {
        let usual = URL(fileURLWithPath: "config").standardizedFileURL.path
        return folder == usual ? "" : " --config \(ShellWord.quoted(folder))"
    }
}

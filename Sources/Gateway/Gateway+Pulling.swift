// `pull ADAPTER [FILE…]`: fetching now, or reading files that somebody hands in.

import Adapters
import Configuring
import Feeds
import Foundation
import SENDRecords
import Storage

extension Gateway {
    /// `pull ADAPTER [FILE…]`, with or without effect.
    func pull(_ request: ControlRequest, _ progress: @escaping @Sendable (String) -> Void) async throws -> String {
        let manifest = try pulled(request)
        let files = (request.arguments["files"] ?? "").split(separator: "\n").map(String.init)
        let isDry = request.arguments["dry-run"] == "true"
        let fromStart = request.arguments["from-start"] == "true"
        if fromStart, !files.isEmpty || !manifest.goesOn {
            throw CommandError(
                files.isEmpty
                    ? "\(manifest.id) asks for everything in every run: it has no cursor."
                    : "Files are always read from their start.")
        }
        let report: PassReport?
        if files.isEmpty {
            guard !manifest.source.isInbox else {
                throw CommandError(
                    "\(manifest.id) is not fetched: its files are dropped in inboxes. Name the files to read.")
            }
            guard !isDry else {
                throw CommandError("Name the files for a dry run: fetching would change the feed's state.")
            }
            progress("Fetching \(manifest.title) …")
            report = try await pullReporting(manifest, kind: .manual, orSkip: false, fromStart: fromStart)
        } else {
            let handed = try handedIn(files, manifest, request)
            report = try await read(handed, manifest, isDry: isDry, progress)
        }
        guard let report else { return "Nothing was done." }
        try await settle()
        if isDry { return report.sentence(dry: true) }
        let told = report.sentence(dry: false) + "\n`sendgate runs show \(report.run)` shows the run."
        // A script that pulls must see that nothing was taken.
        if report.state == .failed || report.state == .refused { throw CommandError(told) }
        return told
    }

    private func pulled(_ request: ControlRequest) throws -> Manifest {
        let name = try request.text("adapter")
        guard let manifest = configuration.manifest(name) else {
            let names = configuration.manifests.map(\.id)
            let folder = "\(configuration.settings.pluginsFolder)/\(name)"
            if FileManager.default.fileExists(atPath: "\(folder)/adapter.yaml") {
                throw CommandError(
                    "\(name) lies in \(configuration.settings.pluginsFolder) but isn't used: add it to `adapters` in "
                        + "sendgate.yaml, and start the daemon anew where one runs.")
            }
            throw CommandError(
                ["There is no adapter \(name).", NearestName.hint(for: name, among: names)].compactMap { $0 }
                    .joined(separator: " "))
        }
        return manifest
    }

    /// Files that somebody hands in, and whose they are.
    private struct HandedIn: Sendable {
        let files: [FileAssignment.Assigned]
        let feed: FeedName
        let partner: FeedPartner
        let requested: RequestedPart
    }

    /// Which file of the set each is; trouble is told before anything is read.
    private func handedIn(_ files: [String], _ manifest: Manifest, _ request: ControlRequest) throws -> HandedIn {
        let urn = request.arguments["school"]
        let requested = RequestedPart(
            school: manifest.source.isInbox ? nil : urn, day: try request.arguments["day"].map(CommandError.day))
        let assignment = try manifest.assign(files) { path in
            guard FileManager.default.isReadableFile(atPath: path) else { return nil }
            var source = FileByteSource(path: path)
            return try PayloadLook(at: &source, for: manifest.files)
        }
        if let trouble = assignment.trouble { throw CommandError(trouble) }
        let schools = configuration.settings.schools
        if let school = requested.school, !schools.contains(where: { $0.urn == school }) {
            throw CommandError("\(school) is no school of sendgate.yaml.")
        }
        for rule in assignment.assigned.compactMap({ manifest.file($0.file) }) {
            guard let lack = manifest.lack(of: requested, in: rule) else { continue }
            throw CommandError("\(lack.finding) \(lack.advice)")
        }
        guard manifest.source.isInbox else {
            return HandedIn(
                files: assignment.assigned, feed: FeedName(adapter: manifest.id, partner: nil),
                partner: FeedPartner(name: manifest.partner), requested: requested)
        }
        guard let urn, let school = schools.first(where: { $0.urn == urn }) else {
            throw CommandError("Say whose file it is: --school URN, one of the schools in sendgate.yaml.")
        }
        return HandedIn(
            files: assignment.assigned, feed: FeedName(adapter: manifest.id, partner: urn),
            partner: FeedPartner(urn: urn, name: school.name), requested: requested)
    }

    private func read(
        _ handed: HandedIn, _ manifest: Manifest, isDry: Bool, _ progress: @escaping @Sendable (String) -> Void
    ) async throws -> PassReport {
        let feed = handed.feed
        return try await gates.through(feed) {
            let thread = WorkThread(named: "pull \(feed)")
            defer { thread.stop() }
            let begun = ContinuousClock.now
            let report = try await thread.run {
                let received = try self.keep(handed, progress)
                let asOf = manifest.asOf(fileName: received.first?.name, arrival: self.clock.now)
                let pass = FeedPass(
                    feed: feed, manifest: manifest, digest: self.configuration.digest(of: manifest.id),
                    partner: handed.partner, kind: .manual, files: received, asOf: asOf, claim: nil,
                    neighbours: manifest.source.isInbox ? self.configuration.manifests : [])
                guard isDry else { return try self.runner.run(pass) }
                // A trial leaves nothing behind, neither where it ends well nor where it doesn't.
                defer { for file in received { try? self.store.forgetUnusedPayload(file.hash) } }
                return try self.runner.tryOut(pass)
            }
            guard !isDry else { return report }
            await writeReport(of: report)
            tell(report, feed: feed, begun: begun)
            return report
        }
    }

    /// Keeps the files as payloads of their feed.
    private func keep(_ handed: HandedIn, _ progress: (String) -> Void) throws -> [ReceivedFile] {
        let id = try store.feed(named: handed.feed.description, adapter: handed.feed.adapter)
        return try handed.files.map { file in
            progress("Reading \(file.file) …")
            let copy = "\(store.workFolder)/manual-\(UUID().uuidString)"
            do {
                try FileManager.default.copyItem(atPath: file.name, toPath: copy)
            } catch {
                throw CommandError("The file \(file.name) can't be read. Check the name and the rights.")
            }
            let name = URL(fileURLWithPath: file.name).lastPathComponent
            let payload = try store.keep(fileAt: copy, name: name, feed: id, at: clock.now)
            return ReceivedFile(file: file.file, name: name, hash: payload.hash, requested: handed.requested)
        }
    }
}

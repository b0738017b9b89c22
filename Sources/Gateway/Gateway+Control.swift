// The commands that change something: the same handler whether the daemon runs or the command owns the store itself.

import Adapters
import Configuring
import Feeds
import Foundation
import Reconciling
import SENDRecords
import Storage

extension Gateway {
    /// The daemon's ear for commands.
    func startControl() throws -> ControlServer {
        let server = ControlServer(stateFolder: configuration.settings.stateFolder) { request, progress in
            await self.handle(request, progress: progress)
        }
        try server.start()
        return server
    }

    /// Does what a command asks. What people decide goes through the derive lane, so that nothing changes under a step.
    public func handle(
        _ request: ControlRequest, progress: @escaping @Sendable (String) -> Void = { _ in }
    ) async -> ControlAnswer {
        do {
            let message = try await perform(request, progress)
            deriveBell.ring()
            return ControlAnswer(isDone: true, message: message)
        } catch {
            return ControlAnswer(isDone: false, message: GatewayError.words(for: error))
        }
    }

    private func perform(
        _ request: ControlRequest, _ progress: @escaping @Sendable (String) -> Void
    ) async throws -> String {
        let now = clock.now
        let store = store
        switch request.command {
        case "pull": return try await pull(request, progress)
        case "adapters.trust":
            return try await trust(try text(request, "adapter"), by: try text(request, "by"))
        case "adapters.resume":
            return try await resume(try text(request, "adapter"), by: try text(request, "by"))
        case "runs.release":
            let (run, who) = (try number(request, "run"), try text(request, "by"))
            try await deriveThread.run {
                let commands = try store.remarks(of: RunID(run)).filter { $0.kind == RunRemark.accept }.map(\.text)
                if try store.run(RunID(run)).rows == 0, !commands.isEmpty {
                    throw CommandError(
                        "Nothing was read of this run's file, because needed columns have new names. If they are the same "
                            + "columns: \(commands.joined(separator: "; ")). It is then read by itself.")
                }
                let feed = FeedName(try store.run(RunID(run)).feedName)
                if self.configuration.isOnTrial(feed) { throw CommandError.onTrial(feed) }
                try store.release(RunID(run), by: who, at: now)
            }
            return "Run \(run) is released." + (await renewReceipt(ofDecided: RunID(run)))
        case "runs.refuse":
            let (run, who) = (try number(request, "run"), try text(request, "by"))
            try await deriveThread.run { try store.refuse(RunID(run), by: who, at: now) }
            return "Run \(run) is refused; nothing of it is applied." + (await renewReceipt(ofDecided: RunID(run)))
        case "verdicts.add":
            guard let kind = VerdictKind.allCases.first(where: { $0.name == request.arguments["kind"] }) else {
                throw CommandError("A verdict is same, different or seal.")
            }
            let (first, second) = (try key(request, "first"), try key(request, "second"))
            let (who, why) = (try text(request, "by"), try text(request, "why"))
            let id = try await deriveThread.run {
                // A seal may come before the records that it keeps apart; a slip in another verdict should be told.
                for key in [first, second] where try kind != .seal && store.subject(of: key) == nil {
                    throw CommandError("No partner states a child \(key.space):\(key.key).")
                }
                return try store.addVerdict(kind, first, second, who: who, why: why, at: now)
            }
            return "Verdict \(id) is recorded."
        case "verdicts.undo":
            let (id, who) = (try number(request, "id"), try text(request, "by"))
            try await deriveThread.run { try store.undoVerdict(id, by: who, at: now) }
            return "Verdict \(id) is undone. Whoever had been told is sent the correction."
        case "restrict.add":
            let (child, who, why) = (try key(request, "child"), try text(request, "by"), try text(request, "why"))
            let id = try await deriveThread.run {
                guard try store.subject(of: child) != nil else {
                    throw CommandError("No partner states a child \(child.space):\(child.key).")
                }
                return try store.restrict(child, who: who, why: why, at: now)
            }
            return "Restriction \(id) is recorded: nothing about the child leaves from now on."
        case "restrict.lift":
            let (id, who) = (try number(request, "id"), try text(request, "by"))
            try await deriveThread.run { try store.liftRestriction(id, by: who, at: now) }
            return "Restriction \(id) is lifted."
        case "deliveries.retry":
            let (id, who) = (try text(request, "id"), try text(request, "by"))
            try await deriveThread.run {
                guard let delivery = try store.delivery(id) else {
                    throw CommandError("There is no delivery \(id). `sendgate deliveries list` shows them.")
                }
                try store.retryDelivery(delivery.sequence, by: who, at: now)
            }
            outboxBells.ring()
            return "Delivery \(id) is sent again."
        case "quarantine.retry": return try await retryQuarantine(request, progress)
        case "quarantine.values": return try await showQuarantined(request)
        case "adapters.compare": return try await compareShowingValues(request)
        case "adapters.discover": return try await discover(try text(request, "adapter"), by: try text(request, "by"))
        case "adapters.accept":
            return try await accept(
                HeaderDrift.Rename(gone: try text(request, "column"), new: try text(request, "name")),
                of: try text(request, "adapter"), by: try text(request, "by"))
        case "feeds.accept":
            return try await acceptFeed(try text(request, "feed"), by: try text(request, "by"), progress)
        case "rebuild": return try await rebuild(progress)
        default: throw CommandError("The gateway doesn't know the command \(request.command).")
        }
    }

    /// The decision stands whether or not the school's folder can be written to.
    private func renewReceipt(ofDecided run: RunID) async -> String {
        do {
            try await tellSchool(ofDecided: run)
            return ""
        } catch {
            return " The school's receipt could not be written anew: tell the school yourself."
        }
    }

    // MARK: - Rebuild

    /// Derives everything again and says whether anything came out differently.
    private func rebuild(_ progress: @escaping @Sendable (String) -> Void) async throws -> String {
        let store = store
        progress("Putting every child, route, crew member and setting on the list …")
        let before = try await deriveThread.run {
            let digest = try store.contentDigest()
            try store.putAllOnList()
            return digest
        }
        let count = try await settle()
        let after = try await deriveThread.run { try store.contentDigest() }
        let verdict = before == after ? "The content is the same as before." : "The content differs from before."
        return "\(count) entries were derived again. \(verdict)"
    }

    // MARK: - Pull

    /// `pull ADAPTER [FILE…]`, with or without effect.
    private func pull(
        _ request: ControlRequest, _ progress: @escaping @Sendable (String) -> Void
    ) async throws -> String {
        let name = try text(request, "adapter")
        guard let manifest = configuration.manifest(name) else {
            let names = configuration.manifests.map(\.id)
            throw CommandError(
                ["There is no adapter \(name).", NearestName.hint(for: name, among: names)].compactMap { $0 }
                    .joined(separator: " "))
        }
        let files = (request.arguments["files"] ?? "").split(separator: "\n").map(String.init)
        let isDry = request.arguments["dry-run"] == "true"
        let fromStart = request.arguments["from-start"] == "true"
        if fromStart, !files.isEmpty || !manifest.goesOn {
            throw CommandError(
                files.isEmpty
                    ? "\(name) asks for everything in every run: it has no cursor."
                    : "Files are always read from their start.")
        }
        let report: PassReport?
        if files.isEmpty {
            guard !manifest.source.isInbox else {
                throw CommandError("\(name) is not fetched: its files are dropped in inboxes. Name the files to read.")
            }
            guard !isDry else {
                throw CommandError("Name the files for a dry run: fetching would change the feed's state.")
            }
            progress("Fetching \(manifest.title) …")
            report = try await pullReporting(manifest, kind: .manual, orSkip: false, fromStart: fromStart)
        } else {
            let requested = RequestedPart(
                school: manifest.source.isInbox ? nil : request.arguments["school"],
                day: try request.arguments["day"].map(CommandError.day))
            report = try await read(
                files, manifest, school: request.arguments["school"], requested: requested, isDry: isDry, progress)
        }
        guard let report else { return "Nothing was done." }
        try await settle()
        if isDry { return report.sentence(dry: true) }
        let told = report.sentence(dry: false) + "\n`sendgate runs show \(report.run)` shows the run."
        // A script that pulls must see that nothing was taken.
        if report.state == .failed || report.state == .refused { throw CommandError(told) }
        return told
    }

    private func read(
        _ files: [String], _ manifest: Manifest, school urn: String?, requested: RequestedPart, isDry: Bool,
        _ progress: @escaping @Sendable (String) -> Void
    ) async throws -> PassReport {
        let assignment = try manifest.assign(files) { path in
            guard FileManager.default.isReadableFile(atPath: path) else { return nil }
            var source = FileByteSource(path: path)
            return try PayloadLook(at: &source, for: manifest.files)
        }
        if let trouble = assignment.trouble { throw CommandError(trouble) }
        if let school = requested.school, !configuration.settings.schools.contains(where: { $0.urn == school }) {
            throw CommandError("\(school) is no school of sendgate.yaml.")
        }
        for rule in assignment.assigned.compactMap({ manifest.file($0.file) }) {
            guard let lack = manifest.lack(of: requested, in: rule) else { continue }
            throw CommandError("\(lack.finding) \(lack.advice)")
        }
        var partner = FeedPartner(name: manifest.partner)
        var feed = FeedName(adapter: manifest.id, partner: nil)
        if manifest.source.isInbox {
            guard let urn, let school = configuration.settings.schools.first(where: { $0.urn == urn }) else {
                throw CommandError("Say whose file it is: --school URN, one of the schools in sendgate.yaml.")
            }
            partner = FeedPartner(urn: urn, name: school.name)
            feed = FeedName(adapter: manifest.id, partner: urn)
        }
        await gates.enter(feed)
        let thread = WorkThread(named: "pull \(feed)")
        defer { thread.stop() }
        let (store, runner, clock, digest) = (store, runner, clock, configuration.digest(of: manifest.id))
        let begun = ContinuousClock.now
        do {
            let (feedName, partnerValue) = (feed, partner)
            let report = try await thread.run {
                let id = try store.feed(named: feedName.description, adapter: feedName.adapter)
                var received: [ReceivedFile] = []
                for file in assignment.assigned {
                    progress("Reading \(file.file) …")
                    let copy = "\(store.workFolder)/manual-\(UUID().uuidString)"
                    do {
                        try FileManager.default.copyItem(atPath: file.name, toPath: copy)
                    } catch {
                        throw CommandError("The file \(file.name) can't be read. Check the name and the rights.")
                    }
                    let name = URL(fileURLWithPath: file.name).lastPathComponent
                    let payload = try store.keep(fileAt: copy, name: name, feed: id, at: clock.now)
                    received.append(
                        ReceivedFile(file: file.file, name: name, hash: payload.hash, requested: requested))
                }
                let asOf = manifest.asOf(fileName: received.first?.name, arrival: clock.now)
                let pass = FeedPass(
                    feed: feedName, manifest: manifest, digest: digest, partner: partnerValue, kind: .manual,
                    files: received, asOf: asOf, claim: nil,
                    neighbours: manifest.source.isInbox ? self.configuration.manifests : [])
                guard isDry else { return try runner.run(pass) }
                // A trial leaves nothing behind, neither where it ends well nor where it doesn't.
                defer { for file in received { try? store.forgetUnusedPayload(file.hash) } }
                return try runner.tryOut(pass)
            }
            if !isDry { await writeReport(of: report) }
            await gates.leave(feed)
            if !isDry { tell(report, feed: feed, begun: begun) }
            return report
        } catch {
            await gates.leave(feed)
            throw error
        }
    }

    // MARK: - Arguments

    func text(_ request: ControlRequest, _ name: String) throws -> String {
        guard let text = request.arguments[name], !text.isEmpty else {
            throw CommandError("The command lacks \(name).")
        }
        return text
    }

    private func number(_ request: ControlRequest, _ name: String) throws -> Int64 {
        guard let number = Int64(try text(request, name)) else {
            throw CommandError("\(name) should be a number.")
        }
        return number
    }

    /// A child key as `space:key`.
    private func key(_ request: ControlRequest, _ name: String) throws -> SubjectKey {
        let text = try text(request, name)
        guard let colon = text.lastIndex(of: ":") else {
            throw CommandError("A child key is written space:key, for instance council-ehc:1234.")
        }
        return SubjectKey(.child, space: String(text[..<colon]), key: String(text[text.index(after: colon)...]))
    }
}

extension CommandError {
    /// A day that a command names.
    static func day(_ text: String) throws(CommandError) -> CalendarDate {
        guard let day = CalendarDate(iso: text) else {
            throw CommandError("\(text) is no day: write it as 2026-11-20.")
        }
        return day
    }
}

extension PassReport {
    /// What the run came to, for whoever gave the command.
    func sentence(dry: Bool) -> String {
        let rows = "\(counts.accountedFor) rows = \(counts)"
        let would = dry ? "This would be: " : ""
        return switch state {
        case .applied where heldWithdrawals != nil:
            "\(would)applied; \(rows). Withdrawals are held: see `sendgate status`."
        case .applied: "\(would)applied; \(rows)."
        case .trial: "The feed is on trial: nothing of this has any effect. It would be: \(reason); \(rows)."
        case .unchanged: "Already received: these are the same bytes as the last ones. Nothing to do."
        default: "\(would)\(state.name): \(reason) (\(rows))"
        }
    }
}

extension Gateway {
    /// Works the list off: for a command that owns the store and has changed something.
    public func finishDeriving() async throws {
        let (service, today) = (deriving, clock.today)
        try await deriveThread.run { try service.wake(on: today) }
        try await settle()
    }
}

// The inboxes at work: looks by polling and when the file system hints, takes files, hands them on, settles them.

import Foundation
import SENDRecords

/// Watches the schools' folders until its task is cancelled.
struct InboxService: Sendable {
    /// What turns a file into an outcome. It is called for one file of a folder at a time. When it throws, the file
    /// stays taken and comes again with the same claim: for trouble of the gateway, never for a bad file, which gets a
    /// receipt that refuses it.
    typealias Process = @Sendable (ClaimedFile) async throws -> InboxOutcome

    private let folders: [InboxFolder]
    private let root: String
    private let settleTime: Duration
    private let pollTime: Duration
    private let atOnce: Int
    private let retryPause: Duration
    private let clock: GatewayClock
    private let tell: @Sendable (InboxEvent) -> Void
    private let process: Process
    private let bell = Bell()

    /// `atOnce` is how many folders are worked on at the same time; `retryPause` the first pause after trouble, which
    /// doubles up to five minutes.
    init(
        root: String, places: [InboxPlace], settleTime: Duration, pollTime: Duration, atOnce: Int = 2,
        retryPause: Duration = .seconds(5), clock: GatewayClock, tell: @escaping @Sendable (InboxEvent) -> Void,
        process: @escaping Process
    ) {
        folders = places.map { InboxFolder(place: $0, root: root, timeZone: clock.timeZone) }
        self.root = root
        self.settleTime = settleTime
        self.pollTime = pollTime
        self.atOnce = atOnce
        self.retryPause = retryPause
        self.clock = clock
        self.tell = tell
        self.process = process
    }

    /// Makes the folders, goes on with what was taken before the last stop, and watches until the task is cancelled.
    /// Then it lets the files at hand finish.
    func run() async {
        let watch = FolderWatch()
        watch.start(ringing: bell)
        let looker = InboxLooker(folders, settleTime: settleTime, watch: watch)
        let board = InboxBoard(lanes: folders.count, ringing: bell)
        let arrivals = Arrivals(clock)
        let thread = WorkThread(named: "inbox look")
        try? await thread.run { self.writeReadmes() }
        // Tasks of their own: a cancelled `run` ends the work between two files, not within one.
        let workers = (1...max(1, atOnce)).map { number in
            Task {
                let thread = WorkThread(named: "inbox \(number)")
                while let work = await board.next() {
                    await handle(work.job, in: work.lane, board, arrivals, on: thread)
                }
                thread.stop()
            }
        }
        await lookOnAndOn(looker, board, on: thread)
        watch.stop()
        await board.close()
        for worker in workers { await worker.value }
        thread.stop()
    }

    private func lookOnAndOn(_ looker: InboxLooker, _ board: InboxBoard, on thread: WorkThread) async {
        while !Task.isCancelled {
            let start = ContinuousClock.now
            let backlogs = await board.backlogs
            guard let seen = try? await thread.run({ looker.look(except: backlogs) }) else { return }
            for look in seen.looks { look.events.forEach(tell) }
            await board.offer(seen.looks)
            let end = ContinuousClock.now
            // Hints come in swarms; looking takes at most a quarter of the time.
            try? await Task.sleep(for: max((end - start) * 3, .milliseconds(20)))
            var next = start + pollTime
            if let due = seen.soonest { next = min(next, due) }
            if let due = await board.soonest { next = min(next, due) }
            await wait(until: next)
        }
    }

    /// Waits for the time, the bell or the end.
    private func wait(until next: ContinuousClock.Instant) async {
        let pause = next - .now
        guard pause > .zero, !Task.isCancelled else { return }
        // The bell keeps a ring for the next who waits, so a timer that is early is not lost.
        let timer = Task { [bell] in
            try? await Task.sleep(for: pause)
            if !Task.isCancelled { bell.ring() }
        }
        await bell.wait(atMost: .seconds(3600))
        timer.cancel()
    }

    private func handle(
        _ job: InboxJob, in lane: Int, _ board: InboxBoard, _ arrivals: Arrivals, on thread: WorkThread
    ) async {
        let folder = folders[lane]
        let file: TakenFile
        switch job {
        case .goOn(let taken): file = taken
        case .take(let waiting):
            let claim = Claim(at: await arrivals.next())
            do {
                switch try await thread.run({ try folder.take(waiting, as: claim) }) {
                case .taken(let taken): file = taken
                case .notNow:
                    await board.finished(lane)
                    return
                case .stillOpen:
                    if await board.postponed(lane, waiting) { tell(.stillOpen(folder.place)) }
                    return
                case .unreadable(let failure):
                    if await board.postponed(lane, waiting) { tell(.unreadable(folder.place, failure)) }
                    return
                }
            } catch {
                if await board.postponed(lane, waiting) { report(error, folder.place) }
                return
            }
        }
        tell(.taken(folder.place, claim: file.taken.claim.id, again: file.isRepeated))
        await finish(file, in: lane, board, on: thread)
    }

    private func finish(_ file: TakenFile, in lane: Int, _ board: InboxBoard, on thread: WorkThread) async {
        let folder = folders[lane]
        let claimed = folder.claimed(file)
        let claim = claimed.claim
        do {
            let outcome: InboxOutcome
            if let refusal = InboxRefusal(file) {
                outcome = InboxOutcome(claimed.receipt(refusal.outcome))
            } else {
                outcome = try await process(claimed)
            }
            switch try await thread.run({ try folder.settle(file, outcome) }) {
            case .settled:
                tell(.settled(folder.place, claim: claim, outcome: outcome.receipt.outcome.word))
            case .putBack:
                tell(.changedAfterTaking(folder.place, claim: claim))
                bell.ring()
            }
            await board.finished(lane)
        } catch is ChangedFile {
            try? await thread.run { try folder.giveBack(file) }
            tell(.changedAfterTaking(folder.place, claim: claim))
            bell.ring()
            await board.finished(lane)
        } catch is CancellationError {
            // The gateway stops: the file comes again with the same claim at its next start.
            _ = await board.failed(lane, file, pause: retryPause)
        } catch {
            let tries = await board.failed(lane, file, pause: retryPause)
            // Foundation's own words hold the file's name.
            let reason = error is CocoaError ? "a file could not be read or written" : "\(error)"
            tell(.notProcessed(folder.place, claim: claim, tries: tries, reason: reason))
            bell.ring()
        }
    }

    /// Writes the receipt of a settled file anew, and moves the file if it now belongs on the other shelf: after a
    /// person has released or refused a file that waited. Needs the claim and the name that the process was given.
    func settleAgain(_ place: InboxPlace, claim: String, name: String, _ outcome: InboxOutcome) async throws {
        guard let claim = Claim(id: claim) else { return }
        let folder = InboxFolder(place: place, root: root, timeZone: clock.timeZone)
        let thread = WorkThread(named: "inbox receipt")
        defer { thread.stop() }
        try await thread.run {
            try folder.settleAgain(TakenName(claim: claim, name: name, isUsable: true), outcome)
        }
    }

    private func report(_ error: any Error, _ place: InboxPlace) {
        tell(.trouble(place, error as? FolderError ?? FolderError("can't take a file", EIO)))
    }

    private func writeReadmes() {
        var bySchool: [String: [InboxPlace]] = [:]
        for folder in folders { bySchool[folder.place.urn, default: []].append(folder.place) }
        for (urn, places) in bySchool {
            let path = "\(root)/\(urn)"
            let bytes = InboxFolder.forWindows(InboxReadme.text(for: places))
            do {
                try FileManager.default.createDirectory(
                    atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o770])
                let folder = try OpenFolder(path: path)
                let name = FileName(InboxReadme.name)
                if folder.bytes(of: name, atMost: 64 << 10) == bytes { continue }
                try folder.write(bytes, as: name, hidden: FileName("\(InboxFolder.hiddenStart)readme"))
            } catch {
                report(error, places[0])
            }
        }
    }
}

/// Gives every taking a time of its own, later than the one before, whatever the system's clock does.
private actor Arrivals {
    private let clock: GatewayClock
    private var last = Int64.min

    init(_ clock: GatewayClock) {
        self.clock = clock
    }

    func next() -> Instant {
        last = max(clock.now.milliseconds, last == .min ? .min : last + 1)
        return Instant(milliseconds: last)
    }
}

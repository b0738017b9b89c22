// Who works on what: files of one folder one after the other, folders in turn.

/// A piece of work for a worker.
enum InboxJob: Sendable {
    case take(WaitingFile)
    case goOn(TakenFile)
}

/// What waits in every folder, and which folders are being worked on.
actor InboxBoard {
    private struct Lane {
        var files: ArraySlice<WaitingFile> = []
        var hasMore = false
        /// Taken and not settled: these come first.
        var taken: ArraySlice<TakenFile> = []
        var notBefore: ContinuousClock.Instant?
        var tries = 0
        var isBusy = false
        var isQueued = false
        var noted: Set<FileName> = []
    }

    private var lanes: [Lane]
    /// The folders with work, each once; the next one is taken from the front.
    private var queue: [Int] = []
    private var waiters: [CheckedContinuation<(lane: Int, job: InboxJob)?, Never>] = []
    private var isClosed = false
    private let bell: Bell

    /// Rings the bell when a folder has run out of listed files and more are there.
    init(lanes count: Int, ringing bell: Bell) {
        lanes = Array(repeating: Lane(), count: count)
        self.bell = bell
    }

    /// Takes over what a look found. The files replace those of the look before.
    func offer(_ looks: [InboxLook]) {
        for look in looks {
            lanes[look.lane].files = look.files[...]
            lanes[look.lane].hasMore = look.hasMore
            lanes[look.lane].taken += look.recovered
            enqueue(look.lane)
        }
    }

    /// The next piece of work; waits for it. Nil at the end.
    func next() async -> (lane: Int, job: InboxJob)? {
        if isClosed { return nil }
        if let work = pick() { return work }
        return await withCheckedContinuation { waiters.append($0) }
    }

    /// The work is done and the folder free for the next file.
    func finished(_ lane: Int) {
        lanes[lane].tries = 0
        free(lane)
    }

    /// The work failed: it comes again after a while, before any other file of the folder, because a later file may
    /// correct it. Gives how often it was tried.
    func failed(_ lane: Int, _ file: TakenFile, pause: Duration) -> Int {
        var again = file
        again.isRepeated = true
        lanes[lane].taken = [again] + lanes[lane].taken
        lanes[lane].tries += 1
        let doubled = pause * (1 << min(lanes[lane].tries - 1, 6))
        lanes[lane].notBefore = .now + min(doubled, .seconds(300))
        free(lane)
        return lanes[lane].tries
    }

    /// The file can't be taken now; gives whether that is told for the first time.
    func postponed(_ lane: Int, _ file: WaitingFile) -> Bool {
        if lanes[lane].noted.count >= 1000 { lanes[lane].noted = [] }
        let isFirst = lanes[lane].noted.insert(file.name).inserted
        free(lane)
        return isFirst
    }

    /// Folders with so much listed work that looking there again can wait.
    var backlogs: Set<Int> {
        Set(lanes.indices.filter { lanes[$0].files.count >= Self.backlog })
    }

    private static let backlog = 256

    /// When the first folder that pauses may go on.
    var soonest: ContinuousClock.Instant? { lanes.compactMap(\.notBefore).min() }

    /// Gives out no more work.
    func close() {
        isClosed = true
        for waiter in waiters { waiter.resume(returning: nil) }
        waiters = []
    }

    private func free(_ lane: Int) {
        lanes[lane].isBusy = false
        if lanes[lane].files.isEmpty, lanes[lane].hasMore {
            lanes[lane].hasMore = false
            bell.ring()
        }
        enqueue(lane)
    }

    private func enqueue(_ lane: Int) {
        guard !lanes[lane].isBusy, !lanes[lane].isQueued else { return }
        guard !lanes[lane].taken.isEmpty || !lanes[lane].files.isEmpty else { return }
        if let notBefore = lanes[lane].notBefore, notBefore > .now { return }
        lanes[lane].isQueued = true
        queue.append(lane)
        while !waiters.isEmpty, let work = pick() { waiters.removeFirst().resume(returning: work) }
    }

    private func pick() -> (lane: Int, job: InboxJob)? {
        while !queue.isEmpty {
            let lane = queue.removeFirst()
            lanes[lane].isQueued = false
            lanes[lane].isBusy = true
            lanes[lane].notBefore = nil
            if let file = lanes[lane].taken.popFirst() { return (lane, .goOn(file)) }
            if let file = lanes[lane].files.popFirst() { return (lane, .take(file)) }
            lanes[lane].isBusy = false
        }
        return nil
    }
}

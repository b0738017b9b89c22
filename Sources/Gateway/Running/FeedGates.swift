// Runs of one feed never overlap.

/// Who is at work on which feed.
actor FeedGates {
    private var busy: Set<FeedName> = []
    private var waiting: [FeedName: [CheckedContinuation<Void, Never>]] = [:]

    /// Takes the feed if nobody has it.
    func tryEnter(_ feed: FeedName) -> Bool {
        busy.insert(feed).inserted
    }

    /// Takes the feed, after whoever has it.
    func enter(_ feed: FeedName) async {
        if busy.insert(feed).inserted { return }
        await withCheckedContinuation { waiting[feed, default: []].append($0) }
    }

    /// Gives the feed to the next in the queue, or to nobody.
    func leave(_ feed: FeedName) {
        if var queue = waiting[feed], !queue.isEmpty {
            let next = queue.removeFirst()
            waiting[feed] = queue.isEmpty ? nil : queue
            next.resume()
        } else {
            busy.remove(feed)
        }
    }

    /// Does the work on a feed, after whoever has it, and gives the feed on once, however the work ends.
    nonisolated func through<Result>(_ feed: FeedName, _ work: () async throws -> Result) async throws -> Result {
        await enter(feed)
        return try await leaving(feed, work)
    }

    /// The same for a feed that was entered already.
    nonisolated func leaving<Result>(_ feed: FeedName, _ work: () async throws -> Result) async throws -> Result {
        do {
            let result = try await work()
            await leave(feed)
            return result
        } catch {
            await leave(feed)
            throw error
        }
    }
}

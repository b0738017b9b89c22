// When a dropped file may be taken: size, time and inode have stood still. Pure; the inbox gives it what it sees.

/// What the file system says of a file at one look.
struct FileLook: Hashable, Sendable {
    let size: Int64
    let modifiedNanoseconds: Int64
    let inode: UInt64
}

/// Remembers looks and says which files have stood still long enough.
///
/// Only the monotonic clock counts: a copy that keeps the original's old time is still being written. One pass over a
/// folder is `begin`, `stands` for every file there, `end`.
struct StandingStill: Sendable {
    private struct Watched: Sendable {
        var look: FileLook
        var since: ContinuousClock.Instant
        var pass: UInt32
    }

    private let settleTime: Duration
    private var watched: [FileName: Watched] = [:]
    private var pass: UInt32 = 0
    private var seen = 0

    /// When the first of the files that don't stand still yet may do so; nil where there is none.
    private(set) var soonest: ContinuousClock.Instant?

    init(settleTime: Duration) {
        self.settleTime = settleTime
    }

    mutating func begin() {
        pass &+= 1
        seen = 0
        soonest = nil
    }

    /// Whether the file has stood still for the whole settle time; an empty one must do so for twelve times as long.
    mutating func stands(_ name: FileName, _ look: FileLook, at now: ContinuousClock.Instant) -> Bool {
        seen += 1
        let earlier = watched[name]
        let since = earlier?.look == look ? earlier?.since ?? now : now
        watched[name] = Watched(look: look, since: since, pass: pass)
        // Copying begins with an empty file, and over a slow line nothing else may come for a while.
        let wanted = look.size == 0 ? settleTime * 12 : settleTime
        if now - since >= wanted { return true }
        let due = since + wanted
        soonest = min(soonest ?? due, due)
        return false
    }

    /// Forgets files that have gone.
    mutating func end() {
        guard seen != watched.count else { return }
        let current = pass
        watched = watched.filter { $0.value.pass == current }
    }
}

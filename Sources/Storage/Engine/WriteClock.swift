// How long the write lock was held, by step: no step may hold it for a second.

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Remembers the longest time that each step held the write lock.
struct WriteClock {
    private(set) var longest: [String: Double] = [:]

    mutating func note(_ step: String, seconds: Double) {
        if seconds > longest[step] ?? 0 { longest[step] = seconds }
    }

    /// Seconds on the clock that nobody sets.
    static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

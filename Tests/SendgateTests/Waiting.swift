// Waiting for what a daemon or a tap does by itself.

/// What a test waited for in vain.
struct Late: Error, CustomStringConvertible {
    let description: String
}

enum Waiting {
    /// Waits until something is so.
    static func until(
        _ what: String, within limit: Duration = .seconds(30), _ isSo: () async throws -> Bool
    ) async throws {
        let end = ContinuousClock.now + limit
        while ContinuousClock.now < end {
            if try await isSo() { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw Late(description: "after \(limit.components.seconds) s it still isn't so: \(what)")
    }
}

// Deriving everything again, and working off what a command has put on the list.

import Storage

extension Gateway {
    /// Derives everything again and says whether anything came out differently.
    func rebuild(_ progress: @escaping @Sendable (String) -> Void) async throws -> String {
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

    /// Works the list off: for a command that owns the store and has changed something.
    public func finishDeriving() async throws {
        let (service, today) = (deriving, clock.today)
        try await deriveThread.run { try service.wake(on: today) }
        try await settle()
    }
}

// `adapters compare --values`: who looks at the values of two systems is kept in the audit, before they are shown.

import SENDRecords
import Storage

extension Gateway {
    func compareShowingValues(_ request: ControlRequest) async throws -> String {
        let (old, new) = (try request.text("old"), try request.text("new"))
        let who = try request.text("by")
        let limit = request.arguments["limit"].flatMap(Int.init) ?? 0
        let reader = GatewayReader(self)
        let (store, now) = (store, clock.now)
        // Reading every child takes a while; the store's own thread has other work.
        let thread = WorkThread(named: "compare")
        defer { thread.stop() }
        return try await thread.run {
            // The names are looked at first: an audit of what nobody was shown helps nobody.
            let telling = try reader.compare(old, new, limit: limit, withValues: true)
            try store.audit(
                AuditEntry(
                    at: now, by: who, what: "looked at the values in which \(old) and \(new) differ",
                    detail: "at most \(limit) children of each kind"))
            return request.arguments["json"] == "true" ? telling.jsonText : telling.text
        }
    }
}

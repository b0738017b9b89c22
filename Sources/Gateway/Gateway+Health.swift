// What `/health` says.

import Feeds
import Foundation
import Storage

/// Whether the gateway is well, in numbers that name nobody.
public struct HealthReport: Sendable {
    public let isWell: Bool
    public let json: String
}

extension Gateway {
    /// Asks the store; a store that doesn't answer within seconds is not well.
    public func health() async -> HealthReport {
        let store = store
        do {
            let status = try await storeThread.run { try store.status() }
            let deliveries = status.deliveries.map { JSONMember($0.key.name, .integer($0.value)) }.sorted {
                $0.name < $1.name
            }
            let json: JSONValue = [
                "status": "ok", "children": .integer(status.children), "waitingToBeDerived": .integer(status.touched),
                "held": .integer(status.runs[.held] ?? 0), "deliveries": .object(deliveries),
                "longestWriteLock": .object(
                    store.longestWriteLock.sorted { $0.key < $1.key }.map {
                        JSONMember($0.key, .number(String(($0.value * 1000).rounded() / 1000)))
                    }),
            ]
            return HealthReport(isWell: true, json: json.serialised())
        } catch {
            return HealthReport(isWell: false, json: "{\"status\":\"the store does not answer\"}")
        }
    }
}

// What feeds the record types, by the manifests of a configuration.

import Adapters
import SENDRecords

/// The answer of `sendgate records --fed-by`.
public struct RecordSources: Sendable {
    private let types: [FedType]
    private let isWhole: Bool

    /// - Parameter type: only this record type; all where nil.
    public init(_ configuration: GatewayConfiguration, type: String?) {
        types = FedType.all(of: configuration.manifests).filter { type == nil || $0.type.name == type }
        isWhole = type == nil
    }

    public var text: String { FedType.text(of: types, isWhole: isWhole) }
    public var json: String { FedType.json(of: types).serialised() }
}

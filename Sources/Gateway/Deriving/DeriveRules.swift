// Everything that derive decides by: one value, replaced whole when configuration changes or the day turns.

import Matching
import Publishing
import Reconciling
import SENDRecords

/// The rules that turn statements into children, files, findings and documents.
struct DeriveRules: Sendable {
    let model: MatchingModel
    let settler: Settler
    let definitions: Definitions
    let agreements: [Agreement]
    /// Adapters whose rows are taken only for children whom other feeds show with SEND.
    let adaptersThatAsk: Set<String>

    /// Names what the derived content follows from; when it changes, every child is derived again.
    var fingerprint: String {
        let parts = agreements.map { "\($0.id):\($0.digest)" }.sorted()
        let clocks = definitions.clocks.map {
            "\($0.name)=\($0.days)/\($0.warnDays) \($0.validFrom?.description ?? "")-\($0.validTo?.description ?? "")"
        }
        let thresholds = definitions.thresholds.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let asking = adaptersThatAsk.sorted().map { "asks=\($0)" }
        let pairings = RecordType.all.compactMap(\.pairingMark)
        return ([model.version, settler.authority.hashText] + pairings + parts + clocks + thresholds + asking)
            .joined(separator: "|")
    }
}

extension Authority {
    /// The rankings in one line.
    var hashText: String {
        rankings.map { ranking in
            let fields = ranking.fields.map { $0.sorted().map(String.init).joined(separator: ",") } ?? "*"
            return "\(ranking.type.name)[\(fields)]=\(ranking.feeds.joined(separator: ">"))"
        }.joined(separator: ";")
    }
}

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

    /// Names what the derived content follows from; when it changes, every child is derived again.
    var fingerprint: String {
        let parts = agreements.map { "\($0.id):\($0.digest)" }.sorted()
        return ([model.version, "\(settler.authority.hashText)"] + parts).joined(separator: "|")
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

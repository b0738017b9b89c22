// Whose word counts for what: `config/authority.yaml` as a value.

import SENDRecords

/// Ranks feeds by record type and field. A feed is named by its adapter or in full.
public struct Authority: Sendable, Hashable {
    /// Feeds in falling order of authority, for the named fields.
    public struct Ranking: Sendable, Hashable {
        public let type: RecordType
        /// Field numbers; nil means every field of the type.
        public let fields: Set<Int>?
        public let feeds: [String]

        public init(type: RecordType, fields: Set<Int>?, feeds: [String]) {
            self.type = type
            self.fields = fields
            self.feeds = feeds
        }
    }

    public let rankings: [Ranking]

    public init(rankings: [Ranking]) {
        self.rankings = rankings
    }

    /// The rank of a feed for a field: 0 is the highest; feeds that nobody ranks come last, as equals.
    public func rank(of statement: Statement, field: Int) -> Int {
        let type = statement.record.type
        let ranking =
            rankings.first { $0.type == type && $0.fields?.contains(field) == true }
            ?? rankings.first { $0.type == type && $0.fields == nil }
        guard let ranking else { return Int.max }
        return ranking.feeds.firstIndex(of: statement.feed) ?? ranking.feeds.firstIndex(of: statement.adapter)
            ?? Int.max
    }
}

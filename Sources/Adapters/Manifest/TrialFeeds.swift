// Which feeds of an adapter are on trial: read, matched and reported, without effect until somebody accepts them.

import Configuring

/// What `trial` and `feeds` of a manifest say, with what is laid over it.
public struct TrialFeeds: Sendable, Equatable {
    /// Whether every feed is on trial of which nothing else is said.
    public let isWhole: Bool
    /// Single feeds, by the school's URN or the trust's folder.
    public let single: [Named<Bool>]

    public init(isWhole: Bool, single: [Named<Bool>] = []) {
        self.isWhole = isWhole
        self.single = single
    }

    /// Whether the feed of a partner is on trial; nil asks for the one feed of an adapter that is fetched.
    public func holds(_ partner: String?) -> Bool {
        single.first { $0.name == partner }?.value ?? isWhole
    }
}

// What a synthetic city is made from: the same plan gives the same city, byte for byte.

import SENDRecords

/// The plan of a city.
public struct CityPlan: Hashable, Sendable {
    /// Children with special educational needs or disabilities; about half as many other pupils are on the rolls.
    public var children: Int
    public var seed: UInt64
    /// The day on which the feeds are exported.
    public var today: CalendarDate
    /// Whether tokens that can be recognised anywhere are planted in a few children's fields (see `CanaryToken`).
    public var canary: Bool
    public var rates: ErrorRates

    public init(
        children: Int, seed: UInt64, today: CalendarDate, canary: Bool = false, rates: ErrorRates = .realistic
    ) {
        self.children = max(20, children)
        self.seed = seed
        self.today = today
        self.canary = canary
        self.rates = rates
    }
}

// A school of the city.

import SENDRecords

/// A school or other setting, as the national register knows it.
public struct School: Hashable, Sendable {
    /// What kind of school it is.
    public enum Phase: String, Sendable, CaseIterable { case primary, secondary, special, alternative }

    /// How the school's MIS writes its pupil list (three layouts that councils meet).
    public enum Flavour: String, Sendable, CaseIterable {
        /// Like a SIMS list: Windows-1252, comma, dd/mm/yyyy.
        case sims
        /// Like the school census: UTF-8 with a byte order mark, comma, yyyy-mm-dd.
        case census
        /// Like a list made by hand: UTF-8, semicolon, dd/mm/yyyy.
        case list
    }

    /// What the register links it to.
    public struct Predecessor: Hashable, Sendable {
        public let urn: Int
        public let name: String
        public let closed: CalendarDate
    }

    /// Place in the city's list.
    public let index: Int
    public let urn: Int
    public let name: String
    public let phase: Phase
    public let isAcademy: Bool
    public let establishmentNumber: Int
    public let ukprn: Int
    public let opened: CalendarDate
    public let street: String
    public let postcode: String
    /// The maintained school that it was before it became an academy.
    public let predecessor: Predecessor?
    public let flavour: Flavour

    /// Youngest and oldest age of pupils, in years.
    public var ages: ClosedRange<Int> {
        switch phase {
        case .primary: 3...11
        case .secondary: 11...18
        case .special: 3...19
        case .alternative: 11...16
        }
    }
}

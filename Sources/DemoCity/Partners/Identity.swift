// A child as one partner states it.

import SENDRecords

/// Who states it; each has its own errors about the same child.
enum Stater: Hashable, Sendable {
    case school(Int)
    case council
    case health
    case transport

    var salt: Int {
        switch self {
        case .council: 1
        case .health: 2
        case .transport: 3
        case .school(let index): 10 + index
        }
    }
}

struct Identity: Sendable {
    var forename: String
    var middleNames: String
    var preferred: String
    var surname: String
    var formerSurname: String
    var birth: CalendarDate
    var isBoy: Bool
    var upn: String
    var formerUPN = ""
    var uln: String
    var nhsNumber: String
    var postcode: String
    var addressLine: String
    var phone: String
    var flaws: Flaws = []
}

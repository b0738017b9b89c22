// The school year: who is in which year group.

import SENDRecords

enum SchoolYear {
    /// The 1 September on or before that day.
    static func start(_ day: CalendarDate) -> CalendarDate {
        let parts = day.parts
        let year = parts.month >= 9 ? parts.year : parts.year - 1
        return CalendarDate(year: year, month: 9, day: 1) ?? day
    }

    /// National curriculum year: the age on the 31 August before, less four (SEND-DOMAIN 1.6). Reception is 0.
    static func group(born birth: CalendarDate, on day: CalendarDate) -> Int {
        Person.age(born: birth, on: start(day).adding(days: -1)) - 4
    }

    /// The code as the school census has it.
    static func code(_ group: Int) -> String {
        switch group {
        case ..<(-1): "N1"
        case -1: "N2"
        case 0: "R"
        case 1...14: String(group)
        default: "X"
        }
    }
}

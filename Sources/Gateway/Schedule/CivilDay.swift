// Days of the Gregorian calendar as whole numbers, without any clock or zone.

/// A day of the Gregorian calendar, carried back before its introduction, with its number counted from
/// 1 January 1970.
struct CivilDay: Equatable {
    let number: Int
    let year: Int
    let month: Int
    let day: Int

    /// 0 is Sunday. 1 January 1970 was a Thursday.
    var weekday: Int { (((number + 4) % 7) + 7) % 7 }

    /// Years are counted from March, so that a leap day is the last of its year, and in periods of
    /// 400 years, which all have 146,097 days.
    init(number: Int) {
        let shifted = number + 719_468
        let period = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfPeriod = shifted - period * 146_097
        let yearOfPeriod =
            (dayOfPeriod - dayOfPeriod / 1460 + dayOfPeriod / 36_524 - dayOfPeriod / 146_096) / 365
        let dayOfYear = dayOfPeriod - (365 * yearOfPeriod + yearOfPeriod / 4 - yearOfPeriod / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        self.number = number
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfPeriod + period * 400 + (month <= 2 ? 1 : 0)
    }

    /// - Precondition: the month is from 1 to 12 and the day exists.
    init(year: Int, month: Int, day: Int) {
        let yearFromMarch = month <= 2 ? year - 1 : year
        let period = (yearFromMarch >= 0 ? yearFromMarch : yearFromMarch - 399) / 400
        let yearOfPeriod = yearFromMarch - period * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfPeriod = yearOfPeriod * 365 + yearOfPeriod / 4 - yearOfPeriod / 100 + dayOfYear
        number = period * 146_097 + dayOfPeriod - 719_468
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// The day on which a count of local seconds since 1 January 1970 falls.
    init(ofLocalSecond second: Int) {
        self.init(number: second >= 0 ? second / 86_400 : (second - 86_399) / 86_400)
    }

    var next: CivilDay { CivilDay(number: number + 1) }

    var firstOfNextMonth: CivilDay {
        month == 12 ? CivilDay(year: year + 1, month: 1, day: 1) : CivilDay(year: year, month: month + 1, day: 1)
    }
}

// Headers that aren't what was agreed.

extension Trouble {
    static let columns: [Planted] = [twoOfOneName, renamed, american]

    private static let twoOfOneName: Planted = { roll in
        var list = roll.list
        list.header.append("DOB")
        for row in list.rows.indices { list.rows[row].append("01/01/2015") }
        return Trouble(
            wrong: "two columns headed DOB, with different dates", drops: [Drop(wholeFile, list.bytes)],
            told: ["column 9", "same name", "column 5"], outcome: .refused, stated: [])
    }

    private static let renamed: Planted = { roll in
        var list = roll.list
        list.header[4] = "Date of Birth (pupil)"
        return Trouble(
            wrong: "the column DOB is now headed \"Date of Birth (pupil)\"", drops: [Drop(wholeFile, list.bytes)],
            told: ["`DOB` is gone; `Date of Birth (pupil)` is new and looks like it"], outcome: .held, stated: [])
    }

    private static let american: Planted = { roll in
        var list = roll.list
        for row in list.rows.indices { list.rows[row][4] = roll.pupils[row].birthDayAmerican }
        return Trouble(
            wrong: "dates of birth with the month before the day", drops: [Drop(wholeFile, list.bytes)],
            told: ["column DOB", "month/day", "line 2"], outcome: .held, stated: [])
    }
}

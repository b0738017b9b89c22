// Single values that can't be right.

extension Trouble {
    static let values: [Planted] = [noSuchDay, markForNothing, twoOfOneNumber, suspensionDay, attendanceWeek]

    private static let noSuchDay: Planted = { roll in
        var list = roll.list
        list.rows[3][4] = "31/02/2015"
        return Trouble(
            wrong: "a pupil in line 5 who was born on 31 February", drops: [Drop(wholeFile, list.bytes)],
            told: ["Line 5 (D.D., admission number 004214)", "\"DOB\"", "the calendar has no such day"],
            outcome: .acceptedInPart, stated: roll.statements(without: [3]))
    }

    private static let markForNothing: Planted = { roll in
        var list = roll.list
        list.rows[3][4] = "?"
        return Trouble(
            wrong: "a question mark for the date of birth in line 5", drops: [Drop(wholeFile, list.bytes)],
            told: [
                "Line 5 (D.D., admission number 004214)", "there is only a mark such as ? or - in its place",
                "Fill it in",
            ],
            outcome: .acceptedInPart, stated: roll.statements(without: [3]))
    }

    private static let twoOfOneNumber: Planted = { roll in
        var list = roll.list
        list.rows[4][0] = list.rows[3][0]
        return Trouble(
            wrong: "two pupils in lines 5 and 6 with one admission number", drops: [Drop(wholeFile, list.bytes)],
            told: ["Lines 5 and 6 are about the same record (child)"], outcome: .acceptedInPart,
            stated: roll.statements(without: [3, 4]))
    }

    private static let suspensionDay: Planted = { roll in
        let list = MessyList(
            header: ["Adno", "SEN status", "Suspension type", "Start date", "Sessions", "Reason"],
            rows: [
                ["004211", "E", "Suspension", "04/11/2024", "6", "Damage"],
                ["004212", "K", "Suspension", "31/09/2024", "2", "Theft"],
            ])
        let known =
            "suspension 004211/2024-11-04/SUSP: reason-1=DM, sessions=6, setting=\(roll.urn), start=2024-11-04, type=SUSP"
        return Trouble(
            wrong: "a suspension in line 3 that began on 31 September", adapter: "school-suspensions",
            drops: [Drop("suspensions.csv", list.bytes)],
            told: ["Line 3", "admission number 004212", "\"Start date\"", "The calendar has no such day."],
            outcome: .acceptedInPart,
            stated: [known])
    }

    private static let attendanceWeek: Planted = { roll in
        let week = "/\\/\\/\\/\\/\\"
        // Saturday's and Sunday's sessions have no marks.
        let kept = "/ \\ / \\ / \\ / \\ / \\ - - - -"
        let list = MessyList(
            header: ["Adno", "SEN status", "Week commencing", "Marks"],
            rows: [["004211", "E", "04/11/2024", week], ["004212", "K", "04/11/2024", week + week]])
        return Trouble(
            wrong: "twenty attendance marks in line 3, for a week that has no more than fourteen",
            adapter: "school-attendance", drops: [Drop("attendance.csv", list.bytes)],
            told: [
                "Line 3 (admission number 004212)", "\"Marks\"", "There is more here than the record has places for",
            ], outcome: .acceptedInPart,
            stated: [
                "attendance-week 004211/2024-11-04: elsewhere=0, ill=0, last-mark=\\, marks=\(kept), no-access=0, "
                    + "part-time=0, present=10, sessions=10, setting=\(roll.urn), suspended=0, unauthorised=0, "
                    + "week=2024-11-04"
            ])
    }
}

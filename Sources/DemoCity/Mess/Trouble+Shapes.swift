// Files whose lines aren't simply a header and rows.

extension Trouble {
    static let shapes: [Planted] = [
        separatorLine, preamble, headings, headerTwice, comma, quote, cutInLine, cutInValue,
    ]

    private static let separatorLine: Planted = { roll in
        Trouble(
            wrong: "a line sep=; in front and semicolons between the columns",
            drops: [Drop(wholeFile, Array(("sep=;\r\n" + roll.list.text(";")).utf8))],
            told: ["ACCEPTED", "There is nothing for you to do."], outcome: .accepted, stated: roll.statements)
    }

    private static let preamble: Planted = { roll in
        let above = "SEND list of Elm School,,,,,,,\r\nPrinted by the office,,,,,,,\r\n,,,,,,,\r\n"
        return Trouble(
            wrong: "three lines of title above the header, and a line with the total below the table",
            drops: [Drop(wholeFile, Array((above + roll.list.text() + "Total,12,,,,,,\r\n").utf8))],
            told: ["3 lines before the header", "1 line below the table", "line 17"], outcome: .accepted,
            stated: roll.statements)
    }

    private static let headings: Planted = { roll in
        let above = "Pupil,,,,,Support,,Home\r\n"
        return Trouble(
            wrong: "headings of groups of columns in the line above the column names",
            drops: [Drop(wholeFile, Array((above + roll.list.text()).utf8))],
            told: ["1 line before the header isn't part of the table"], outcome: .accepted, stated: roll.statements)
    }

    private static let headerTwice: Planted = { roll in
        let lines = roll.list.lines()
        let text = (lines.prefix(7) + lines.prefix(1) + lines.dropFirst(7)).map { $0 + "\r\n" }.joined()
        return Trouble(
            wrong: "two exports put together, so that the header stands again in line 8",
            drops: [Drop(wholeFile, Array(text.utf8))],
            told: ["The header stands again inside the table (first on line 8)"], outcome: .accepted,
            stated: roll.statements)
    }

    private static let comma: Planted = { roll in
        var list = roll.list
        list.rows[4][2] += ", Emily"
        return Trouble(
            wrong: "one comma too many in line 6, so that every value after it stands one column too far right",
            drops: [Drop(wholeFile, list.bytes)],
            told: ["Line 6", "This row has 9 columns but the header has 8."], outcome: .acceptedInPart,
            stated: roll.statements(without: [4]))
    }

    private static let quote: Planted = { roll in
        var list = roll.list
        list.rows[5][2] = "\"" + list.rows[5][2]
        return Trouble(
            wrong: "a quote in line 7 that is never closed", drops: [Drop(wholeFile, list.bytes)],
            told: ["Line 7, column 3 (C), \"Surname\"", "quote"], outcome: .acceptedInPart,
            stated: roll.statements(without: [5]))
    }

    private static let cutInLine: Planted = { roll in
        let lines = roll.list.lines()
        let text = lines.dropLast().map { $0 + "\r\n" }.joined() + (lines.last ?? "").prefix(16)
        return Trouble(
            wrong: "the export broke off in the middle of line 13", drops: [Drop(wholeFile, Array(text.utf8))],
            told: ["stops in the middle of line 13"], outcome: .refused, stated: [])
    }

    private static let cutInValue: Planted = { roll in
        let lines = roll.list.lines()
        let text = lines.dropLast(2).map { $0 + "\r\n" }.joined() + (lines[lines.count - 2].dropLast())
        return Trouble(
            wrong: "after the whole list one that broke off inside the last value of line 12",
            drops: [Drop("whole.csv", roll.list.bytes), Drop(wholeFile, Array(text.utf8))],
            told: ["1 row fewer", "cut off in its last row"], outcome: .held, stated: roll.statements)
    }
}

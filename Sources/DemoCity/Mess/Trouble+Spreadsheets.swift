// What a spreadsheet does to a list that somebody opens and saves again.

extension Trouble {
    static let spreadsheets: [Planted] = [
        roundedNumbers, textMarkers, zerosLost, wholeLinesQuoted, errorsInCells, oldWorkbook,
    ]

    /// The pupils are told apart by their admission numbers; a rounded UPN is never kept.
    private static let roundedNumbers: Planted = { roll in
        var (roll, list) = (roll, roll.list)
        for row in 0..<3 {
            list.rows[row][1] = "3.30123E+12"
            roll.pupils[row].upn = nil
        }
        return Trouble(
            wrong: "saved again from Excel: the UPN of the first three pupils is 3.30123E+12",
            drops: [Drop(wholeFile, list.bytes)],
            told: ["Line 2 (A.A., admission number 004211)", "\"UPN\"", "rounded number", "Line 4"],
            outcome: .accepted, stated: roll.statements)
    }

    private static let textMarkers: Planted = { roll in
        var list = roll.list
        list.change(column: "Adno") { "=\"\($0)\"" }
        return Trouble(
            wrong: "admission numbers as =\"004211\", so that Excel keeps the zeros",
            drops: [Drop(wholeFile, list.bytes)],
            told: ["ACCEPTED", "There is nothing for you to do."], outcome: .accepted, stated: roll.statements)
    }

    /// The numbers without zeros would be twelve new pupils; the twelve known ones stand until somebody has decided.
    private static let zerosLost: Planted = { roll in
        var list = roll.list
        list.change(column: "Adno") { String($0.drop { $0 == "0" }) }
        return Trouble(
            wrong: "after the right list one that a spreadsheet saved: 004211 has become 4211, and so have all",
            drops: [Drop("monday.csv", roll.list.bytes), Drop("tuesday.csv", list.bytes)],
            told: [
                "WAITING", "12 numbers by which records are known began with 0", "without opening it in a spreadsheet",
            ],
            outcome: .held, stated: roll.statements)
    }

    private static let wholeLinesQuoted: Planted = { roll in
        let text = roll.list.lines().map { "\"\($0)\"\r\n" }.joined()
        return Trouble(
            wrong: "every line whole in quotes, as if the table had one column",
            drops: [Drop(wholeFile, Array(text.utf8))],
            told: ["Every line of this file stands whole in one pair of quotes"], outcome: .refused, stated: [])
    }

    private static let errorsInCells: Planted = { roll in
        var list = roll.list
        list.rows[3][4] = "########"
        list.rows[4][4] = "41000"
        return Trouble(
            wrong: "a column too narrow for its date (######## in line 5), and a date that is a number (line 6)",
            drops: [Drop(wholeFile, list.bytes)],
            told: ["Line 5", "a spreadsheet's error", "Line 6", "the date has turned into a number"],
            outcome: .acceptedInPart, stated: roll.statements(without: [3, 4]))
    }

    private static let oldWorkbook: Planted = { _ in
        let start: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        return Trouble(
            wrong: "an Excel 97 workbook (.xls) that somebody has renamed to .csv",
            drops: [Drop(wholeFile, start + [UInt8](repeating: 0, count: 3000))],
            told: ["old Excel workbook (.xls)", "\"CSV UTF-8\""], outcome: .refused, stated: [])
    }
}

// Files in the wrong place, files that aren't whole, and things that are no files for the council.

extension Trouble {
    static let places: [Planted] = [wrongFolder, otherSchool, cut, leftover, link]

    private static let wrongFolder: Planted = { roll in
        Trouble(
            wrong: "a pupil list in the folder for suspensions", adapter: "school-suspensions",
            drops: [Drop(wholeFile, roll.list.bytes)],
            told: ["no file for the folder school-suspensions", "Save it in the folder school-pupils"],
            outcome: .refused, stated: [])
    }

    private static let otherSchool: Planted = { roll in
        var list = roll.list
        list.header.append("URN")
        for row in list.rows.indices { list.rows[row].append("100200") }
        return Trouble(
            wrong: "the list of another school: its column URN says 100200", drops: [Drop(wholeFile, list.bytes)],
            told: ["names another one (100200)", "URN \(roll.urn)"], outcome: .refused, stated: [])
    }

    /// The two rows that are there say what they said before; the ten others stand until somebody has decided.
    private static let cut: Planted = { roll in
        var short = roll.list
        short.rows.removeLast(10)
        return Trouble(
            wrong: "after the whole list one with only two of the twelve pupils",
            drops: [Drop("monday.csv", roll.list.bytes), Drop("tuesday.csv", short.bytes)],
            told: ["Many pupils of the last file are missing from this one", "Nobody was taken off"],
            outcome: .accepted, stated: roll.statements)
    }

    private static let leftover: Planted = { _ in
        Trouble(
            wrong: "what Excel leaves beside an open workbook: ~$list.xlsx",
            drops: [Drop("~$list.xlsx", [5] + Array("Office".utf8) + [UInt8](repeating: 0x20, count: 158))],
            told: ["left alone: names that begin with a dot or with ~$"], outcome: .leftAlone, stated: [])
    }

    private static let link: Planted = { _ in
        Trouble(
            wrong: "a symbolic link that points at a file elsewhere on the machine",
            drops: [Drop(wholeFile, linkTo: "/etc/hostname")], told: ["list.csv", "This is a link to something."],
            outcome: .leftAlone, stated: [])
    }
}

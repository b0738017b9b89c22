// Letters as older systems and Excel write them.

extension Trouble {
    static let encodings: [Planted] = [windows, olderStill, unicodeText]

    private static let windows: Planted = { roll in
        Trouble(
            wrong: "Windows-1252 instead of UTF-8, with accents in Chloë, Brontë and Léo",
            drops: [Drop(wholeFile, Windows1252.bytes(roll.list.text()))],
            told: ["read as Windows-1252", "\"CSV UTF-8\""], outcome: .accepted, stated: roll.statements)
    }

    private static let olderStill: Planted = { roll in
        // Of code page 850.
        let accents: [Unicode.Scalar: UInt8] = ["ë": 0x89, "é": 0x82]
        let bytes = roll.list.text().unicodeScalars.map { accents[$0] ?? UInt8(truncatingIfNeeded: $0.value) }
        return Trouble(
            wrong: "Excel's \"CSV (MS-DOS)\", in which Chloë, Brontë and Léo are written otherwise",
            drops: [Drop(wholeFile, bytes)],
            told: ["\"CSV (MS-DOS)\"", "\"CSV UTF-8\"", "Line 4", "Line 6", "Line 13"], outcome: .acceptedInPart,
            stated: roll.statements(without: [2, 4, 11]))
    }

    private static let unicodeText: Planted = { roll in
        let bytes = ("\u{FEFF}" + roll.list.text("\t")).utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        return Trouble(
            wrong: "Excel's \"Unicode text\": UTF-16, with tabs between the columns", drops: [Drop("list.txt", bytes)],
            told: ["ACCEPTED", "There is nothing for you to do."], outcome: .accepted, stated: roll.statements)
    }
}

// Something else under the name of a list.

extension Trouble {
    static let noTables: [Planted] = [signIn, errorObject, packed, empty, headingsOnly, notice]

    private static let signIn: Planted = { _ in
        let page = """
            <!DOCTYPE html>
            <html><head><title>Sign in</title></head>
            <body><form action="/session"><input name="user"><input type="password" name="pass"></form></body></html>

            """
        return Trouble(
            wrong: "the web page on which one signs in, saved as list.csv", drops: [Drop(wholeFile, Array(page.utf8))],
            told: ["This is a web page", "sign-in"], outcome: .refused, stated: [])
    }

    private static let errorObject: Planted = { _ in
        Trouble(
            wrong: "the school system's error message, saved as list.csv",
            drops: [Drop(wholeFile, Array("{\"error\":\"unauthorized\",\"message\":\"Session ended\"}\n".utf8))],
            told: ["This is an error message"], outcome: .refused, stated: [])
    }

    /// It begins as gzip does; what follows says nothing to anybody.
    private static let packed: Planted = { roll in
        let start: [UInt8] = [0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 0x03]
        return Trouble(
            wrong: "a packed file (gzip) under a name that ends in .csv",
            drops: [Drop(wholeFile, start + roll.list.bytes.map { $0 ^ 0xA5 })],
            told: ["gzip-compressed file", "Unpack it"], outcome: .refused, stated: [])
    }

    private static let empty: Planted = { _ in
        Trouble(
            wrong: "an empty file", drops: [Drop(wholeFile, [])], told: ["The file is empty."], outcome: .refused,
            stated: [])
    }

    private static let headingsOnly: Planted = { roll in
        var list = roll.list
        list.rows = []
        return Trouble(
            wrong: "the first list has headings and no pupils", drops: [Drop(wholeFile, list.bytes)],
            told: ["WAITING", "The file has no rows.", "If there should be some, export it again"], outcome: .held,
            stated: [])
    }

    private static let notice: Planted = { _ in
        let text = """
            Dear colleagues,

            the export is not available this week, because the system is being updated.
            Kind regards, the office

            """
        return Trouble(
            wrong: "a notice in words that came in place of the export", drops: [Drop(wholeFile, Array(text.utf8))],
            told: ["This is a text in words, not a table", "Export the list again"], outcome: .refused, stated: [])
    }
}

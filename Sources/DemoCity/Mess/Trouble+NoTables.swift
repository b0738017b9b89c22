// Something else under the name of a list.

extension Trouble {
    static let noTables: [Planted] = [signIn, errorObject, packed, empty]

    private static let signIn: Planted = { _ in
        let page = """
            <!DOCTYPE html>
            <html><head><title>Sign in</title></head>
            <body><form action="/session"><input name="user"><input type="password" name="pass"></form></body></html>

            """
        return Trouble(
            wrong: "the web page on which one signs in, saved as list.csv", drops: [Drop(wholeFile, Array(page.utf8))],
            told: ["this is a web page", "sign-in"], outcome: .refused, stated: [])
    }

    private static let errorObject: Planted = { _ in
        Trouble(
            wrong: "the school system's error message, saved as list.csv",
            drops: [Drop(wholeFile, Array("{\"error\":\"unauthorized\",\"message\":\"Session ended\"}\n".utf8))],
            told: ["this is an error message"], outcome: .refused, stated: [])
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
}

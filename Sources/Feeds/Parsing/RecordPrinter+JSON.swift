// JSON documents and JSON Lines: each element as it stands.

extension RecordPrinter {
    func printJSON(_ source: inout some ByteSource, to lines: inout PrintedLines) throws {
        throw ParseRefusal("JSON documents can't be printed yet.")
    }

    func printJSONLines(_ source: inout some ByteSource, to lines: inout PrintedLines) throws {
        throw ParseRefusal("JSON Lines can't be printed yet.")
    }
}

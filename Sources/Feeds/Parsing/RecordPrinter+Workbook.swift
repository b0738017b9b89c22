// Workbooks: the rows of a sheet.

extension RecordPrinter {
    func printWorkbook(_ source: inout some ByteSource, to lines: inout PrintedLines) throws -> [FeedNote] {
        throw ParseRefusal("Workbooks can't be printed yet. Save the sheet as \"CSV UTF-8\".")
    }
}

// Files that aren't what their name says: recognised by their first bytes, so that the sender is
// told "this is a web page" and not "line 1, column 1: a name is missing".

/// What a payload turned out to be instead of what its reader reads.
public enum MistakenFormat: String, Sendable, Equatable, CaseIterable {
    case nothing
    case webPage
    /// A web page with a table in it: what some systems save as `.xls`.
    case webTable
    case xml
    /// Excel's XML of 2003, often saved as `.xls`.
    case spreadsheetXML
    case json
    /// A service's error in place of the records.
    case errorAnswer
    case gzip
    case zip
    /// `.xlsx`
    case workbook
    /// `.xlsb`
    case binaryWorkbook
    /// `.xls`
    case oldWorkbook
    case protectedWorkbook
    /// `.ods`
    case openDocumentSheet
    case document
    case email
    case image
    case pdf
    case otherArchive
    case utf16

    /// "this is a web page", for a message that goes on "…, not a CSV file".
    public var finding: String {
        switch self {
        case .nothing: "this file is empty"
        case .webPage: "this is a web page"
        case .webTable: "this is a web page with a table, saved under another name"
        case .xml: "this is an XML document"
        case .spreadsheetXML: "this is a spreadsheet in Excel's old XML format"
        case .json: "this is a JSON document"
        case .errorAnswer: "this is an error message of the system that makes the export"
        case .gzip: "this is a gzip-compressed file"
        case .zip: "this is a zip file"
        case .workbook: "this is an Excel workbook (.xlsx)"
        case .binaryWorkbook: "this is a binary Excel workbook (.xlsb)"
        case .oldWorkbook: "this is an old Excel workbook (.xls)"
        case .protectedWorkbook: "this is a workbook protected by a password"
        case .openDocumentSheet: "this is an OpenDocument spreadsheet (.ods)"
        case .document: "this is a text document (Word or alike)"
        case .email: "this is an email message"
        case .image: "this is a picture"
        case .pdf: "this is a PDF document"
        case .otherArchive: "this is a compressed archive"
        case .utf16: "this file is in UTF-16 (Excel's \"Unicode text\")"
        }
    }

    /// What the sender can do.
    public var hint: String {
        switch self {
        case .nothing: "Check that the export finished, then send the file again."
        case .webPage:
            "Check the address and the sign-in, and export the list again: a sign-in or error page is often saved in its place."
        case .errorAnswer:
            "Have the export made again: the message came in its place. If it comes once more, ask whoever runs that system."
        case .xml, .json: "Check that the right file was sent, and in the agreed format."
        case .gzip: "Unpack it (right-click, Extract) and send the file that is in it."
        case .zip, .otherArchive: "Unpack it and send the file that is in it."
        case .workbook, .binaryWorkbook, .oldWorkbook, .openDocumentSheet, .spreadsheetXML, .webTable:
            "Open it in Excel, choose Save as, then \"CSV UTF-8\", and send that file."
        case .protectedWorkbook:
            "Open it in Excel, remove the password, choose Save as, then \"CSV UTF-8\", and send that file."
        case .document, .pdf, .image:
            "Send the export itself, as the system that holds the data saves it: CSV or an Excel workbook."
        case .email: "Save the file that is attached to it, and send that."
        case .utf16: "Save it as \"CSV UTF-8\" and send that file."
        }
    }
}

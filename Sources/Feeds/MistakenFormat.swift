// Files that aren't what their name says: recognised by their first bytes, so that the sender is
// told "this is a web page" and not "line 1, column 1: a name is missing".

/// What a payload turned out to be instead of CSV or JSON.
public enum MistakenFormat: String, Sendable, Equatable, CaseIterable {
    case nothing, webPage, xml, json, gzip, zipOrWorkbook, oldWorkbook, pdf, utf16

    /// Looks at the first bytes of a payload (a few dozen are enough).
    static func recognised(in bytes: UnsafeBufferPointer<UInt8>) -> MistakenFormat? {
        func begins(_ signature: [UInt8]) -> Bool { bytes.starts(with: signature) }
        if begins([0x1F, 0x8B]) { return .gzip }
        if begins([0x50, 0x4B, 3, 4]) || begins([0x50, 0x4B, 5, 6]) { return .zipOrWorkbook }
        if begins([0xD0, 0xCF, 0x11, 0xE0]) { return .oldWorkbook }
        if begins([0x25, 0x50, 0x44, 0x46, 0x2D]) { return .pdf }
        if begins([0xFF, 0xFE]) || begins([0xFE, 0xFF]) { return .utf16 }
        let text = bytes.drop { $0 == 0xEF || $0 == 0xBB || $0 == 0xBF || $0 <= 0x20 && $0 != 0 }
        guard let first = text.first else { return .nothing }
        if first == UInt8(ascii: "<") {
            let word = String(decoding: text.prefix(14), as: UTF8.self).lowercased()
            if ["<!doctype html", "<html", "<head", "<body", "<!--"].contains(where: word.hasPrefix) {
                return .webPage
            }
            if ["<?xml", "<!doctype"].contains(where: word.hasPrefix) { return .xml }
        }
        if first == UInt8(ascii: "{") { return .json }
        if first == UInt8(ascii: "["), text.dropFirst().first(where: { $0 > 0x20 }) == UInt8(ascii: "{") {
            return .json
        }
        // ASCII in UTF-16 without a mark: every other byte is zero.
        if bytes.count >= 4, bytes[0] == 0 && bytes[2] == 0 || bytes[1] == 0 && bytes[3] == 0 { return .utf16 }
        return nil
    }

    /// "this is a web page", for a message that goes on "…, not a CSV file".
    public var finding: String {
        switch self {
        case .nothing: "this file is empty"
        case .webPage: "this is a web page"
        case .xml: "this is an XML document"
        case .json: "this is a JSON document"
        case .gzip: "this is a gzip-compressed file"
        case .zipOrWorkbook: "this is an Excel workbook (.xlsx) or another zip file"
        case .oldWorkbook: "this is an old Excel workbook (.xls)"
        case .pdf: "this is a PDF document"
        case .utf16: "this file is in UTF-16 (Excel's \"Unicode text\")"
        }
    }

    /// What the sender can do.
    public var hint: String {
        switch self {
        case .nothing: "Check that the export finished, then send the file again."
        case .webPage:
            "It is often a sign-in or error page saved in place of the export. Check the address and sign-in."
        case .xml, .json, .pdf: "Check that the right file was sent, and in the agreed format."
        case .gzip: "Send it unpacked, or declare the feed as compressed."
        case .zipOrWorkbook, .oldWorkbook: "Open it in Excel, choose Save as, then \"CSV UTF-8\", and send that file."
        case .utf16: "Save it as \"CSV UTF-8\" and send that file."
        }
    }
}

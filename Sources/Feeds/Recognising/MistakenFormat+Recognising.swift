// By its first bytes: what a payload is.

extension MistakenFormat {
    /// Looks at the first bytes of a payload: a few dozen tell the kind of file, some kilobytes tell kinds apart that
    /// begin alike. nil where it can be a table as text.
    static func recognised(in bytes: UnsafeBufferPointer<UInt8>) -> MistakenFormat? {
        if let format = bySignature(bytes) { return format }
        let text = bytes.drop { $0 == 0xEF || $0 == 0xBB || $0 == 0xBF || $0 <= 0x20 && $0 != 0 }
        guard let first = text.first else { return .nothing }
        switch first {
        case UInt8(ascii: "<"): if let format = byTag(text) { return format }
        case UInt8(ascii: "{"):
            let next = text.dropFirst().first { $0 > 0x20 }
            if next == nil || next == UInt8(ascii: "\"") || next == UInt8(ascii: "}") {
                return .json
            }
            if text.starts(with: "{\\rtf".utf8) { return .document }
        case UInt8(ascii: "["):
            if text.dropFirst().first(where: { $0 > 0x20 }) == UInt8(ascii: "{") { return .json }
        default: if isEmail(text) { return .email }
        }
        // ASCII in UTF-16 without a mark: every other byte is zero.
        if bytes.count >= 4, bytes[0] == 0 && bytes[2] == 0 || bytes[1] == 0 && bytes[3] == 0 { return .utf16 }
        return nil
    }

    /// The same where a table was expected: a JSON document can be a service's error in its place.
    static func inPlaceOfTable(_ bytes: UnsafeBufferPointer<UInt8>) -> MistakenFormat? {
        let format = recognised(in: bytes)
        return format == .json && ErrorAnswer.isOne(bytes) ? .errorAnswer : format
    }

    /// The same for a payload that is here.
    static func recognised(_ source: inout some ByteSource) throws -> MistakenFormat? {
        try firstBytes(&source).withUnsafeBufferPointer { inPlaceOfTable($0) }
    }

    /// Some kilobytes from a payload's beginning. The source is left anywhere.
    static func firstBytes(_ source: inout some ByteSource) throws -> [UInt8] {
        var window = ByteWindow(capacity: 64 * 1024)
        defer { window.deallocate() }
        try source.seek(to: 0)
        try window.fill(from: &source)
        return Array(UnsafeBufferPointer(start: window.base, count: window.count))
    }

    private static func bySignature(_ bytes: UnsafeBufferPointer<UInt8>) -> MistakenFormat? {
        func begins(_ signature: [UInt8], at offset: Int = 0) -> Bool {
            bytes.count >= offset + signature.count && bytes[offset...].starts(with: signature)
        }
        if begins([0x1F, 0x8B]) { return .gzip }
        if begins([0x50, 0x4B, 3, 4]) || begins([0x50, 0x4B, 5, 6]) { return ofZip(ZipNames.atFront(bytes)) }
        if begins([0xD0, 0xCF, 0x11, 0xE0]) { return ofCompound(bytes) }
        if begins(Array("%PDF-".utf8)) { return .pdf }
        let pictures: [[UInt8]] = [
            [0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF], Array("GIF8".utf8), [0x49, 0x49, 0x2A, 0],
            [0x4D, 0x4D, 0, 0x2A],
        ]
        if pictures.contains(where: { begins($0) }) { return .image }
        if begins(Array("RIFF".utf8)), begins(Array("WEBP".utf8), at: 8) { return .image }
        if begins(Array("ftyp".utf8), at: 4), bytes[0] == 0 { return .image }
        if begins([0x37, 0x7A, 0xBC, 0xAF]) || begins(Array("Rar!".utf8)) || begins([0xFD, 0x37, 0x7A, 0x58])
            || begins(Array("BZh".utf8)) && begins([0x31, 0x41, 0x59, 0x26], at: 4)
        {
            return .otherArchive
        }
        if begins([0xFF, 0xFE]) || begins([0xFE, 0xFF]) { return .utf16 }
        return nil
    }

    private static func byTag(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> MistakenFormat? {
        let start = String(decoding: text.prefix(4096), as: UTF8.self).lowercased()
        let tags = [
            "<!doctype html", "<html", "<head", "<body", "<!--", "<script", "<meta", "<title", "<style", "<div",
            "<table",
        ]
        if tags.contains(where: start.hasPrefix) || start.hasPrefix("<?xml") && start.contains("<html") {
            let whole = String(decoding: text.prefix(64 * 1024), as: UTF8.self).lowercased()
            // A sign-in page may be laid out by a table; then it has a form.
            if whole.contains("<table"), !whole.contains("<form"), !whole.contains("type=\"password\"") {
                return .webTable
            }
            return start.hasPrefix("<!--") && !whole.contains("<html") && !whole.contains("<body") ? .xml : .webPage
        }
        if start.hasPrefix("<?xml") || start.hasPrefix("<!doctype") {
            return start.contains("urn:schemas-microsoft-com:office:spreadsheet") ? .spreadsheetXML : .xml
        }
        // `<Name` or `<ns:Name`: an element without a declaration before it.
        let name = start.dropFirst().prefix { $0.isLetter || $0.isNumber || "_:.-".contains($0) }
        let after = start.dropFirst(1 + name.count).first
        return name.first?.isLetter == true && (after == ">" || after == "/" || after?.isWhitespace == true)
            && start.contains(">") ? .xml : nil
    }

    private static func isEmail(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        let first = text.prefix { $0 != 0x0A && $0 != 0x0D }.prefix(200)
        guard let colon = first.firstIndex(of: UInt8(ascii: ":")) else { return false }
        let name = String(decoding: first[..<colon], as: UTF8.self).lowercased()
        guard
            ["return-path", "received", "delivered-to", "mime-version", "message-id", "from", "subject", "date", "to"]
                .contains(name) || name.hasPrefix("x-")
        else { return false }
        // Without CR: to Swift a CRLF is one character, and no LF.
        let whole = "\n" + String(decoding: text.prefix(64 * 1024).filter { $0 != 0x0D }, as: UTF8.self).lowercased()
        return whole.contains("\nmime-version:") || whole.contains("\nmessage-id:") && whole.contains("\nfrom:")
    }
}

// What is inside a container: zip files, and the older compound files of Windows.

extension MistakenFormat {
    /// By the names of its entries, the first ones at least.
    static func ofZip(_ names: [String]) -> MistakenFormat {
        func has(_ start: String) -> Bool { names.contains { $0.lowercased().hasPrefix(start) } }
        if has("xl/workbook.bin") { return .binaryWorkbook }
        if has("xl/") { return .workbook }
        if has("word/") || has("ppt/") { return .document }
        if names.first == "mimetype" { return has("content.xml") && has("word/") ? .document : .openDocumentSheet }
        // An Office file whose own folder lies farther on: a workbook far more often than not.
        if has("[content_types].xml") { return .workbook }
        return .zip
    }

    /// By the names in its directory, which are UTF-16. [MS-CFB] 2.2: the directory's first sector is at byte 48 of the
    /// header, the sectors' size at byte 30.
    static func ofCompound(_ bytes: UnsafeBufferPointer<UInt8>) -> MistakenFormat {
        guard bytes.count >= 512 else { return .oldWorkbook }
        let sector = Int(bytes[48]) | Int(bytes[49]) << 8 | Int(bytes[50]) << 16 | Int(bytes[51]) << 24
        let size = bytes[30] == 12 ? 4096 : 512
        let (start, isTooFar) = (sector + 1).multipliedReportingOverflow(by: size)
        // Names farther away than what is here are looked for in all of it.
        let directory = !isTooFar && start < bytes.count ? bytes[start...].prefix(1 << 14) : bytes[...]
        func has(_ name: String) -> Bool {
            let wanted = name.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
            var rest = directory
            while let found = rest.firstIndex(of: wanted[0]) {
                rest = rest[found...]
                if rest.starts(with: wanted) { return true }
                rest = rest.dropFirst()
            }
            return false
        }
        if has("EncryptedPackage") { return .protectedWorkbook }
        if has("WordDocument") || has("PowerPoint Document") { return .document }
        if has("__substg1.0_") || has("__properties_version1.0") { return .email }
        return .oldWorkbook
    }
}

/// Names of a zip file's entries that can be seen from its beginning.
enum ZipNames {
    /// Every entry begins with its name. Where an entry's size isn't stated before it, the next one is searched for.
    static func atFront(_ bytes: UnsafeBufferPointer<UInt8>) -> [String] {
        var names: [String] = []
        var index = 0
        while index + 30 <= bytes.count, names.count < 100 {
            guard bytes[index] == 0x50, bytes[index + 1] == 0x4B, bytes[index + 2] == 3, bytes[index + 3] == 4 else {
                index += 1
                continue
            }
            let length = Int(bytes[index + 26]) | Int(bytes[index + 27]) << 8
            guard index + 30 + length <= bytes.count else { break }
            names.append(String(decoding: bytes[(index + 30)..<(index + 30 + length)], as: UTF8.self))
            index += 30 + length
        }
        return names
    }
}

// What lies in a folder of an SFTP server. The protocol hands on the server's own long lines, as `ls -l` writes them;
// names in them are partners' input, and only plain ones are taken.

/// A folder's files, and what was passed over.
public struct SFTPListing: Sendable, Equatable {
    /// A file as the server lists it.
    public struct File: Sendable, Hashable {
        public let name: String
        /// Bytes, as the server lists them.
        public let size: Int
        /// When it was changed, in the server's own words and time zone (`Nov 22 03:09`): good for "has it changed?", no more.
        public let changed: String
    }

    /// Why something in the folder is no file to be fetched.
    public enum Reason: String, Sendable, Hashable {
        case folder, link, special
        /// A name with a slash, a control character or only dots, or longer than any.
        case name
        /// A line in no form that is known.
        case unreadable
    }

    /// What isn't fetched, and why. The name is without control characters, for messages.
    public struct PassedOver: Sendable, Hashable {
        public let name: String
        public let reason: Reason
    }

    /// In the order of the server.
    public let files: [File]
    public let passedOver: [PassedOver]

    /// Reads the long lines. The folder itself and the one above are left out.
    public init(_ bytes: [UInt8]) {
        var files: [File] = []
        var passedOver: [PassedOver] = []
        for line in bytes.split(separator: 0x0a) {
            guard let entry = Entry(line) else {
                // Some servers count the folder's blocks first.
                if !line.starts(with: "total ".utf8) {
                    passedOver.append(PassedOver(name: Self.shown(line), reason: .unreadable))
                }
                continue
            }
            let reason: Reason? =
                switch entry.kind {
                case UInt8(ascii: "-"): Self.isUsable(entry.name) ? nil : .name
                case UInt8(ascii: "d"): .folder
                case UInt8(ascii: "l"): .link
                default: .special
                }
            if entry.name == "." || entry.name == ".." { continue }
            if let reason {
                passedOver.append(PassedOver(name: Self.shown([UInt8](entry.name.utf8)[...]), reason: reason))
            } else {
                files.append(File(name: entry.name, size: entry.size, changed: entry.changed))
            }
        }
        self.files = files
        self.passedOver = passedOver
    }

    /// A name that can be asked for, and be the name of a file here.
    static func isUsable(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 255 && name != "." && name != ".."
            && name.unicodeScalars.allSatisfy { scalar in
                // Replacement characters stand for bytes that were no UTF-8: the name can't be asked for again.
                scalar.value >= 0x20 && !(0x7f...0x9f).contains(scalar.value) && scalar != "/" && scalar != "\\"
                    && scalar != "\u{fffd}" && !scalar.properties.isBidiControl
            }
    }

    private static func shown(_ bytes: ArraySlice<UInt8>) -> String {
        let text = String(decoding: bytes.prefix(120), as: UTF8.self).unicodeScalars
        return String(
            String.UnicodeScalarView(
                text.map { scalar in
                    scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value) || scalar.properties.isBidiControl
                        ? "?" : scalar
                }))
    }

    /// `-rw-r--r--    1 owner    group    123 Nov 22 03:09 name`: owners can have spaces, so the date is looked for.
    private struct Entry {
        let kind: UInt8
        let size: Int
        let changed: String
        let name: String

        init?(_ line: ArraySlice<UInt8>) {
            guard let kind = line.first, "-dlbcps".utf8.contains(kind) else { return nil }
            // Where each word begins and ends, as far as the date can be.
            var words: [Range<Int>] = []
            var index = line.startIndex
            while index < line.endIndex, words.count < 16 {
                while index < line.endIndex, line[index] == 0x20 { index += 1 }
                let start = index
                while index < line.endIndex, line[index] != 0x20 { index += 1 }
                if start < index { words.append(start..<index) }
            }
            func text(_ place: Int) -> String { String(decoding: line[words[place]], as: UTF8.self) }
            guard words.count >= 6, words[0].count >= 10 else { return nil }
            for place in 3..<words.count {
                guard let size = Int(text(place)), size >= 0 else { continue }
                // A month, a day, and a time or a year; or 2025-11-22 and a time.
                let length: Int
                if place + 4 < words.count, Self.months.contains(text(place + 1)), let day = Int(text(place + 2)),
                    (1...31).contains(day), Self.isTimeOrYear(text(place + 3))
                {
                    length = 3
                } else if place + 3 < words.count, text(place + 1).utf8.count == 10,
                    text(place + 1).split(separator: "-").compactMap({ Int($0) }).count == 3,
                    Self.isTimeOrYear(text(place + 2))
                {
                    length = 2
                } else {
                    continue
                }
                // One space, then the name to the end, its own spaces included.
                let start = words[place + length].upperBound + 1
                guard start < line.endIndex else { return nil }
                self.kind = kind
                self.size = size
                changed = (1...length).map { text(place + $0) }.joined(separator: " ")
                name = String(decoding: line[start...], as: UTF8.self)
                return
            }
            return nil
        }

        private static let months: Set<String> = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]

        private static func isTimeOrYear(_ text: String) -> Bool {
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            return parts.count <= 3 && parts.allSatisfy { Int($0) != nil } && (parts.count > 1 || text.utf8.count == 4)
        }
    }
}

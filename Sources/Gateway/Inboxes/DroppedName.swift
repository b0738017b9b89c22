// What a file's name says about whether it may be taken. Pure; on bytes, because a name need not be text.

/// The bytes of a name in a folder. Names that look alike in two Unicode forms are two names.
struct FileName: Hashable, Comparable, Sendable {
    let bytes: [UInt8]

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    static func < (left: FileName, right: FileName) -> Bool { left.bytes.lexicographicallyPrecedes(right.bytes) }
}

/// What is to be done with a file of a name.
enum DroppedName: Sendable, Equatable {
    /// Hidden, unfinished or a receipt: left alone.
    case ignored
    /// May be taken; the text is short enough to be used in other names.
    case usable(String)
    /// Can't be used as it is: the file is refused under this safe name.
    case unusable(safe: String)

    /// The longest name that is kept whole, in bytes. File systems allow 255, and ours add to it.
    static let longest = 200

    /// Ends of names that programs give to files that they haven't finished, and of our own receipts.
    private static let ignoredEnds = [
        ".tmp", ".part", ".partial", ".filepart", ".crdownload", receiptText, receiptJSON,
    ]
    .map { Array($0.utf8) }
    private static let ignoredNames = ["thumbs.db", "desktop.ini", "readme.txt", "not-taken.txt"].map { Array($0.utf8) }

    /// What a receipt's name ends in.
    static let receiptText = ".receipt.txt"
    static let receiptJSON = ".receipt.json"

    static func isIgnored(_ name: FileName) -> Bool {
        let bytes = name.bytes
        guard let first = bytes.first, first != UInt8(ascii: ".") else { return true }
        if first == UInt8(ascii: "~"), bytes.count > 1, bytes[1] == UInt8(ascii: "$") { return true }
        return ignoredEnds.contains { ends(bytes, with: $0) }
            || ignoredNames.contains { $0.count == bytes.count && ends(bytes, with: $0) }
    }

    init(_ name: FileName) {
        if Self.isIgnored(name) {
            self = .ignored
            return
        }
        let text = String(decoding: name.bytes, as: UTF8.self)
        // Decoding repairs what is no UTF-8, and then the bytes differ.
        let isText = text.utf8.elementsEqual(name.bytes)
        let isBlank = text.unicodeScalars.allSatisfy { $0.properties.isWhitespace }
        if isBlank {
            self = .unusable(safe: "_")
        } else if isText, !text.unicodeScalars.contains(where: Self.isUnsafe) {
            self = .usable(Self.shortened(text))
        } else {
            var safe = String.UnicodeScalarView()
            for scalar in text.unicodeScalars {
                safe.append(Self.isUnsafe(scalar) || scalar == "\u{FFFD}" ? "_" : scalar)
            }
            self = .unusable(safe: Self.shortened(String(safe)))
        }
    }

    /// Control characters, line separators, and marks that turn the direction of writing: they make a name look like
    /// another one.
    static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF: true
        default: false
        }
    }

    /// The name within the limit: its ending stays, its middle goes.
    static func shortened(_ name: String) -> String {
        guard name.utf8.count > longest else { return name }
        let ending: Substring
        if let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), name.utf8.distance(from: dot, to: name.endIndex) <= 12
        {
            ending = name[dot...]
        } else {
            ending = ""
        }
        var start = ""
        var count = ending.utf8.count + 3
        for scalar in name.unicodeScalars {
            count += UTF8.width(scalar)
            if count > longest { break }
            start.unicodeScalars.append(scalar)
        }
        return start + "..." + ending
    }

    /// Whether the name ends in these lower-case bytes, without regard to the case of ASCII letters.
    private static func ends(_ name: [UInt8], with ending: [UInt8]) -> Bool {
        guard name.count >= ending.count else { return false }
        let start = name.count - ending.count
        for index in ending.indices {
            let byte = name[start + index]
            let lower = byte >= 65 && byte <= 90 ? byte + 32 : byte
            if lower != ending[index] { return false }
        }
        return true
    }
}

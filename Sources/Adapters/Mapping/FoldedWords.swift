// Words compared without case, extra blanks or the spaces around them: codes and header names.

/// Folding of short ASCII words.
enum Fold {
    static let seed: UInt64 = 0xcbf2_9ce4_8422_2325
    static let prime: UInt64 = 0x0000_0100_0000_01b3

    /// The word in lower case, runs of blanks as one space, none around it.
    static func word(_ text: String) -> [UInt8] {
        var text = text
        return text.withUTF8 { word($0) }
    }

    static func word(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var folded: [UInt8] = []
        folded.reserveCapacity(bytes.count)
        var pendingSpace = false
        var index = 0
        while index < bytes.count {
            var byte = bytes[index]
            index += 1
            // A no-break space, as spreadsheets leave it.
            if byte == 0xC2, index < bytes.count, bytes[index] == 0xA0 {
                index += 1
                byte = 0x20
            }
            if byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
                pendingSpace = !folded.isEmpty
                continue
            }
            if pendingSpace {
                folded.append(0x20)
                pendingSpace = false
            }
            folded.append(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
        }
        return folded
    }

    /// A hash of the folded word, without making it.
    static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash = seed
        var pendingSpace = false
        var hasBegun = false
        var index = 0
        let count = bytes.count
        while index < count {
            var byte = bytes[index]
            index += 1
            if byte == 0xC2, index < count, bytes[index] == 0xA0 {
                index += 1
                byte = 0x20
            }
            if byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
                pendingSpace = hasBegun
                continue
            }
            hasBegun = true
            if pendingSpace {
                hash = (hash ^ 0x20) &* prime
                pendingSpace = false
            }
            if byte >= 0x41 && byte <= 0x5A { byte |= 0x20 }
            hash = (hash ^ UInt64(byte)) &* prime
        }
        return hash
    }

    static func hash(_ text: String) -> UInt64 {
        var text = text
        return text.withUTF8 { hash($0) }
    }

    /// A header name without case and punctuation: `Date of birth` and `DATE_OF_BIRTH` are one name.
    static func header(_ text: String) -> String {
        var folded: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x41...0x5A: folded.append(byte | 0x20)
            case 0x61...0x7A, 0x30...0x39, 0x80...: folded.append(byte)
            default: continue
            }
        }
        return String(decoding: folded, as: UTF8.self)
    }
}

/// A few words, each with what it stands for; looked up by bytes without an allocation.
struct WordTable<Meaning: Sendable>: Sendable {
    private(set) var hashes: [UInt64] = []
    private(set) var meanings: [Meaning] = []
    private var words: [[UInt8]] = []

    init() {}

    var isEmpty: Bool { hashes.isEmpty }

    /// - Returns: false where the word is in the table already.
    @discardableResult
    mutating func add(_ text: String, _ meaning: Meaning) -> Bool {
        let word = Fold.word(text)
        guard !words.contains(word) else { return false }
        words.append(word)
        hashes.append(Fold.hash(text))
        meanings.append(meaning)
        return true
    }

    func index(of bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        let hash = Fold.hash(bytes)
        var index = 0
        while index < hashes.count {
            if hashes[index] == hash, words[index] == Fold.word(bytes) { return index }
            index += 1
        }
        return nil
    }

    func contains(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool { index(of: bytes) != nil }

    func contains(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { contains($0) }
    }
}

extension WordTable where Meaning == Void {
    /// Words that mean nothing but themselves.
    init(_ words: some Sequence<String>) {
        for word in words { add(word, ()) }
    }
}

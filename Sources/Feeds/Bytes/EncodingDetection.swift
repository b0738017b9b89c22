// Which encoding a payload is in, judged over all of it: a sample of the first rows is how other
// tools fail on the one name with an accent near the end.

/// What the bytes of a whole payload say about its encoding.
struct EncodingDetection {
    /// Well-formed UTF-8 sequences of more than one byte.
    private(set) var sequences = 0
    /// Bytes that are not UTF-8.
    private(set) var faults = 0
    /// Of those: letters in Windows-1252 that stand in words, and marks that stand in words as no mark does.
    private(set) var letters = 0
    private(set) var marks = 0
    private var previous: UInt8 = 0

    /// Reads the source from where it is to its end.
    static func over(_ source: inout some ByteSource) throws -> EncodingDetection {
        var detection = EncodingDetection()
        var window = ByteWindow()
        defer { window.deallocate() }
        repeat {
            try window.fill(from: &source)
            detection.look(at: &window)
        } while !window.atEnd
        return detection
    }

    private mutating func look(at window: inout ByteWindow) {
        while window.start < window.end {
            let run = ASCIIRun.length(at: window.base + window.start, count: window.count)
            if run > 0 {
                window.start += run
                previous = window.base[window.start - 1]
            }
            if window.start == window.end { return }
            let length = UTF8Sequence.length(at: window.base + window.start, count: window.count)
            if length < 0, !window.atEnd { return }
            let byte = window.base[window.start]
            if length > 0 {
                sequences += 1
            } else {
                faults += 1
                let next = window.count > 1 ? window.base[window.start + 1] : 0
                switch Windows1252.role(of: byte, between: previous, and: next) {
                case .letter: letters += 1
                case .strange: marks += 1
                case .other: break
                }
            }
            previous = byte
            window.start += max(length, 1)
        }
    }

    /// What is nearly all UTF-8 has a few rows pasted from elsewhere: those rows are refused, rather than guessed at. Where
    /// both have a fair share, or most is Windows-1252, each record is read by what it is.
    var encoding: TextEncoding {
        if faults == 0 || isOtherCodePage { return .utf8 }
        if sequences == 0 { return .windows1252 }
        // A record that holds together as UTF-8 is UTF-8, whatever the others are. The others are Windows-1252 where there
        // are enough of them to say so; a single odd one is rejected rather than guessed at.
        if faults > sequences || min(sequences, faults) >= 3 && faults * 10 >= sequences { return .mixed }
        return .utf8
    }

    /// Whether the accents are those of another code page, as "CSV (MS-DOS)" and "CSV (Macintosh)" write them: read as
    /// Windows-1252 they would be marks in the middle of names. Which one can't be told, so the rows that hold them are
    /// rejected.
    var isOtherCodePage: Bool { marks > letters }

    var notes: [FeedNote] {
        if faults == 0 { return [] }
        if isOtherCodePage { return [FeedNote(kind: .otherCodePage, line: nil, count: faults)] }
        if sequences > 0 { return [FeedNote(kind: .mixedEncodings, line: nil, count: min(sequences, faults))] }
        return [FeedNote(kind: .windows1252Assumed, line: nil, count: faults)]
    }
}

/// What the first bytes of a payload say about its encoding.
enum EncodingMark: Equatable {
    /// A byte order mark of so many bytes.
    case mark(TextEncoding, length: Int)
    /// No mark, but zero bytes as UTF-16 has them.
    case unmarked(TextEncoding)
    /// An encoding that no feed is read in, in words.
    case foreign(String)
    case none

    static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> EncodingMark {
        func begins(_ signature: [UInt8]) -> Bool { bytes.starts(with: signature) }
        if begins([0xFF, 0xFE, 0, 0]) || begins([0, 0, 0xFE, 0xFF]) { return .foreign("UTF-32") }
        if begins([0xEF, 0xBB, 0xBF]) { return .mark(.utf8, length: 3) }
        if begins([0xFF, 0xFE]) { return .mark(.utf16LittleEndian, length: 2) }
        if begins([0xFE, 0xFF]) { return .mark(.utf16BigEndian, length: 2) }
        let count = bytes.count / 4 * 4
        guard count >= 4 else { return .none }
        var zeros = [0, 0, 0, 0]
        for index in 0..<count where bytes[index] == 0 { zeros[index % 4] += 1 }
        let all = count / 4
        // Three zero bytes and a letter, again and again.
        let most = zeros.count { $0 * 10 >= all * 9 }
        if most >= 3 || most == 2 && zeros[1] + zeros[2] == 2 * all { return .foreign("UTF-32") }
        let (even, odd) = (zeros[0] + zeros[2], zeros[1] + zeros[3])
        if odd * 4 >= all * 2, even * 20 <= odd { return .unmarked(.utf16LittleEndian) }
        if even * 4 >= all * 2, odd * 20 <= even { return .unmarked(.utf16BigEndian) }
        return .none
    }

    /// True where the bytes are hardly text in UTF-8 or Windows-1252: another code page (most bytes
    /// are not ASCII), EBCDIC, or no text at all (control characters).
    static func isForeign(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = bytes.baseAddress, bytes.count >= 16 else { return false }
        var controls = 0
        var upper = 0
        for byte in bytes {
            if byte < 0x20, byte != 0, byte != 0x09, byte != 0x0A, byte != 0x0D, byte < 0x1C { controls += 1 }
            if byte >= 0x80 { upper += 1 }
        }
        if controls * 10 > bytes.count { return true }
        guard upper * 10 > bytes.count * 4 else { return false }
        // Three bytes at the end may be half a character.
        let fault = UTF8Sequence.firstFault(in: base, count: bytes.count)
        return fault.map { $0 < bytes.count - 3 } ?? false
    }
}

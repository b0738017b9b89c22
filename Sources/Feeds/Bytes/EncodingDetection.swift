// Which encoding a payload is in, judged over all of it: a sample of the first rows is how other
// tools fail on the one name with an accent near the end.

/// What the bytes of a whole payload say about its encoding.
struct EncodingDetection {
    /// Well-formed UTF-8 sequences of more than one byte.
    private(set) var sequences = 0
    /// Bytes that are not UTF-8.
    private(set) var faults = 0

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
            window.start += ASCIIRun.length(at: window.base + window.start, count: window.count)
            if window.start == window.end { return }
            let length = UTF8Sequence.length(at: window.base + window.start, count: window.count)
            if length < 0, !window.atEnd { return }
            if length > 0 { sequences += 1 } else { faults += 1 }
            window.start += max(length, 1)
        }
    }

    /// A file that is nearly all UTF-8 has a few rows pasted from elsewhere: those rows are refused,
    /// rather than every other name in the file misread.
    var encoding: TextEncoding { faults == 0 || sequences > faults ? .utf8 : .windows1252 }

    var notes: [FeedNote] {
        if faults == 0 { return [] }
        if sequences > 0 { return [FeedNote(kind: .mixedEncodings, line: nil, count: min(sequences, faults))] }
        return [FeedNote(kind: .windows1252Assumed, line: nil, count: faults)]
    }
}

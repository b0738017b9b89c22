// Words that spreadsheets and databases write where a value should be.

/// What is no value of anything.
enum SpreadsheetWord {
    private static let errors = Set([
        "#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!",
        "#CONNECT!", "#UNKNOWN!", "#BUSY!", "#GETTING_DATA",
    ])

    /// The error of a spreadsheet's cell (`#REF!`, `Err:502`).
    ///
    /// - Parameter isText: else the signs of a column that was too narrow for a number or a date (`#####`) count too.
    static func isError(_ bytes: UnsafeBufferPointer<UInt8>, isText: Bool = false) -> Bool {
        guard let first = bytes.first, bytes.count >= 3, bytes.count <= 255 else { return false }
        if first == UInt8(ascii: "#") {
            if bytes.allSatisfy({ $0 == UInt8(ascii: "#") }) { return !isText }
            return errors.contains(String(decoding: bytes, as: UTF8.self).uppercased())
        }
        guard first == UInt8(ascii: "E"), bytes.count == 7 else { return false }
        return bytes.starts(with: Array("Err:".utf8)) && bytes[4...].allSatisfy { $0.digitValue != nil }
    }

    private static let nothing: WordTable<FaultRule> = {
        var words = WordTable<FaultRule>()
        for word in [
            "null", "(null)", "<null>", "n/a", "na", "n.a.", "nan", "nil", "none", "unknown", "not known", "(blank)",
            "blank", "tbc", "tba", "nat",
        ] {
            words.add(word, .wordForNothing)
        }
        for mark in ["-", "--", "–", "—", "?", "??", "???", "."] { words.add(mark, .markForNothing) }
        return words
    }()

    /// The rule that a word or a mark breaks that usually stands for nothing; nil for any other text. It says why a date or
    /// a number can't be read; what it stands for is for the manifest to declare (`blank`), since it may be somebody's name.
    static func forNothing(_ bytes: UnsafeBufferPointer<UInt8>) -> FaultRule? {
        guard bytes.count <= 10, let index = nothing.index(of: bytes) else { return nil }
        return nothing.meanings[index]
    }
}

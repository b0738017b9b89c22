// Partners' keys as they leave them: the number that a spreadsheet has made of one is still the same key.

import SENDRecords

/// The text of a key, a part of one, or what is looked up.
enum KeyText {
    /// The bytes as text; `4512.0` is `4512`, which it was before a spreadsheet or a data frame read it.
    ///
    /// - Parameter bytes: without what spreadsheets put around.
    static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        var end = bytes.count
        if end > 2, bytes[end - 1] == UInt8(ascii: "0"), let point = bytes.lastIndex(of: UInt8(ascii: ".")), point > 0,
            bytes[(point + 1)...].allSatisfy({ $0 == UInt8(ascii: "0") }),
            bytes[..<point].allSatisfy({ $0.digitValue != nil })
        {
            end = point
        }
        return String(decoding: bytes[..<end], as: UTF8.self)
    }

    /// Why the text can be nobody's key: a spreadsheet's error, or a number whose last digits are gone, so that several
    /// records would share it.
    static func fault(in text: String) -> FaultRule? {
        var text = text
        return text.withUTF8 { bytes in
            if SpreadsheetWord.isError(bytes) { return .spreadsheetError }
            guard let first = bytes.first, first.digitValue != nil, bytes.count <= 40,
                bytes.contains(UInt8(ascii: "+")), case .rounded = WrittenNumber.read(Array(bytes))
            else { return nil }
            return .digitsGone
        }
    }
}

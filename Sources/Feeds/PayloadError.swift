// What all readers' refusals of a whole payload have in common.

/// A payload that is refused whole: its description says why, where, and what to do, without a value of the file.
public protocol PayloadError: Error, CustomStringConvertible {
    /// What to do about it, which the description ends with; empty where there is nothing to add.
    var hint: String { get }
}

extension PayloadError {
    public var hint: String { "" }

    /// The description without what to do, as a sentence for the sender: what a file is instead of a table is said of the
    /// whole file, and not of its first line.
    public var finding: String {
        var text = description[...]
        if !hint.isEmpty, text.hasSuffix(hint) { text = text.dropLast(hint.count) }
        if text.hasPrefix("line 1: this ") { text = text.dropFirst("line 1: ".count) }
        if text.hasPrefix("this file is empty,") { text = "this file is empty." }
        while text.last == " " { text.removeLast() }
        return text.prefix(1).uppercased() + text.dropFirst()
    }
}

extension CSVError: PayloadError {}
extension JSONError: PayloadError {}
extension WorkbookError: PayloadError {}
extension XMLError: PayloadError {}

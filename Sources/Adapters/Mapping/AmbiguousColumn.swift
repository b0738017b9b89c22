// Two columns of a file that the adapter can't tell apart.

import Feeds

/// A column of the rules that two columns of a header fit equally: they differ from it, and from each other, in capitals
/// and punctuation only. Where one of them is spelt exactly as the rules have it, that one is meant and there is none.
public struct AmbiguousColumn: Sendable, Equatable, CustomStringConvertible {
    /// As the rules name it.
    public let name: String
    /// Places in the header, from 0.
    public let first: Int
    public let second: Int
    private let firstName: String
    private let secondName: String

    init(name: String, first: Int, second: Int, header: [String]) {
        self.name = name
        self.first = first
        self.second = second
        firstName = header[first]
        secondName = header[second]
    }

    /// What is wrong and what to do, for the sender.
    public var description: String {
        "Columns \(CellPlace.letters(of: first + 1)) (`\(firstName)`) and \(CellPlace.letters(of: second + 1)) "
            + "(`\(secondName)`) differ in capitals or punctuation only, and both could be `\(name)`. Remove or rename "
            + "one of them and send the file again."
    }
}

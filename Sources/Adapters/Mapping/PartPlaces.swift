// Where in an element the values of its parts stand: `$.Requests[2].Received` for the third request.

/// Names for the places of nested parts, made as they are met, beyond the columns that a mapping has from the beginning.
struct PartPlaces: Sendable {
    /// More places than this are not told apart: an element with that many is told by its path alone.
    static let most = 20_000

    private var numbers: [UInt64: Int] = [:]
    private(set) var names: [String] = []

    /// The 1-based column for the match of a path below numbered parts, one number a level, outermost first.
    ///
    /// - Parameters:
    ///   - column: the 0-based column of the path itself.
    ///   - count: how many columns the mapping has from the beginning.
    mutating func column(_ column: Int, named name: String, levels: ArraySlice<CurrentPart>, after count: Int) -> Int {
        var key = UInt64(column)
        guard levels.count <= 3, column <= 0xFFFF else { return column + 1 }
        for level in levels {
            guard level.number <= 0xFFFF else { return column + 1 }
            key = key << 16 | UInt64(level.number)
        }
        if let known = numbers[key] { return known }
        guard names.count < Self.most, count + names.count < Int(UInt16.max) else { return column + 1 }
        names.append(Self.name(name, levels.map(\.number)))
        numbers[key] = count + names.count
        return count + names.count
    }

    /// The wild cards of a path filled in from the left, as many as there are numbers; where it has others, the numbers
    /// stand behind.
    private static func name(_ path: String, _ numbers: [Int]) -> String {
        let pieces = path.split(separator: "[*]", omittingEmptySubsequences: false)
        guard pieces.count == numbers.count + 1, !path.contains("?") else {
            return "\(path) (part \(numbers.map(String.init).joined(separator: ".")))"
        }
        var name = String(pieces[0])
        for (number, piece) in zip(numbers, pieces.dropFirst()) { name += "[\(number - 1)]\(piece)" }
        return name
    }
}

// Where in a document the elements are that are rows.

/// `/Message/Persons/Person`: names from the root, without prefixes and without regard to case; `*` is any name.
public struct XMLElementPath: Sendable, Hashable, CustomStringConvertible {
    public let description: String
    /// Lower case; empty for any name.
    let steps: [String]

    /// - Returns: nil unless it begins with a slash and every step is a name or `*`.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count > 1, parts[0].isEmpty else { return nil }
        var steps: [String] = []
        for part in parts.dropFirst() {
            guard part == "*" || Self.isName(part) else { return nil }
            steps.append(part == "*" ? "" : part.lowercased())
        }
        self.steps = steps
        description = text
    }

    private static func isName(_ text: Substring) -> Bool {
        guard let first = text.first, first.isLetter || first == "_" else { return false }
        return text.allSatisfy { $0.isLetter || $0.isNumber || "_-.".contains($0) }
    }
}

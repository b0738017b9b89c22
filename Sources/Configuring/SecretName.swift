// The name by which configuration refers to a secret. The secrets themselves are not read here.

/// The name of a secret, such as `health-api-token`: a lower-case letter, then lower-case letters, digits
/// and hyphens. What it stands for comes from the environment or a credentials folder, never from here.
public struct SecretName: Sendable, Hashable, CustomStringConvertible {
    public let text: String

    /// - Returns: nil unless the text is a name: `[a-z][a-z0-9-]*`, at most 64 letters long.
    public init?(_ text: String) {
        func isLetter(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }
        guard let first = text.utf8.first, isLetter(first), text.utf8.count <= 64,
            text.utf8.allSatisfy({ isLetter($0) || ($0 >= 0x30 && $0 <= 0x39) || $0 == UInt8(ascii: "-") })
        else { return nil }
        self.text = text
    }

    public var description: String { text }
}

// The printed reference of declared keys.

/// Prints what may stand in a mapping, from the same declarations that read it.
public enum KeyReference {
    /// One paragraph for each key: its name and shape, then what it is for; keys of inner mappings are
    /// indented under theirs. Required keys come as declared, not first: the order is the author's.
    public static func text(of keys: [any DeclaredKey], indent: Int = 0) -> String {
        var lines: [String] = []
        let margin = String(repeating: " ", count: indent)
        for key in keys {
            var first = "\(margin)\(key.name): \(key.shape)"
            if key.isRequired { first += " (required)" }
            if let standard = key.defaultText, !standard.isEmpty { first += " (default: \(standard))" }
            lines.append(first)
            lines.append("\(margin)    \(key.meaning).")
            if !key.inner.isEmpty { lines.append(text(of: key.inner, indent: indent + 4)) }
        }
        return lines.joined(separator: "\n")
    }
}

// A function of strings of codes, as registers print a week of marks.

extension MappingFunction {
    static let codes: [MappingFunction] = [
        MappingFunction(
            "codes", .text, to: .text,
            "Codes without anything between them are set apart: each is a sign and the digits behind it.",
            example: Example("/\\C2C2I", "codes", "/ \\ C2 C2 I")
        ) { _ in { text, _, _ in .text(apart(text)) } }
    ]

    /// Commas, semicolons and blanks between codes become one blank; where there is any, it alone parts the codes.
    private static func apart(_ text: String) -> String {
        let separators: Set<Unicode.Scalar> = [" ", "\t", ",", ";", "\u{A0}"]
        let stated = text.unicodeScalars.split(whereSeparator: separators.contains)
        if stated.count > 1 { return stated.map { String($0) }.joined(separator: " ") }
        var apart = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where !separators.contains(scalar) {
            if !apart.isEmpty, !("0"..."9").contains(scalar) { apart.append(" ") }
            apart.append(scalar)
        }
        return String(apart)
    }
}

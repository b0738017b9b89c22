// A set of Unicode scalar values: ranges and general categories.

struct ScalarClass: Sendable {
    var ranges: [ClosedRange<UInt32>] = []
    /// Each a set of categories as bits.
    var categories: [UInt32] = []
    var isNegated = false

    func contains(_ scalar: UInt32) -> Bool {
        if ranges.contains(where: { $0.contains(scalar) }) { return !isNegated }
        if categories.isEmpty { return isNegated }
        let category = Unicode.Scalar(scalar)?.properties.generalCategory ?? .surrogate
        let bit: UInt32 = 1 << UInt32(Self.order.firstIndex { $0.category == category } ?? 31)
        return categories.contains { $0 & bit != 0 } != isNegated
    }

    /// The category of a name such as `Lu`, or all of a letter such as `L`.
    static func categories(named name: String) -> UInt32? {
        // The grammar leaves the surrogates out.
        if name == "Cs" { return nil }
        var found: UInt32 = 0
        for (number, entry) in order.enumerated()
        where entry.name == name || name.utf8.count == 1 && entry.name.hasPrefix(name) {
            found |= 1 << UInt32(number)
        }
        return found == 0 ? nil : found
    }

    private static let order: [(name: String, category: Unicode.GeneralCategory)] = [
        ("Lu", .uppercaseLetter), ("Ll", .lowercaseLetter), ("Lt", .titlecaseLetter), ("Lm", .modifierLetter),
        ("Lo", .otherLetter), ("Mn", .nonspacingMark), ("Mc", .spacingMark), ("Me", .enclosingMark),
        ("Nd", .decimalNumber), ("Nl", .letterNumber), ("No", .otherNumber), ("Pc", .connectorPunctuation),
        ("Pd", .dashPunctuation), ("Ps", .openPunctuation), ("Pe", .closePunctuation), ("Pi", .initialPunctuation),
        ("Pf", .finalPunctuation), ("Po", .otherPunctuation), ("Sm", .mathSymbol), ("Sc", .currencySymbol),
        ("Sk", .modifierSymbol), ("So", .otherSymbol), ("Zs", .spaceSeparator), ("Zl", .lineSeparator),
        ("Zp", .paragraphSeparator), ("Cc", .control), ("Cf", .format), ("Cs", .surrogate), ("Co", .privateUse),
        ("Cn", .unassigned),
    ]
}

// What is put right in a value without a word to its sender: everything that a spreadsheet or an export does to a value
// and that can be undone with certainty. One table; each row's example is a test.

/// One way in which a value was touched on its way, and is read as what it was. A cured value is no fault.
///
/// What can't be undone with certainty is no cure: `4.505577E+09` has lost digits, `1,234` under a decimal comma may be
/// either, a number short of digits may have lost zeros in front. Such values are refused, with advice.
public enum Cure: Int, Sendable, CaseIterable {
    case blanksAround, formulaText, textMark, unusualBlank, invisible
    case separators, dash, lowerCase, fullWidth, decimalZeros, thousands, exponent
    case blankRun, composed, title
    case isoDate, monthName, weekday, ordinal, otherWriting, timeDropped, localDay, twoDigitYear, serialNumber
    case currency, percent

    /// What is done, as a sentence for the person who tries an adapter.
    public var meaning: String { declaration.meaning }

    /// A value as it is stated, the kind of field it stands in, and what is read. The manifest's date formats of the
    /// examples are `dd/MM/yyyy`, `dd/MM/yy` and `excel-serial`; the day is 21 November 2026.
    public var example: (kind: FieldKind, stated: String, read: String) { declaration.example }

    private var declaration: (meaning: String, example: (kind: FieldKind, stated: String, read: String)) {
        switch self {
        case .blanksAround: ("Blanks around it are left out.", (.text, "  Ada ", "Ada"))
        case .formulaText:
            ("A text written as a formula, as exports do it to keep zeros.", (.text, "=\"0123\"", "0123"))
        case .textMark: ("The apostrophe by which spreadsheets mark text is left out.", (.text, "'0123", "0123"))
        case .unusualBlank:
            ("No-break and other unusual spaces are spaces.", (.text, "Ada\u{202F}Mary", "Ada Mary"))
        case .invisible:
            (
                "Invisible characters are left out: zero-width spaces, byte order marks, soft hyphens, direction marks.",
                (.identifier(.nhsNumber), "\u{FEFF}943\u{AD}4765\u{200B}870", "9434765870")
            )
        case .separators:
            ("Spaces and hyphens inside are left out.", (.identifier(.nhsNumber), "943 476-5870", "9434765870"))
        case .dash: ("A typographic dash is a hyphen.", (.identifier(.nhsNumber), "943–476–5870", "9434765870"))
        case .lowerCase: ("Letters are upper case.", (.identifier(.upn), "p330123419001", "P330123419001"))
        case .fullWidth: ("Full-width digits and letters are plain ones.", (.identifier(.urn), "１０３４５６", "103456"))
        case .decimalZeros:
            ("Zeros after the decimal point are left out.", (.identifier(.nhsNumber), "4505577104.0", "4505577104"))
        case .thousands:
            ("Thousands separators are left out.", (.identifier(.nhsNumber), "4,505,577,104", "4505577104"))
        case .exponent:
            (
                "A number with an exponent that still has all its digits is written out.",
                (.identifier(.nhsNumber), "4.505577104E+09", "4505577104")
            )
        case .blankRun: ("Several blanks in a row are one.", (.text, "Ada  Mary", "Ada Mary"))
        case .composed: ("A letter and its accent are one character.", (.text, "Rene\u{301}e", "Renée"))
        case .title: ("The title before a forename is left out: declared.", (.text, "Miss Ada", "Ada"))
        case .isoDate: ("Year, month and day, whatever the format.", (.date, "2015-01-31", "2015-01-31"))
        case .monthName: ("The month as a word.", (.date, "31 January 2015", "2015-01-31"))
        case .weekday: ("A weekday before the date is left out.", (.date, "Mon 2 Nov 2026", "2026-11-02"))
        case .ordinal: ("1st, 2nd, 3rd are numbers.", (.date, "1st Sept 2026", "2026-09-01"))
        case .otherWriting:
            ("Other separators or no leading zeros, in the declared order.", (.date, "7.3.2014", "2014-03-07"))
        case .timeDropped: ("The time of day is left out.", (.date, "07/03/2014 00:00:00", "2014-03-07"))
        case .localDay:
            ("A moment is the day that it was here.", (.date, "2015-06-30T23:00:00Z", "2015-07-01"))
        case .twoDigitYear: ("A year of two digits, by the field's range.", (.date, "07/03/14", "2014-03-07"))
        case .serialNumber: ("A spreadsheet's number for a day: declared.", (.date, "41705", "2014-03-07"))
        case .currency: ("The sign of the pound is left out.", (.money, "£1234.50", "123450"))
        case .percent: ("The per cent sign is left out.", (.integer, "45%", "45"))
        }
    }
}

/// The cures that one value needed.
public struct CureSet: OptionSet, Sendable, Hashable {
    public let rawValue: UInt32

    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    public init(_ cure: Cure) {
        rawValue = 1 << UInt32(cure.rawValue)
    }

    /// Notes that a value was put right in this way.
    public mutating func add(_ cure: Cure) { insert(CureSet(cure)) }

    /// Whether a value was put right in this way.
    public func contains(_ cure: Cure) -> Bool { contains(CureSet(cure)) }

    /// In the order of the table.
    public var all: [Cure] { Cure.allCases.filter(contains) }
}

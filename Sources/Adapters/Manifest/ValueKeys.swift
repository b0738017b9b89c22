// Where a value comes from and what is made of it: keys of `adapter.yaml`.

import Configuring
import Feeds
import SENDRecords

enum ValueKeys {
    static let from = Key("from", .oneOrMore(of: .located(.text)), "columns or paths; the first that isn't blank")
    static let template = Key("template", .located(.text), "text with names of columns or values in braces")
    static let text = Key("text", .text, "the same text in every row")
    static let value = Key(
        "value", .located(.text),
        "a named value of the file, or partner-urn; where `each` asks by school or day, request-school or request-day")
    static let lookup = Key("lookup", .node, "a value from a row of an earlier file: `file`, `key`, `by`, `take`")
    static let blank = Key(
        "blank", .oneOrMore(of: .text), "words that stand for nothing, in the place of the manifest's; `\"\"` for none")
    static let apply = Key(
        "apply", .list(of: .node), "functions that the value goes through; `sendgate adapters functions` lists them")
    static let onlyValid = Key(
        "only-valid", .choice(of: IdentifierKind.self), "the value counts only where it is a sound identifier: for keys"
    )
    static let otherwise = Key("else", .node, "the value that is taken where there is none")
    static let joinedBy = Key("joined-by", .text, "what is put between several matches of a path")
    static let skip = Key("skip", .integer(0...100), "how many matches of a path are passed over")
    static let anyOf = Key("any-of", .oneOrMore(of: .text), "true where any match of a path is one of these")
    static let plain: [any DeclaredKey] = [
        from, template, text, value, lookup, blank, apply, onlyValid, otherwise, joinedBy, skip, anyOf,
    ]

    static let dates = Key("dates", .oneOrMore(of: .dateFormat), "the field's date formats")
    static let codes = Key("codes", .names(to: .text), "partners' words, each with the code that it means")
    static let yes = Key("yes", .oneOrMore(of: .text), "words for true beside true, yes, y, t, 1")
    static let no = Key("no", .oneOrMore(of: .text), "words for false beside false, no, n, f, 0")
    static let years = Key(
        "years", .years, "the years that a date can have, such as 2000-2040; tells the century of two digits")
    static let unit = Key("unit", .choice(of: NumberUnit.self), "what a number counts: percent, or pence for an amount")
    static let decimalComma = DefaultedKey(
        "decimal-comma", .flag, default: false, "whether a comma stands before decimals, and points part thousands")
    static let withoutTitle = DefaultedKey(
        "without-title", .flag, default: false, "whether a Mr, Mrs, Miss, Ms, Mx, Master or Dr in front is left out")
    static let ofField: [any DeclaredKey] =
        plain + [dates, years, codes, yes, no, unit, decimalComma, withoutTitle]
}

enum LookupKeys {
    static let file = Key("file", .located(.text), "the earlier file of the set")
    static let within = Key(
        "within", .located(.text), "in a JSON feed, instead of a file: the path of other elements of the same row")
    static let key = Key(
        "key", .located(.text), required: true,
        "the column or path there that holds the key, or a value there that lists its names")
    static let by = Key("by", .node, "the value of this row that is looked up; else the column of the same name")
    static let take = Key(
        "take", .located(.text), required: true,
        "the column or path there that is taken, or a value there that lists its names")
    static let choose = DefaultedKey(
        "choose", .oneOf(["first", "least"]), default: "first",
        "of several rows of the file with the key: the first, or the one with the least value as text (ISO dates: the earliest)"
    )
    static let all: [any DeclaredKey] = [file, within, key, by, take, choose]
}

// How the bytes of a feed are read: keys of `adapter.yaml`.

import Configuring
import Feeds
import SENDRecords

enum FormatKeys {
    static let csv = Key("csv", .mapping, "a table as text")
    static let json = Key("json", .mapping, "a JSON document")
    static let jsonl = Key("jsonl", .mapping, "JSON Lines: a value on each line, which is a row")
    static let xlsx = Key("xlsx", .mapping, "an Excel workbook")
    static let xml = Key("xml", .mapping, "an XML document")
    static let all: [any DeclaredKey] = [csv, xlsx, json, jsonl, xml]
}

enum WorkbookKeys {
    static let sheet = Key("sheet", .text, "the sheet's name; else the first that can be seen")
    static let headerRow = Key(
        "header-row", .integer(1...1_048_576), "the row with the columns' names; else it is found")
    static let all: [any DeclaredKey] = [sheet, headerRow]
}

enum XMLKeys {
    static let elements = Key(
        "elements", .located(.text), required: true,
        "the elements that are rows: /Message/Persons/Person, without prefixes, in any case; * is any name")
    static let lists = Key(
        "lists", .list(of: .text),
        "names of text elements that can stand several times: they are lists even where only one is there")
    static let all: [any DeclaredKey] = [elements, lists]
}

enum CSVKeys {
    static let delimiter = DefaultedKey(
        "delimiter", .oneOf(["any", "comma", "semicolon", "tab", "pipe"]), default: "any", "what stands between columns"
    )
    static let encoding = DefaultedKey(
        "encoding", .oneOf(["any", "utf-8", "windows-1252", "utf-16le", "utf-16be"]), default: "any",
        "how the bytes stand for letters")
    static let escape = DefaultedKey(
        "escape", .oneOf(["none", "backslash"]), default: "none", "how a quote is written inside a quoted value")
    static let all: [any DeclaredKey] = [delimiter, encoding, escape]
}

enum JSONKeys {
    static let elements = Key("elements", .jsonPath, required: true, "the path of the elements that are rows")
    static let mark = Key("mark", .jsonPath, "a path outside the elements that must be there")
    static let markEquals = Key("mark-equals", .text, "what must stand there")
    static let count = Key("count", .jsonPath, "a path outside the elements that states how many there are")
    static let error = Key(
        "error", .oneOrMore(of: .jsonPath),
        "paths outside the elements that only an answer has that says what went wrong, the best code first: it is refused by that name"
    )
    static let all: [any DeclaredKey] = [elements, mark, markEquals, count, error]
}

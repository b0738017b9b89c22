// The keys of `adapter.yaml`, declared once: reading, checking and the printed reference use them.

import Configuring
import Feeds
import SENDRecords

enum ManifestKeys {
    static let id = Key("id", .text, required: true, "the name of the adapter's folder")
    static let version = Key(
        "version", .integer(1...1_000_000), required: true, "a number to raise when the mapping changes")
    static let title = Key("title", .text, required: true, "what the feed is, in a few words")
    static let partner = Key("partner", .text, required: true, "who sends it, as people say it")
    static let population = Key(
        "population", .text, required: true, "whose data the feed holds and why, in a sentence or two")
    static let source = Key(
        "source", .mapping, required: true,
        "where the files come from: `inbox`, `https`, `sftp`, `singer` or `module`")
    static let schedule = Key("schedule", .mapping, "how often it is fetched: `cron` or `every`")
    static let format = Key(
        "format", .mapping,
        "how the files are read: one or more of `csv`, `xlsx`, `json`, `jsonl`, `xml`; what a file holds decides")
    static let asOf = Key(
        "as-of", .list(of: .node), "where the day that a file is about comes from, best first; else its arrival")
    static let contract = Key("contract", .mapping, required: true, "what can be relied on, and when a person is asked")
    static let limits = Key("limits", .mapping, "bounds on what is accepted")
    static let keySpaces = Key(
        "key-spaces", .names(to: .text), required: true,
        "the key space of each kind of entity: child, setting, route, crew-member, caseworker")
    static let dates = Key("dates", .oneOrMore(of: .dateFormat), "the date formats of fields that state none")
    static let blank = Key(
        "blank", .oneOrMore(of: .text),
        "words that stand for nothing in every value that states none of its own; never in names")
    static let alsoNamed = Key(
        "also-named", .names(to: .oneOrMore(of: .text)),
        "columns that have been renamed: the name that the rules use, and what partners call it now")
    static let tables = Key(
        "tables", .names(to: .node),
        "tables of words, by name, for the function `table`: each word with what it stands for")
    static let trial = DefaultedKey(
        "trial", .flag, default: false,
        "whether the feed is on trial: read, matched and reported, without effect until `sendgate feeds accept`")
    static let feeds = Key(
        "feeds", .names(to: .mapping),
        "what differs for single feeds, by the school's URN or the trust's folder: `trial`")
    static let files = Key(
        "files", .list(of: .node), "the files of the feed, in the order of reading; needed but for a module")
    static let states = Key("states", .list(of: .node), "the record types that a module states")

    static let all: [any DeclaredKey] = [
        id, version, title, partner, population, source, schedule, format, asOf, contract, limits, keySpaces, dates,
        blank, alsoNamed, tables, trial, feeds, files, states,
    ]
}

enum FeedKeys {
    static let trial = Key("trial", .flag, required: true, "whether this one feed is on trial")
    static let all: [any DeclaredKey] = [trial]
}

enum SourceKeys {
    static let inbox = Key("inbox", .mapping, "files that schools drop into their folders")
    static let https = Key("https", .mapping, "a partner's web service")
    static let sftp = Key("sftp", .mapping, "files in a folder of a partner's SFTP server")
    static let singer = Key("singer", .mapping, "a program that prints Singer messages")
    static let module = Key("module", .mapping, "a native adapter module, with the keys of `https` beside its own")
    static let all: [any DeclaredKey] = [inbox, https, sftp, singer, module]
}

enum SingerKeys {
    static let command = Key(
        "command", .oneOrMore(of: .located(.text)),
        "the program, a file of the adapter's folder, and its first arguments; else the operator names one")
    static let config = Key(
        "config", .mapping, "the tap's configuration; what is secret by name: {secret: name-of-the-secret}")
    static let catalog = Key("catalog", .located(.text), "a file of the adapter's folder that chooses the streams")
    static let network = DefaultedKey(
        "network", .oneOf(["none", "needed"]), default: "none",
        "whether the tap fetches over the network; the operator grants it")
    static let keepConfig = DefaultedKey(
        "keep-config", .flag, default: false, "whether what the tap writes back into its configuration is kept")
    static let keepState = DefaultedKey(
        "keep-state", .flag, default: true, "whether a run goes on where the last one ended; else it states everything")
    static let time = DefaultedKey("time", .duration, default: .seconds(3600), "how long a run may take")
    static let silence = DefaultedKey(
        "silence", .duration, default: .seconds(300), "how long the tap may print nothing")
    static let memory = DefaultedKey("memory", .byteCount, default: 2 << 30, "the memory that the tap may take")
    static let all: [any DeclaredKey] = [
        command, config, catalog, network, keepConfig, keepState, time, silence, memory,
    ]
}

enum InboxKeys {
    static let patterns = Key(
        "patterns", .oneOrMore(of: .fileNamePattern), required: true, "names that are taken; others are left alone")
    static let partnerColumn = Key(
        "partner-column", .oneOrMore(of: .text),
        "columns with the school's URN, the first that is there, by which a trust's file is told apart")
    static let all: [any DeclaredKey] = [patterns, partnerColumn]
}

enum HeaderKeys {
    static let bearer = Key("bearer", .secretName, "the name of a secret sent after `Bearer`")
    static let secret = Key("secret", .secretName, "the name of a secret that is the whole value")
    static let basic = Key("basic", .text, "a user name sent with the password")
    static let password = Key("password", .secretName, "the name of the secret that is the password")
    static let all: [any DeclaredKey] = [bearer, secret, basic, password]
}

enum ScheduleKeys {
    static let cron = Key("cron", .located(.text), "five fields: minute, hour, day, month, weekday")
    static let every = Key("every", .duration, "the time between two pulls")
    static let all: [any DeclaredKey] = [cron, every]
}

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

enum AsOfKeys {
    static let fileName = Key("file-name", .fileNamePattern, "a pattern of the file's name with a date in braces")
    static let pathDate = Key("path-date", .flag, "true: the date in the request's path")
    static let header = Key("header", .text, "a header of the answer with a date, such as Last-Modified")
    static let column = Key("column", .text, "a column with a date; the latest counts")
    static let file = Key("file", .text, "the file of the set that has the column")
    static let dates = Key("dates", .oneOrMore(of: .dateFormat), "the column's date formats")
    static let all: [any DeclaredKey] = [fileName, pathDate, header, column, file, dates]
}

enum LimitKeys {
    static let limit = Key("limit", .percent, required: true, "the largest share that is applied unasked")
    static let yearEnd = Key("august-september", .percent, "the same in August and September")
    static let floor = DefaultedKey("floor", .integer(0...1_000_000), default: 5, "up to so many are never too many")
    static let all: [any DeclaredKey] = [limit, yearEnd, floor]
    static let plain: [any DeclaredKey] = [limit, floor]
}

enum SizeKeys {
    static let file = DefaultedKey("file", .byteCount, default: 1 << 30, "the largest file or answer, unpacked")
    static let pages = DefaultedKey("pages", .integer(1...1_000_000), default: 10_000, "the most parts of one answer")
    static let all: [any DeclaredKey] = [file, pages]
}

enum FileKeys {
    static let name = Key("name", .text, required: true, "the file's name within the set")
    static let path = Key("path", .pathTemplate, "where it is fetched, after the origin")
    static let query = Key(
        "query", .names(to: .located(.text)),
        "what the request's query says, with places in braces such as {since}; what has nothing to stand for is left out"
    )
    static let post = Key(
        "post", .node, "the body, which makes the request a POST: a JSON text, or `body`, `form`, `type`, `safe`")
    static let patterns = Key("patterns", .oneOrMore(of: .fileNamePattern), "names under which it can be handed in")
    static let stream = Key("stream", .text, "of a tap: the stream whose records are the file's rows")
    static let required = DefaultedKey("required", .flag, default: true, "whether the set is incomplete without it")
    static let format = Key("format", .mapping, "how this file is read, if otherwise than the others")
    static let layoutOf = Key(
        "layout-of", .oneOrMore(of: .located(.text)),
        "the file or files above of which this is another layout: it comes instead of them and counts as all of them")
    static let paging = Key(
        "paging", .mapping,
        "how a long answer comes in parts: `next-link`, `link-header`, `page`, `offset` or `cursor`")
    static let requiredColumns = Key(
        "required-columns", .list(of: .oneOrMore(of: .text)),
        "columns without which the file can't be used; a list within the list means one of these")
    static let otherColumns = Key("other-columns", .list(of: .text), "columns that are known and not used")
    static let values = Key("values", .names(to: .node), "values that several rules use, by name")
    static let leaveOut = Key("leave-out", .list(of: .node), "rules for rows that are not stored")
    static let records = Key("records", .list(of: .node), required: true, "the records that a row states")
    static let all: [any DeclaredKey] = [
        name, path, query, post, stream, patterns, format, layoutOf, required, paging, requiredColumns, otherColumns,
        values,
        leaveOut,
        records,
    ]
}

enum LeaveOutKeys {
    static let rule = Key("rule", .text, required: true, "the rule's name, as receipts show it")
    static let meaning = Key("meaning", .text, "which rows these are and why they are not kept, for the sender")
    static let when = Key("when", .node, "the tests that must all hold; with `unless-known` it may be missing")
    static let unlessKnown = Key(
        "unless-known", .node,
        "for rows that carry no sign of SEND: whom the row is about. It is taken only where another feed shows this child with SEN support, a need, a request, an assessment, a plan, awaited advice, a referral, a notice under section 23, an appeal or an allocation to transport. A child that becomes known later is taken up from the files that are kept"
    )
    static let refuse = DefaultedKey(
        "refuse", .flag, default: false,
        "whether such a row is quarantined, under the rule's name: one that should not be there, such as an error among answers"
    )
    static let all: [any DeclaredKey] = [rule, meaning, when, unlessKnown, refuse]
}

enum KnownChildKeys {
    static let key = Key("key", .node, "the partner's key of the child, in the feed's key space")
    static let fields = Key(
        "fields", .names(to: .node),
        "of `upn`, `nhs-number`, `uln`, `forename`, `surname` and `birth-date`: one sound identifier, or forename, surname and birth date together, must be the known child's"
    )
    static let all: [any DeclaredKey] = [key, fields]
}

enum RecordKeys {
    static let type = Key("type", .located(.text), required: true, "the record type")
    static let key = Key("key", .node, required: true, "the partner's key of the record")
    static let about = Key("about", .node, "the key of whom or what it is about; else the record's key")
    static let when = Key("when", .node, "tests that must all hold, or the row states no such record")
    static let each = Key(
        "each", .list(of: .node), "named parts of the row: the record is stated once for each, or each combination")
    static let ended = DefaultedKey(
        "ended", .flag, default: false, "whether every row says that its record is no more, as a list of deletions does"
    )
    static let endedWhen = Key(
        "ended-when", .node, "tests that must all hold for a row that says that its record is no more")
    static let required = Key(
        "required", .list(of: .located(.text)), "fields without which the row is quarantined")
    static let fields = Key("fields", .names(to: .node), "the fields that are filled; none where `ended` is true")
    static let fold = Key(
        "fold", .names(to: .node),
        "the rows of one key are put together: fields, each with how; a field without a way is the same in all of them")
    static let all: [any DeclaredKey] = [
        type, each, key, about, when, ended, endedWhen, required, fields, fold,
    ]
}

enum PartKeys {
    static let elements = Key(
        "elements", .located(.text), "a path of nested elements; below an earlier part as @part.path")
    static let columns = Key(
        "columns", .node, "names of columns with places in braces, SEN need {n}; or names, each with such a pattern")
    static let split = Key("split", .node, "a value that holds several, with `by`")
    static let by = Key(
        "by", .oneOrMore(of: .text), "what stands between the pieces; a blank stands for any run of blanks")
    static let characters = Key("characters", .node, "a value each of whose letters is a part")
    static let width = DefaultedKey("width", .integer(1...20), default: 1, "how many letters make a part")
    static let blank = Key("blank", .oneOrMore(of: .text), "words that stand for nothing")
    static let keepBlank = DefaultedKey(
        "keep-blank", .flag, default: false, "whether a part that holds nothing is stated all the same")
    static let all: [any DeclaredKey] = [elements, columns, split, by, characters, width, blank, keepBlank]
}

enum ConditionKeys {
    static let stated = Key("stated", .node, "values of which one must be stated")
    static let blank = Key("blank", .node, "values that must all be blank")
    static let value = Key("value", .node, "a value that is compared")
    static let field = Key("field", .located(.text), "a field as the mapping reads it: `type.field`")
    static let oneOf = Key("one-of", .oneOrMore(of: .text), "what it must be")
    static let notOneOf = Key("not-one-of", .oneOrMore(of: .text), "what it must not be")
    static let matches = Key(
        "matches", .oneOrMore(of: .text), "its shape: 9 is a digit, A a letter, * anything, other signs themselves")
    static let before = Key("before", .node, "a date as yyyy-MM-dd, or a value, before which it must be")
    static let after = Key("after", .node, "a date as yyyy-MM-dd, or a value, after which it must be")
    static let equals = Key("equals", .node, "another value that must be the same, without regard to case")
    static let orBlank = DefaultedKey("or-blank", .flag, default: false, "whether nothing holds as well")
    static let any = Key("any", .list(of: .node), "tests of which one must hold")
    static let all: [any DeclaredKey] = [
        stated, blank, value, field, oneOf, notOneOf, matches, before, after, equals, orBlank, any,
    ]
}

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

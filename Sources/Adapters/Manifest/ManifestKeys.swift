// The keys of `adapter.yaml`, declared once: reading, checking and the printed reference use them. Those of the feed as a
// whole stand here, the others in the files that are named after them.

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

enum ScheduleKeys {
    static let cron = Key("cron", .located(.text), "five fields: minute, hour, day, month, weekday")
    static let every = Key("every", .duration, "the time between two pulls")
    static let all: [any DeclaredKey] = [cron, every]
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

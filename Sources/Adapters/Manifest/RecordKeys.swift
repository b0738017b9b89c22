// What becomes of the rows of a file: keys of `adapter.yaml`.

import Configuring
import Feeds
import SENDRecords

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

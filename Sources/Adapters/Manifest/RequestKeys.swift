// The keys of a file's request and of its paging.

import Configuring

enum PostKeys {
    static let body = Key("body", .located(.text), "the body as a text with places in braces")
    static let form = Key("form", .names(to: .located(.text)), "the body as a form's fields")
    static let type = Key("type", .text, "what a text is; application/json if left out")
    static let safe = DefaultedKey(
        "safe", .flag, default: false,
        "whether asking twice does no more than asking once: then a lost answer is asked for again")
    static let all: [any DeclaredKey] = [body, form, type, safe]
}

enum PagingKeys {
    static let nextLink = Key(
        "next-link", .oneOrMore(of: .jsonPath), "the path of the next part's address in the answer, or several paths")
    static let linkHeader = Key("link-header", .flag, "true: the next part's address stands in the Link header")
    static let page = Key("page", .node, "the name of the part's number; or `name`, `first`, `until`, `size`, `in`")
    static let offset = Key(
        "offset", .node, "the name of the number of rows that have come; or `name`, `first`, `until`, `size`, `in`")
    static let cursor = Key("cursor", .mapping, "the answer says by what the next part is asked for")
    static let all: [any DeclaredKey] = [nextLink, linkHeader, page, offset, cursor]
}

/// Parts that are counted.
enum CountedPagingKeys {
    static let name = Key("name", .text, required: true, "the name of the number")
    static let first = Key("first", .integer(0...1_000_000), "the number of the first part; 1 for pages, 0 for offsets")
    static let until = DefaultedKey(
        "until", .oneOf(["empty", "short"]), default: "empty",
        "the last part is one without rows, or one with fewer than `size`")
    static let size = Key("size", .integer(1...1_000_000), "how many rows a part has, where it isn't the last")
    static let place = DefaultedKey(
        "in", .choice(of: Paging.Place.self), default: .query, "where the number is sent")
    static let all: [any DeclaredKey] = [name, first, until, size, place]
}

enum CursorPagingKeys {
    static let at = Key("at", .jsonPath, required: true, "the path of the next part's cursor in the answer")
    static let name = Key("name", .text, required: true, "the name that it is sent under")
    static let more = Key(
        "more", .jsonPath, "the path that says whether there is more; else there is while a cursor is")
    static let until = Key(
        "until", .oneOf(["empty"]), "empty: a part without rows is the last, whatever cursor it names")
    static let place = CountedPagingKeys.place
    static let all: [any DeclaredKey] = [at, name, more, until, place]
}

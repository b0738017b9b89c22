// What lies in a folder and is not taken, and why: told in the folder itself, where whoever put it there looks. Pure.

/// The things in one folder that are left alone.
struct LeftAlone: Sendable, Equatable {
    enum Reason: Sendable, Equatable, CaseIterable {
        case folder
        case link
        case secondName
        case special
        case unreadable

        /// What it is, for the gateway's log.
        var words: String {
            switch self {
            case .folder: "a folder"
            case .link: "a link"
            case .secondName: "a file with a second name (a hard link)"
            case .special: "something that is no file (a pipe, socket or device)"
            case .unreadable: "a file that the gateway may not read"
            }
        }

        var advice: String {
            switch self {
            case .folder: "This is a folder. Save the files that are in it here, one by one."
            case .link: "This is a link to something. Save the file itself here."
            case .secondName: "This file lies somewhere else, too (a hard link). Save a copy of it here."
            case .special: "This is no file that can be read. Remove it."
            case .unreadable: "The gateway may not read this file. Save it again, or ask the council for help."
            }
        }
    }

    static let fileName = "NOT-TAKEN.txt"
    /// How many are named.
    static let limit = 100

    private var listed: [(name: FileName, reason: Reason)] = []
    private var count = 0

    mutating func add(_ name: FileName, _ reason: Reason) {
        count += 1
        if listed.count < Self.limit { listed.append((name, reason)) }
    }

    static func == (left: LeftAlone, right: LeftAlone) -> Bool { left.text == right.text }

    /// The text of the file; nil where nothing is left alone.
    var text: String? {
        guard count > 0 else { return nil }
        var page = ReceiptPage()
        page.line("NOT TAKEN")
        page.line("=========")
        page.line()
        page.paragraph("These things lie in this folder and are left alone. This list goes when they are gone.")
        for entry in listed.sorted(by: { $0.name < $1.name }) {
            page.line()
            let name = ReceiptPage.plain(String(decoding: entry.name.bytes, as: UTF8.self), atMost: 255)
            page.paragraph(name, indent: 4, first: "  ")
            page.paragraph(entry.reason.advice, indent: 4)
        }
        if count > listed.count {
            page.line()
            page.paragraph("... and \(ReceiptPage.grouped(count - listed.count)) more.")
        }
        return page.text
    }
}

// The few lines that a school finds in its folder.

/// The text of `README.txt` in a school's folder.
enum InboxReadme {
    static let name = "README.txt"

    static func text(for places: [InboxPlace]) -> String {
        var page = ReceiptPage()
        guard let first = places.first else { return "" }
        page.line("Files for the council from \(ReceiptPage.plain(first.school, atMost: 200))")
        page.line()
        page.paragraph("Save your file in the folder that it belongs to:")
        page.line()
        for place in places where !place.isMain { page.entry("  \(place.adapter)", place.title, column: 24) }
        page.line()
        page.paragraph(
            "Then wait a minute. The file disappears from the folder and comes back, with a receipt beside it, in one"
                + " of two folders:")
        page.line()
        page.entry("  done", "it was read. The receipt says which rows were accepted and which were not.", column: 12)
        page.entry("  refused", "nothing was used. The receipt says why, and how to put it right.", column: 12)
        page.line()
        page.paragraph(
            "Receipts come twice: the one that ends in .txt is for you, the one that ends in .json is for programs. You"
                + " can send a better file whenever you like, under the same name or another one. You may delete what"
                + " is in done and refused; the gateway does so, too, when the time for which files are kept is over.")
        page.line()
        page.paragraph(
            "A file stays where it is while a program still writes it or holds it open, and an empty one for a minute. Files"
                + " that programs make for themselves are left alone: names that begin with a dot or with ~$, that end in"
                + " .tmp, .part, .partial, .filepart or .crdownload, Thumbs.db and desktop.ini. So are links and folders:"
                + " \(LeftAlone.fileName) names them when there are any. Nothing belongs in this folder itself: what is"
                + " saved here comes back in refused, with the name of the right folder.")
        return page.text
    }
}

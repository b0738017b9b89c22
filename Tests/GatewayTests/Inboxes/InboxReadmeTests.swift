import Testing

@testable import Gateway

@Suite struct InboxReadmeTests {
    @Test func theFolderExplainsItselfToTheSecretary() {
        let places = [
            InboxPlace(
                urn: "103456", school: "Oakfield Primary School", adapter: "school-pupils", title: "School pupil list")
        ]
        #expect(
            InboxReadme.text(for: places) == """
                Files for the council from Oakfield Primary School

                Save your file in the folder that it belongs to:

                  school-pupils         School pupil list

                Then wait a minute. The file disappears from the folder and comes back, with a
                receipt beside it, in one of two folders:

                  done      it was read. The receipt says which rows were accepted and which
                            were not.
                  refused   nothing was used. The receipt says why, and how to put it right.

                Receipts come twice: the one that ends in .txt is for you, the one that ends in
                .json is for programs. You can send a better file whenever you like, under the
                same name or another one. You may delete what is in done and refused; the
                gateway does so, too, when the time for which files are kept is over.

                A file stays where it is while a program still writes it or holds it open, and
                an empty one for a minute. Files that programs make for themselves are left
                alone: names that begin with a dot or with ~$, that end in .tmp, .part,
                .partial, .filepart or .crdownload, Thumbs.db and desktop.ini. So are links and
                folders: NOT-TAKEN.txt names them when there are any. Nothing belongs in this
                folder itself: what is saved here comes back in refused, with the name of the
                right folder.

                """)
    }
}

// A tap's last words, without the secrets that it was given.

import Foundation
import Testing

@testable import Gateway

struct TapComplaintsTests {
    private func shown(_ text: String, isCut: Bool = false, secret: String) -> String {
        String(
            decoding: TapComplaints.shown(Array(text.utf8), isCut: isCut, secrets: [Array(secret.utf8)]),
            as: UTF8.self)
    }

    @Test(arguments: [
        #"pa"ss/w+d"#, #"pa\"ss/w+d"#, "pa%22ss%2Fw%2Bd", Data(#"pa"ss/w+d"#.utf8).base64EncodedString(),
    ])
    func aSecretIsStruckOutHoweverItIsSpelt(_ spelling: String) {
        #expect(shown("before \(spelling) after\n", secret: #"pa"ss/w+d"#) == "before ••• after\n")
    }

    @Test func halfASecretAtTheCutIsGoneToo() {
        #expect(shown("word-of-mine\nsecond\n", isCut: true, secret: "pass-word-of-mine") == "second\n")
        #expect(!shown("word-of-mine and no end", isCut: true, secret: "pass-word-of-mine").contains("word-of-mine"))
    }

    @Test func onlyTheLastLinesAreShown() {
        let text = (1...1000).map { "line \($0)\n" }.joined()
        let lines = shown(text, secret: "x-y-z").split(separator: "\n")
        #expect(lines.count <= 200)
        #expect(lines.last == "line 1000")
    }
}

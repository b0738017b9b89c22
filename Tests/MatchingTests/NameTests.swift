import Testing

@testable import Matching

@Suite("Names as words")
struct NameTests {
    private func words(_ text: String) -> [NameToken] {
        var words: [NameToken] = []
        TextFolding.words(text) { words.append($0) }
        return words
    }

    @Test(
        "accents, case, apostrophes and doubly encoded letters fold away",
        arguments: [
            ("Zoë", "zoe"), ("ZoÃ«", "zoe"), ("O'Brien", "obrien"), ("O’Brien", "obrien"), ("Łukasz", "lukasz"),
            ("Đặng", "dang"), ("Åsa", "asa"), ("Strauß", "straus"), ("Zoe\u{308}", "zoe"), ("RENÉE", "renee"),
            ("RenÃ©e", "renee"),
        ])
    func spellingsFold(_ written: String, _ folded: String) {
        #expect(words(written) == [NameToken(folded)])
    }

    @Test("hyphens and spaces part words")
    func hyphensPart() {
        #expect(words("Smith-Jones") == [NameToken("smith"), NameToken("jones")])
        #expect(words("  Mary  Jane ") == [NameToken("mary"), NameToken("jane")])
        #expect(words("").isEmpty)
    }

    @Test(
        "edits count inserted, lost, replaced and swapped letters",
        arguments: [
            ("hassan", "hussain", 2), ("smith", "smith", 0), ("smith", "smiht", 1), ("smith", "smit", 1),
            ("anna", "hannah", 2), ("a", "", 1), ("kitten", "sitting", 3),
        ])
    func editsAreCounted(_ a: String, _ b: String, _ edits: Int) {
        #expect(NameToken(a).edits(to: NameToken(b)) == edits)
        #expect(NameToken(b).edits(to: NameToken(a)) == edits)
    }

    @Test("words joined are as if written as one")
    func joined() {
        #expect(NameToken("de").joined(to: NameToken("souza")) == NameToken("desouza"))
        #expect(NameToken("vankata").joined(to: NameToken("narasimha")) == NameToken("vankatanarasimha"))
    }

    @Test("the keyed hash is SipHash-2-4 as published")
    func sipHash() {
        let hash = SipHash(0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908)
        #expect(hash.hash(0x0706_0504_0302_0100) == 0x93f5_f579_9a93_2462)
        #expect(hash.hash("") == 0x726f_db47_dd0e_0e31)
    }
}

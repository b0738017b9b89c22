// The words for yes and no that are read without a manifest's help.

enum FlagWords {
    static let yes = ["true", "yes", "y", "t", "1", "1.0", "-1", "✓", "✔", "☑"]
    static let no = ["false", "no", "n", "f", "0", "0.0", "✗", "✘", "☐"]

    private static let table: WordTable<Bool> = {
        var table = WordTable<Bool>()
        for word in yes { table.add(word, true) }
        for word in no { table.add(word, false) }
        return table
    }()

    /// What a word says; nil where it is neither.
    static func meaning(of word: String) -> Bool? {
        var word = word
        return word.withUTF8 { bytes in table.index(of: bytes).map { table.meanings[$0] } }
    }
}

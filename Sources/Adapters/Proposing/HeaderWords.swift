// Comparing a partner's header with the names that a field is known by, word by word.

/// The words of a header: `NHS_No` is `nhs number`, `dateOfBirth` is `date of birth`.
struct HeaderWords: Hashable, Sendable {
    let words: [String]
    /// The number at the end of a numbered column: 2 in `SEN need 2`.
    let number: Int?

    init(_ header: String) {
        let split = Self.split(Self.lastStep(of: header))
        if let name = Self.names[split.joined(separator: " ")] {
            words = name
            number = nil
            return
        }
        var words = split.flatMap { Self.whole[$0] ?? [$0] }
        words.removeAll { Self.noise.contains($0) }
        var number: Int?
        if words.count > 1, let index = words.lastIndex(where: { Self.number(of: $0) != nil }) {
            number = Self.number(of: words[index])
            words.remove(at: index)
        }
        self.words = words
        self.number = number
    }

    /// 1 where the words are the same, 0 where none is shared. Words that many headers have count less.
    func likeness(to other: HeaderWords) -> Double {
        guard !words.isEmpty, !other.words.isEmpty else { return 0 }
        var rest = other.words
        var shared = 0.0
        for word in words {
            guard let index = rest.firstIndex(of: word) else { continue }
            rest.remove(at: index)
            shared += Self.weight(of: word)
        }
        let all = words.map(Self.weight).reduce(0, +) + other.words.map(Self.weight).reduce(0, +)
        return 2 * shared / all
    }

    /// `2` and `secondary` number a column.
    private static func number(of word: String) -> Int? {
        switch word {
        case "primary", "main": 1
        case "secondary": 2
        case "tertiary": 3
        default: Int(word).flatMap { $0 < 20 ? $0 : nil }
        }
    }

    /// Whether every word is one that many headers have.
    var isVague: Bool { words.allSatisfy { Self.common.contains($0) } }

    private static func weight(of word: String) -> Double { common.contains(word) ? 0.35 : 1 }

    /// A JSON path's last name that isn't an index, or the header itself.
    private static func lastStep(of header: String) -> String {
        guard header.hasPrefix("$") else { return header }
        var name = ""
        var current = ""
        for character in header.dropFirst() {
            switch character {
            case ".", "[", "]", "'":
                if !current.isEmpty, Int(current) == nil { name = current }
                current = ""
            default: current.append(character)
            }
        }
        return current.isEmpty || Int(current) != nil ? name : current
    }

    /// Lower-case words; an upper-case letter after a lower-case one begins a new word, and so does a digit.
    private static func split(_ text: String) -> [String] {
        var words: [String] = []
        var word = ""
        var before: Character?
        func isNew(_ character: Character) -> Bool {
            guard let before else { return false }
            return character.isUppercase && before.isLowercase || character.isNumber && before.isLetter
        }
        for character in text {
            if !character.isLetter && !character.isNumber {
                if !word.isEmpty { words.append(word) }
                word = ""
            } else {
                if isNew(character), !word.isEmpty {
                    words.append(word)
                    word = ""
                }
                word += character.lowercased()
            }
            before = character
        }
        if !word.isEmpty { words.append(word) }
        return joiningLetters(words)
    }

    /// `D.O.B.` is one word.
    private static func joiningLetters(_ words: [String]) -> [String] {
        var joined: [String] = []
        var wasLetter = false
        for word in words {
            let isLetter = word.count == 1 && word.first?.isLetter == true
            if isLetter, wasLetter { joined[joined.count - 1] += word } else { joined.append(word) }
            wasLetter = isLetter
        }
        return joined
    }

    /// Words that say only that the row is about somebody.
    private static let noise: Set<String> = [
        "pupil", "pupils", "child", "childs", "children", "student", "learner", "client", "patient", "person", "cyp",
        "the",
        "of", "s", "a", "in",
    ]
    private static let common: Set<String> = [
        "date", "number", "code", "type", "status", "name", "id", "reason", "start", "end", "1", "2", "3",
    ]
    /// Whole headers that mean one thing.
    private static let names: [String: [String]] = [
        "unique pupil number": ["upn"], "unique learner number": ["uln"], "preferred name": ["preferred", "forename"],
        "known as": ["preferred", "forename"], "pupil name": ["name"], "last name": ["surname"],
        "first name": ["forename"], "legal last name": ["surname"], "legal first name": ["forename"],
        "birth date": ["date", "birth"], "sen type": ["need"], "sen need": ["need"], "area of need": ["need"],
    ]
    /// Short forms and the words that they stand for.
    private static let whole: [String: [String]] = [
        "dob": ["date", "birth"], "birthdate": ["date", "birth"], "no": ["number"], "num": ["number"],
        "nbr": ["number"], "ref": ["reference"], "adno": ["admission", "number"], "admno": ["admission", "number"],
        "firstname": ["forename"], "fname": ["forename"], "first": ["forename"], "given": ["forename"],
        "lastname": ["surname"], "sname": ["surname"], "last": ["surname"], "family": ["surname"],
        "gender": ["sex"], "tel": ["telephone"], "phone": ["telephone"], "mobile": ["telephone"],
        "addr": ["address"], "postal": ["postcode"], "pcode": ["postcode"], "yr": ["year"], "nhsno": ["nhs", "number"],
        "nhsnumber": ["nhs", "number"], "started": ["start"], "from": ["start"], "to": ["end"], "ended": ["end"],
        "received": ["received"], "recd": ["received"], "provision": ["provision"],
    ]
}

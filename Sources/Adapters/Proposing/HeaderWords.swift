// Comparing a partner's header with the names that a field is known by, word by word.

/// The words of a header: `NHS_No` is `nhs number`, `dateOfBirth` is `date birth`, `Pupil's D.O.B.` is the same.
struct HeaderWords: Hashable, Sendable {
    let words: [String]
    /// The number of a numbered column: 2 in `SEN need 2`, and in `Secondary need`.
    let number: Int?

    /// A header, or a path in a JSON element, of which the last telling name counts.
    init(_ header: String) {
        self.init(words: Self.split(Self.lastStep(of: header)))
    }

    private init(words split: [String]) {
        var words = Self.replacing(split.flatMap { Self.short[$0] ?? [Self.singular($0)] })
        // `Period from` has a start; `Advice from` would have one too, and has none: it is known as a whole.
        if let word = words.last, let side = Self.sides[word] { words[words.count - 1] = side }
        if words == ["first"] { words = ["forename"] }
        if words == ["last"] { words = ["surname"] }
        words.removeAll { Self.noise.contains($0) }
        // `Gender (M/F)` says it twice.
        words = words.indices.filter { words.firstIndex(of: words[$0]) == $0 }.map { words[$0] }
        var number: Int?
        if words.count > 1, let index = words.lastIndex(where: { Self.number(of: $0) != nil }) {
            number = Self.number(of: words[index])
            words.remove(at: index)
        }
        self.words = words
        self.number = number
    }

    private init(words: [String], number: Int?) {
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
        if shared == 0 { return 0 }
        let all = words.map(Self.weight).reduce(0, +) + other.words.map(Self.weight).reduce(0, +)
        return 2 * shared / all
    }

    /// `2` and `secondary` number a column.
    private static func number(of word: String) -> Int? {
        switch word {
        case "primary", "main": 1
        case "secondary", "additional": 2
        case "tertiary": 3
        default: Int(word).flatMap { $0 < 20 ? $0 : nil }
        }
    }

    /// Whether every word is one that headers of many things have: `Start date` says nothing of what starts.
    var isVague: Bool { words.allSatisfy { Self.common.contains($0) || Self.vague.contains($0) } }

    /// Whether the header says that the values number something: a status is no number.
    var isNumbering: Bool { !Self.numbering.isDisjoint(with: words) }
    private static let numbering: Set<String> = ["id", "number", "reference", "identifier"]

    /// Words that say that it is about somebody or something else than the child: a parent, a school, an earlier one.
    var strangers: Set<String> { Self.strangers.intersection(words) }

    private static func weight(of word: String) -> Double { common.contains(word) ? 0.35 : 1 }

    // MARK: Ways to read a header

    /// A header, and what is left of it where it begins with a group's name: the path of a JSON value, `Referral.Status`, or
    /// the title above several columns.
    ///
    /// - Parameter group: words that stand before this and other columns beside it, as a merged title leaves them.
    static func readings(of header: String, group: String? = nil) -> [HeaderWords] {
        let steps = steps(of: header)
        guard steps.count > 1 else {
            let whole = HeaderWords(header)
            // `Exclusion type (Fixed/Perm)`: what stands in brackets only explains.
            if let open = header.firstIndex(of: "("), open > header.startIndex, group == nil {
                let rest = HeaderWords(String(header[..<open]))
                let reading = HeaderWords(
                    words: rest.words + whole.strangers.subtracting(rest.words).sorted(),
                    number: whole.number ?? rest.number)
                if !rest.words.isEmpty, rest.words != whole.words { return [whole, reading] }
            }
            guard let group, header.count > group.count else { return [whole] }
            let rest = HeaderWords(String(header.dropFirst(group.count)))
            return rest.words.isEmpty || rest.isVague ? [whole] : [whole, rest]
        }
        let all = HeaderWords(words: split(steps.map(\.name).joined(separator: " ")))
        let foreign = all.strangers
        let number = steps.last { $0.index != nil }?.index.map { $0 + 1 }
        var readings: [HeaderWords] = []
        for count in 1...min(3, steps.count) {
            let reading = HeaderWords(words: split(steps.suffix(count).map(\.name).joined(separator: " ")))
            // What stands further up may say that it is somebody else's.
            readings.append(
                HeaderWords(
                    words: reading.words + foreign.subtracting(reading.words).sorted(),
                    number: reading.number ?? number))
        }
        return readings
    }

    /// A path's last name that says something, or the header itself.
    private static func lastStep(of header: String) -> String {
        header.hasPrefix("$") ? steps(of: header).last?.name ?? header : header
    }

    /// The names of a JSON path with their indices, or the parts of `Referral.Status`. Names such as `value` that only hold
    /// another's content are left out.
    private static func steps(of header: String) -> [(name: String, index: Int?)] {
        guard header.hasPrefix("$") else {
            let parts = header.split(separator: ".").map { $0.trimmingBlanks }
            let isPath = parts.count > 1 && parts.allSatisfy { $0.count > 2 && $0.contains(where: \.isLetter) }
            return isPath ? parts.map { (String($0), nil) } : [(header, nil)]
        }
        var steps: [(name: String, index: Int?)] = []
        var current = ""
        func end() {
            if let index = Int(current), !steps.isEmpty {
                steps[steps.count - 1].index = index
            } else if !current.isEmpty {
                steps.append((current, nil))
            }
            current = ""
        }
        var isFilter = false
        for character in header.dropFirst() {
            if character == "?" { isFilter = true }
            if isFilter {
                if character == "]" { isFilter = false }
                current = ""
                continue
            }
            switch character {
            case ".", "[", "]", "'": end()
            default: current.append(character)
            }
        }
        end()
        let telling = steps.filter { !holders.contains($0.name.lowercased()) }
        // The index may stand at a holder's name.
        if telling.isEmpty { return steps }
        var result = telling
        if let index = steps.last(where: { $0.index != nil })?.index { result[result.count - 1].index = index }
        // `date_of_birth.date` is the date of birth: a date inside a date is no name of its own.
        if result.count > 1, result.last?.name.lowercased() == "date", result[result.count - 2].name.count > 4 {
            let index = result.removeLast().index
            result[result.count - 1].index = index
        }
        return result
    }

    // MARK: Splitting

    /// Lower-case words; an upper-case letter after a lower-case one begins a new word, and so does a digit after a letter.
    private static func split(_ text: String) -> [String] {
        var pieces: [String] = []
        var piece = ""
        func end() {
            if !piece.isEmpty { pieces.append(piece) }
            piece = ""
        }
        for character in text {
            if character.isLetter || character.isNumber {
                piece.append(character)
            } else if character == "£" || character == "%" {
                end()
                pieces.append(character == "£" ? "amount" : "percent")
            } else {
                end()
            }
        }
        end()
        return joiningLetters(pieces).flatMap { piece in
            let lower = piece.lowercased()
            return short[lower] == nil ? parts(of: piece) : [lower]
        }
    }

    private static func parts(of piece: String) -> [String] {
        let letters = Array(piece)
        // `SENneed`, `NHSnumber`: the capitals are a word of their own.
        if let capitals = acronyms.first(where: { piece.hasPrefix($0) && letters.count > $0.count }),
            letters[capitals.count].isLowercase
        {
            return [capitals.lowercased()] + parts(of: String(letters[capitals.count...]))
        }
        var words: [String] = []
        var word = ""
        for (index, letter) in letters.enumerated() {
            let before = index > 0 ? letters[index - 1] : " "
            let after = index + 1 < letters.count ? letters[index + 1] : " "
            let isNew =
                letter.isUppercase && before.isLowercase || letter.isNumber && before.isLetter
                || letter.isUppercase && before.isUppercase && after.isLowercase
                || letter.isUppercase && before.isNumber
            if isNew, !word.isEmpty {
                words.append(word)
                word = ""
            }
            word += letter.lowercased()
        }
        return word.isEmpty ? words : words + [word]
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

    /// `needs` is `need`.
    private static func singular(_ word: String) -> String {
        guard word.count > 3, word.hasSuffix("s"), !["ss", "us", "is"].contains(word.suffix(2)) else { return word }
        return word.hasSuffix("ies") ? word.dropLast(3) + "y" : String(word.dropLast())
    }

    /// Several words that mean one.
    private static func replacing(_ words: [String]) -> [String] {
        var words = words
        for (pattern, replacement) in phrases {
            var index = 0
            while index + pattern.count <= words.count {
                if Array(words[index..<(index + pattern.count)]) == pattern {
                    words.replaceSubrange(index..<(index + pattern.count), with: replacement)
                    index += replacement.count
                } else {
                    index += 1
                }
            }
        }
        return words
    }
}

extension Substring {
    fileprivate var trimmingBlanks: Substring {
        var text = drop { $0.isWhitespace }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}

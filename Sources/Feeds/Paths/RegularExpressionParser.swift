// The grammar of RFC 9485, section 4.

indirect enum RegularExpressionTree {
    case scalar(UInt32)
    case dot
    case caret
    case dollar
    case ofClass(ScalarClass)
    case sequence([RegularExpressionTree])
    case choice([RegularExpressionTree])
    /// `upTo` nil: without end.
    case repeated(RegularExpressionTree, from: Int, upTo: Int?)
}

/// Reads an expression; what isn't one gives nil.
struct RegularExpressionParser {
    private let scalars: [UInt32]
    private var index = 0
    private var depth = 0
    private static let deepest = 200

    init(_ scalars: [UInt32]) {
        self.scalars = scalars
    }

    mutating func expression() -> RegularExpressionTree? {
        guard let tree = choice(), index == scalars.count else { return nil }
        return tree
    }

    /// `i-regexp`
    private mutating func choice() -> RegularExpressionTree? {
        depth += 1
        defer { depth -= 1 }
        if depth > Self.deepest { return nil }
        var branches: [RegularExpressionTree] = []
        repeat {
            var pieces: [RegularExpressionTree] = []
            while let next = peek, next != "|", next != ")" {
                guard let piece = piece() else { return nil }
                pieces.append(piece)
            }
            branches.append(.sequence(pieces))
        } while take("|")
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func piece() -> RegularExpressionTree? {
        guard let atom = atom() else { return nil }
        if take("*") { return .repeated(atom, from: 0, upTo: nil) }
        if take("+") { return .repeated(atom, from: 1, upTo: nil) }
        if take("?") { return .repeated(atom, from: 0, upTo: 1) }
        guard take("{") else { return atom }
        guard let from = number() else { return nil }
        var upTo: Int? = from
        if take(",") { upTo = peek == "}" ? nil : number() ?? -1 }
        guard take("}"), upTo.map({ $0 >= from }) ?? true else { return nil }
        return .repeated(atom, from: from, upTo: upTo)
    }

    private mutating func number() -> Int? {
        var worth = 0
        let start = index
        while let digit = peek, ("0"..."9").contains(digit) {
            worth = min(worth * 10 + Int(digit.value - 0x30), 1 << 30)
            index += 1
        }
        return index > start ? worth : nil
    }

    private mutating func atom() -> RegularExpressionTree? {
        guard let next = peek else { return nil }
        switch next {
        case ".":
            index += 1
            return .dot
        case "^":
            index += 1
            return .caret
        case "$":
            index += 1
            return .dollar
        case "(":
            index += 1
            guard let inside = choice(), take(")") else { return nil }
            return inside
        case "[":
            index += 1
            return characterClass().map { .ofClass($0) }
        case "\\":
            if let category = category() { return .ofClass(ScalarClass(categories: [category])) }
            return escaped().map { .scalar($0) }
        case ")", "*", "+", "?", "]", "{", "|", "}": return nil
        default:
            index += 1
            return .scalar(scalars[index - 1])
        }
    }

    /// `SingleCharEsc`
    private mutating func escaped() -> UInt32? {
        guard index + 1 < scalars.count, let kind = Unicode.Scalar(scalars[index + 1]) else { return nil }
        let meant: Unicode.Scalar
        switch kind {
        case "n": meant = "\n"
        case "r": meant = "\r"
        case "t": meant = "\t"
        case "("..."+", "-", ".", "?", "["..."^", "{"..."}": meant = kind
        default: return nil
        }
        index += 2
        return meant.value
    }

    /// `charClassEsc`: `\p{Lu}` and `\P{Lu}`, as a set of categories.
    private mutating func category() -> UInt32? {
        let start = index
        guard take("\\") else { return nil }
        let isNegated = take("P")
        guard isNegated || take("p"), take("{") else {
            index = start
            return nil
        }
        var name = ""
        while let letter = peek, letter != "}", name.count < 3 {
            name.unicodeScalars.append(letter)
            index += 1
        }
        guard take("}"), let categories = ScalarClass.categories(named: name) else {
            index = start
            return nil
        }
        return isNegated ? ~categories : categories
    }

    /// `charClassExpr` after its bracket.
    private mutating func characterClass() -> ScalarClass? {
        var found = ScalarClass()
        if peek == "^", index + 1 < scalars.count, scalars[index + 1] != 0x5D {
            index += 1
            found.isNegated = true
        }
        var isFirst = true
        while let next = peek {
            if next == "]", !isFirst {
                index += 1
                return found
            }
            if next == "-" {
                // For itself only at the beginning and the end.
                index += 1
                guard isFirst || peek == "]" else { return nil }
                found.ranges.append(0x2D...0x2D)
            } else if next == "\\", let category = category() {
                found.categories.append(category)
            } else {
                guard let first = classCharacter() else { return nil }
                var last = first
                if peek == "-", index + 1 < scalars.count, scalars[index + 1] != 0x5D {
                    index += 1
                    guard let end = classCharacter(), end >= first else { return nil }
                    last = end
                }
                found.ranges.append(first...last)
            }
            isFirst = false
        }
        return nil
    }

    /// `CCchar`
    private mutating func classCharacter() -> UInt32? {
        switch peek {
        case "\\": return escaped()
        case "-", "[", "]", nil: return nil
        default:
            index += 1
            return scalars[index - 1]
        }
    }

    /// The next scalar; half a surrogate pair looks like U+FFFD here.
    private var peek: Unicode.Scalar? {
        index < scalars.count ? Unicode.Scalar(scalars[index]) ?? "\u{FFFD}" : nil
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        if peek != scalar { return false }
        index += 1
        return true
    }
}

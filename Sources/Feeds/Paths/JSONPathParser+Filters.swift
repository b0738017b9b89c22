// Filters and functions: RFC 9535, sections 2.3.5 and 2.4. What is well formed but not well typed is refused here too.

extension JSONPathParser {
    static let deepest = 128

    /// `logical-or-expr`
    mutating func logicalExpression() throws(JSONPathError) -> JSONPath.Condition {
        depth += 1
        defer { depth -= 1 }
        if depth > Self.deepest { throw failure("at most \(Self.deepest) filters and parentheses inside each other") }
        var any = [try conjunction()]
        while takeAfterBlanks("||") { any.append(try conjunction()) }
        return any.count == 1 ? any[0] : .any(any)
    }

    /// `logical-and-expr`
    private mutating func conjunction() throws(JSONPathError) -> JSONPath.Condition {
        skipBlanks()
        var all = [try basicExpression()]
        while takeAfterBlanks("&&") {
            skipBlanks()
            all.append(try basicExpression())
        }
        return all.count == 1 ? all[0] : .all(all)
    }

    private mutating func takeAfterBlanks(_ word: StaticString) -> Bool {
        let before = index
        skipBlanks()
        if take(word) { return true }
        index = before
        return false
    }

    /// `basic-expr`: parentheses, a comparison or a test.
    private mutating func basicExpression() throws(JSONPathError) -> JSONPath.Condition {
        if take("!") {
            skipBlanks()
            if take("(") { return .not(try parenthesised()) }
            return .not(try test())
        }
        if take("(") { return try parenthesised() }
        let start = index
        guard let side = try side() else {
            throw failure("a path from @ or $, a text, a number, true, false, null or a function")
        }
        guard let comparison = comparison() else { return try condition(side, from: start) }
        let first = try operand(side, from: start)
        skipBlanks()
        let next = index
        guard let other = try self.side() else {
            throw failure("a path from @ or $, a text, a number, true, false, null or a function")
        }
        return .compare(first, comparison, try operand(other, from: next))
    }

    private mutating func parenthesised() throws(JSONPathError) -> JSONPath.Condition {
        skipBlanks()
        let condition = try logicalExpression()
        skipBlanks()
        try require(")")
        return condition
    }

    /// `test-expr` after its `!`.
    private mutating func test() throws(JSONPathError) -> JSONPath.Condition {
        let start = index
        guard let side = try side() else { throw failure("a path from @ or $, a function or a parenthesis") }
        return try condition(side, from: start)
    }

    private mutating func comparison() -> JSONPath.Comparison? {
        let words: [(StaticString, JSONPath.Comparison)] = [
            ("==", .equal), ("!=", .unequal), ("<=", .lessOrEqual), (">=", .greaterOrEqual), ("<", .less),
            (">", .greater),
        ]
        for (word, comparison) in words where takeAfterBlanks(word) { return comparison }
        return nil
    }

    // MARK: What is compared, tested or given to a function

    private enum Side {
        case literal(JSONValue)
        case query(JSONPath.Query, isLoose: Bool)
        case function(JSONPath.Function)
    }

    /// nil where none of them begins.
    private mutating func side() throws(JSONPathError) -> Side? {
        if let literal = try literal() { return .literal(literal) }
        let isRelative = take("@")
        if isRelative || take("$") {
            let wasLoose = hasLooseBrackets
            hasLooseBrackets = false
            defer { hasLooseBrackets = wasLoose }
            let segments = try segments()
            return .query(JSONPath.Query(isRelative: isRelative, segments: segments), isLoose: hasLooseBrackets)
        }
        if let first = peek, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) {
            return .function(try function())
        }
        return nil
    }

    /// A side as a test: a path that selects something, or a function that answers yes or no.
    private mutating func condition(_ side: Side, from start: Int) throws(JSONPathError) -> JSONPath.Condition {
        switch side {
        case .query(let query, _): return .exists(query)
        case .function(.match(let text, let pattern)): return .holds(.match(text, pattern))
        case .function(.search(let text, let pattern)): return .holds(.search(text, pattern))
        case .literal: throw failure("a comparison such as ==")
        case .function: throw failure("a comparison such as ==, because this function gives a value")
        }
    }

    /// A side as one that is compared: the grammar's `comparable`.
    private mutating func operand(_ side: Side, from start: Int) throws(JSONPathError) -> JSONPath.Operand {
        switch side {
        case .literal(let value): return .literal(value)
        case .query(let query, let isLoose):
            if query.isSingular, !isLoose { return .query(query) }
            index = start
            throw failure("a path of single names and indices, because only one value can be compared,")
        case .function(.match), .function(.search):
            index = start
            throw failure("a value, because match and search answer yes or no and aren't compared,")
        case .function(let function): return .function(function)
        }
    }

    // MARK: Functions

    /// `function-expr`
    private mutating func function() throws(JSONPathError) -> JSONPath.Function {
        depth += 1
        defer { depth -= 1 }
        if depth > Self.deepest { throw failure("at most \(Self.deepest) functions inside each other") }
        let start = index
        while let byte = peek, byte < 0x80, isNameByte(byte), byte | 0x20 == byte || byte == UInt8(ascii: "_") {
            index += 1
        }
        let name = String(decoding: bytes[start..<index], as: UTF8.self)
        guard ["length", "count", "value", "match", "search"].contains(name) else {
            index = start
            throw failure("one of the functions length, count, value, match and search, or a quoted text,")
        }
        try require("(")
        skipBlanks()
        let function: JSONPath.Function
        switch name {
        case "length": function = .length(try valueArgument())
        case "count": function = .count(try queryArgument())
        case "value": function = .value(try queryArgument())
        default:
            let text = try valueArgument()
            skipBlanks()
            try require(",")
            skipBlanks()
            let pattern = pattern(try valueArgument())
            function = name == "match" ? .match(text, pattern) : .search(text, pattern)
        }
        skipBlanks()
        try require(")")
        return function
    }

    /// An argument of ValueType, section 2.4.3.
    private mutating func valueArgument() throws(JSONPathError) -> JSONPath.Operand {
        let start = index
        switch try side() {
        case .literal(let value): return .literal(value)
        case .query(let query, _) where query.isSingular: return .query(query)
        case .function(.match), .function(.search), .query, nil:
            index = start
            throw failure("a text, a number, or a path of single names and indices")
        case .function(let function): return .function(function)
        }
    }

    /// An argument of NodesType.
    private mutating func queryArgument() throws(JSONPathError) -> JSONPath.Query {
        let start = index
        if case .query(let query, _) = try side() { return query }
        index = start
        throw failure("a path from @ or $")
    }

    private func pattern(_ operand: JSONPath.Operand) -> JSONPath.Pattern {
        guard case .literal(let value) = operand else { return .found(operand) }
        return .known(value.text.flatMap { RegularExpression(Array($0.utf8)) })
    }
}

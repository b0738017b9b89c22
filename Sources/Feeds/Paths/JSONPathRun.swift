// Evaluating a path on a value: RFC 9535, sections 2.3 to 2.5. Values are the indices of their entries.

struct JSONPathRun {
    let view: JSONView
    /// The value that `$` is.
    let root: Int

    /// What a path of names and indices leads to; nil also where the path is another.
    func single(_ segments: [JSONPath.Segment], from start: Int) -> Int? {
        var found = start
        for segment in segments {
            guard segment.isSingular, let next = child(segment.selectors[0], of: found) else { return nil }
            found = next
        }
        return found
    }

    func select(_ segments: ArraySlice<JSONPath.Segment>, from start: [Int]) -> [Int] {
        var found = start
        for segment in segments {
            var next: [Int] = []
            for value in found {
                if segment.isDescendant {
                    // The value, and all inside it in document order: parents before children, elements in order.
                    for inside in value..<value + view.span(value) where view.isContainer(inside) {
                        if !view.isName(inside) { apply(segment.selectors, to: inside, &next) }
                    }
                } else {
                    apply(segment.selectors, to: value, &next)
                }
            }
            found = next
            if found.isEmpty { break }
        }
        return found
    }

    private func apply(_ selectors: [JSONPath.Selector], to value: Int, _ found: inout [Int]) {
        for selector in selectors {
            switch selector {
            case .name, .index:
                if let child = child(selector, of: value) { found.append(child) }
            case .wildcard:
                view.forEachChild(value) { child, _ in
                    found.append(child)
                    return true
                }
            case .slice(let start, let end, let step):
                slice(value, start, end, step, &found)
            case .filter(let condition):
                view.forEachChild(value) { child, _ in
                    if accepts(condition, child) { found.append(child) }
                    return true
                }
            }
        }
    }

    private func child(_ selector: JSONPath.Selector, of value: Int) -> Int? {
        switch selector {
        case .name(let name): return name.withUnsafeBufferPointer { view.member(of: value, named: $0) }
        case .index(let index):
            guard view.kind(value) == .array else { return nil }
            return view.element(of: value, at: index < 0 ? index + view.count(value) : index)
        case .wildcard, .slice, .filter: return nil
        }
    }

    /// Section 2.3.4.2.
    private func slice(_ value: Int, _ start: Int?, _ end: Int?, _ step: Int, _ found: inout [Int]) {
        guard view.kind(value) == .array, step != 0 else { return }
        let count = view.count(value)
        func normalised(_ index: Int) -> Int { index >= 0 ? index : count + index }
        let first = normalised(start ?? (step > 0 ? 0 : count - 1))
        let last = end.map(normalised) ?? (step > 0 ? count : -1)
        var elements: [Int] = []
        elements.reserveCapacity(count)
        view.forEachChild(value) { child, _ in
            elements.append(child)
            return true
        }
        if step > 0 {
            let (lower, upper) = (min(max(first, 0), count), min(max(last, 0), count))
            for index in stride(from: lower, to: upper, by: step) { found.append(elements[index]) }
        } else {
            let (upper, lower) = (min(max(first, -1), count - 1), min(max(last, -1), count - 1))
            for index in stride(from: upper, to: lower, by: step) { found.append(elements[index]) }
        }
    }

    // MARK: Filters

    func accepts(_ condition: JSONPath.Condition, _ value: Int) -> Bool {
        switch condition {
        case .any(let conditions): conditions.contains { accepts($0, value) }
        case .all(let conditions): conditions.allSatisfy { accepts($0, value) }
        case .not(let condition): !accepts(condition, value)
        case .exists(let query):
            query.isSingular
                ? single(query.segments, from: start(query, value)) != nil : !nodes(query, value).isEmpty
        case .compare(let first, let comparison, let second): compare(first, comparison, second, value)
        case .holds(let function): holds(function, value)
        }
    }

    private func start(_ query: JSONPath.Query, _ value: Int) -> Int { query.isRelative ? value : root }

    private func nodes(_ query: JSONPath.Query, _ value: Int) -> [Int] {
        select(query.segments[...], from: [start(query, value)])
    }

    // MARK: Comparisons, section 2.3.5.2.2

    /// What an operand stands for.
    private enum Worth {
        case nothing
        case node(JSONView, Int)
        case number(Int)
    }

    private func worth<Result>(
        _ operand: JSONPath.Operand, _ value: Int, _ body: (Worth) -> Result
    ) -> Result {
        switch operand {
        case .literal(let literal): literal.tape.withView { body(.node($0, literal.index)) }
        case .query(let query):
            body(single(query.segments, from: start(query, value)).map { .node(view, $0) } ?? .nothing)
        case .function(let function): body(worth(function, value))
        }
    }

    private func compare(
        _ first: JSONPath.Operand, _ comparison: JSONPath.Comparison, _ second: JSONPath.Operand, _ value: Int
    ) -> Bool {
        worth(first, value) { a in
            worth(second, value) { b in
                switch comparison {
                case .equal: Self.isEqual(a, b)
                case .unequal: !Self.isEqual(a, b)
                case .less: Self.isLess(a, b)
                case .lessOrEqual: Self.isLess(a, b) || Self.isEqual(a, b)
                case .greater: Self.isLess(b, a)
                case .greaterOrEqual: Self.isLess(b, a) || Self.isEqual(a, b)
                }
            }
        }
    }

    private static func isEqual(_ first: Worth, _ second: Worth) -> Bool {
        switch (first, second) {
        case (.nothing, .nothing): return true
        case (.node(let a, let x), .node(let b, let y)): return a.isEqual(x, to: y, in: b)
        default:
            guard let a = number(first), let b = number(second) else { return false }
            return a == b
        }
    }

    /// Only numbers and strings have an order.
    private static func isLess(_ first: Worth, _ second: Worth) -> Bool {
        if let a = number(first), let b = number(second) { return a < b }
        guard case .node(let a, let x) = first, case .node(let b, let y) = second,
            a.kind(x) == .string, b.kind(y) == .string
        else { return false }
        return a.withDecoded(x) { mine in b.withDecoded(y) { mine.comes(before: $0) } }
    }

    private static func number(_ worth: Worth) -> JSONNumber? {
        switch worth {
        case .nothing: nil
        case .number(let number): JSONNumber(number)
        case .node(let view, let index): view.kind(index) == .number ? JSONNumber(view.written(index)) : nil
        }
    }

    // MARK: Functions, section 2.4

    private func worth(_ function: JSONPath.Function, _ value: Int) -> Worth {
        switch function {
        case .length(let operand):
            return worth(operand, value) { worth in
                guard case .node(let view, let index) = worth else { return .nothing }
                switch view.kind(index) {
                case .string:
                    return .number(view.withDecoded(index) { $0.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) } })
                case .array, .object: return .number(view.count(index))
                case .null, .bool, .number: return .nothing
                }
            }
        case .count(let query): return .number(nodes(query, value).count)
        case .value(let query):
            let found = nodes(query, value)
            return found.count == 1 ? .node(view, found[0]) : .nothing
        case .match, .search: return .nothing
        }
    }

    private func holds(_ function: JSONPath.Function, _ value: Int) -> Bool {
        switch function {
        case .match(let operand, let pattern): matches(operand, pattern, value, whole: true)
        case .search(let operand, let pattern): matches(operand, pattern, value, whole: false)
        case .length, .count, .value: false
        }
    }

    private func matches(_ text: JSONPath.Operand, _ pattern: JSONPath.Pattern, _ value: Int, whole: Bool) -> Bool {
        let expression: RegularExpression?
        switch pattern {
        case .known(let known): expression = known
        case .found(let operand):
            expression = worth(operand, value) { worth in
                guard case .node(let view, let index) = worth, view.kind(index) == .string else { return nil }
                return view.withDecoded(index) { RegularExpression(Array($0)) }
            }
        }
        guard let expression else { return false }
        return worth(text, value) { worth in
            guard case .node(let view, let index) = worth, view.kind(index) == .string else { return false }
            return view.withDecoded(index) { expression.matches($0, whole: whole) }
        }
    }
}

// From the tree of an expression to the states that go through a text.

struct RegularExpressionCompiler {
    private(set) var program: [RegularExpression.Instruction] = []
    private(set) var classes: [ScalarClass] = []
    /// Parts of the tree that may still be laid out: `(a{1000}){1000}` is short to write.
    private var budget = 20_000

    /// False where it would take too many states.
    mutating func compile(_ tree: RegularExpressionTree) -> Bool {
        budget -= 1
        if budget < 0 { return false }
        switch tree {
        case .scalar(let scalar): program.append(.scalar(scalar))
        case .dot: program.append(.dot)
        case .caret: program.append(.caret)
        case .dollar: program.append(.dollar)
        case .ofClass(let scalars):
            program.append(.ofClass(classes.count))
            classes.append(scalars)
        case .sequence(let pieces):
            for piece in pieces where !compile(piece) { return false }
        case .choice(let branches):
            var ends: [Int] = []
            for (number, branch) in branches.enumerated() {
                let split = program.count
                let isLast = number == branches.count - 1
                if !isLast { program.append(.split(split + 1, 0)) }
                guard compile(branch) else { return false }
                if isLast { break }
                ends.append(program.count)
                program.append(.jump(0))
                program[split] = .split(split + 1, program.count)
            }
            for end in ends { program[end] = .jump(program.count) }
        case .repeated(let tree, let from, let upTo):
            return repeated(tree, from: from, upTo: upTo)
        }
        return true
    }

    private mutating func repeated(_ tree: RegularExpressionTree, from: Int, upTo: Int?) -> Bool {
        for _ in 0..<from where !compile(tree) { return false }
        guard let upTo else {
            let split = program.count
            program.append(.split(split + 1, 0))
            guard compile(tree) else { return false }
            program.append(.jump(split))
            program[split] = .split(split + 1, program.count)
            return true
        }
        var splits: [Int] = []
        for _ in from..<upTo {
            splits.append(program.count)
            program.append(.split(program.count + 1, 0))
            guard compile(tree) else { return false }
        }
        for split in splits { program[split] = .split(split + 1, program.count) }
        return true
    }
}

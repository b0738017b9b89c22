// The regular expressions of RFC 9485 (I-Regexp), over Unicode scalar values. Matching takes time in proportion to the
// text, whatever the expression: all its states go through the text side by side, and none is tried again.

struct RegularExpression: Sendable {
    enum Instruction: Sendable {
        case scalar(UInt32)
        /// Any but the line breaks \n and \r.
        case dot
        case ofClass(Int)
        /// Goes on in two places.
        case split(Int, Int)
        case jump(Int)
        /// `^`, `$`: the grammar has them for themselves; the translations in section 5, and so most who write
        /// expressions, for the text's beginning and end. They are both.
        case caret, dollar
        case found
    }

    private let program: [Instruction]
    private let classes: [ScalarClass]

    /// nil for what isn't such an expression, or is so large that it would take long.
    init?(_ pattern: [UInt8]) {
        var parser = RegularExpressionParser(Self.scalars(pattern))
        guard let tree = parser.expression() else { return nil }
        var compiler = RegularExpressionCompiler()
        guard compiler.compile(tree) else { return nil }
        program = compiler.program + [.found]
        classes = compiler.classes
    }

    /// Whether all of a text matches, or any part of it.
    func matches(_ text: UnsafeBufferPointer<UInt8>, whole: Bool) -> Bool {
        var now = States(count: program.count)
        var next = States(count: program.count)
        var position = 0
        enter(0, &now, atStart: true, atEnd: text.isEmpty)
        while true {
            if now.isFound, !whole || position == text.count { return true }
            if position == text.count || whole && now.states.isEmpty { return false }
            let (scalar, length) = Self.scalar(text, at: position)
            position += length
            let atEnd = position == text.count
            for state in now.states where takes(program[state], scalar) {
                enter(state + 1, &next, atStart: false, atEnd: atEnd)
            }
            if !whole { enter(0, &next, atStart: false, atEnd: atEnd) }
            swap(&now, &next)
            next.clear()
        }
    }

    private func takes(_ instruction: Instruction, _ scalar: UInt32) -> Bool {
        switch instruction {
        case .scalar(let wanted): scalar == wanted
        case .dot: scalar != 0x0A && scalar != 0x0D
        case .ofClass(let number): classes[number].contains(scalar)
        case .caret: scalar == 0x5E
        case .dollar: scalar == 0x24
        case .split, .jump, .found: false
        }
    }

    /// Adds a state and all that can be reached from it without a character.
    private func enter(_ first: Int, _ states: inout States, atStart: Bool, atEnd: Bool) {
        var left = [first]
        while let state = left.popLast() {
            guard states.insert(state) else { continue }
            switch program[state] {
            case .jump(let to): left.append(to)
            case .split(let one, let other): left += [other, one]
            case .caret: if atStart { left.append(state + 1) }
            case .dollar: if atEnd { left.append(state + 1) }
            case .found: states.isFound = true
            case .scalar, .dot, .ofClass: continue
            }
        }
    }

    /// A set of states that is emptied in no time.
    private struct States {
        private(set) var states: [Int] = []
        var isFound = false
        private var isIn: [Bool]

        init(count: Int) {
            isIn = [Bool](repeating: false, count: count)
        }

        mutating func insert(_ state: Int) -> Bool {
            if isIn[state] { return false }
            isIn[state] = true
            states.append(state)
            return true
        }

        mutating func clear() {
            for state in states { isIn[state] = false }
            states.removeAll(keepingCapacity: true)
            isFound = false
        }
    }

    // MARK: Scalars

    private static func scalars(_ bytes: [UInt8]) -> [UInt32] {
        bytes.withUnsafeBufferPointer { bytes in
            var scalars: [UInt32] = []
            var position = 0
            while position < bytes.count {
                let (scalar, length) = scalar(bytes, at: position)
                scalars.append(scalar)
                position += length
            }
            return scalars
        }
    }

    /// A scalar of well-formed UTF-8; half a surrogate pair is its own number.
    private static func scalar(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (scalar: UInt32, length: Int) {
        let first = UInt32(bytes[index])
        if first < 0x80 { return (first, 1) }
        let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        var scalar = first & (0xFF >> UInt32(length + 1))
        for offset in 1..<length where index + offset < bytes.count {
            scalar = scalar << 6 | UInt32(bytes[index + offset] & 0x3F)
        }
        return (scalar, min(length, bytes.count - index))
    }
}

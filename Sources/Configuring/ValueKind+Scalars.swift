// The kinds of single values. Only the spellings told here are accepted: nothing is guessed.

extension ValueKind where Value == String {
    /// Any text, exactly as written.
    public static var text: Self {
        Self(shape: "text") { text throws(ValueFault) in text }
    }

    /// One of a list of names.
    public static func oneOf(_ names: [String]) -> Self {
        let shape = "one of \(names.joined(separator: ", "))"
        return Self(shape: shape) { text throws(ValueFault) in
            if names.contains(text) { return text }
            throw ValueFault(
                "should be \(shape), but is `\(text)`",
                hint: NearestName.of(text, among: names).map { "Did you mean `\($0)`?" })
        }
    }
}

extension ValueKind where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// One of the cases of an enumeration, by their raw values.
    public static func choice(of type: Value.Type = Value.self) -> Self {
        let names = ValueKind<String>.oneOf(type.allCases.map(\.rawValue))
        return Self(shape: names.shape, write: \.rawValue) { node, name, problems in
            names.read(node, name, problems).flatMap(Value.init(rawValue:))
        }
    }
}

extension ValueKind where Value == Int {
    /// A whole number in decimal digits.
    public static func integer(_ range: ClosedRange<Int> = 0...Int.max) -> Self {
        var shape = "a whole number"
        if range.upperBound != .max {
            shape += " from \(range.lowerBound) to \(range.upperBound)"
        } else if range.lowerBound > 0 {
            shape += ", at least \(range.lowerBound)"
        }
        return Self(shape: shape) { [shape] text throws(ValueFault) in
            let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
            guard !digits.isEmpty, digits.utf8.allSatisfy(isDigit), let number = Int(text), range.contains(number)
            else { throw ValueFault("should be \(shape), but is `\(text)`") }
            return number
        }
    }

    public static var integer: Self { integer() }
}

extension ValueKind where Value == Double {
    /// A decimal number: digits, with or without a point.
    public static var number: Self {
        Self(shape: "a number") { text throws(ValueFault) in
            let usual = text.utf8.allSatisfy { isDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
            guard usual, let number = Double(text) else {
                throw ValueFault("should be a number, but is `\(text)`")
            }
            return number
        }
    }
}

extension ValueKind where Value == Bool {
    /// `true` or `false`; `yes`, `no`, `on` and `off` are texts.
    public static var flag: Self {
        Self(shape: "true or false") { text throws(ValueFault) in
            switch text {
            case "true": return true
            case "false": return false
            default: throw ValueFault("should be true or false, but is `\(text)`")
            }
        }
    }
}

extension ValueKind where Value == Duration {
    /// A length of time such as `30s`, `5m`, `2h`, `42d` or `1h30m`.
    public static var duration: Self {
        Self(shape: "a duration such as 30s, 5m, 2h or 42d", write: DurationText.write) { text throws(ValueFault) in
            if let duration = DurationText.parse(text) { return duration }
            throw ValueFault("should be a duration such as 30s, 5m, 2h or 42d, but is `\(text)`")
        }
    }
}

extension ValueKind where Value == ConfigurationDate {
    /// A calendar date such as `2026-01-31`.
    public static var date: Self {
        Self(shape: "a date such as 2026-01-31") { text throws(ValueFault) in
            if let date = ConfigurationDate(text) { return date }
            throw ValueFault("should be a date such as 2026-01-31, but is `\(text)`")
        }
    }
}

extension ValueKind where Value == Percent {
    /// A share such as `20%`.
    public static var percent: Self {
        Self(shape: "a percentage such as 20%") { text throws(ValueFault) in
            if let percent = Percent(text) { return percent }
            throw ValueFault("should be a percentage such as 20%, but is `\(text)`")
        }
    }
}

extension ValueKind where Value == SecretName {
    /// The name of a secret. The message never repeats the text: it may be the secret itself.
    public static var secretName: Self {
        Self(shape: "the name of a secret") { text throws(ValueFault) in
            if let name = SecretName(text) { return name }
            throw ValueFault(
                "should be the name of a secret: lower-case letters, digits and hyphens",
                hint: "Never write the secret itself into a configuration file.")
        }
    }
}

private func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
}

// A value's origin in words, for people who read what an adapter does.

extension ValueRule {
    /// `Legal surname, else Surname`, or `"{Case}/1"`.
    public var words: String {
        var text = source.words
        for step in functions { text += ", \(step.function.name)" }
        if let kind = onlyValid { text += " (only a sound \(kind.title))" }
        for rule in otherwise { text += ", else \(rule.words)" }
        return text
    }
}

extension ValueSource {
    var words: String {
        switch self {
        case .columns(let names): names.map(\.text).joined(separator: ", else ")
        case .template(let template): "\"\(template.words)\""
        case .text(let text): "always \"\(text)\""
        case .named(let name): "the value `\(name)`"
        case .lookup(let lookup): "\(lookup.take) of \(lookup.file), found by \(lookup.by.words)"
        case .within(let within): "\(within.take) of the element of \(within.elements), found by \(within.by.words)"
        }
    }
}

extension Template {
    /// As the manifest writes it.
    var words: String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .name(let name): "{\(name)}"
            }
        }.joined()
    }
}

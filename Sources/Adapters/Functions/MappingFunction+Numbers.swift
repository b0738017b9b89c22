// Functions of numbers.

extension MappingFunction {
    static let numbers: [MappingFunction] = [
        MappingFunction(
            "number", .text, to: .number, "The number in the text: a pound sign and commas between thousands go.",
            example: Example("£1,234.50", "number", "1234.5")
        ) { _ in ofNumber { $0 } },
        MappingFunction(
            "pence", .text, to: .number, "An amount of pounds in pence.",
            example: Example("£1,234.50", "pence", "123450")
        ) { _ in ofNumber { $0.times(DecimalText(millionths: 100 * DecimalText.one)).flatMap { $0.isWhole ? $0 : nil } }
        },
        MappingFunction(
            "minutes", .text, to: .number, "A time of hours and minutes, or of hours, in minutes.",
            example: Example("12:30", "minutes", "750")
        ) { _ in
            { text, _, _ in
                let pieces = text.split(separator: ":", omittingEmptySubsequences: false)
                if pieces.count == 2, let hours = UInt16(pieces[0]), let minutes = UInt16(pieces[1]), minutes < 60 {
                    return .text(String(Int(hours) * 60 + Int(minutes)))
                }
                let minutes = DecimalText(text)?.times(DecimalText(millionths: 60 * DecimalText.one))
                return minutes.map { .text($0.rounded.description) } ?? .unusable(.numberUnreadable)
            }
        },
        MappingFunction(
            "times", [Parameter("times", .number, "by how much")], .number, to: .number, "The number multiplied.",
            example: Example("2.5", "times: 2", "5")
        ) { arguments in
            let factor = arguments.decimals["times"] ?? DecimalText(millionths: DecimalText.one)
            return ofNumber { $0.times(factor) }
        },
        MappingFunction(
            "plus", [Parameter("plus", .number, "how much; negative takes away")], .number, to: .number,
            "The number and another.", example: Example("2025", "plus: 1", "2026")
        ) { arguments in
            let other = arguments.decimals["plus"] ?? DecimalText(millionths: 0)
            return ofNumber { $0.plus(other) }
        },
        MappingFunction(
            "round", .number, to: .number, "The nearest whole number.", example: Example("2.5", "round", "3")
        ) { _ in ofNumber { $0.rounded } },
    ]

    private static func ofNumber(_ body: @escaping @Sendable (DecimalText) -> DecimalText?) -> Work {
        { text, _, _ in
            guard let number = DecimalText(text), let result = body(number) else { return .unusable(.numberUnreadable) }
            return .text(result.description)
        }
    }
}

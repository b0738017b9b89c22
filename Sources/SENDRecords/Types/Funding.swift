// Money for one child: a top-up, the cost of a placement, a direct payment.

/// One amount that is paid or committed for a child over a period.
public enum Funding {
    public static let kind = Field<String>(
        0, "kind", .code("funding-kind"), "What the money is for", source: "High needs funding: operational guide",
        .special, headers: ["funding type"])
    public static let amount = Field<Int>(
        1, "amount", .integer, "Amount in pence", source: "Council finance layout", .special)
    public static let every = Field<String>(
        2, "every", .code("funding-period"), "What the amount covers", source: "Council finance layout")
    public static let from = Field<CalendarDate>(
        3, "from", .date, "First day covered", source: "Council finance layout", .special)
    public static let to = Field<CalendarDate>(
        4, "to", .date, "Last day covered", source: "Council finance layout", .special)
    public static let setting = Field<String>(
        5, "setting", .identifier(.urn), "URN of the setting that is paid", source: "Council finance layout", .special)
    public static let payee = Field<String>(
        6, "payee", .text, "Name of whom is paid", source: "Council finance layout")
    public static let band = Field<String>(
        7, "band", .text, "Band or matrix value that the amount follows", source: "Council finance layout", .special)
    public static let stage = Field<String>(
        8, "stage", .code("funding-stage"), "Agreed, committed or paid", source: "Council finance layout")
    public static let paid = Field<CalendarDate>(
        9, "paid", .date, "Date of payment", source: "Council finance layout", headers: ["payment date"])
    public static let reference = Field<String>(
        10, "reference", .text, "Reference in the ledger", source: "Council finance layout")

    public static let declaration = RecordDeclaration(
        40, "funding", about: .child, "One amount that is paid or committed for a child over a period.",
        fields: [
            kind.declaration, amount.declaration, every.declaration, from.declaration, to.declaration,
            setting.declaration, payee.declaration, band.declaration, stage.declaration, paid.declaration,
            reference.declaration,
        ])
}

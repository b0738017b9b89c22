// A suspension or exclusion. The council is told of every one, whatever its length, and of cancelled ones too.

/// A suspension, permanent exclusion or lunchtime exclusion, as the school states it.
public enum Suspension {
    public static let setting = Field<String>(
        0, "setting", .identifier(.urn), "URN of the setting that suspended", source: "School census Estab",
        headers: ["urn"])
    public static let kind = Field<String>(
        1, "type", .code("suspension-type"), "Suspension, permanent exclusion or lunchtime exclusion",
        source: "School census exclusions: type", .special, headers: ["type", "category", "exclusion type"])
    public static let start = Field<CalendarDate>(
        2, "start", .date, "First day", source: "School census exclusions: start date", .special,
        headers: ["start date", "exclusion start date", "date"])
    public static let end = Field<CalendarDate>(
        3, "end", .date, "Last day", source: "School's own system", .special, headers: ["end date", "return date"])
    public static let sessions = Field<Int>(
        4, "sessions", .integer, "Number of sessions, two a day", source: "School census exclusions: sessions",
        .special, headers: ["sessions", "number of sessions"])
    public static let firstReason = Field<String>(
        5, "reason-1", .code("suspension-reason"), "Reason", source: "School census exclusions: reason", .special,
        headers: ["reason", "reason 1"])
    public static let secondReason = Field<String>(
        6, "reason-2", .code("suspension-reason"), "Second reason", source: "School census exclusions: reason",
        .special, headers: ["reason 2"])
    public static let thirdReason = Field<String>(
        7, "reason-3", .code("suspension-reason"), "Third reason", source: "School census exclusions: reason",
        .special, headers: ["reason 3"])
    public static let term = Field<String>(
        8, "term", .code("term"), "Term in which it began", source: "School census exclusions: term",
        headers: ["term"])
    public static let cancelled = Field<CalendarDate>(
        9, "cancelled", .date, "Day on which the head cancelled it", source: "DfE suspension guidance, 2022", .special,
        headers: ["cancelled date", "date cancelled"])
    public static let isCancelled = Field<Bool>(
        10, "is-cancelled", .flag, "It was cancelled or withdrawn", source: "DfE suspension guidance, 2022", .special,
        headers: ["cancelled", "withdrawn"])
    public static let provisionFrom = Field<CalendarDate>(
        11, "provision-from", .date, "First day of the education arranged from the sixth school day",
        source: "Education Act 2002, section 51A; Education and Inspections Act 2006, section 100", .special,
        headers: ["sixth day provision date", "day 6 provision start"])
    public static let provider = Field<String>(
        12, "provider", .text, "Who gives that education", source: "School's own system", .special,
        headers: ["sixth day provider", "alternative provision"])
    public static let councilTold = Field<CalendarDate>(
        13, "council-told", .date, "Day on which the school told the council", source: "School's own system",
        headers: ["la notified", "date la informed"])

    public static let declaration = RecordDeclaration(
        51, "suspension", about: .child, "A suspension, permanent exclusion or lunchtime exclusion.",
        fields: [
            setting.declaration, kind.declaration, start.declaration, end.declaration, sessions.declaration,
            firstReason.declaration, secondReason.declaration, thirdReason.declaration, term.declaration,
            cancelled.declaration, isCancelled.declaration, provisionFrom.declaration, provider.declaration,
            councilTold.declaration,
        ],
        pairing: Pairing(same: [setting.declaration], dates: [.day([start.declaration], within: 3)]))
}

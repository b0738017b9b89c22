// A result of a statutory or public assessment.

/// One result of a child in one subject of one assessment.
public enum Attainment {
    public static let stage = Field<String>(
        0, "stage", .code("attainment-stage"), "Which assessment", source: "School census and DfE assessment results",
        headers: ["assessment"])
    public static let subject = Field<String>(
        1, "subject", .code("attainment-subject"), "Subject or area of learning",
        source: "School census and DfE assessment results")
    public static let result = Field<String>(
        2, "result", .text, "The result as it is reported: a scaled score, a level of the framework, a grade",
        source: "School census and DfE assessment results")
    public static let scale = Field<String>(
        3, "scale", .code("attainment-scale"), "What kind of result it is",
        source: "School census and DfE assessment results", headers: ["scale", "result type"])
    public static let year = Field<Int>(
        4, "year", .integer, "The year in which the school year ends",
        source: "School census and DfE assessment results", headers: ["academic year"])
    public static let date = Field<CalendarDate>(
        5, "date", .date, "Date of the assessment", source: "School census and DfE assessment results",
        headers: ["assessment date"])
    public static let setting = Field<String>(
        6, "setting", .identifier(.urn), "URN of the setting", source: "School census and DfE assessment results")

    public static let declaration = RecordDeclaration(
        41, "attainment", about: .child, "One result of a child in one subject of one assessment.",
        fields: [
            stage.declaration, subject.declaration, result.declaration, scale.declaration, year.declaration,
            date.declaration, setting.declaration,
        ])
}

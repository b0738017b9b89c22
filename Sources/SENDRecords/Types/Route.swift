// A route of home-to-school transport.

/// A route: who drives it for whom, where to.
public enum Route {
    public static let operatorName = Field<String>(
        0, "operator", .text, "The operator's name", source: "Council transport layout", .open, headers: ["operator"])
    public static let vehicle = Field<String>(
        1, "vehicle", .text, "Registration mark of the vehicle", source: "Council transport layout", .open,
        headers: ["vehicle_reg"])
    public static let run = Field<String>(
        2, "run", .code("route-run"), "Morning or afternoon", source: "Council transport layout", .open,
        headers: ["run"])
    public static let setting = Field<String>(
        3, "setting", .identifier(.urn), "URN of the school travelled to", source: "Council transport layout", .open,
        headers: ["school_urn"])
    public static let start = Field<CalendarDate>(
        4, "start", .date, "First day of the contract", source: "Council transport layout", .open, headers: ["start"])
    public static let end = Field<CalendarDate>(
        5, "end", .date, "Last day of the contract", source: "Council transport layout", .open, headers: ["end"])

    public static let declaration = RecordDeclaration(
        14, "route", about: .route, "A route: who drives it for whom, where to.",
        fields: [
            operatorName.declaration, vehicle.declaration, run.declaration, setting.declaration, start.declaration,
            end.declaration,
        ])
}

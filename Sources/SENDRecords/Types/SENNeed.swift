// A child's type of special educational need.

/// One type of need of a child, primary or secondary.
public enum SENNeed {
    public static let need = Field<String>(
        0, "need", .code("sen-type"), "Type of need", source: "SEN2 5c sentype; School census SENneed", .special,
        headers: ["sentype", "senneed1", "sen need 1"])
    public static let rank = Field<Int>(
        1, "rank", .integer, "1 primary, 2 secondary", source: "SEN2 5c sentyperank", headers: ["sentyperank"])

    public static let declaration = RecordDeclaration(
        4, "sen-need", about: .child, "One type of need of a child, primary or secondary.",
        fields: [need.declaration, rank.declaration],
        pairing: Pairing(same: [need.declaration]))
}

// A parent, carer or professional around a child, as the council's case file names them.

/// A person to speak to about a child: a parent, carer or professional.
public enum Contact {
    public static let forename = Field<String>(
        0, "forename", .text, "First name", source: "Council casework layout", headers: ["contact_forename"])
    public static let surname = Field<String>(
        1, "surname", .text, "Family name", source: "Council casework layout", headers: ["contact_surname"])
    public static let relation = Field<String>(
        2, "relation", .code("contact-relation"), "Who the person is to the child", source: "Council casework layout")
    public static let responsibility = Field<Bool>(
        3, "responsibility", .flag, "Has parental responsibility", source: "Children Act 1989, section 3",
        headers: ["parental_responsibility"])
    public static let phone = Field<String>(
        4, "phone", .text, "Telephone number", source: "Council casework layout", headers: ["contact_phone"])
    public static let email = Field<String>(
        5, "email", .text, "E-mail address", source: "Council casework layout", headers: ["contact_email"])
    public static let livesWith = Field<Bool>(
        6, "lives-with", .flag, "The child lives with this person", source: "Council casework layout",
        headers: ["lives_with_child"])

    public static let declaration = RecordDeclaration(
        30, "contact", about: .child, "A person to speak to about a child: a parent, carer or professional.",
        fields: [
            forename.declaration, surname.declaration, relation.declaration, responsibility.declaration,
            phone.declaration, email.declaration, livesWith.declaration,
        ])
}

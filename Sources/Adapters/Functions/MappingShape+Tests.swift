// Tests of rows.

extension MappingShape {
    static let tests: [MappingShape] = [
        test("stated", "One of these values is there.", "{stated: [need, other]}", "7,,x\n8,,\n", ["7"]),
        test("blank", "None of these values is there.", "{blank: other}", "7,ASD,x\n8,ASD,\n", ["8"]),
        test(
            "one-of", "The value is one of some words, without regard to case.", "{value: need, one-of: [ASD, MLD]}",
            "7,asd,\n8,SLD,\n", ["7"]),
        test(
            "not-one-of", "The value is something else than some words.",
            "{value: need, not-one-of: [none, \"-\"], or-blank: true}", "7,ASD,\n8,None,\n9,,x\n", ["7", "9"]),
        test(
            "matches", "The value has a shape: 9 is a digit, A a letter, * anything.",
            "{value: other, matches: [A99, \"X*\"]}", "7,,b12\n8,,b1\n9,,x-ray\n", ["7", "9"]),
        test(
            "before", "A date is before another, or before a value of the row.", "{value: other, before: 2026-09-01}",
            "7,,31/08/2026\n8,,01/09/2026\n", ["7"]),
        test(
            "after", "A date is after another, or after a value of the row.", "{value: other, after: need}",
            "7,30/08/2026,31/08/2026\n8,30/08/2026,30/08/2026\n", ["7"]),
        test(
            "equals", "The value is the same as another of the row.", "{value: other, equals: need}",
            "7,ASD,asd\n8,ASD,MLD\n", ["7"]),
        test(
            "any", "One of several tests holds.",
            "{any: [{value: need, one-of: ASD}, {value: other, one-of: ASD}]}", "7,,ASD\n8,,MLD\n", ["7"]),
        MappingShape(
            .test, "field", "A field is one of some codes, as the mapping reads it.",
            """
            leave-out: [{rule: no SEN, when: {field: sen-provision.provision, one-of: N, or-blank: true}}]
            records:
              - type: sen-provision
                key: id
                fields: {provision: {from: SEN, codes: {EHCP: E, None: N}}}
            """, "id,SEN\n7,EHCP\n8,none\n", ["sen-provision 7: provision E"]),
    ]

    private static func test(
        _ name: String, _ meaning: String, _ when: String, _ rows: String, _ holds: [String]
    ) -> MappingShape {
        MappingShape(
            .test, name, meaning,
            """
            records:
              - type: child
                key: id
                when: \(when)
                fields: {surname: {text: Reid}}
            """, "id,need,other\n\(rows)", holds.map { "child \($0): surname Reid" })
    }
}

// Where values come from and how fields read them.

extension MappingShape {
    static let values: [MappingShape] = [
        MappingShape(
            .value, "column", "The column of that name; the first that holds something where there are several.",
            """
            records:
              - type: child
                key: Adno
                fields: {surname: [Legal surname, Surname]}
            """, "Adno,Legal surname,Surname\n7,,Okafor\n", ["child 7: surname Okafor"]),
        MappingShape(
            .value, "path", "In a JSON or XML feed a path of the element (RFC 9535).",
            """
            records:
              - type: child
                key: $.id
                fields: {surname: "$.name[?@.use=='official'].family"}
            """, #"[{"id":7,"name":[{"use":"old","family":"Reid"},{"use":"official","family":"Okafor"}]}]"#,
            ["child 7: surname Okafor"]),
        MappingShape(
            .value, "joined-by, skip", "Several matches of a path as one text, without the first ones.",
            """
            records:
              - type: child
                key: $.id
                fields: {middle-names: {from: "$.given[*]", skip: 1, joined-by: " "}}
            """, #"[{"id":7,"given":["Ada","Beatrice","Clara"]}]"#, ["child 7: middle-names Beatrice Clara"]),
        MappingShape(
            .value, "any-of", "Whether any match of a path is one of some words.",
            """
            records:
              - type: child
                key: $.id
                fields: {restricted: {from: "$.security[*]", any-of: [R, V]}}
            """, #"[{"id":7,"security":["U","R"]}]"#, ["child 7: restricted true"]),
        MappingShape(
            .value, "text", "A constant.",
            """
            records:
              - type: sen-need
                key: id
                fields: {need: Need, rank: {text: "1"}}
            """, "id,Need\n7,ASD\n", ["sen-need 7: need ASD, rank 1"]),
        MappingShape(
            .value, "template", "Values put together; nothing where one of them is missing.",
            """
            records:
              - type: child
                key: {template: "{school}/{adno}"}
                fields: {surname: surname}
            """, "school,adno,surname\n103456,7,Okafor\n", ["child 103456/7: surname Okafor"]),
        MappingShape(
            .value, "value", "A value that is named once under `values` and used by several rules.",
            """
            values: {pupil: [Adno, UPN]}
            records:
              - type: child
                key: {value: pupil}
                fields: {surname: Surname}
            """, "Adno,UPN,Surname\n7,,Okafor\n", ["child 7: surname Okafor"]),
        MappingShape(
            .value, "blank", "Words that stand for nothing.",
            """
            records:
              - type: child
                key: id
                fields: {forename: {from: forename, blank: [n/a, unknown]}}
            """, "id,forename\n7,N/A\n", ["child 7:"]),
        MappingShape(
            .value, "else", "What is taken where there is nothing.",
            """
            records:
              - type: child
                key: {from: Adno, else: {template: "no-number/{Surname}"}}
                fields: {surname: Surname}
            """, "Adno,Surname\n,Okafor\n", ["child no-number/Okafor: surname Okafor"]),
        MappingShape(
            .value, "only-valid", "An identifier counts only where it is sound: for keys.",
            """
            records:
              - type: child
                key: {from: NHS, only-valid: nhs-number, else: {from: id}}
                fields: {surname: Surname}
            """, "NHS,id,Surname\n943 476 5918,7,Okafor\n943 476 5919,8,Reid\n",
            ["child 7: surname Okafor", "child 9434765919: surname Reid"]),
        MappingShape(
            .value, "apply", "The value goes through functions, one after the other.",
            """
            records:
              - type: child
                key: {from: Reference, apply: [{part: -1, of: "/"}, {pad: 5}]}
                fields: {surname: Surname}
            """, "Reference,Surname\nPatient/42,Okafor\n", ["child 00042: surname Okafor"]),
        MappingShape(
            .value, "lookup of a file", "A value from the row of an earlier file of the set that has that key.",
            """
            records:
              - type: sen-need
                key: need_id
                about: {lookup: {file: people, key: case, take: person, by: case}}
                fields: {need: need}
            """, "need_id,case,need\nN1,C9,ASD\n", ["child P7: surname Okafor", "sen-need N1: need ASD"],
            earlier: (
                """
                records:
                  - type: child
                    key: person
                    fields: {surname: surname}
                other-columns: [case]
                """, "person,case,surname\nP7,C9,Okafor\n"
            )),
        MappingShape(
            .value, "lookup within", "A value from another element of the same row: references of a FHIR Bundle.",
            """
            records:
              - type: sen-need
                each: [{entry: "$.entry[?@.resource.need]"}]
                key: "@entry.resource.id"
                about:
                  lookup: {within: "$.entry[*]", key: $.fullUrl, by: "@entry.resource.subject", take: $.resource.id}
                fields: {need: "@entry.resource.need"}
            """,
            #"[{"entry":[{"fullUrl":"urn:uuid:1","resource":{"id":"P7"}},"#
                + #"{"resource":{"id":"N1","subject":"urn:uuid:1","need":"ASD"}}]}]"#, ["sen-need N1: need ASD"]),
    ]

    static let fields: [MappingShape] = [
        MappingShape(
            .field, "codes", "The partner's words for the codes of a code set.",
            """
            records:
              - type: child
                key: id
                fields: {sex: {from: sex, codes: {Boy: M, Girl: F}}}
            """, "id,sex\n7,girl\n", ["child 7: sex F"]),
        MappingShape(
            .field, "dates", "The formats of a date field, where the manifest's don't do.",
            """
            records:
              - type: child
                key: id
                fields: {birth-date: {from: born, dates: dd-MMM-yyyy}}
            """, "id,born\n7,05-Jan-2015\n", ["child 7: birth-date 2015-01-05"]),
        MappingShape(
            .field, "yes, no", "Words for yes and no beside the usual ones.",
            """
            records:
              - type: child
                key: id
                fields: {restricted: {from: flag, yes: hidden, no: open}}
            """, "id,flag\n7,Hidden\n", ["child 7: restricted true"]),
        MappingShape(
            .field, "required", "A row without the field, or with one that can't be read, is quarantined.",
            """
            records:
              - type: child
                key: id
                required: [surname]
                fields: {surname: surname}
            """, "id,surname\n7,\n8,Reid\n", ["child 8: surname Reid"]),
    ]
}

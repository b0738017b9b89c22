// The rows of one key put together.

extension MappingShape {
    static let folds: [MappingShape] = [
        MappingShape(
            .fold, "place",
            "Each row's text at its position of the whole; two different texts for one position are quarantined.",
            """
            records:
              - type: attendance-week
                key: {template: "{Adno}/{Week}"}
                about: Adno
                fields: {week: Week, marks: Mark}
                fold: {marks: {place: Session, of: 14, by: " ", blank: "-"}}
            """, "Adno,Week,Session,Mark\n7,07/09/2026,2,\\\n7,07/09/2026,1,/\n",
            ["attendance-week 7/07/09/2026: week 2026-09-07, marks / \\ - - - - - - - - - - - -"]),
        MappingShape(
            .fold, "count", "How many rows have one of some words; alone: any value.",
            """
            records:
              - type: attendance-week
                key: {template: "{Adno}/{Week}"}
                about: Adno
                fields: {week: Week, sessions: Mark, ill: Mark}
                fold: {sessions: count, ill: {count: I}}
            """, "Adno,Week,Mark\n7,07/09/2026,I\n7,07/09/2026,/\n7,07/09/2026,\n",
            ["attendance-week 7/07/09/2026: week 2026-09-07, sessions 2, ill 1"]),
        MappingShape(
            .fold, "first, last",
            "The value of the row with the lowest or highest order; alone: of the first or last row.",
            """
            records:
              - type: child
                key: id
                fields: {surname: name, postcode: postcode}
                fold: {surname: first, postcode: {last: seen}}
            """, "id,name,postcode,seen\n7,Reid,CV1 2AB,2\n7,Ray,CV3 4CD,1\n",
            ["child 7: surname Reid, postcode CV1 2AB"]),
        MappingShape(
            .fold, "join", "The different texts in alphabetical order, so that the order of the rows says nothing.",
            """
            records:
              - type: child
                key: id
                fields: {middle-names: name}
                fold: {middle-names: {join: " "}}
            """, "id,name\n7,Bea\n7,Ada\n7,Bea\n", ["child 7: middle-names Ada Bea"]),
        MappingShape(
            .fold, "sum, min, max", "Numbers together; the lowest and the highest number or date.",
            """
            records:
              - type: route
                key: id
                fields: {start: on, end: on}
                fold: {start: min, end: max}
              - type: attendance-week
                key: id
                fields: {sessions: sessions}
                fold: {sessions: sum}
            """, "id,on,sessions\n7,02/09/2026,3\n7,01/09/2026,4\n",
            ["route 7: start 2026-09-01, end 2026-09-02", "attendance-week 7: sessions 7"]),
        MappingShape(
            .fold, "any", "Whether any row says yes.",
            """
            records:
              - type: child
                key: id
                fields: {restricted: hidden}
                fold: {restricted: any}
            """, "id,hidden\n7,N\n7,Y\n", ["child 7: restricted true"]),
        MappingShape(
            .fold, "without a way",
            "A field without a way has one value in all rows that state it; rows that differ are quarantined, all of them.",
            """
            records:
              - type: child
                key: id
                fields: {forename: forename, surname: surname}
                fold: {}
            """, "id,forename,surname\n7,Ada,\n7,,Reid\n8,Bea,Lee\n8,Bo,Lee\n", ["child 7: forename Ada, surname Reid"]),
    ]
}

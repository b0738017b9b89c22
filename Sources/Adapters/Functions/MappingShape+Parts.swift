// Parts of a row.

extension MappingShape {
    static let parts: [MappingShape] = [
        MappingShape(
            .each, "columns (wide to long)",
            "A record for each column whose name fits a pattern: @need is the cell, @need.n what stands for {n}.",
            """
            records:
              - type: sen-need
                each: [{need: {columns: "SEN need {n}"}}]
                key: {template: "{id}/{@need.n}"}
                about: id
                fields: {need: "@need", rank: "@need.n"}
            """, "id,SEN need 1,SEN need 2\n7,ASD,\n8,MLD,SLD\n",
            [
                "sen-need 7/1: need ASD, rank 1", "sen-need 8/1: need MLD, rank 1", "sen-need 8/2: need SLD, rank 2",
            ]),
        MappingShape(
            .each, "columns (grid)",
            "Places can be dates ({date:dd/MM/yyyy}), words ({half:AM|PM}), weekdays ({day:weekday}) or numbers.",
            """
            records:
              - type: sen-provision
                each: [{session: {columns: "{date:dd/MM/yyyy} {half:AM|PM}"}}]
                key: {template: "{id}/{@session.date}/{@session.half}"}
                about: id
                fields: {provision: "@session", since: "@session.date"}
            """, "id,01/09/2026 AM,01/09/2026 PM\n7,E,K\n",
            [
                "sen-provision 7/2026-09-01/AM: provision E, since 2026-09-01",
                "sen-provision 7/2026-09-01/PM: provision K, since 2026-09-01",
            ]),
        MappingShape(
            .each, "columns (several)", "Columns with the same places are one part, each with a name of its own.",
            """
            records:
              - type: sen-provision
                each: [{stay: {columns: {code: "SEN {n}", from: "SEN {n} since"}}}]
                key: {template: "{id}/{@stay.n}"}
                about: id
                fields: {provision: "@stay.code", since: "@stay.from"}
            """, "id,SEN 1,SEN 1 since\n7,K,01/09/2020\n", ["sen-provision 7/1: provision K, since 2020-09-01"]),
        MappingShape(
            .each, "split", "A record for each piece of a cell; @need# is its number.",
            """
            records:
              - type: sen-need
                each: [{need: {split: Needs, by: [";", "/"]}}]
                key: {template: "{id}/{@need#}"}
                about: id
                fields: {need: "@need", rank: "@need#"}
            """, "id,Needs\n7,ASD; MLD\n", ["sen-need 7/1: need ASD, rank 1", "sen-need 7/2: need MLD, rank 2"]),
        MappingShape(
            .each, "characters", "A record for each letter of a cell, or for so many letters (`width`).",
            """
            records:
              - type: sen-provision
                each: [{mark: {characters: History, blank: "-"}}]
                key: {template: "{id}/{@mark#}"}
                about: id
                fields: {provision: "@mark"}
            """, "id,History\n7,K-E\n", ["sen-provision 7/1: provision K", "sen-provision 7/3: provision E"]),
        MappingShape(
            .each, "elements", "A record for each nested element; parts of parts are lists one after the other.",
            """
            records:
              - type: ehc-assessment
                each: [{request: "$.Requests[*]"}, {assessment: "@request.Assessment[*]"}]
                key: {template: "{@request.Id}/{@assessment#}"}
                about: $.Id
                fields: {request: "@request.Id", outcome-date: "@assessment.Decided"}
            """, #"[{"Id":"7","Requests":[{"Id":"R1","Assessment":[{"Decided":"2026-03-01"}]}]}]"#,
            ["ehc-assessment R1/1: request R1, outcome-date 2026-03-01"]),
        MappingShape(
            .each, "keep-blank", "A part that holds nothing is stated all the same.",
            """
            records:
              - type: sen-need
                each: [{need: {columns: "SEN need {n}", keep-blank: true}}]
                key: {template: "{id}/{@need.n}"}
                about: id
                fields: {need: "@need", rank: "@need.n"}
            """, "id,SEN need 1\n7,\n", ["sen-need 7/1: rank 1"]),
    ]
}

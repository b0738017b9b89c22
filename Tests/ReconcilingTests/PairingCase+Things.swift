// Needs and placements: what they are decides, and when.

extension PairingCase {
    static let things: [PairingCase] = [
        PairingCase(
            says: "the same type of need in two feeds is one need, whatever its rank", type: "sen-need",
            lines: [
                Line("school", "1", says: ["need": "ASD"]), Line("school", "2", says: ["need": "MLD"]),
                Line("ehc", "7", says: ["need": "MLD"]), Line("ehc", "8", says: ["need": "SEMH"]),
            ],
            things: ["1", "2+7", "8"]),
        PairingCase(
            says: "one setting entered in the same month is one placement", type: "placement",
            lines: [
                Line("ehc", "E", ["entry-date": "2026-09-01"], says: ["basis": "attended", "setting": "141001"]),
                Line("sen2", "S", ["entry-date": "2026-09-08"], says: ["basis": "attended", "setting": "141001"]),
                Line("sen2", "T", ["entry-date": "2026-09-01"], says: ["basis": "named", "setting": "141001"]),
                Line("sen2", "U", ["entry-date": "2026-09-01"], says: ["basis": "attended", "setting": "141004"]),
            ],
            things: ["E+S", "T", "U"]),
        PairingCase(
            says: "a child who came back to a setting was placed there twice", type: "placement",
            lines: [
                Line("ehc", "E", ["entry-date": "2024-09-01"], says: ["basis": "attended", "setting": "141001"]),
                Line("sen2", "S", ["entry-date": "2026-09-08"], says: ["basis": "attended", "setting": "141001"]),
            ],
            things: ["E", "S"]),
        PairingCase(
            says: "a named setting without dates is one placement", type: "placement",
            lines: [
                Line("ehc", "E", says: ["basis": "named", "setting": "141001"]),
                Line("casework", "C", says: ["basis": "named", "setting": "141001"]),
            ],
            things: ["C+E"]),
        PairingCase(
            says: "nobody can tell which of two stays at a setting a third without dates is", type: "placement",
            lines: [
                Line("ehc", "E", ["entry-date": "2024-09-01"], says: ["basis": "attended", "setting": "141001"]),
                Line("ehc", "F", ["entry-date": "2026-09-01"], says: ["basis": "attended", "setting": "141001"]),
                Line("casework", "C", says: ["basis": "attended", "setting": "141001"]),
            ],
            things: ["E", "F", "C"], unclear: ["C+E+F"]),
        PairingCase(
            says: "a placement that names nothing is nobody else's", type: "placement",
            lines: [Line("ehc", "E", ["entry-date": "2026-09-01"]), Line("sen2", "S", ["entry-date": "2026-09-01"])],
            things: ["E", "S"]),
    ]
}

// Requests: the reference, else the day.

extension PairingCase {
    static let requests: [PairingCase] = [
        PairingCase(
            says: "the same day in two feeds is one request", type: "ehc-request",
            lines: [Line("casework", "C", ["received": "2026-06-29"]), Line("ehc", "E", ["received": "2026-06-29"])],
            things: ["C+E"]),
        PairingCase(
            says: "fourteen days apart is one request", type: "ehc-request",
            lines: [Line("casework", "C", ["received": "2026-06-15"]), Line("ehc", "E", ["received": "2026-06-29"])],
            things: ["C+E"]),
        PairingCase(
            says: "fifteen days apart are two", type: "ehc-request",
            lines: [Line("casework", "C", ["received": "2026-06-14"]), Line("ehc", "E", ["received": "2026-06-29"])],
            things: ["C", "E"]),
        PairingCase(
            says: "two of one feed are never one", type: "ehc-request",
            lines: [Line("ehc", "E", ["received": "2026-06-29"]), Line("ehc", "F", ["received": "2026-06-29"])],
            things: ["E", "F"]),
        PairingCase(
            says: "the same reference is one, whatever the days", type: "ehc-request",
            lines: [
                Line("casework", "C", ["received": "2026-01-05"], ref: "C-2601"),
                Line("ehc", "E", ["received": "2026-06-29"], ref: "c 2601"),
            ],
            things: ["C+E"]),
        PairingCase(
            says: "different references are two, also on the same day", type: "ehc-request",
            lines: [
                Line("casework", "C", ["received": "2026-06-29"], ref: "C-2601"),
                Line("ehc", "E", ["received": "2026-06-29"], ref: "C-2602"),
            ],
            things: ["C", "E"]),
        PairingCase(
            says: "a reference that only one states says nothing", type: "ehc-request",
            lines: [
                Line("casework", "C", ["received": "2026-06-29"], ref: "C-2601"),
                Line("ehc", "E", ["received": "2026-06-29"]),
            ],
            things: ["C+E"]),
        PairingCase(
            says: "two of one feed near one of another stay apart and are told", type: "ehc-request",
            lines: [
                Line("casework", "C", ["received": "2026-06-20"]), Line("casework", "D", ["received": "2026-06-28"]),
                Line("ehc", "E", ["received": "2026-06-24"]),
            ],
            things: ["C", "D", "E"], unclear: ["C+D+E"]),
        PairingCase(
            says: "the same day goes before a near one", type: "ehc-request",
            lines: [
                Line("casework", "C", ["received": "2026-06-20"]), Line("casework", "D", ["received": "2026-06-28"]),
                Line("ehc", "E", ["received": "2026-06-28"]),
            ],
            things: ["C", "D+E"]),
        PairingCase(
            says: "a chain whose ends are too far apart is told", type: "ehc-request",
            lines: [
                Line("casework", "C", ["received": "2026-06-01"]), Line("ehc", "E", ["received": "2026-06-11"]),
                Line("sen2", "S", ["received": "2026-06-21"]),
            ],
            things: ["C", "E", "S"], unclear: ["C+E+S"]),
        PairingCase(
            says: "three feeds can state one request", type: "ehc-request",
            lines: [
                Line("casework", "C", ["received": "2026-06-01"]), Line("ehc", "E", ["received": "2026-06-01"]),
                Line("sen2", "S", ["received": "2026-06-03"]),
            ],
            things: ["C+E+S"]),
        PairingCase(
            says: "one without a reference between two references is told", type: "ehc-request",
            lines: [
                Line("casework", "C", ["received": "2026-06-01"], ref: "1"),
                Line("ehc", "E", ["received": "2026-06-02"]),
                Line("sen2", "S", ["received": "2026-06-03"], ref: "2"),
            ],
            things: ["C", "E", "S"], unclear: ["C+E+S"]),
        PairingCase(
            says: "a reference that one feed states twice is told", type: "ehc-request",
            lines: [
                Line("casework", "C", ref: "1"), Line("casework", "D", ref: "1"), Line("ehc", "E", ref: "1"),
            ],
            things: ["C", "D", "E"], unclear: ["C+D+E"]),
    ]
}

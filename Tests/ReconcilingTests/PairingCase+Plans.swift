// Plans by their first day, and reviews by the day that each feed has of them.

extension PairingCase {
    static let plansAndReviews: [PairingCase] = [
        PairingCase(
            says: "without a day and a reference nothing is paired", type: "ehc-plan",
            lines: [Line("casework", "C"), Line("ehc", "E", ["started": "2022-01-12"])], things: ["C", "E"]),
        PairingCase(
            says: "a plan by its first day", type: "ehc-plan",
            lines: [
                Line("casework", "C", ["started": "2022-01-12"]), Line("casework", "D", ["started": "2024-01-12"]),
                Line("ehc", "E", ["started": "2022-01-10"]), Line("ehc", "F", ["started": "2024-01-12"]),
            ],
            things: ["C+E", "D+F"]),
        PairingCase(
            says: "a review that the school held is the council's meeting", type: "annual-review",
            lines: [
                Line("ehc", "E", ["meeting": "2026-01-20", "decided": "2026-02-16"]),
                Line("school", "S", ["planned": "2025-12-01", "held": "2026-01-20"]),
            ],
            things: ["E+S"]),
        PairingCase(
            says: "a review that was planned is the meeting that came of it", type: "annual-review",
            lines: [
                Line("ehc", "E", ["meeting": "2026-01-20"]), Line("school", "S", ["planned": "2026-01-06"]),
            ],
            things: ["E+S"]),
        PairingCase(
            says: "next year's review is another one", type: "annual-review",
            lines: [
                Line("ehc", "E", ["meeting": "2026-01-20"]), Line("school", "S", ["planned": "2027-01-20"]),
            ],
            things: ["E", "S"]),
        PairingCase(
            says: "a day of the meeting decides before the day for which it was planned", type: "annual-review",
            lines: [
                Line("ehc", "E", ["meeting": "2025-01-20"]),
                Line("school", "S", ["planned": "2025-01-20", "held": "2026-01-20"]),
            ],
            things: ["E", "S"]),
        PairingCase(
            says: "a decision alone pairs only with a decision", type: "annual-review",
            lines: [
                Line("sen2", "N", ["decided": "2026-02-16"]), Line("ehc", "E", ["decided": "2026-02-16"]),
                Line("school", "S", ["held": "2026-01-20"]),
            ],
            things: ["E+N", "S"]),
    ]
}

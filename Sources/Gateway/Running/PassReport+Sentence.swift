// What a pass came to, in a sentence.

extension PassReport {
    /// What the run came to, for whoever gave the command.
    func sentence(dry: Bool) -> String {
        let rows = "\(counts.accountedFor) rows = \(counts)"
        let would = dry ? "This would be: " : ""
        return switch state {
        case .applied where heldWithdrawals != nil:
            "\(would)applied; \(rows). Withdrawals are held: see `sendgate status`."
        case .applied: "\(would)applied; \(rows)."
        case .trial: "The feed is on trial: nothing of this has any effect. It would be: \(reason); \(rows)."
        case .unchanged: "Already received: these are the same bytes as the last ones. Nothing to do."
        default: "\(would)\(state.name): \(reason) (\(rows))"
        }
    }
}

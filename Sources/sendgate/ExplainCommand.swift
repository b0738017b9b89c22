// `sendgate explain child|row|delivery|discrepancy|signal ID`: the chain behind anything.

import ArgumentParser
import Gateway

struct ExplainCommand: AsyncParsableCommand {
    enum Kind: String, ExpressibleByArgument, CaseIterable {
        case child, row, delivery, discrepancy, signal
    }

    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Show where something comes from, back to file, line and column.",
        discussion: """
            child        C-… or a partner's key as space:key, for instance council-ehc:1234
            row          RUN:LINE, or RUN:FILE:LINE where a run has several files
            delivery     the delivery's id
            discrepancy  the discrepancy's id
            signal       the signal's id
            """)

    @Argument(help: "child, row, delivery, discrepancy or signal.") var kind: Kind
    @Argument(help: "Which one.") var id: String
    @Flag(help: "For a child: what was ever stated, when it was learnt, and what replaced it.") var history = false
    @OptionGroup var reading: Reading

    func run() async throws {
        switch kind {
        case .child where history: try await reading.tell { try $0.history(ofChild: id) }
        case .child: try await reading.tell { try $0.explainChild(id) }
        case .delivery: try await reading.tell { try $0.explainDelivery(id) }
        case .discrepancy, .signal: try await reading.tell { try $0.explainFinding(id) }
        case .row:
            let parts = id.split(separator: ":").map(String.init)
            guard (2...3).contains(parts.count), let run = Int64(parts[0]), let line = Int(parts[parts.count - 1])
            else {
                Terminal.complain("A row is named RUN:LINE, or RUN:FILE:LINE where a run has several files.")
                throw ExitCode(64)
            }
            try await reading.tell {
                try $0.explainRow(run: run, file: parts.count == 3 ? parts[1] : nil, line: line)
            }
        }
    }
}

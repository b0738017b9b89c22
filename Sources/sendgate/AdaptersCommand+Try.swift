// `sendgate adapters try`: a file through an adapter, row by row.

import ArgumentParser
import Gateway

extension AdaptersCommand {
    struct Try: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show row by row what an adapter makes of a file. Nothing is kept; the rows' values are shown.")
        @Argument(help: "The adapter.") var id: String
        @Argument(help: "The file.") var file: String
        @Option(help: "How many rows are shown; all are counted.") var rows = 20
        @Flag(help: "Show only rows that are left out, wait, or have a value that can't be used.") var trouble = false
        @Option(help: "The URN of the school that the file is from, where the adapter is for schools.") var urn: String?
        @Option(
            help: "The day that the file was asked for, such as 2026-11-20, where the feed has a request for each day.")
        var day: String?
        @Option(
            help: """
                A text file that names the children who count as known to have SEND, one on a line: the partner's key, a \
                UPN, NHS number or ULN, or "Forename Surname 2015-01-31". Without it every child does.
                """)
        var known: String?
        @OptionGroup var folder: ConfigurationOption

        func run() async throws {
            let configuration = try folder.load(everyAdapter: true)
            let request = AdapterTry(
                id: id, file: file, rows: rows, onlyTrouble: trouble, urn: urn, known: known, day: day)
            try await Terminal.telling {
                try request.run(in: configuration, today: Today.london) { Terminal.say($0) }
            }
        }
    }
}

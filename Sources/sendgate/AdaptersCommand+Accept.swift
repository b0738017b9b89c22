// `sendgate adapters accept`: a partner's new name of a column, taken up.

import ArgumentParser
import Gateway

extension AdaptersCommand {
    struct Accept: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read a renamed column under its new name from now on.",
            discussion:
                "For instance: sendgate adapters accept school-pupils --column 'DOB=Date of birth' --by 'A. Officer'")
        @Argument(help: "The adapter.") var id: String
        @Option(help: "The name that the adapter reads, an equals sign, and the new name.") var column: String
        @OptionGroup var decision: Decision

        func run() async throws {
            guard let mark = column.firstIndex(of: "="), mark != column.startIndex,
                column.index(after: mark) != column.endIndex
            else {
                throw ValidationError("--column needs both names, such as 'DOB=Date of birth'.")
            }
            try await decision.perform(
                "adapters.accept",
                [
                    "adapter": id, "column": String(column[..<mark]),
                    "name": String(column[column.index(after: mark)...]),
                ])
        }
    }
}

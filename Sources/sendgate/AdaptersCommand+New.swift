// `sendgate adapters new`: a partner's export in, an adapter that runs out.

import Adapters
import ArgumentParser
import Foundation
import Gateway
import SENDRecords

extension AdaptersCommand {
    struct New: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a new adapter: from a partner's file, or a skeleton of any kind that passes its test.",
            discussion: """
                Without --kind, or with --kind declarative: looks at the columns and the values of the file and writes a folder with a manifest that runs, an example
                with invented people, and a page for the partner. Nothing of the file's rows is copied. What isn't sure is
                marked `# ?` in the manifest and listed here. Without --from an invented file stands in.
                The other kinds are skeletons: native-swift and native-c are modules in a sandbox, which ask the gateway to
                fetch and state records; singer is a program that prints Singer messages.
                """)
        @Argument(help: "The adapter's name: lower case with dashes, such as therapy-caseload.") var id: String
        @Option(help: "declarative, native-swift, native-c or singer.") var kind = AdapterKind.declarative
        @Option(help: "The partner's file: CSV, JSON, JSON Lines, XML or an Excel workbook.") var from: String?
        @Option(help: "Who sends it, as people say it.") var partner = "partner"
        @Option(help: "What the feed is, in a few words.") var title: String?
        @Option(help: "A record type that the rows state, for instance referral; may be given several times.")
        var record: [String] = []
        @Option(help: "Of a JSON document the path of its rows, such as $.data[*].") var path: String?
        @OptionGroup var folder: ConfigurationOption

        func run() async throws {
            if kind != .declarative, from != nil || !record.isEmpty || path != nil {
                throw ValidationError("--from, --record and --path are for --kind declarative.")
            }
            let configuration = try folder.load(everyAdapter: true)
            let request = NewAdapter(
                id: id, kind: kind, sample: from, partner: partner, title: title, records: record, elements: path)
            Terminal.say(try await Terminal.telling { try request.make(in: configuration, today: Today.london) })
        }
    }
}

extension AdapterKind: ExpressibleByArgument {}

// `sendgate records`: the reference of the record types, and what feeds them.

import ArgumentParser
import Foundation
import Gateway
import SENDRecords

struct RecordsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "records", abstract: "Print the reference of the record types.")

    @Argument(help: "A record type, for instance ehc-request. All of them where left out.")
    var type: String?

    @Flag(name: .long, help: "Print the JSON Schema.")
    var jsonSchema = false

    @Flag(
        name: .long, help: "Print which adapters of the plug-ins folder, and which of their columns, feed each field.")
    var fedBy = false

    @OptionGroup var output: JSONOption
    @OptionGroup var folder: ConfigurationOption

    func run() async throws {
        if fedBy { return try tellWhatFeeds() }
        guard let type else {
            if jsonSchema {
                let definitions = try folder.load(everyAdapter: true).definitions
                Terminal.say(
                    "[" + RecordType.all.map { $0.jsonSchema(definitions: definitions) }.joined(separator: ",\n") + "]")
                return
            }
            Terminal.say("Record types; `sendgate records TYPE` shows the fields of one.\n")
            for declaration in RecordType.all {
                let name = declaration.name.padding(toLength: 22, withPad: " ", startingAt: 0)
                Terminal.say("  \(name)\(declaration.meaning)")
            }
            return
        }
        guard let declaration = RecordType.named(type)?.declaration else { return try refuse(type) }
        Terminal.say(
            jsonSchema
                ? declaration.jsonSchema(definitions: try folder.load(everyAdapter: true).definitions)
                : declaration.reference)
    }

    private func tellWhatFeeds() throws {
        if let type, RecordType.named(type) == nil { try refuse(type) }
        let sources = RecordSources(try folder.load(everyAdapter: true), type: type)
        Terminal.say(output.json ? sources.json : sources.text)
    }

    private func refuse(_ type: String) throws {
        Terminal.complain("There is no record type \(type).")
        Terminal.complain("They are: \(RecordType.all.map(\.name).joined(separator: ", ")).")
        throw ExitCode(64)
    }
}

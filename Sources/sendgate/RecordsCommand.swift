// `sendgate records`: the reference of the record types.

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

    @OptionGroup var folder: ConfigurationOption

    func run() async throws {
        guard let type else {
            if jsonSchema {
                let definitions = try folder.load().definitions
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
        guard let declaration = RecordType.named(type)?.declaration else {
            Terminal.complain("There is no record type \(type).")
            Terminal.complain("They are: \(RecordType.all.map(\.name).joined(separator: ", ")).")
            throw ExitCode(64)
        }
        Terminal.say(
            jsonSchema ? declaration.jsonSchema(definitions: try folder.load().definitions) : declaration.reference)
    }
}

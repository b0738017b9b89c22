// What several commands share: the configuration folder, how results are printed, how errors end.

import ArgumentParser
import Configuring
import Foundation
import Gateway
import Logging
import SENDRecords

/// Which configuration a command works with.
struct ConfigurationOption: ParsableArguments {
    @Option(name: .long, help: "The configuration folder.")
    var config = "config"

    /// Reads the configuration; every problem is printed and the command ends with exit code 78 (configuration error).
    ///
    /// - Parameter everyAdapter: takes in the adapters that don't run here as well.
    func load(everyAdapter: Bool = false) throws -> GatewayConfiguration {
        do throws(ConfigurationProblems) {
            return try GatewayConfiguration.load(folder: config, today: Today.london, everyAdapter: everyAdapter)
        } catch {
            Terminal.complain(error.description)
            Terminal.complain("\(error.problems.count) problem(s) in the configuration; nothing was started.")
            throw ExitCode(78)
        }
    }
}

struct JSONOption: ParsableArguments {
    @Flag(name: .long, help: "Print JSON instead of text.")
    var json = false

    func say(_ telling: Telling) { Terminal.say(json ? telling.jsonText : telling.text) }
}

/// A command that only reads the store, and tells what it has found.
struct Reading: ParsableArguments {
    @OptionGroup var folder: ConfigurationOption
    @OptionGroup var output: JSONOption

    func tell(_ ask: (GatewayReader) throws -> Telling) async throws {
        let configuration = try folder.load()
        let telling = try await Terminal.telling {
            let reader = try GatewayReader(configuration)
            let telling = try ask(reader)
            try reader.close()
            return telling
        }
        output.say(telling)
    }
}

enum Today {
    /// The day in London, for commands that need one before a configuration is read.
    static var london: CalendarDate {
        GatewayClock.system(timeZone: TimeZone(identifier: "Europe/London") ?? .gmt).today
    }
}

/// Where text goes.
enum Terminal {
    static func say(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }

    static func complain(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    /// Runs a command's work; an error is told in its own words with what to do next, and the command ends with 1.
    static func telling<Result>(_ work: () async throws -> Result) async throws -> Result {
        do {
            return try await work()
        } catch let exit as ExitCode {
            throw exit
        } catch {
            complain(GatewayError.words(for: error))
            throw ExitCode.failure
        }
    }
}

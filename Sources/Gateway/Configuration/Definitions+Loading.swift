// Reads `config/definitions/`: code sets, clocks and thresholds.

import Configuring
import Foundation
import SENDRecords

extension Definitions {
    /// Reads every YAML file of the folder; each may hold code sets, clocks and thresholds. A council adds a local code by
    /// adding a file.
    static func load(folder: String, _ problems: ProblemCollector) -> Definitions {
        var codeSets: [String: CodeSet] = [:]
        var clocks: [Clock] = []
        var thresholds: [String: Int] = [:]
        for file in YAMLFolder.files(in: folder, problems) {
            guard let node = problems.node(loading: file),
                let reader = MappingReader(node, called: "a definitions file", keys: DefinitionKeys.all, problems)
            else { continue }
            for set in reader[DefinitionKeys.codeSets] ?? [] {
                // A second statement of a set adds codes to it.
                let earlier = codeSets[set.name]
                codeSets[set.name] = CodeSet(
                    name: set.name, meaning: earlier?.meaning ?? set.meaning, source: earlier?.source ?? set.source,
                    codes: (earlier?.codes ?? []) + set.codes)
            }
            clocks += reader[DefinitionKeys.clocks] ?? []
            for threshold in reader[DefinitionKeys.thresholds] ?? [] {
                thresholds[threshold.name] = threshold.value
            }
        }
        return Definitions(codeSets: Array(codeSets.values), clocks: clocks, thresholds: thresholds)
    }
}

/// The keys of a file in `config/definitions/`.
enum DefinitionKeys {
    static let codeSets = Key<[CodeSet]>("code-sets", .list(of: .codeSet), "Code sets with their codes")
    static let clocks = Key<[Clock]>("clocks", .list(of: .clock), "Statutory clocks")
    static let thresholds = Key<[Named<Int>]>("thresholds", .names(to: .integer), "Numbers of local policy")
    static let all: [any DeclaredKey] = [codeSets, clocks, thresholds]
}

private enum ClockKeys {
    static let name = Key<String>("name", .text, required: true, "The clock's short name, such as C5")
    static let meaning = Key<String>("meaning", .text, required: true, "What has to be done in time")
    static let source = Key<String>("source", .text, required: true, "The regulation")
    static let days = Key<Int>("days", .integer(1...3660), required: true, "Calendar days from day 0")
    static let warnDays = DefaultedKey<Int>("warn-days", .integer(0...3660), default: 14, "Days before the end to tell")
    static let validFrom = Key<ConfigurationDate>("valid-from", .date, "First starting day it holds for")
    static let validTo = Key<ConfigurationDate>("valid-to", .date, "Last starting day it holds for")
    static let all: [any DeclaredKey] = [name, meaning, source, days, warnDays, validFrom, validTo]
}

private enum CodeSetKeys {
    static let name = Key<String>("name", .text, required: true, "The code set's name")
    static let meaning = DefaultedKey<String>("meaning", .text, default: "", "What it is a set of")
    static let source = DefaultedKey<String>("source", .text, default: "", "Where it is defined")
    static let codes = Key<[Named<Code>]>("codes", .names(to: .code), required: true, "Each code with its meaning")
    static let all: [any DeclaredKey] = [name, meaning, source, codes]
}

private enum CodeKeys {
    static let meaning = Key<String>("meaning", .text, required: true, "What the code means")
    static let validFrom = Key<ConfigurationDate>("valid-from", .date, "First day it may be used")
    static let validTo = Key<ConfigurationDate>("valid-to", .date, "Last day it may be used")
    static let all: [any DeclaredKey] = [meaning, validFrom, validTo]
}

extension ValueKind where Value == Clock {
    fileprivate static var clock: Self {
        section("a clock", keys: ClockKeys.all) { reader in
            let days = reader[ClockKeys.days]
            let from = reader[ClockKeys.validFrom]?.calendarDate
            let to = reader[ClockKeys.validTo]?.calendarDate
            guard let name = reader[ClockKeys.name], let meaning = reader[ClockKeys.meaning],
                let source = reader[ClockKeys.source], let days
            else { return nil }
            return Clock(
                name: name, meaning: meaning, source: source, days: days, warnDays: reader[ClockKeys.warnDays],
                validFrom: from, validTo: to)
        }
    }
}

extension ValueKind where Value == CodeSet {
    fileprivate static var codeSet: Self {
        section("a code set", keys: CodeSetKeys.all) { reader in
            let codes = reader[CodeSetKeys.codes]
            guard let name = reader[CodeSetKeys.name], let codes else { return nil }
            return CodeSet(
                name: name, meaning: reader[CodeSetKeys.meaning], source: reader[CodeSetKeys.source],
                codes: codes.map {
                    Code($0.name, $0.value.meaning, validFrom: $0.value.validFrom, validTo: $0.value.validTo)
                })
        }
    }
}

extension ValueKind where Value == Code {
    /// A meaning, or a mapping with the days the code holds. The code itself is the key before it.
    fileprivate static var code: Self {
        Self(shape: "a meaning, or a mapping with meaning, valid-from, valid-to", write: \.meaning) {
            node, name, problems in
            if let text = node.text { return Code(name, text) }
            guard let reader = MappingReader(node, called: "the code `\(name)`", keys: CodeKeys.all, problems),
                let meaning = reader[CodeKeys.meaning]
            else { return nil }
            return Code(
                name, meaning, validFrom: reader[CodeKeys.validFrom]?.calendarDate,
                validTo: reader[CodeKeys.validTo]?.calendarDate)
        }
    }
}

extension ConfigurationDate {
    var calendarDate: CalendarDate? { CalendarDate(year: year, month: month, day: day) }
}

// What every adapter has to keep, whatever it reads: tried with its own examples through the daemon's engine and a store that
// is thrown away.

import Adapters
import Foundation
import SENDRecords
import Storage

/// The contract of one adapter.
public enum AdapterContract {
    /// What was tried, and what isn't kept.
    public struct Report: Sendable {
        /// How many things were tried.
        public fileprivate(set) var checks = 0
        /// What isn't kept, a sentence each.
        public fileprivate(set) var breaches: [String] = []

        fileprivate mutating func expect(_ isKept: Bool, _ breach: @autoclosure () -> String) {
            checks += 1
            if !isKept { breaches.append(breach()) }
        }
    }

    /// Tries an adapter's examples: every row is counted once; a second reading changes nothing; rows in another order give
    /// the same records; a needed column that is gone is noticed; an empty, a foreign and a cut file take nothing away; every
    /// record type that the manifest declares comes of some example; and the README says whom to ask.
    public static func check(_ manifest: Manifest, folder: String, _ definitions: Definitions) throws -> Report {
        var report = Report()
        var stated: Set<String> = []
        let trial = try ContractTrial(manifest, definitions)
        defer { trial.close() }
        // A module reads its recorded answers itself: its examples are all that can be compared.
        for example in manifest.isModule ? [] : try AdapterCheck.examples(folder: folder, of: manifest) {
            trial.fileOf = example.fileOf
            let set = try example.paths.map { try ContractFile(path: $0) }
            stated.formUnion(try check(set, of: example, trial, &report))
        }
        for type in manifest.isModule ? [] : manifest.recordTypes {
            report.expect(stated.contains(type.name), "no example gives a record of the type \(type.name)")
        }
        let readme = (try? String(contentsOfFile: "\(folder)/README.md", encoding: .utf8)) ?? ""
        report.expect(
            readme.contains("**Whom to ask.** "),
            "README.md has no paragraph that begins with \"**Whom to ask.**\": say who helps when something is unclear")
        return report
    }

    /// - Returns: the record types that came of the example.
    private static func check(
        _ set: [ContractFile], of example: GivenExample, _ trial: ContractTrial, _ report: inout Report
    ) throws -> Set<String> {
        let name = "example \(example.name)"
        let feed = trial.newFeed()
        let first = try trial.read(set, like: set, of: example, as: feed)
        report.expect(
            first.run.rows == first.run.counts.accountedFor,
            "\(name): \(first.run.rows) rows were read, and \(first.run.counts.accountedFor) accounted for")
        // An example of what is refused or held shows just that, and there is nothing to compare with.
        guard first.run.state == .applied else { return [] }

        let again = try trial.read(set, like: set, of: example, as: feed, again: true)
        report.expect(
            again.run.state == .applied && again.run.counts.applied == 0 && again.run.counts.withdrawn == 0
                && again.stated == first.stated,
            "\(name): reading it a second time changes something (\(again.run.state.name), \(again.run.counts), "
                + "\(again.run.counts.withdrawn) withdrawn)")

        let reversed = set.map { $0.reversed(by: trial.rule(of: $0, among: set)) }
        if reversed.contains(where: { $0 != nil }) {
            let other = try trial.read(
                zip(set, reversed).map { $1 ?? $0 }, like: set, of: example, as: trial.newFeed())
            report.expect(
                other.stated == first.stated,
                "\(name): with its rows in another order it gives other records (\(other.run.state.name), "
                    + "\(other.stated.symmetricDifference(first.stated).count) differ)")
        }

        for (index, file) in set.enumerated() {
            guard let rule = trial.rule(of: file, among: set) else { continue }
            for (needed, changed) in file.withoutNeededColumns(of: rule, trial.manifest) {
                var files = set
                files[index] = changed
                // It may be another of the layouts without it.
                guard trial.rule(of: changed, among: files)?.name == rule.name else { continue }
                let outcome = try trial.read(files, like: set, of: example, as: trial.newFeed())
                report.expect(
                    outcome.run.state != .applied,
                    "\(name): \(file.name) is applied although its needed column \(needed) is gone")
            }
        }

        try checkBadFiles(set, of: example, trial, feed, first.stated, &report)
        return Set(first.stated.map(\.type))
    }

    private static func checkBadFiles(
        _ set: [ContractFile], of example: GivenExample, _ trial: ContractTrial, _ feed: FeedName,
        _ stated: Set<ContractTrial.Stated>, _ report: inout Report
    ) throws {
        let name = "example \(example.name)"
        let page = Array("<!DOCTYPE html><html><head><title>Log in</title></head><body>Session over</body></html>".utf8)
        for (what, bytes) in [("an empty file", []), ("a web page", page)] {
            for index in set.indices {
                var files = set
                files[index] = ContractFile(name: set[index].name, bytes: bytes)
                let outcome = try trial.read(files, like: set, of: example, as: feed, again: true)
                // A tap that has nothing new may print nothing, and stray prints are no records.
                let mayBeNothing = trial.manifest.source.isTap && !trial.manifest.contract.isSnapshot
                report.expect(
                    outcome.run.state == .refused || outcome.run.state == .held || mayBeNothing,
                    "\(name): \(what) as \(set[index].name) is \(outcome.run.state.name)")
                report.expect(
                    outcome.stated == stated, "\(name): \(what) as \(set[index].name) changes what is stated")
            }
        }
        // A file that was cut in its last row may look like a shorter one, and a few records less are within what the manifest
        // lets go; but never all of a kind.
        for index in set.indices {
            var files = set
            files[index] = set[index].cut
            let feed = trial.newFeed()
            _ = try trial.read(set, like: set, of: example, as: feed)
            let outcome = try trial.read(files, like: set, of: example, as: feed, again: true)
            let lost = Set(stated.map(\.type)).subtracting(outcome.stated.map(\.type)).sorted()
            report.expect(
                lost.isEmpty,
                "\(name): when \(set[index].name) is cut, every record of these types is withdrawn: "
                    + "\(lost.joined(separator: ", ")) (\(outcome.run.state.name))")
        }
    }
}

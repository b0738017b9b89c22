// Which files of a partner's folder are fetched, and which of them make a run.

import Configuring
import SENDRecords
import Testing

@testable import Adapters

struct FolderPlanTests {
    private func manifest(sftp: String = "", patterns: [String] = ["*.csv"]) throws -> Manifest {
        try SourceYAML.manifest(text(sftp: sftp, patterns: patterns))
    }

    private func text(sftp: String = "", patterns: [String] = ["*.csv"]) -> String {
        let files = patterns.enumerated().map { index, pattern in
            """
              - name: file-\(index + 1)
                patterns: ["\(pattern)"]
                records: [{type: sen-provision, key: id, fields: {provision: sen}}]
            """
        }
        return """
            id: mis
            version: 1
            title: Files
            partner: the partner
            population: pupils with SEND
            source:
              sftp:
                host: sftp.partner.example
                user: council
                key: sftp-key
                known-host: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0000000000000000000000000000000000000000000000
                folder: /out
            \(sftp)
            schedule: {every: 1h}
            format: {csv: {}}
            contract: {snapshot: false}
            key-spaces: {child: mis}
            files:
            \(files.joined(separator: "\n"))
            """
    }

    private func listed(_ name: String, _ changed: String = "Nov 20 06:00", size: Int = 10) -> ListedFile {
        ListedFile(name: name, size: size, changed: changed)
    }

    private func fetched(_ name: String, hash: String, at modified: Int?) -> FetchedFile {
        FetchedFile(listed: listed(name), hash: hash, modified: modified)
    }

    @Test func onlyNewAndChangedFilesOfTheFeedAreFetched() throws {
        let known = ["a.csv": listed("a.csv"), "b.csv": listed("b.csv")]
        let listing = [listed("a.csv"), listed("b.csv", "Nov 21 06:00"), listed("c.csv"), listed("readme.txt")]
        #expect(try manifest().wanted(of: listing, known: known).map(\.name) == ["b.csv", "c.csv"])
    }

    @Test func eachFileIsTakenOnceByWhatItHoldsInTheOrderOfTimeAndName() throws {
        let files = [
            fetched("d.csv", hash: "4", at: 20), fetched("b.csv", hash: "2", at: 20),
            fetched("a.csv", hash: "1", at: 30),
            fetched("copy.csv", hash: "2", at: 40), fetched("old.csv", hash: "9", at: 10),
        ]
        let runs = try manifest().runs(of: files, taken: ["9"])
        #expect(runs.map { $0.members.map(\.fetched.listed.name) } == [["b.csv"], ["d.csv"], ["a.csv"]])
    }

    @Test func theFilesOfOneDayAreOneSet() throws {
        let manifest = try manifest(patterns: ["pupils-{yyyy-MM-dd}.csv", "needs-{yyyy-MM-dd}.csv"])
        let files = [
            fetched("needs-2026-11-20.csv", hash: "1", at: 10), fetched("pupils-2026-11-20.csv", hash: "2", at: 11),
            fetched("pupils-2026-11-21.csv", hash: "3", at: 12),
        ]
        let runs = manifest.runs(of: files, taken: [])
        #expect(runs.map { $0.members.map(\.file) } == [["file-1", "file-2"], ["file-1"]])
        #expect(runs.map(\.missing) == [[], ["file-2"]])
    }

    @Test(arguments: [
        ("      known-hst: x", "unknown key `known-hst`"), ("      password: pw", "exactly one of `key`, `password`"),
        ("      port: 70000", "`port` should be"), ("      network: privat", "Did you mean `private`?"),
    ])
    func aSlipIsTold(_ line: String, _ what: String) {
        let problems = SourceYAML.problems(text(sftp: String(line.dropFirst(2))))
        #expect(problems.contains { $0.contains(what) }, "\(problems)")
    }

    @Test func aFileWithoutPatternsOrWithAPathIsTold() {
        let none = text().replacing("patterns: [\"*.csv\"]\n", with: "required: true\n")
        #expect(SourceYAML.problems(none).contains { $0.contains("lacks the key `patterns`") })
        let path = text().replacing("patterns: [\"*.csv\"]\n", with: "path: /a\n    patterns: [\"*.csv\"]\n")
        #expect(SourceYAML.problems(path).contains { $0.contains("no `path`") }, "\(SourceYAML.problems(path))")
    }

    @Test func aKeyOfTheServerIsAKeyOrAFingerprint() {
        let key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0000000000000000000000000000000000000000000000"
        for (written, isFine) in [
            ("\"SHA256:0123456789012345678901234567890123456789012\"", true), ("trust-me", false),
            ("\"ssh-ed25519 AAAA\"", false),
        ] {
            #expect(SourceYAML.problems(text().replacing(key, with: written)).isEmpty == isFine, "\(written)")
        }
    }
}

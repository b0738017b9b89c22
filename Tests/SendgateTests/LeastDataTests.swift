// Nothing leaves that no agreement names: every text of a few children is a token that can be recognised anywhere.

import DemoCity
import Feeds
import Foundation
import SENDRecords
import Testing

extension WithDaemon {
    @Suite struct LeastDataTests {
        /// What the demo's agreements name, of the fields that can hold a token.
        private static let agreed: [String: Set<String>] = [
            "case-team": [
                "child forename", "child surname", "child upn", "child nhs-number", "child postcode",
            ],
            "community-health": ["child forename", "child surname", "child nhs-number"],
            "transport-operator": [
                "child forename", "child surname", "child address-line", "child postcode", "child phone",
            ],
        ]

        @Test func canariesStayWithinTheirAgreements() async throws {
            try await DaemonCity.through(children: 150, canary: true) { city in
                let tokens = Tokens(city.city.truth.canaries)
                let documents = try await documents(city)
                #expect(Set(documents.map(\.consumer)) == Set(Self.agreed.keys))
                var seen = 0
                for document in documents {
                    let agreed = Self.agreed[document.consumer] ?? []
                    let found = tokens.found(in: document.text)
                    seen += found.count
                    for canary in found {
                        #expect(
                            !canary.isDisjoint(with: agreed), "\(document.consumer) was sent \(canary.sorted())")
                    }
                    #expect(tokens.children(in: document.text).count <= 1, "\(document.consumer): several children")
                }
                #expect(seen > 20, "the test sees tokens where they may be")
                try await nothingElseTellsThem(city, tokens)
                try await noFailureTellsThem(city, tokens)
            }
        }

        /// Receipts, lists, health and log.
        private func nothingElseTellsThem(_ city: DaemonCity, _ tokens: Tokens) async throws {
            for school in city.city.schools {
                try await Waiting.until("the school has its receipt") { try !city.receipts(of: school).isEmpty }
                for receipt in try city.receipts(of: school) {
                    #expect(tokens.found(in: receipt.text + receipt.json.serialised()).isEmpty, "\(school.name)")
                }
            }
            for words in [["status"], ["runs", "list"], ["deliveries"], ["discrepancies"], ["signals"]] {
                for more in [[], ["--json"]] {
                    let answer = try await city.sendgate(words + more)
                    #expect(answer.status == 0)
                    #expect(tokens.found(in: answer.output + answer.complaints).isEmpty, "\(words)")
                }
            }
            #expect(tokens.found(in: await city.running.health() ?? "").isEmpty)
            #expect(tokens.found(in: city.log).isEmpty)
        }

        /// A canary's school sends its list with two headings exchanged, so that every value stands where it can't be
        /// read; and commands are given that can't be done.
        private func noFailureTellsThem(_ city: DaemonCity, _ tokens: Tokens) async throws {
            let space = try #require(
                city.city.truth.canaries.first { $0.recordType == "child" && $0.space.hasPrefix("school") }?.space)
            let school = try #require(city.city.schools.first { space.hasSuffix("@\($0.urn)") })
            var tried = 0
            for pair in [("surname", "dob"), ("surname", "sen"), ("forename", "dateofadmission"), ("upn", "sex")] {
                let text = String(decoding: city.city.schoolFile(of: school), as: UTF8.self)
                let broken = Self.exchanging(pair.0, pair.1, in: text)
                guard broken != text else { continue }
                tried += 1
                let receipt = try await city.drop(Array(broken.utf8), named: "\(pair.0).csv", for: school)
                #expect(tokens.found(in: receipt.text + receipt.json.serialised()).isEmpty, "\(receipt.text)")
                let run = try #require(receipt.json["run"]?.integer)
                let shown = try await city.sendgate("runs", "show", "\(run)")
                #expect(tokens.found(in: shown.output + shown.complaints).isEmpty, "\(shown.output)")
            }
            #expect(tried >= 3)
            let file = "\(city.running.path)/broken.csv"
            try Data(Array("Adno,Legal Surname\n\"".utf8) + city.city.schoolFile(of: school)).write(
                to: URL(fileURLWithPath: file))
            for words in [
                ["pull", "school-pupils", file, "--school", "\(school.urn)"], ["explain", "row", "1:99999"],
                ["pull", "school-pupils", file, "--school", "\(school.urn)", "--dry-run"],
                ["pull", "council-ehc", file],
                ["pull", "transport", file], ["runs", "release", "1", "--by", "me"],
            ] {
                let answer = try await city.sendgate(words)
                #expect(tokens.found(in: answer.complaints).isEmpty, "\(words)")
                #expect(tokens.found(in: answer.output).isEmpty, "\(words)")
            }
            #expect(tokens.found(in: try await city.sendgate("status").output).isEmpty)
            #expect(tokens.found(in: city.log).isEmpty)
        }

        @Test func nothingAboutARestrictedChildLeaves() async throws {
            try await DaemonCity.through(children: 200) { city in
                let restricted = city.city.truth.planted(.restricted)
                try #require(!restricted.isEmpty)
                let documents = try await documents(city)
                for item in restricted {
                    let key = try #require(item.keys.first)
                    let child = try #require(try city.child(of: key))
                    let told = try city.reader.explainChild(child)
                    #expect(told.json["restricted"] == .bool(true))
                    #expect(told.json["deliveries"]?.elements?.isEmpty == true, "\(told.text)")
                    // The key in the health feed is the NHS number.
                    for document in documents {
                        #expect(!document.text.contains(key.key) && !document.text.contains("\"\(child)\""))
                    }
                }
            }
        }

        /// A consumer that was down has a view waiting that was tried before: it must not go once the child is restricted.
        @Test func aViewThatWaitedDoesNotLeaveAfterARestriction() async throws {
            try await DaemonCity.through(children: 60) { city in
                let (child, council, other) = try await city.aToldChild()
                // Something about the child changes while nobody takes it: a person says that the school's list isn't it.
                await city.running.receiver.become(.closed)
                let split = try await city.sendgate(
                    "verdicts", "different", council, other, "--by",
                    "Me",
                    "--why", "a test")
                #expect(split.status == 0, "\(split.complaints)")
                let now = try #require(try city.reader.child(of: .init(named: council)))
                try await Waiting.until("the changed view was tried") {
                    try city.reader.deliveries(consumer: "case-team", state: "due", limit: 100).json.elements?
                        .contains { $0["attempts"]?.integer ?? 0 > 0 } == true
                }
                let before = await city.running.receiver.effects.count
                for key in [council, other] {
                    let answer = try await city.sendgate(
                        "restrict", "add", key, "--by", "Me", "--why", "a refuge")
                    #expect(answer.status == 0, "\(answer.complaints)")
                }
                #expect(try await city.json("restrict", "list").elements?.count == 2)
                await city.running.receiver.become(.honest)
                try await Waiting.until("everything is sent", within: .seconds(60)) {
                    let progress = try city.reader.progress()
                    return progress.waitingToBeDerived == 0 && progress.unfinishedDeliveries == 0
                }
                let since = try await city.received().dropFirst(before)
                #expect(since.contains { $0.isWithdrawal && [child, now].contains($0.child) })
                #expect(!since.contains { !$0.isWithdrawal }, "a view of a restricted child has left")
                // Nothing that was taken back can be sent again by hand.
                for delivery in try city.reader.deliveries(consumer: nil, state: "superseded", limit: 100).json.elements
                    ?? []
                {
                    let id = try #require(delivery["id"]?.text)
                    #expect(try await city.sendgate("deliveries", "retry", id, "--by", "Me").status == 1)
                }
            }
        }

        /// Everything that any consumer was ever sent, by webhook or into its folder.
        private func documents(_ city: DaemonCity) async throws -> [(consumer: String, text: String)] {
            var documents: [(consumer: String, text: String)] = []
            for effect in await city.running.receiver.effects {
                let consumer = try city.reader.delivery(effect.id).json["consumer"]?.text ?? ""
                documents.append((consumer, String(decoding: effect.body, as: UTF8.self)))
            }
            let outgoing = "\(city.running.path)/outgoing"
            for consumer in try FileManager.default.contentsOfDirectory(atPath: outgoing) {
                for name in try FileManager.default.contentsOfDirectory(atPath: "\(outgoing)/\(consumer)") {
                    let text = try String(contentsOfFile: "\(outgoing)/\(consumer)/\(name)", encoding: .utf8)
                    documents.append((consumer, name + "\n" + text))
                }
            }
            return documents
        }

        /// The file with two headings exchanged, compared without capitals, blanks and punctuation.
        private static func exchanging(_ first: String, _ second: String, in text: String) -> String {
            var lines = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let separator: Character = lines[0].contains(";") ? ";" : ","
            var header = lines[0].split(separator: separator, omittingEmptySubsequences: false).map(String.init)
            func place(_ name: String) -> Int? {
                let folded = header.map { $0.lowercased().filter { $0.isLetter } }
                return folded.firstIndex(of: name) ?? folded.firstIndex { $0.contains(name) }
            }
            guard let one = place(first), let other = place(second) ?? place("dateofbirth") else { return text }
            header.swapAt(one, other)
            lines[0] = header.joined(separator: String(separator))
            return lines.joined(separator: "\n")
        }
    }
}

/// The tokens of a city, found whatever dress they wear: capitals and blanks don't matter.
private struct Tokens {
    /// By token, the fields that it stands in.
    private var fields: [String: Set<String>] = [:]
    private var children: [String: Set<Int>] = [:]

    init(_ canaries: [CanaryToken]) {
        for canary in canaries {
            let token = Self.plain(canary.token)
            fields[token, default: []].insert("\(canary.recordType) \(canary.field)")
            if let child = canary.child { children[token, default: []].insert(child) }
        }
    }

    /// For each token in the text the fields that it belongs to.
    func found(in text: String) -> [Set<String>] {
        let text = Self.plain(text)
        return fields.filter { text.contains($0.key) }.map(\.value)
    }

    func children(in text: String) -> Set<Int> {
        let text = Self.plain(text)
        return children.filter { text.contains($0.key) }.reduce(into: []) { $0.formUnion($1.value) }
    }

    private static func plain(_ text: String) -> String {
        String(decoding: text.lowercased().utf8.filter { $0 > 32 }, as: UTF8.self)
    }
}

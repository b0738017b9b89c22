// What a person is told who gives a command that can't be done: what is wrong, and what to do next.

import Foundation
import Testing

extension WithDaemon {
    @Suite struct PlainWordsTests {
        @Test func commandsSpeakPlainly() async throws {
            try await DaemonCity.through(children: 60) { city in
                func fails(_ words: String..., saying parts: String...) async throws {
                    let answer = try await city.sendgate(words)
                    #expect(answer.status == 1, "\(words)")
                    #expect(answer.output.isEmpty, "\(words): \(answer.output)")
                    for part in parts { #expect(answer.complaints.contains(part), "\(words): \(answer.complaints)") }
                    // A person reads it: no Swift, no SQL, no code of an error.
                    for word in ["Error(", "SQL", "rawValue", "Optional(", "nil", "()"] {
                        #expect(!answer.complaints.contains(word), "\(words): \(answer.complaints)")
                    }
                }
                try await fails("runs", "show", "9999", saying: "no run 9999", "sendgate runs list")
                try await fails("runs", "release", "9999", "--by", "Me", saying: "no run 9999", "sendgate runs list")
                try await fails("runs", "release", "1", "--by", "Me", saying: "Run 1 is applied", "runs show")
                try await fails("pull", "council-ech", saying: "no adapter council-ech", "council-ehc")
                try await fails("pull", "school-pupils", saying: "dropped in inboxes", "Name the files")
                try await fails("pull", "school-pupils", "/nowhere.csv", saying: "--school URN")
                try await fails(
                    "pull", "school-pupils", "/nowhere.csv", "--school", "\(city.city.schools[0].urn)",
                    saying: "/nowhere.csv can't be read")
                try await fails("explain", "child", "C-nobody", saying: "no child C-nobody")
                try await fails("explain", "child", "council-ehc:0", saying: "council-ehc:0")
                try await fails("explain", "row", "9999:2", saying: "no run 9999")
                try await fails("explain", "delivery", "nothing", saying: "no delivery nothing")
                try await fails("explain", "signal", "nothing", saying: "nothing", "sendgate signals")
                try await fails("explain", "discrepancy", "nothing", saying: "nothing", "sendgate discrepancies")
                try await fails("deliveries", "retry", "nothing", "--by", "Me", saying: "no delivery nothing")
                try await fails("verdicts", "undo", "9999", "--by", "Me", saying: "no verdict 9999", "list")
                try await fails(
                    "verdicts", "same", "council-ehc", "x:1", "--by", "Me", "--why", "because", saying: "space:key")
                try await fails(
                    "verdicts", "same", "council-ehc:0", "x:1", "--by", "Me", "--why", "because",
                    saying: "council-ehc:0")
                try await fails("restrict", "lift", "9999", "--by", "Me", saying: "no restriction 9999")
                try await fails("runs", "list", "--feed", "nobody", saying: "no feed nobody", "sendgate status")
                try await fails("runs", "list", "--state", "hold", saying: "no state hold", "held")
                try await fails("signals", "--kind", "plan-not-in-school", saying: "plan-final-late")
                try await fails("deliveries", "list", "--state", "sent", saying: "no state sent", "set aside")
                #expect(!city.log.contains(" error "), "a mistake at the keyboard is no error of the daemon")
            }
        }

        @Test func beforeAnythingHasRunTheReadingCommandsSayHowToBegin() async throws {
            try await Self.withShippedConfiguration { config in
                for words in [["status"], ["runs", "list"], ["explain", "child", "C-1"], ["signals"]] {
                    let answer = try await Executable.run(words + ["--config", config])
                    #expect(answer.status == 1)
                    #expect(answer.complaints.contains("sendgate run"), "\(words): \(answer.complaints)")
                    #expect(answer.complaints.contains("nothing") || answer.complaints.contains("no store"))
                }
            }
        }

        @Test func everyMistakeInTheConfigurationIsToldAtOnceWithItsPlace() async throws {
            try await Self.withShippedConfiguration { config in
                func edit(_ file: String, _ old: String, _ new: String) throws {
                    let path = "\(config)/\(file)"
                    let text = try String(contentsOfFile: path, encoding: .utf8)
                    try #require(text.contains(old))
                    try text.replacing(old, with: new, maxReplacements: 1)
                        .write(toFile: path, atomically: true, encoding: .utf8)
                }
                try edit("sendgate.yaml", "settle: 5s", "setle: 5s")
                try edit("sendgate.yaml", "  transport:\n", "  transprot:\n")
                try edit("consumers/transport-operator.yaml", "postcode", "postcoed")
                try edit("authority.yaml", "record: child", "record: chlid")
                for command in ["check", "run", "status"] {
                    let answer = try await Executable.run([command, "--config", config])
                    #expect(answer.status == 78)
                    let lines = answer.complaints.split(separator: "\n").map(String.init)
                    for (file, wrong, right) in [
                        ("sendgate.yaml", "setle", "settle"), ("sendgate.yaml", "transprot", "transport"),
                        ("transport-operator.yaml", "postcoed", "postcode"), ("authority.yaml", "chlid", "child"),
                    ] {
                        let told = lines.contains { line in
                            line.contains(file) && line.contains("`\(wrong)`") && line.contains(right)
                                && line.contains(#/yaml:\d+:\d+: /#)
                        }
                        #expect(told, "\(wrong) in \(answer.complaints)")
                    }
                    #expect(answer.complaints.contains("4 problem(s)"), "\(answer.complaints)")
                }
                try edit("sendgate.yaml", "schools:\n", "schools: [\n")
                let broken = try await Executable.run(["check", "--config", config])
                #expect(broken.status == 78)
                #expect(broken.complaints.contains(#/sendgate\.yaml:\d+:\d+: /#), "\(broken.complaints)")
            }
            let nowhere = try await Executable.run(["check", "--config", "/nowhere"])
            #expect(nowhere.status == 78)
            #expect(nowhere.complaints.contains("/nowhere"), "\(nowhere.complaints)")
        }

        @Test func aSecondDaemonSaysWhoOwnsTheStateFolder() async throws {
            try await DaemonCity.through(children: 60) { city in
                let answer = try await city.sendgate("run")
                #expect(answer.status == 1)
                #expect(answer.complaints.contains("\(city.running.daemon.id)"), "\(answer.complaints)")
                #expect(answer.complaints.contains("\(city.running.path)/state"), "\(answer.complaints)")
                #expect(city.running.daemon.isRunning)
                #expect(try await city.sendgate("status").output.contains("The daemon runs."))
            }
        }

        /// A copy of the shipped configuration, with nothing run yet.
        private static func withShippedConfiguration(_ test: (String) async throws -> Void) async throws {
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent("shipped-\(UUID().uuidString)")
                .path
            defer { try? FileManager.default.removeItem(atPath: folder) }
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            for name in ["config", "Plugins"] {
                try FileManager.default.copyItem(atPath: "\(Executable.root)/\(name)", toPath: "\(folder)/\(name)")
            }
            try await test("\(folder)/config")
        }
    }
}

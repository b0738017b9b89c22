// What a program in the sandbox can and can't do. Every child is the real executable.

import AdapterHost
import Foundation
import Glibc
import Testing

@Suite struct SandboxTests {
    @Test func aProgramSeesOnlyWhatItWasGiven() async throws {
        let answer = try await ShellAnswer.of(
            "env | sort; ls /proc/self/fd | wc -l", environment: ["PATH=/bin", "TOKEN=t"])
        #expect(answer.output.contains("TOKEN=t"))
        #expect(!answer.output.contains("HOME="))
        #expect(answer.ending == .exited(code: 0))
    }

    @Test func nothingThatTheGatewayHasOpenReachesIt() async throws {
        // Descriptors without "close on exec", as a library may leave them.
        let file = open("/etc/hosts", O_RDONLY)
        defer { close(file) }
        let answer = try await ShellAnswer.of("for n in 3 4 5 6 7 8 9; do (: <&$n) 2>/dev/null && echo $n; done; true")
        #expect(answer.output == "")
    }

    @Test(arguments: ["cat /etc/shadow", "ls /root", "ls /home", "cat /proc/1/environ", "ls /tmp"])
    func filesOutsideTheSystemsOwnAreNotOpened(script: String) async throws {
        let answer = try await ShellAnswer.of(script)
        #expect(answer.output == "")
        #expect(answer.complaints.contains("denied"))
    }

    @Test func aWorkFolderCanBeWrittenToUpToItsLimitAndNothingElse() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("work-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let rules = SandboxRules(.program, writable: [folder], fileSize: 1000)
        let script = """
            echo kept > \(folder)/state; mkdir \(folder)/in; echo x > \(folder)/../beside && echo escaped
            head -c 100000 /dev/zero > \(folder)/large; cat \(folder)/state
            """
        let answer = try await ShellAnswer.of(script, rules: rules)
        #expect(answer.output == "kept\n")
        let size = try FileManager.default.attributesOfItem(atPath: "\(folder)/large")[.size] as? Int
        #expect(size == 1000)
    }

    @Test func withoutAGrantThereIsNoNetwork() async throws {
        let server = try Listening()
        defer { server.end() }
        let script = "exec 9<>/dev/tcp/127.0.0.1/\(server.port) && echo reached"
        let refused = try await ShellAnswer.of(script, shell: "/bin/bash")
        #expect(refused.output == "")
        #expect(refused.complaints.contains("not permitted"))
        let granted = try await ShellAnswer.of(
            script, shell: "/bin/bash", rules: SandboxRules(.program, reach: .anywhere))
        #expect(granted.output == "reached\n")
    }

    @Test func withAGateThereIsNothingElse() async throws {
        let server = try Listening()
        defer { server.end() }
        let script = "exec 9<>/dev/tcp/127.0.0.1/\(server.port) && echo reached"
        let past = try await ShellAnswer.of(
            script, shell: "/bin/bash", rules: SandboxRules(.program, reach: .gate(port: server.port &+ 1)))
        #expect(past.output == "")
        // At the gate's own number there is the gate, or in its place whoever listens there.
        let gate = try await ShellAnswer.of(
            script, shell: "/bin/bash", rules: SandboxRules(.program, reach: .gate(port: server.port)))
        #expect(gate.output == "reached\n", "\(gate.complaints)")
    }

    @Test func itSendsNoSignalToTheGateway() async throws {
        let answer = try await ShellAnswer.of("kill -0 \(getpid()) && echo reached")
        #expect(answer.output == "")
        #expect(answer.complaints.contains("not permitted"))
    }

    @Test func whatItStartedEndsWithIt() async throws {
        let answer = try await ShellAnswer.of("sleep 300 >/dev/null 2>&1 & echo $!")
        let grandchild = try #require(Int32(answer.output.trimmingCharacters(in: .newlines)))
        // It is the system's to take away once it has ended.
        for _ in 0..<200 where kill(grandchild, 0) == 0 && Hosts.isAlive(grandchild) { usleep(10_000) }
        #expect(!Hosts.isAlive(grandchild))
    }

    @Test func itLeavesItsGroupByNoWay() async throws {
        let answer = try await ShellAnswer.of("setsid sleep 1 && echo left")
        #expect(answer.output == "")
        #expect(answer.complaints.contains("not permitted"))
    }

    @Test func moreMemoryThanItsLimitIsRefused() async throws {
        let answer = try await ShellAnswer.of(
            "head -c 600000000 /dev/zero | tail -c 500000000 | wc -c", rules: SandboxRules(.program, memory: 200 << 20))
        #expect(answer.complaints.contains("exhausted") || answer.complaints.contains("allocate"))
    }

    @Test func anEndlessProgramIsEndedAtItsDeadline() async throws {
        let answer = try await ShellAnswer.of("echo begun; while :; do :; done", within: .seconds(1))
        #expect(answer.output == "begun\n")
        #expect(answer.ending == .signalled(SIGKILL))
    }

    @Test func aProgramThatIsNotThereIsToldAtOnce() async throws {
        let order = ChildOrder(
            rules: SandboxRules(.program),
            work: .program(path: "/usr/bin/no-such-tap", arguments: [], environment: [], folder: "/"))
        await #expect(throws: ChildError.refused("/usr/bin/no-such-tap could not be run: No such file or directory")) {
            try await Hosts.onThread { _ = try ChildProcess.start(host: Hosts.path, order: order).end() }
        }
    }

    @Test func aHostThatIsNotThereIsToldAtOnce() async throws {
        let order = ChildOrder(
            rules: SandboxRules(.program),
            work: .program(path: "/bin/true", arguments: [], environment: [], folder: "/"))
        await #expect(throws: ChildError.notStarted(reason: "/no/sendgate: No such file or directory")) {
            try await Hosts.onThread { _ = try ChildProcess.start(host: "/no/sendgate", order: order).end() }
        }
    }
}

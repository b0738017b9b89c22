// A gateway with one feed, a tap of our own that does what each test asks for, and the real executable.

import Foundation
import Gateway
import Testing

/// Suites whose taps take a while, or that start daemons: one test at a time.
@Suite(.serialized, .enabled(if: TapHouse.hasPython, "there is no /usr/bin/python3 for the taps of the tests"))
enum WithTaps {}

/// A folder with configuration, one adapter and its tap, removed at the end.
final class TapHouse: Sendable {
    static let adapter = "therapy-tap"
    static let secret = "s3cr3t/of+the \"tap\""
    static var hasPython: Bool { FileManager.default.isExecutableFile(atPath: "/usr/bin/python3") }

    private let folder: GatewayFolder
    var path: String { folder.path }
    var config: String { folder.config }
    var plugin: String { "\(path)/Plugins/\(Self.adapter)" }

    /// - Parameters:
    ///   - grants: what stands under the adapter's name in `taps`; nil: nothing is granted at all.
    ///   - singer: more lines of `singer`, each with its indent of four.
    init(
        _ mode: String, grants: String? = "{}", singer: String = "", config: String = "", schedule: String = "1h",
        limits: String = ""
    ) throws {
        folder = try GatewayFolder()
        try folder.configure(Self.settings(grants))
        try become(mode, singer: singer, config: config, schedule: schedule, limits: limits)
        try write(Self.tap, to: "\(plugin)/tap.py")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(plugin)/tap.py")
    }

    deinit { folder.remove() }

    /// Has the tap do something else from now on.
    func become(
        _ mode: String, singer: String = "", config: String = "", schedule: String = "1h", limits: String = ""
    ) throws {
        try folder.add(
            Self.adapter,
            """
            id: therapy-tap
            version: 1
            title: Children of the therapy service
            partner: therapy service
            population: invented
            source:
              singer:
                command: [tap.py, first]
                config: {mode: \(mode), outside: \(path)\(config)}
            \(singer)
            schedule: {every: \(schedule)}
            contract: {snapshot: false, quarantined: {limit: 20%}}
            \(limits)
            key-spaces: {child: therapy}
            dates: yyyy-MM-dd
            files:
              - name: people
                stream: people
                records:
                  - type: child
                    key: $.id
                    required: [surname]
                    fields: {forename: $.first, surname: $.last, birth-date: $.born}
            """)
        try write("**Whom to ask.** Nobody: it is a test's.\n", to: "\(plugin)/README.md")
    }

    /// - Parameter more: further lines of the settings.
    func grant(_ grants: String?, more: String = "") throws {
        try folder.configure(Self.settings(grants) + "\n\(more)\n")
    }

    private static func settings(_ grants: String?) -> String {
        """
        state: ../state
        inbox: ../inbox
        plugins: ../Plugins
        \(grants.map { "taps: {therapy-tap: \($0)}" } ?? "")
        """
    }

    func write(_ text: String, to path: String) throws {
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    // MARK: At the keyboard

    func sendgate(_ words: String...) async throws -> Executable.Answer {
        try await folder.sendgate(
            words, environment: ["SENDGATE_SECRET_TAP_TOKEN": Self.secret, "SENDGATE_SECRET_OTHER": "another-secret"])
    }

    @discardableResult
    func pull() async throws -> Executable.Answer { try await sendgate("pull", Self.adapter) }

    /// A run that must be applied.
    func pullWell() async throws {
        let answer = try await pull()
        try #require(answer.status == 0, "\(answer.complaints)")
        try #require(answer.output.hasPrefix("applied"), "\(answer.output)")
    }

    /// The tap's keys of all children that are seen.
    func children() throws -> Set<String> {
        let reader = try GatewayReader(GatewayConfiguration.load(folder: config, today: DaemonCity.today))
        defer { try? reader.close() }
        return Set(try reader.children().values.joined().map(\.key))
    }

    /// What tells on the tap after a run that ended badly.
    func complaints() throws -> (text: String, permissions: Int) {
        let folder = "\(path)/state/taps/\(Self.adapter)"
        let name = try #require(
            try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix("complaints-") }.max())
        let permissions = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")[.posixPermissions]
        return (try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8), permissions as? Int ?? 0)
    }

    /// Whether a process of this house's tap runs.
    var hasProcess: Bool { processes > 0 }

    /// How many of them do.
    var processes: Int {
        let numbers = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return numbers.count { number in
            guard Int(number) != nil, let file = FileHandle(forReadingAtPath: "/proc/\(number)/cmdline") else {
                return false
            }
            defer { try? file.close() }
            let words = (try? file.read(upToCount: 4096)) ?? Data()
            return words.range(of: Data("\(plugin)/tap.py".utf8)) != nil
        }
    }
}

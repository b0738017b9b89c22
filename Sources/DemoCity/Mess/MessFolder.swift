// The folder of a demo with messy feeds: the shipped adapters for schools, one invented school for each trouble.

import Foundation

/// Where the demo keeps everything.
struct MessFolder: Sendable {
    static let adapters = ["school-attendance", "school-pupils", "school-suspensions"]

    let path: String
    /// The shipped `config/` and `Plugins/`.
    let shipped: String

    var config: String { "\(path)/config" }
    var log: String { "\(path)/sendgate.log" }

    func folder(of urn: Int) -> String { "\(path)/inbox/\(urn)" }

    /// Writes the configuration for these schools.
    func make(schools: [(urn: Int, name: String)]) throws {
        let files = FileManager.default
        try files.createDirectory(atPath: "\(config)/consumers", withIntermediateDirectories: true)
        for part in ["definitions", "matching", "authority.yaml"] {
            try files.copyItem(atPath: "\(shipped)/config/\(part)", toPath: "\(config)/\(part)")
        }
        let settings = """
            # The configuration of a demo: schools whose files come as they really come.
            state: ../state
            plugins: \(shipped)/Plugins
            inbox: ../inbox
            consumers: consumers
            time-zone: Europe/London
            settle: 300ms
            poll: 500ms
            health-port: 0
            stop-limit: 10s
            adapters: [\(Self.adapters.joined(separator: ", "))]
            schools:
            \(schools.map { "  - {urn: \($0.urn), name: \"\($0.name)\"}" }.joined(separator: "\n"))

            """
        try Data(settings.utf8).write(to: URL(fileURLWithPath: "\(config)/sendgate.yaml"))
    }

    /// Whether the daemon has made every school's folders.
    func isReady(for schools: [Int]) -> Bool {
        schools.allSatisfy { urn in
            Self.adapters.allSatisfy {
                FileManager.default.fileExists(atPath: "\(folder(of: urn))/\($0)/refused")
            }
        }
    }

    /// Puts something into a school's folder: a file under another name first, then renamed.
    func put(_ drop: Trouble.Drop, adapter: String, urn: Int) throws {
        let folder = "\(folder(of: urn))/\(adapter)"
        switch drop.content {
        case .bytes(let bytes):
            let hidden = "\(folder)/.\(drop.name).tmp"
            try Data(bytes).write(to: URL(fileURLWithPath: hidden))
            try FileManager.default.moveItem(atPath: hidden, toPath: "\(folder)/\(drop.name)")
        case .link(let target):
            try FileManager.default.createSymbolicLink(
                atPath: "\(folder)/\(drop.name)", withDestinationPath: target)
        }
    }
}

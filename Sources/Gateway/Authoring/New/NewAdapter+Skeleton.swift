// Skeletons of the kinds of adapters that hold a program: each folder passes `adapters test` as it stands.

import Adapters
import CAdapterKit
import Foundation
import SENDRecords

/// A folder that is written, by name.
struct AdapterSkeleton {
    struct File {
        let name: String
        let text: String
        var isProgram = false
    }

    let files: [File]
    /// What the author does next, a line each.
    let next: [String]
    /// Whether the examples can be read before anything is built: then what is expected is written too.
    let canBeTested: Bool
}

extension NewAdapter {
    /// Writes the skeleton of the kind. A folder that is there is never changed, and nothing stays behind on failure.
    func makeSkeleton(in configuration: GatewayConfiguration, today: CalendarDate) throws -> String {
        let plugins = configuration.settings.pluginsFolder
        let path = "\(plugins)/\(id)"
        let manager = FileManager.default
        guard !manager.fileExists(atPath: path) else {
            throw CommandError("There is a folder \(path) already. Choose another name, or remove it.")
        }
        let option = Self.option(for: configuration.settings.folder)
        let skeleton =
            switch kind {
            case .singer: SingerSkeleton(adapter: self, option: option).skeleton
            default: ModuleSkeleton(adapter: self, path: path, option: option).skeleton
            }
        do {
            for file in skeleton.files {
                let target = URL(fileURLWithPath: "\(path)/\(file.name)")
                try manager.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(file.text.utf8).write(to: target)
                if file.isProgram {
                    try manager.setAttributes([.posixPermissions: 0o755], ofItemAtPath: target.path)
                }
            }
            if skeleton.canBeTested {
                let expected = try AdapterCheck.expectation(
                    folder: path, example: "invented", today: today, urn: nil, definitions: configuration.definitions)
                try manager.createDirectory(atPath: "\(path)/expected", withIntermediateDirectories: true)
                try Data(expected.utf8).write(to: URL(fileURLWithPath: "\(path)/expected/invented.json"))
            }
        } catch {
            // What can't be written whole isn't left half.
            try? manager.removeItem(atPath: path)
            throw error
        }
        var page = Page()
        page.line("Made \(path):")
        for file in skeleton.files { page.line("  \(file.name)") }
        page.line()
        page.line("Next:")
        for line in skeleton.next { page.line("  \(line)") }
        if configuration.settings.adapters != nil {
            page.line("  add \(id) to `adapters` in sendgate.yaml when the daemon is to run it")
        }
        return page.text
    }

    /// A page for whoever sends the feed.
    func readme(_ how: String) -> String {
        """
        # \(shownTitle)

        For the person at \(partner) who looks after the service that this is fetched from.

        \(how)

        **What is kept.** (Say whose records are taken, which rows are left out, and why the others are needed.)

        **Whom to ask.** (Who at the council helps when something is unclear: name, telephone, e-mail.)

        """
    }
}

// Finding and loading the YAML files of a configuration folder.

import Configuring
import Foundation

enum YAMLFolder {
    /// The `.yaml` files of a folder in the order of their names; a missing folder is a problem.
    static func files(in folder: String, _ problems: ProblemCollector) -> [String] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            problems.report(
                "the folder is missing or can't be read", hint: "Make it, or name another in sendgate.yaml.",
                at: ConfigurationPlace(file: folder, line: 1, column: 1))
            return []
        }
        return names.filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }.sorted().map { "\(folder)/\($0)" }
    }
}

extension ProblemCollector {
    /// Loads a file and gathers what is wrong with it.
    func node(loading path: String) -> ConfigurationNode? {
        do throws(ConfigurationProblems) {
            return try ConfigurationNode.load(path)
        } catch {
            for problem in error.problems { report(problem) }
            return nil
        }
    }
}

// YAML text to nodes. Only a plain part of YAML is accepted: no anchors, aliases or tags, one document.

import Yams

extension ConfigurationNode {
    /// Reads one YAML document. An empty document is an empty mapping.
    ///
    /// - Parameter file: the file as the operator knows it; it stands in every problem.
    /// - Throws: every problem found. A mistake in the YAML itself ends the reading, so it comes alone.
    public static func parse(_ text: String, file: String) throws(ConfigurationProblems) -> ConfigurationNode {
        var source = text
        if source.unicodeScalars.first == "\u{FEFF}" { source.unicodeScalars.removeFirst() }
        let start = ConfigurationPlace(file: file, line: 1, column: 1)
        do {
            // The basic resolver resolves nothing: every scalar stays the text that it is.
            let parser = try Parser(yaml: source, resolver: .basic, encoding: .utf8)
            guard let root = try parser.singleRoot() else { return ConfigurationNode(.mapping([]), at: start) }
            var composer = Composer(file: file)
            // The parser owns the anchors, which nodes refer to weakly.
            let node = withExtendedLifetime(parser) { composer.node(from: root, near: start) }
            if !composer.problems.isEmpty { throw ConfigurationProblems(composer.problems) }
            return node.isBlank ? ConfigurationNode(.mapping([]), at: start) : node
        } catch let problems as ConfigurationProblems {
            throw problems
        } catch let error as YamlError {
            throw ConfigurationProblems([error.problem(in: source, file: file)])
        } catch {
            throw ConfigurationProblems([ConfigurationProblem("the file cannot be read as YAML", at: start)])
        }
    }
}

/// Turns the nodes of the YAML library into ours.
private struct Composer {
    let file: String
    var problems: [ConfigurationProblem] = []

    init(file: String) { self.file = file }

    mutating func node(from yaml: Node, near parent: ConfigurationPlace) -> ConfigurationNode {
        let place = yaml.mark.map { ConfigurationPlace(file: file, line: $0.line, column: $0.column) } ?? parent
        // An alias repeats a whole part, and parts within parts grow without bound: go no further.
        guard yaml.anchor == nil else {
            return refused("a value begins with &, which marks a repeated part", at: place)
        }
        switch yaml {
        case .scalar(let scalar):
            let isQuoted = scalar.style != .plain && scalar.style != .any
            let tag = scalar.tag.description
            guard tag.isEmpty || tag == Tag.Name.str.rawValue else {
                return refused("a value begins with !, which marks a type", at: place)
            }
            return ConfigurationNode(.scalar(.init(text: scalar.string, isQuoted: isQuoted)), at: place)
        case .sequence(let sequence):
            return ConfigurationNode(.sequence(sequence.map { node(from: $0, near: place) }), at: place)
        case .mapping(let mapping):
            return ConfigurationNode(.mapping(mapping.compactMap { entry($0.key, $0.value, near: place) }), at: place)
        case .alias:
            return refused("a value begins with *, which repeats another part", at: place)
        }
    }

    private mutating func entry(_ key: Node, _ value: Node, near parent: ConfigurationPlace)
        -> ConfigurationNode.Entry?
    {
        let keyNode = node(from: key, near: parent)
        let valueNode = node(from: value, near: keyNode.place)
        guard let text = keyNode.text else {
            report(ConfigurationProblem("a key must be text, but is \(keyNode.spoken)", at: keyNode.place))
            return nil
        }
        return ConfigurationNode.Entry(key: text, keyPlace: keyNode.place, value: valueNode)
    }

    private mutating func refused(_ what: String, at place: ConfigurationPlace) -> ConfigurationNode {
        report(ConfigurationProblem(what, hint: "Put the value in quotes, or write it out.", at: place))
        return ConfigurationNode(.scalar(.init(text: "", isQuoted: true)), at: place)
    }

    /// What is repeated by an alias is met again at the same place.
    private mutating func report(_ problem: ConfigurationProblem) {
        if !problems.contains(problem) { problems.append(problem) }
    }
}

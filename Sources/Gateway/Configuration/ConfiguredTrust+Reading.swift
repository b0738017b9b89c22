// Reads one entry of `trusts` in sendgate.yaml.

import Configuring

private enum TrustKeys {
    static let folder = Key<Located<String>>(
        "folder", .located(.text), required: true, "The name of its folder in the inbox: letters, digits, hyphens")
    static let name = Key<String>("name", .text, required: true, "The trust's name")
    static let schools = Key<[Located<String>]>(
        "schools", .oneOrMore(of: .located(.text)), required: true, "URNs of its schools, or `all`")
    static let all: [any DeclaredKey] = [folder, name, schools]
}

extension ConfiguredTrust {
    /// - Parameter known: the schools that sendgate.yaml names; a trust sends for no other.
    init?(_ node: ConfigurationNode, schools known: [ConfiguredSchool], _ problems: ProblemCollector) {
        guard let reader = MappingReader(node, called: "a trust", keys: TrustKeys.all, problems) else { return nil }
        let folder = reader[TrustKeys.folder]
        let name = reader[TrustKeys.name]
        let stated = reader[TrustKeys.schools] ?? []
        if let folder, !Self.isUsable(folder.value) {
            problems.report(
                "`\(folder.value)` can't be the name of a trust's folder",
                hint: "Use small letters, digits and hyphens, beginning with a letter: alder-trust.", at: folder.place)
            return nil
        }
        let urns = Set(known.map(\.urn))
        for urn in stated where urn.value != "all" && !urns.contains(urn.value) {
            problems.report(
                "the school `\(urn.value)` is not among `schools`",
                hint: NearestName.hint(for: urn.value, among: known.map(\.urn)) ?? "Name it there first.",
                at: urn.place)
        }
        guard let folder, let name, !stated.isEmpty else { return nil }
        let isAll = stated.contains { $0.value == "all" }
        self.init(
            folder: folder.value, name: name,
            schools: isAll ? known.map(\.urn) : stated.map(\.value).filter(urns.contains))
    }

    /// Not a URN, so that it is never taken for a school's folder.
    private static func isUsable(_ folder: String) -> Bool {
        guard let first = folder.utf8.first, (97...122).contains(first), folder.utf8.count <= 60 else { return false }
        return folder.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    }
}

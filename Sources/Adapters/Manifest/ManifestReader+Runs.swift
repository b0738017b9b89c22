// `each` and `incremental` of a manifest.

import Configuring
import Feeds
import SENDRecords

extension ManifestReader {
    func each(_ node: ConfigurationNode) -> EachRule? {
        guard let reader = MappingReader(node, called: "`each`", keys: EachKeys.all, problems) else { return nil }
        let schools = reader[EachKeys.school].flatMap(schools)
        let days = reader[EachKeys.date].flatMap(days)
        let absent = reader[EachKeys.absent]
        if !reader.states(EachKeys.school), !reader.states(EachKeys.date) {
            problems.report("`each` names neither `school` nor `date`", at: node.place)
        }
        if let schools, let days, schools.name == days.name {
            problems.report("`\(days.name)` is the name of two things", at: reader.place(of: EachKeys.date))
        }
        return EachRule(schools: schools, days: days, absent: absent)
    }

    private func schools(_ node: ConfigurationNode) -> EachRule.Schools? {
        if let name = node.text, !node.isBlank {
            return checkName(name, at: node.place) ? EachRule.Schools(name: name, ids: nil) : nil
        }
        guard let reader = MappingReader(node, called: "`school`", keys: EachSchoolKeys.all, problems) else {
            return nil
        }
        let ids = reader[EachSchoolKeys.ids]?.compactMap { entry -> EachRule.SchoolIdentity? in
            guard case .valid(let urn) = IdentifierKind.urn.check(entry.name) else {
                problems.report("`\(entry.name)` is no URN", hint: "A URN has 6 digits.", at: entry.place)
                return nil
            }
            return EachRule.SchoolIdentity(urn: urn, id: entry.value)
        }
        if ids?.isEmpty == true { reader.report("`ids` names no school", at: EachSchoolKeys.ids) }
        return reader[EachSchoolKeys.name].flatMap { name in
            checkName(name, at: reader.place(of: EachSchoolKeys.name)) ? EachRule.Schools(name: name, ids: ids) : nil
        }
    }

    private func days(_ node: ConfigurationNode) -> EachRule.Days? {
        guard let reader = MappingReader(node, called: "`date`", keys: EachDateKeys.all, problems) else { return nil }
        let (from, to) = (reader[EachDateKeys.from], reader[EachDateKeys.to])
        if from > to {
            reader.report("`from` is later than `to`", at: EachDateKeys.from)
            return nil
        }
        return reader[EachDateKeys.name].flatMap { name in
            checkName(name, at: reader.place(of: EachDateKeys.name))
                ? EachRule.Days(name: name, from: from, to: to) : nil
        }
    }

    private func checkName(_ name: String, at place: ConfigurationPlace) -> Bool {
        let isName =
            name.first?.isLetter == true && name != RequestTemplate.date
            && name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
        if !isName {
            problems.report(
                "`\(name)` can't be a name of a place",
                hint: "Small letters, digits and hyphens, a letter first; `date` is the day of the run.", at: place)
        }
        return isName
    }

    func incremental(_ node: ConfigurationNode) -> IncrementalRule? {
        guard let reader = MappingReader(node, called: "`incremental`", keys: IncrementalKeys.all, problems) else {
            return nil
        }
        let name = reader[IncrementalKeys.name]
        guard checkName(name, at: reader.place(of: IncrementalKeys.name)) else { return nil }
        let written = reader[IncrementalKeys.first]
        let kind = reader[IncrementalKeys.kind] ?? written.map { CursorValue.kind(of: $0.value) } ?? .instant
        var first: CursorValue?
        if let written {
            first = CursorValue(written.value, kind, zone: .utc)
            if first == nil {
                problems.report(
                    "`first` is no \(kind.rawValue)", hint: "Such as \(Self.example(of: kind)).", at: written.place)
            }
        }
        let overlap = reader[IncrementalKeys.overlap].flatMap { self.overlap($0, kind) } ?? 0
        let missing = reader[IncrementalKeys.missing]
        return reader[IncrementalKeys.at].map {
            IncrementalRule(
                name: name, fields: $0.map(\.value), kind: kind, overlap: overlap, missing: missing, first: first)
        }
    }

    private static func example(of kind: CursorValue.Kind) -> String {
        switch kind {
        case .instant: "2024-09-01T00:00:00Z"
        case .date: "2024-09-01"
        case .integer: "0"
        }
    }

    private func overlap(_ text: Located<String>, _ kind: CursorValue.Kind) -> Int? {
        let seconds = DurationText.parse(text.value).map { Int($0.components.seconds) }
        switch kind {
        case .instant: if let seconds { return seconds }
        case .date: if let seconds, seconds % 86_400 == 0 { return seconds / 86_400 }
        case .integer: if let steps = Int(text.value), steps >= 0 { return steps }
        }
        let shape =
            switch kind {
            case .instant: "a duration such as 1h"
            case .date: "whole days such as 2d"
            case .integer: "a whole number such as 100"
            }
        problems.report(
            "`overlap` should be \(shape), because the cursor is \(kind == .date ? "a" : "an") \(kind.rawValue)",
            at: text.place)
        return nil
    }
}

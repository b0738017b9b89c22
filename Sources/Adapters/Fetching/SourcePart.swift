// The requests of a file that differ by school and by day.

import SENDRecords

/// One of them.
struct SourcePart: Sendable {
    /// Place of the file among those that are asked for.
    let file: Int
    /// Which school and day.
    var requested = RequestedPart.whole
    var values: RequestValues

    /// For messages; empty where there is one request for all.
    var name: String { requested.words }

    /// Every part of every file, in the order of asking.
    static func all(of files: [FileRule], _ source: HTTPSource, _ circumstances: SourceCircumstances) -> [SourcePart] {
        var usual = RequestValues(date: circumstances.date)
        if let rule = source.incremental {
            usual.sinceName = rule.name
            usual.since = rule.since(after: circumstances.cursor)
        }
        return files.enumerated().flatMap { index, file -> [SourcePart] in
            let names = file.request?.names ?? []
            var parts = [SourcePart(file: index, values: usual)]
            if let rule = source.each?.schools, names.contains(rule.name) {
                let schools =
                    rule.ids ?? circumstances.schools.map { EachRule.SchoolIdentity(urn: $0, id: $0) }
                parts = parts.flatMap { part in
                    schools.map { school in
                        var one = part
                        one.values.texts[rule.name] = school.id
                        one.requested = RequestedPart(school: school.urn, day: part.requested.day)
                        return one
                    }
                }
            }
            if let rule = source.each?.days, names.contains(rule.name) {
                parts = parts.flatMap { part in
                    (rule.from...rule.to).map { offset in
                        var one = part
                        let day = circumstances.date.adding(days: offset)
                        one.values.days[rule.name] = day
                        one.requested = RequestedPart(school: part.requested.school, day: day)
                        return one
                    }
                }
            }
            return parts
        }
    }
}

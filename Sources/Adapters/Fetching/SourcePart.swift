// The requests of a file that differ by school and by day.

import SENDRecords

/// One of them.
struct SourcePart: Sendable {
    /// Place of the file among those that are asked for.
    let file: Int
    /// Which school and day, for messages; empty where there is one request for all.
    let name: String
    let values: RequestValues

    /// Every part of every file, in the order of asking.
    static func all(of files: [FileRule], _ source: HTTPSource, _ circumstances: SourceCircumstances) -> [SourcePart] {
        var usual = RequestValues(date: circumstances.date)
        if let rule = source.incremental {
            usual.sinceName = rule.name
            usual.since = rule.since(after: circumstances.cursor)
        }
        return files.enumerated().flatMap { index, file -> [SourcePart] in
            let names = file.request?.names ?? []
            var parts = [SourcePart(file: index, name: "", values: usual)]
            if let rule = source.each?.schools, names.contains(rule.name) {
                let schools =
                    rule.ids ?? circumstances.schools.map { EachRule.SchoolIdentity(urn: $0, id: $0) }
                parts = parts.flatMap { part in
                    schools.map { school in
                        var values = part.values
                        values.texts[rule.name] = school.id
                        return SourcePart(file: index, name: "school \(school.urn)", values: values)
                    }
                }
            }
            if let rule = source.each?.days, names.contains(rule.name) {
                parts = parts.flatMap { part in
                    (rule.from...rule.to).map { offset in
                        var values = part.values
                        let day = circumstances.date.adding(days: offset)
                        values.days[rule.name] = day
                        let name = part.name.isEmpty ? day.description : "\(part.name), \(day)"
                        return SourcePart(file: index, name: name, values: values)
                    }
                }
            }
            return parts
        }
    }
}

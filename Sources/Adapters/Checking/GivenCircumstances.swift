// The day, the school and the rest that an example is read under: `given` in its expected file.

import Feeds
import SENDRecords

/// The circumstances of an example.
struct GivenCircumstances {
    let today: CalendarDate
    let urn: String?
    /// Who is known to have SEND: `all`, or a list of keys, identifiers, or forename, surname and birth date.
    let known: JSONValue?
    /// The cursor that the feed's last run came to.
    var cursor: String?
    /// URNs of the configured schools, for requests for each.
    var schools: [String] = []
    /// What files without recorded answers were asked for.
    var requested = RequestedPart.whole

    init(today: CalendarDate, urn: String?, known: JSONValue?) {
        self.today = today
        self.urn = urn
        self.known = known
    }

    var children: any KnownChildren {
        guard let names = known?.elements else { return EveryChildIsKnown() }
        return ListedChildren(names.compactMap(\.text))
    }

    init?(_ value: JSONValue?) {
        guard let value, let today = value["today"]?.text.flatMap({ CalendarDate(iso: $0) }) else { return nil }
        self.init(today: today, urn: value["partner-urn"]?.text, known: value["known"])
        cursor = value["cursor"]?.scalarText
        requested = RequestedPart(
            school: value[RequestedPart.schoolName]?.scalarText,
            day: value[RequestedPart.dayName]?.text.flatMap { CalendarDate(iso: $0) })
        schools = value["schools"]?.elements?.compactMap(\.scalarText) ?? []
    }

    /// What the plan is played with.
    func circumstances(of manifest: Manifest) -> SourceCircumstances {
        var circumstances = SourceCircumstances(date: today, schools: schools)
        if case .https(let source) = manifest.source, let rule = source.incremental {
            circumstances.cursor = cursor.flatMap { CursorValue($0, rule.kind, zone: .utc) }
        }
        return circumstances
    }

    func gauge(of manifest: Manifest) -> CursorGauge? {
        guard case .https(let source) = manifest.source, let rule = source.incremental else { return nil }
        let end = Instant(milliseconds: Int64(today.daysSinceEpoch + 1) * 86_400_000 - 1)
        return CursorGauge(rule, start: end)
    }

    var tree: JSONValue {
        var members = [JSONMember("today", .string(today.description))]
        if let urn { members.append(JSONMember("partner-urn", .string(urn))) }
        if let known { members.append(JSONMember("known", known)) }
        if let cursor { members.append(JSONMember("cursor", .string(cursor))) }
        for name in RequestedPart.valueNames {
            if let value = requested.value(name) { members.append(JSONMember(name, .string(value))) }
        }
        if !schools.isEmpty { members.append(JSONMember("schools", .array(schools.map(JSONValue.string)))) }
        return .object(members)
    }
}

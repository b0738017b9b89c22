// Invented children and agreements for the tests of this room.

import Configuring
import Foundation
import Reconciling
import SENDRecords

@testable import Publishing

let today = CalendarDate(iso: "2026-11-21") ?? CalendarDate(daysSinceEpoch: 0)

func day(_ iso: String) throws -> CalendarDate {
    struct NoSuchDay: Error {}
    guard let day = CalendarDate(iso: iso) else { throw NoSuchDay() }
    return day
}

/// A record of a file with the values that `state` sets.
func settled(
    _ declaration: RecordDeclaration, feed: String = "council-ehc", key: String = "1", version: Int64 = 1,
    _ state: (inout Record) -> Void
) -> SettledRecord {
    var record = Record(declaration.type)
    state(&record)
    return SettledRecord(
        type: declaration.type, key: key, feed: feed,
        values: record.values.map {
            $0 == .notStated ? nil : SettledValue(value: $0, version: version, rule: .onlyStated)
        })
}

func identity(_ state: (inout Record) -> Void = { $0[Child.forename] = "Ada" }) -> SettledRecord {
    settled(Child.declaration, feed: "", key: "", state)
}

func child(
    _ id: String = "C-1", _ records: [SettledRecord] = [], sureness: [Double] = [1], isRestricted: Bool = false
) -> ChildFile {
    let members = sureness.enumerated().map {
        ChildMember(
            subject: SubjectKey(.child, space: "council-ehc", key: String($0.offset)), sureness: $0.element)
    }
    return ChildFile(child: id, members: members, records: [identity()] + records, isRestricted: isRestricted)
}

/// An agreement's YAML with parts exchanged.
func yaml(
    children: String = "{all: true}", records: String = "{child: [forename]}",
    route: String = "{webhook: {url: 'https://records.example.org/hook', secret: hook}}", sureness: String = "0.98",
    more: String = ""
) -> String {
    """
    title: Oakfield School
    purpose: Planning support
    legal-basis: {article: 6(1)(e), special-category: 9(2)(g), statute: Children and Families Act 2014}
    agreement: DSA-7
    valid-from: 2026-09-01
    valid-until: 2027-08-31
    children: \(children)
    sureness: \(sureness)
    records: \(records)
    route: \(route)
    \(more)
    """
}

func agreement(_ text: String = yaml(), id: String = "oakfield") throws -> Agreement {
    let problems = ProblemCollector()
    let node = try ConfigurationNode.parse(text, file: "\(id).yaml")
    let agreement = Agreement.read(node, id: id, problems)
    try problems.throwIfAny()
    struct Unread: Error {}
    guard let agreement else { throw Unread() }
    return agreement
}

extension Sharing {
    var view: View? {
        if case .share(let view) = self { view } else { nil }
    }

    var withheld: Withholding? {
        if case .withhold(let why) = self { why } else { nil }
    }
}

extension [UInt8] {
    var asText: String { String(decoding: self, as: UTF8.self) }
}

// `explain child`: the chain from a settled value back to file, line and column.

import Feeds
import Foundation
import Matching
import Reconciling
import SENDRecords
import Storage

extension GatewayReader {
    /// A child by its identifier, or by a partner's key as `space:key`.
    public func explainChild(_ name: String) throws -> Telling {
        let child = try resolve(child: name)
        guard let stored = try store.file(child), let file = ChildFile(encoded: stored.blob) else {
            throw CommandError("There is no child \(name). Give its identifier (C-…) or a partner's key as space:key.")
        }
        var page = Page()
        page.line("Child \(child)\(file.isRestricted ? " — restricted: nothing leaves without an explicit grant" : "")")
        page.line()
        page.line("  Known to partners as")
        let links = try store.members(of: [child])[child] ?? []
        let keys = try store.keys(of: links.map(\.subject))
        var members: [JSONValue] = []
        for link in links {
            guard let key = keys[link.subject] else { continue }
            let why = try self.why(link)
            page.line("    \(key.space):\(key.key)\(percent(link.sureness)); \(why)")
            members.append([
                "space": .string(key.space), "key": .string(key.key), "sureness": .number("\(link.sureness)"),
                "why": .string(why),
            ])
        }
        var records: [JSONValue] = []
        let behind = try SourceStatements(of: file, in: store)
        for record in file.records {
            let told = try tell(record, behind)
            page.line()
            page.line(told.text)
            records.append(told.json)
        }
        let findings = try store.findings(entity: child)
        if !findings.isEmpty {
            page.line()
            page.line("  Open discrepancies and signals")
            for found in findings { page.line("    \(found.finding.id) \(found.finding.kind)") }
        }
        let deliveries = try store.deliveries(of: child, limit: 20)
        if !deliveries.isEmpty {
            page.line()
            page.line("  Deliveries, the newest first")
            for delivery in deliveries {
                page.line(
                    "    \(delivery.draft.id) to \(delivery.draft.consumer): \(delivery.state.name), \(clock.shown(delivery.created))"
                )
            }
        }
        return Telling(
            text: page.text,
            json: [
                "child": .string(child), "restricted": .bool(file.isRestricted), "members": .array(members),
                "records": .array(records), "findings": .array(findings.map(json)),
                "deliveries": .array(deliveries.map { .string($0.draft.id) }),
            ])
    }

    /// What was ever stated about a child's keys: when it was learnt, and by which run it was replaced.
    public func history(ofChild name: String) throws -> Telling {
        let child = try resolve(child: name)
        let links = try store.members(of: [child])[child] ?? []
        guard !links.isEmpty else { throw CommandError("There is no child \(name).") }
        var page = Page()
        var list: [JSONValue] = []
        for link in links {
            // The newest first: the one before in the list is the one that replaced this.
            var later: [RecordName: StoredVersion] = [:]
            for version in try store.history(of: link.subject) {
                let replaced = later[version.name]
                later[version.name] = version
                let fate = replaced.map { ", replaced by run \($0.run)" } ?? ", stands"
                let learnt = version.learnt.map { clock.shown($0) } ?? ""
                page.line("\(version.feed) \(version.name.type.name) \(version.name.key)")
                page.line(
                    "    \(version.blob == nil ? "withdrawn" : "stated") by run \(version.run), learnt \(learnt), "
                        + "true as of \(clock.shown(version.asOf))\(fate)")
                list.append([
                    "feed": .string(version.feed), "record": .string(version.name.type.name),
                    "key": .string(version.name.key), "run": .integer(version.run.rawValue),
                    "withdrawn": .bool(version.blob == nil), "learnt": .instant(version.learnt),
                    "asOf": .instant(version.asOf),
                    "replacedBy": replaced.map { .integer($0.run.rawValue) } ?? .null,
                ])
            }
        }
        return Telling(text: page.text, json: .array(list))
    }

    func resolve(child name: String) throws -> String {
        guard !name.hasPrefix("C-"), let colon = name.lastIndex(of: ":") else { return name }
        let key = SubjectKey(.child, space: String(name[..<colon]), key: String(name[name.index(after: colon)...]))
        guard let child = try store.child(of: key) else {
            throw CommandError("No child has the key \(name).")
        }
        return child
    }

    private func percent(_ sureness: Double) -> String {
        // Rounded down: "100.0 %" would claim more than anybody knows.
        sureness >= 1 ? "" : ", sure to \((sureness * 1000).rounded(.down) / 10) %"
    }

    private func why(_ link: StoredLink) throws -> String {
        var reader = CanonicalReader(link.evidence)
        guard let a = reader.signed(), let b = reader.signed(), let tag = reader.byte() else {
            return "the key that the others came to"
        }
        let other = SubjectID(a) == link.subject ? b : a
        let name =
            try store.keys(of: [SubjectID(other)])[SubjectID(other)].map { "\($0.space):\($0.key)" } ?? "another key"
        if tag == 0 { return "a person said that it is the same child as \(name)" }
        var bytes: [UInt8] = []
        while let byte = reader.byte() { bytes.append(byte) }
        guard let evidence = Evidence(encoded: bytes) else { return "linked to \(name)" }
        return "linked to \(name) by \(evidence)"
    }

    /// A settled record: per field the value, who stated it where, and the rule that chose it.
    private func tell(_ record: SettledRecord, _ behind: SourceStatements) throws -> Telling {
        let declaration = record.type.declaration
        var lines = ["  \(declaration.name)\(record.feed.isEmpty ? "" : " \(record.key) of \(record.feed)")"]
        if let pairing = record.pairing {
            let others = pairing.sources.dropFirst().map { "\($0.key) of \($0.feed)" }.joined(separator: ", ")
            lines.append("    the same as \(others): \(pairing.reason.told(of: declaration))")
        }
        var fields: [JSONMember] = []
        for (field, settled) in zip(declaration.fields, record.values) {
            guard let settled else { continue }
            let version = try store.version(settled.version)
            let source = version.map { "\($0.feed): \(place(of: $0, field: field.number))" } ?? ""
            let mark: String =
                switch settled.value {
                case .unverified: " (fails its check; never used as a key)"
                case .unreadable(let rule): "(not readable: \(rule))"
                case .empty: "(empty)"
                default: ""
                }
            lines.append("    \(field.name) = \(settled.value.shown ?? "")\(mark)")
            lines.append("        \(settled.rule.rawValue); \(source)")
            var others: [JSONValue] = []
            for other in behind.others(than: settled, of: record, stating: field.number) {
                guard let version = try store.version(other.version) else { continue }
                let value = other.value == settled.value ? "the same" : other.value.shown ?? "something else"
                lines.append("        \(version.feed) states \(value): \(place(of: version, field: field.number))")
                others.append([
                    "value": .text(other.value.shown), "feed": .string(version.feed),
                    "place": placeJSON(of: version, field: field.number),
                ])
            }
            var told: [JSONMember] = [
                JSONMember("value", .text(settled.value.shown)), JSONMember("usable", .bool(settled.value.isUsable)),
                JSONMember("rule", .string(settled.rule.rawValue)), JSONMember("feed", .text(version?.feed)),
                JSONMember("place", version.map { placeJSON(of: $0, field: field.number) } ?? .null),
            ]
            if !others.isEmpty { told.append(JSONMember("others", .array(others))) }
            fields.append(JSONMember(field.name, .object(told)))
        }
        var json: [JSONMember] = [
            JSONMember("type", .string(declaration.name)), JSONMember("key", .string(record.key)),
            JSONMember("feed", .string(record.feed)),
        ]
        if let pairing = record.pairing {
            let sources = pairing.sources.map { source -> JSONValue in
                ["feed": .string(source.feed), "key": .string(source.key)]
            }
            json.append(JSONMember("sources", .array(sources)))
            json.append(JSONMember("pairedBy", .string(pairing.reason.told(of: declaration))))
        }
        return Telling(
            text: lines.joined(separator: "\n"), json: .object(json + [JSONMember("fields", .object(fields))]))
    }
}

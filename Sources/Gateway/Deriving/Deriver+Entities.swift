// What isn't a child: routes, crew members, caseworkers and settings have files that children's files read.

import Matching
import SENDRecords
import Storage

extension Deriver {
    /// A changed file of a route, a crew member, a caseworker or a setting puts those on the list that read it.
    func deriveEntities(_ touched: [TouchedSubject]) throws {
        var slice = DeriveSlice(at: now)
        let statements = try self.statements(of: touched.map(\.key))
        let names = touched.map { Self.entityName($0.key) }
        let digests = try store.fileDigests(names)
        var changed: [SubjectID] = []
        for (subject, name) in zip(touched, names) {
            let records = rules.settler.entityFile(statements[subject.key] ?? [])
            var writer = CanonicalWriter(capacity: 256)
            for record in records { record.write(to: &writer) }
            let digest = store.digest(of: writer.bytes)
            if digests[name] == digest { continue }
            changed.append(subject.subject)
            if records.isEmpty {
                slice.removedFiles.append(name)
            } else {
                slice.files.append(
                    EntityFile(
                        entity: name, kind: subject.key.kind, blob: writer.bytes, digest: digest, wakes: nil, uses: []))
            }
        }
        let readers = try store.users(of: changed).filter { $0.kind == .child }.map(\.entity)
        slice.touch = try store.members(of: readers).values.joined().map(\.subject)
        slice.done = touched
        try store.commitDerive(slice)
    }

    static func entityName(_ key: SubjectKey) -> String { "\(key.kind.name):\(key.space):\(key.key)" }
}

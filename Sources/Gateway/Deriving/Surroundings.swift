// What children's records name beyond themselves: routes with their crews, crew members with their checks, settings.

import Reconciling
import SENDRecords
import Storage

/// The statements around a number of children, read at once.
struct Surroundings {
    private var statements: [SubjectKey: [Statement]] = [:]
    private var subjects: [SubjectKey: SubjectID] = [:]

    /// Reads what the statements name, and what that names in turn: from an allocation to the route to the crew.
    static func read(of statements: some Sequence<Statement>, by deriver: Deriver) throws -> Surroundings {
        var result = Surroundings()
        var wanted = Set(statements.flatMap(\.references))
        while !wanted.isEmpty {
            let keys = wanted.sorted()
            // A route that nobody has stated yet gets its number now, so that its arrival finds the children that use it.
            result.subjects.merge(try deriver.store.intern(keys)) { first, _ in first }
            let found = try deriver.statements(of: keys)
            wanted = []
            for key in keys {
                result.statements[key] = found[key] ?? []
                for reference in (found[key] ?? []).flatMap(\.references) where result.statements[reference] == nil {
                    wanted.insert(reference)
                }
            }
        }
        return result
    }

    /// The part that these statements reach.
    func near(_ own: [Statement]) -> (statements: [SubjectKey: [Statement]], subjects: [SubjectID]) {
        var reached: [SubjectKey: [Statement]] = [:]
        var front = Set(own.flatMap(\.references))
        while !front.isEmpty {
            var next: Set<SubjectKey> = []
            for key in front {
                reached[key] = statements[key] ?? []
                next.formUnion(statements[key, default: []].flatMap(\.references))
            }
            front = next.filter { reached[$0] == nil }
        }
        return (reached, reached.keys.compactMap { subjects[$0] }.sorted())
    }
}

// Which record types a set speaks for when only some of its files came: these alone can be missed.

import SENDRecords

extension Manifest {
    /// Record types of which everything is here. An optional file that didn't come says nothing; of several layouts of a
    /// file the one that came says what it states; a layout that stands for several files says all of theirs.
    ///
    /// - Parameter present: names of the files that came.
    public func coveredTypes(by present: Set<String>) -> Set<RecordType> {
        let came = files.filter { present.contains($0.name) }
        return Set(recordTypes).filter { type in
            expectedPlaces(of: type).allSatisfy { place in
                came.contains { $0.places.contains(place) && $0.states(type) }
            }
        }
    }

    /// The files of the set that state records of a type. What only another layout states is missed in that layout's first
    /// place wherever the layout didn't come.
    private func expectedPlaces(of type: RecordType) -> Set<String> {
        var expected = Set(files.filter { $0.layoutOf.isEmpty && $0.states(type) }.map(\.name))
        for layout in files where !layout.layoutOf.isEmpty && layout.states(type) {
            if expected.isDisjoint(with: layout.places) { expected.insert(layout.place) }
        }
        return expected
    }
}

extension FileRule {
    fileprivate func states(_ type: RecordType) -> Bool {
        records.contains { record in
            if case .always = record.ending { return false }
            return record.type == type
        }
    }

    /// Whether one of its rows can say that a record is no more.
    public var canEnd: Bool {
        records.contains { record in
            if case .never = record.ending { return false }
            return true
        }
    }
}

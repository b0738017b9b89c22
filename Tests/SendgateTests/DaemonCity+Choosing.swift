// Children of the city that a test can work with, and what the gateway makes of them all.

import DemoCity
import SENDRecords
import Testing

extension SubjectKey {
    /// A child's key as people write it: `council-ehc:1234`.
    init(named text: String) {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        self.init(.child, space: parts[0], key: parts[1])
    }
}

extension DaemonCity {
    /// A child whom the council and a school know and whom the case team was sent, with a key of each.
    func aToldChild() async throws -> (child: String, council: String, school: String) {
        let told = Set(try await held().keys.filter { $0.hasPrefix("case-team ") }.map { String($0.dropFirst(10)) })
        let found = try reader.children().compactMap {
            child, keys -> (child: String, council: String, school: String)? in
            guard told.contains(child), let council = keys.first(where: { $0.space == "council-ehc" }),
                let school = keys.first(where: { $0.space.hasPrefix("school-pupils") })
            else { return nil }
            return (child, "\(council.space):\(council.key)", "\(school.space):\(school.key)")
        }
        return try #require(found.min { $0.council < $1.council })
    }

    /// Digests of the links, the files and the findings.
    func derived() throws -> String {
        try reader.contentDigest().split(separator: " ").prefix(3).joined(separator: " ")
    }

    /// A school whose list can be edited and the row in it of a pupil with SEND whom only this school knows, and about
    /// whom nothing is planted.
    func aPupil() throws -> (school: School, row: Int) {
        for school in city.schools where school.flavour == .list {
            if let row = try PupilFile(city.schoolFile(of: school)).aPupil(of: school, in: self) {
                return (school, row)
            }
        }
        throw Late(description: "no pupil is known to one school alone")
    }
}

extension PupilFile {
    /// The row of a pupil with SEND whom only this school knows, and about whom nothing is planted.
    func aPupil(of school: School, in city: DaemonCity) throws -> Int? {
        let number = try column("Admission Number")
        let space = "school-pupils@\(school.urn)"
        let planted = Set(city.city.truth.planted.flatMap(\.keys).map(\.key))
        let children = try city.reader.children()
        for (index, row) in rows.enumerated() where !row[number].isEmpty && !planted.contains(row[number]) {
            guard rows.count(where: { $0[number] == row[number] }) == 1,
                let child = try city.child(of: Truth.Key(space: space, key: row[number])), children[child]?.count == 1
            else { continue }
            return index
        }
        return nil
    }
}

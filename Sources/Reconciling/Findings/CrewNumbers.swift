// How an operator's crew member and the same person in a register are joined: by the numbers of badge and licence.

import SENDRecords

extension SubjectKey {
    /// Crew members of a register that is kept apart from the operator, whoever keeps it.
    public static let crewRegisterSpace = "crew-register"
}

extension Statement {
    /// The register's crew members that a crew member's badge and licence lead to.
    var registeredCrew: [SubjectKey] {
        let numbers = [("badge", record[CrewMember.badge]), ("licence", record[CrewMember.licence])]
        return numbers.compactMap { kind, number in
            guard let number = number.map(Self.foldedNumber), !number.isEmpty else { return nil }
            let key = SubjectKey(.crewMember, space: SubjectKey.crewRegisterSpace, key: "\(kind)/\(number)")
            return key == subject ? nil : key
        }
    }

    /// A badge or licence number without blanks and punctuation, in capitals: `b-1` and `B 1` are one number.
    static func foldedNumber(_ number: String) -> String {
        var folded: [UInt8] = []
        for byte in number.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): folded.append(byte - 32)
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
                folded.append(byte)
            default: continue
            }
        }
        return String(decoding: folded, as: UTF8.self)
    }
}

extension ChildCase {
    /// The checks of a crew member: the operator's own, and those of the same person in a register.
    func crewChecks(of crew: SubjectKey) -> [Statement] {
        var reached: Set<SubjectKey> = []
        var front = [crew]
        var checks: [Statement] = []
        while let next = front.popLast() {
            guard reached.insert(next).inserted else { continue }
            checks += surroundings(next, CrewCheck.declaration.type)
            front += surroundings(next, CrewMember.declaration.type).flatMap(\.registeredCrew)
        }
        return checks
    }
}

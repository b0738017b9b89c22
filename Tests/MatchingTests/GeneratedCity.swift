// A small synthetic city: children and what four sources state of them, with the errors of real feeds. All invented.

import Matching

struct GeneratedCity {
    struct Record {
        var child: ChildKey
        var statement: IdentityStatement
        /// Which child it really is.
        var truth: Int
    }

    struct Child {
        var forename: String
        var middle: String?
        var surname: String
        var birth: (year: Int, month: Int, day: Int)
        var sex: String
        var nhs: Int
        var upn: Int
        var home: Int
        var oldHome: Int
        var school: Int
        var phone: Int
        var twinOf: Int?
    }

    var children: [Child] = []
    var records: [Record] = []
    var dice: Dice

    init(children count: Int, seed: UInt64) {
        dice = Dice(seed: seed)
        while children.count < count { addFamily() }
        for index in children.indices { addRecords(index) }
    }

    /// Identities with their place in `records` as subject.
    func identities() -> [Identity] {
        records.enumerated().map {
            Identity(subject: Int64($0.offset), child: $0.element.child, statement: $0.element.statement)
        }
    }

    // MARK: What sources state

    private mutating func addRecords(_ index: Int) {
        let child = children[index]
        if dice.chance(0.75) { add(index, "health", statement(child, nhs: 0.97, upn: 0, phone: 0.6, address: 0.95)) }
        if dice.chance(0.92) {
            add(index, "school-\(child.school)", statement(child, nhs: 0, upn: 0.98, phone: 0.7, address: 0.95))
            if dice.chance(0.03) {
                let next = "school-\(dice.below(400))"
                add(index, next, statement(child, nhs: 0, upn: 0.98, phone: 0.7, address: 0.95))
            }
        }
        if dice.chance(0.62) {
            add(index, "council", statement(child, nhs: 0.35, upn: 0.85, phone: 0.4, address: 0.95))
            if dice.chance(0.01) {
                add(index, "council", statement(child, nhs: 0.35, upn: 0.85, phone: 0.4, address: 0.95))
            }
        }
        if dice.chance(0.3) { add(index, "transport", statement(child, nhs: 0, upn: 0.15, phone: 0.8, address: 0.97)) }
    }

    private mutating func add(_ truth: Int, _ space: String, _ statement: IdentityStatement) {
        let key = ChildKey(space: space, key: "\(records.count)")
        records.append(Record(child: key, statement: statement, truth: truth))
    }
}

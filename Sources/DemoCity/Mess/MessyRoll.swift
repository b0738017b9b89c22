// The invented pupils of one school whose files come as they really come.

import SENDRecords

/// One school with its twelve pupils, all with SEND.
struct MessyRoll: Sendable {
    struct Pupil: Sendable {
        var number: String
        var upn: String?
        let forename: String
        let surname: String
        let born: CalendarDate
        let provision: String
        let need: String
        let postcode: String

        /// Day, month and year, as schools write them.
        var birthDay: String { slashed(born.parts.day, born.parts.month) }
        /// Month before day, as a computer set to American dates writes them.
        var birthDayAmerican: String { slashed(born.parts.month, born.parts.day) }

        private func slashed(_ first: Int, _ second: Int) -> String {
            "\(twoDigits(first))/\(twoDigits(second))/\(born.parts.year)"
        }

        private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

        /// Everything that the gateway should state when this pupil's row is in.
        func statements(urn: Int) -> Set<String> {
            let identifier = upn.map { "upn=\($0)" }
            let child = [
                "birth-date=\(born.description)", "forename=\(forename)", "postcode=\(postcode)", "surname=\(surname)",
                identifier,
            ]
            return [
                "child \(number): \(child.compactMap { $0 }.sorted().joined(separator: ", "))",
                "enrolment \(number): setting=\(urn)",
                "sen-provision \(number): provision=\(provision), setting=\(urn)",
                "sen-need \(number)/1: need=\(need), rank=1",
            ]
        }
    }

    let urn: Int
    var pupils: [Pupil]

    private static let forenames = [
        "Ada", "Ben", "Chloë", "Dev", "Ella", "Finn", "Grace", "Hugo", "Iris", "Jude", "Kiri", "Léo",
    ]
    private static let surnames = [
        "Abbott", "Barlow", "Calder", "Dunmore", "Brontë", "Farrow", "Gregson", "Holloway", "Ilsley", "O'Hara",
        "Kettle",
        "Lomax",
    ]
    private static let needs = ["SLCN", "ASD", "SEMH", "MLD", "SPLD", "HI"]

    /// The same place always makes the same pupils; every pupil's birthday can only be read one way.
    init(urn: Int, place: Int) {
        self.urn = urn
        let numbers = Numbers(seed: 3)
        pupils = (0..<12).map { index in
            let born =
                CalendarDate(year: 2012 + index % 5, month: 1 + index % 9, day: 13 + index)
                ?? CalendarDate(daysSinceEpoch: 15_000)
            return Pupil(
                number: "00\(4211 + index)", upn: numbers.upn(place * 20 + index, born: born),
                forename: Self.forenames[index], surname: Self.surnames[index], born: born,
                provision: index % 2 == 0 ? "E" : "K", need: Self.needs[index % 6], postcode: "B14 \(1 + index % 9)AA")
        }
    }

    var statements: Set<String> { statements(without: []) }

    /// What should be stated when the rows of these pupils (counted from 0) can't be used.
    func statements(without spoilt: Set<Int>) -> Set<String> {
        pupils.enumerated().filter { !spoilt.contains($0.offset) }
            .reduce(into: []) { $0.formUnion($1.element.statements(urn: urn)) }
    }

    /// The pupil list as a school's system would write it if all were well.
    var list: MessyList {
        MessyList(
            header: ["Adno", "UPN", "Surname", "Forename", "DOB", "SEN status", "SEN Need 1", "Postcode"],
            rows: pupils.map {
                [$0.number, $0.upn ?? "", $0.surname, $0.forename, $0.birthDay, $0.provision, $0.need, $0.postcode]
            })
    }
}

/// A list on its way to become a file: whoever makes the mess changes cells, headings or bytes.
struct MessyList: Sendable {
    var header: [String]
    var rows: [[String]]

    func lines(_ separator: String = ",") -> [String] { ([header] + rows).map { $0.joined(separator: separator) } }

    func text(_ separator: String = ",") -> String { lines(separator).map { $0 + "\r\n" }.joined() }

    var bytes: [UInt8] { Array(text().utf8) }

    mutating func change(column name: String, _ change: (String) -> String) {
        guard let column = header.firstIndex(of: name) else { return }
        for row in rows.indices { rows[row][column] = change(rows[row][column]) }
    }
}

// One student of the service as records: the identity, the enrolment, the SEN provision and the needs.

import AdapterKit

struct Student {
    private let node: JSONNode
    private let setting: String

    /// Needs of a student are numbered by rank; more than this nobody has.
    private static let mostNeeds = 2
    private static let sexes = ["MALE": "M", "FEMALE": "F"]
    private static let statuses = [
        "CURRENT": "C", "SINGLE REGISTRATION": "C", "MAIN": "M", "DUAL MAIN": "M", "SUBSIDIARY": "S",
        "DUAL SUBSIDIARY": "S", "GUEST": "G",
    ]

    init(_ node: JSONNode, setting: String) {
        self.node = node
        self.setting = setting
    }

    func state(of answer: Answer, _ gateway: Gateway) throws {
        let education = node["education_details"]?["data"]
        let extended = node["extended_details"]?["data"]
        let provision = extended?["sen_status"]?.text?.uppercased()
        let needs = (extended?["sen_needs"]?.elements ?? []).compactMap { $0["code"]?.text }.prefix(Self.mostNeeds)
        if (provision ?? "N") == "N", needs.isEmpty {
            return try gateway.leaveOut(node.range, of: answer, rule: "no-sign-of-send")
        }
        guard let key = node["id"]?.text else {
            return try gateway.refuse(
                node.range, of: answer, rule: "key-missing", "The student has no id, so nobody can say who it is.")
        }
        let gender = node["gender"]?.text?.uppercased()
        let status = education?["enrolment_status"]?.text?.uppercased()
        var records = [
            Statement(
                "child", key: key,
                [
                    "forename": node["forename"]?.stated, "middle-names": node["middle_names"]?.stated,
                    "surname": node["surname"]?.stated, "birth-date": Self.day(node["date_of_birth"]),
                    "sex": gender.map { Self.sexes[$0] ?? $0 }, "upn": education?["upn"]?.stated,
                ], at: node.range),
            Statement(
                "enrolment", key: key, about: key,
                [
                    "setting": setting, "entry-date": Self.day(education?["admission_date"]),
                    "leaving-date": Self.day(education?["leaving_date"]),
                    "status": status.map { Self.statuses[$0] ?? $0 },
                    "year-group": education?["current_nc_year"]?.stated,
                ], at: node.range),
        ]
        if let provision {
            records.append(
                Statement("sen-provision", key: key, about: key, ["provision": provision], at: node.range))
        }
        for (rank, need) in needs.enumerated() {
            records.append(
                Statement(
                    "sen-need", key: "\(key)/\(rank + 1)", about: key, ["need": need, "rank": "\(rank + 1)"],
                    at: node.range))
        }
        for record in records { try gateway.state(record, of: answer) }
    }

    /// A student who is gone from the school's system.
    static func state(deletion node: JSONNode, of answer: Answer, _ gateway: Gateway) throws {
        guard let key = node["id"]?.text else {
            return try gateway.refuse(node.range, of: answer, rule: "key-missing", "The deletion doesn't say of whom.")
        }
        for type in ["child", "enrolment", "sen-provision"] {
            try gateway.state(.ended(type, key: key, at: node.range), of: answer)
        }
        for rank in 1...mostNeeds {
            var need = Statement.ended("sen-need", key: "\(key)/\(rank)", at: node.range)
            need.about = key
            try gateway.state(need, of: answer)
        }
    }

    /// The service writes a day as a moment of it, 2014-03-02 00:00:00.000000, in an object or as text.
    private static func day(_ node: JSONNode?) -> String? {
        let text = node?["date"]?.text ?? node?.text
        return text?.split(whereSeparator: { $0 == " " || $0 == "T" }).first.map(String.init)
    }
}

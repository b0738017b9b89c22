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
    private static let provisions = [
        "SEN SUPPORT": "K", "EHCP": "E", "EHC PLAN": "E", "EDUCATION, HEALTH AND CARE PLAN": "E", "NO SEN": "N",
    ]

    init(_ node: JSONNode, setting: String) {
        self.node = node
        self.setting = setting
    }

    func state(of answer: Answer, _ gateway: Gateway) throws {
        let provision = node.first(["extended_details.data.sen_status", "SENStatus", "senStatus.code"])?.text?
            .uppercased()
            .mapped(Self.provisions)
        let listed = node.first(["extended_details.data.sen_needs", "SENNeeds", "senNeeds"])?.elements ?? []
        let needs = listed.compactMap { $0.first(["code", "Code", "category.code"])?.text }.prefix(Self.mostNeeds)
        if (provision ?? "N") == "N", needs.isEmpty {
            return try gateway.leaveOut(node.range, of: answer, rule: "no-sign-of-send")
        }
        guard let key = node.first(["id", "Id"])?.text else {
            return try gateway.refuse(
                node.range, of: answer, rule: "key-missing", "The student has no id, so nobody can say who it is.")
        }
        let gender = node.first(["gender", "Gender", "person.gender.code"])?.text?.uppercased()
        let status = node.first([
            "education_details.data.enrolment_status", "EnrolmentStatus", "enrolment.type.code",
        ])?.text?.uppercased()
        var records = [
            Statement(
                "child", key: key,
                [
                    "forename": node.first(["forename", "Forename", "person.legalFirstName"])?.stated,
                    "middle-names": node.first(["middle_names", "MiddleNames", "person.middleNames"])?.stated,
                    "surname": node.first(["surname", "Surname", "person.legalLastName"])?.stated,
                    "birth-date": Self.day(node.first(["date_of_birth", "DateOfBirth", "person.dateOfBirth"])),
                    "sex": gender?.mapped(Self.sexes),
                    "upn": node.first(["education_details.data.upn", "UPN", "uniquePupilNumber"])?.stated,
                ], at: node.range),
            Statement(
                "enrolment", key: key, about: key,
                [
                    "setting": setting,
                    "entry-date": Self.day(
                        node.first([
                            "education_details.data.admission_date", "DateOfAdmission", "enrolment.startDate",
                        ])),
                    "leaving-date": Self.day(
                        node.first(["education_details.data.leaving_date", "DateOfLeaving", "enrolment.endDate"])),
                    "status": status?.mapped(Self.statuses),
                    "year-group": year,
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
        guard let key = node.first(["id", "Id"])?.text else {
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

    /// `5`, `Year 5`, `Reception`.
    private var year: String? {
        let stated = node.first(["education_details.data.current_nc_year", "YearGroup", "enrolment.yearGroup"])?.stated
        guard let stated, let last = stated.split(separator: " ").last else { return stated }
        return last.uppercased().mapped(["RECEPTION": "R"])
    }

    /// The service writes a day as a moment of it, 2014-03-02 00:00:00.000000, in an object or as text.
    private static func day(_ node: JSONNode?) -> String? {
        let text = node?["date"]?.text ?? node?.text
        return text?.split(whereSeparator: { $0 == " " || $0 == "T" }).first.map(String.init)
    }
}

extension String {
    /// What a table says for it; itself where the table doesn't have it.
    fileprivate func mapped(_ table: [String: String]) -> String { table[self] ?? self }
}

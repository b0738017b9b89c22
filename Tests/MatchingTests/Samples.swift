// The public labelled sets, where they are: read from the samples folder beside the package.

import Foundation
import Matching

enum Samples {
    static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let folder = package.deletingLastPathComponent().appendingPathComponent("shared/samples/linkage")

    /// True where the folder is; otherwise prints why the measurement is skipped.
    static let arePresent: Bool = {
        let present = FileManager.default.fileExists(atPath: folder.appendingPathComponent("febrl1.csv").path)
        if !present { print("skipped: no labelled sets at ../shared/samples/linkage") }
        return present
    }()

    static func model() throws -> MatchingModel {
        try MatchingModel.load(package.appendingPathComponent("config/matching/model.yaml").path)
    }

    struct Set {
        var identities: [Identity] = []
        var truth: [Int] = []
    }

    /// FEBRL: every record is its own key space, since one file holds duplicates; its number goes in as a learner number.
    static func febrl(_ files: [String]) throws -> Set {
        try read(files) { row in
            var statement = IdentityStatement(forename: row["given_name"], surname: row["surname"])
            statement.birthDate = date(row["date_of_birth"] ?? "")
            statement.uln = row["soc_sec_id"]
            statement.postcode = row["postcode"]
            if let street = row["address_1"] { statement.addressLine = "\(row["street_number"] ?? "") \(street)" }
            return statement
        }
    }

    static func fake1000() throws -> Set {
        try read(["fake_1000.csv"]) { row in
            var statement = IdentityStatement(forename: row["first_name"], surname: row["surname"])
            statement.birthDate = date((row["dob"] ?? "").filter { $0 != "-" })
            statement.email = row["email"]
            statement.addressLine = row["city"]
            return statement
        }
    }

    private static func read(_ files: [String], _ state: ([String: String]) -> IdentityStatement) throws -> Set {
        var set = Set()
        for file in files {
            let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
            let lines = text.split(whereSeparator: \.isNewline)
            let names = lines[0].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            for line in lines.dropFirst() {
                let values = line.split(separator: ",", omittingEmptySubsequences: false)
                var row: [String: String] = [:]
                for (name, value) in zip(names, values) where !value.isEmpty { row[name] = String(value) }
                let place = set.identities.count
                set.truth.append(Int(row["cluster"] ?? "") ?? -1)
                let key = ChildKey(space: "\(file)-\(place)", key: "1")
                set.identities.append(Identity(subject: Int64(place), child: key, statement: state(row)))
            }
        }
        return set
    }

    private static func date(_ digits: String) -> BirthDate? {
        guard digits.count == 8, let number = Int(digits) else { return nil }
        return BirthDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
    }
}

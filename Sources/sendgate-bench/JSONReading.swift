// JSON beside Foundation's JSONSerialization: the same document, every name and value of it looked at.

import Feeds
import Foundation

struct JSONReading {
    private let document: [UInt8]
    private let rounds: Int

    init(bytes: Int, rounds: Int) {
        document = Self.invented(bytes)
        self.rounds = rounds
    }

    /// Prints what both took; false where ours isn't eight times as fast.
    func measure() throws -> Bool {
        var (ours, theirs) = (Tally(), Tally())
        let data = Data(document)
        let pair = try ReadCommand.Pair(rounds: rounds) {
            try ReadCommand.seconds {
                ours = Tally()
                var source = MemoryByteSource(document)
                _ = try JSONReader().read(&source, elements: nil) { ours.look(at: $0.value) }
            }
        } other: {
            try ReadCommand.seconds {
                theirs = Tally()
                guard let rows = try JSONSerialization.jsonObject(with: data) as? [Any] else { return }
                for row in rows { theirs.look(at: row) }
            }
        }
        guard let pair else { return false }
        let megabytes = Double(document.count) / 1e6
        return Figure.print(
            "JSON: an array of records, \(document.count.mebibytes.shown) MiB, every name and value looked at",
            [
                Figure("JSONSerialization", "\((megabytes / pair.other).shown) MB a second of processor time"),
                Figure("sendgate", "\((megabytes / pair.own).shown) MB a second of processor time"),
                Figure("JSONSerialization's time to sendgate's, the median", pair.ratio, atLeast: 8, in: "times"),
                Figure("both saw the same", ours == theirs ? "yes" : "NO: \(ours), \(theirs)"),
            ]) && ours == theirs
    }

    /// What was seen: proof that everything was looked at.
    private struct Tally: Equatable {
        var members = 0
        var bytes = 0
        var numbers = 0.0
        var others = 0

        mutating func look(at value: JSONValue) {
            switch value.kind {
            case .object:
                value.forEachMember { name, value in
                    members += 1
                    bytes += name.utf8.count
                    look(at: value)
                }
            case .array: value.forEachElement { look(at: $0) }
            case .string: bytes += value.text?.utf8.count ?? 0
            case .number: numbers += value.double ?? 0
            case .bool, .null: others += 1
            }
        }

        mutating func look(at value: Any) {
            switch value {
            case let object as [String: Any]:
                for (name, value) in object {
                    members += 1
                    bytes += name.utf8.count
                    look(at: value)
                }
            case let array as [Any]: for value in array { look(at: value) }
            case let text as String: bytes += text.utf8.count
            case let number as NSNumber where CFBooleanLike.isNumber(number): numbers += number.doubleValue
            default: others += 1
            }
        }
    }

    private enum CFBooleanLike {
        /// Foundation has true and false as numbers of one bit.
        static func isNumber(_ number: NSNumber) -> Bool { String(cString: number.objCType) != "c" }
    }

    /// Invented pupils: short and long texts, numbers, nested values, accents and escapes.
    private static func invented(_ size: Int) -> [UInt8] {
        var bytes = Array("[".utf8)
        bytes.reserveCapacity(size + 1000)
        var number = 0
        while bytes.count < size {
            let id = 100_000 + number
            bytes += (number == 0 ? "\n" : ",\n").utf8
            bytes +=
                """
                {"id": \(id), "upn": "A1234567890\(id)", "forename": "Zoë-\(number % 97)", "surname": "O'Brien-Smith",
                 "dob": "2014-0\(1 + number % 9)-1\(number % 10)", "sen": \(number % 2 == 0), "plan": null, "attendance": \
                \(number % 100).25, "address": {"line": "\(number % 300) High Street, Anytown", "postcode": "AB1 2CD"},
                 "needs": ["SLCN", "ASD", \(number % 7)], "note": "Met the parents on Tuesday;\\nreview agreed for summer."}
                """.utf8
            number += 1
        }
        bytes += "\n]\n".utf8
        return bytes
    }
}

import Foundation
import Reconciling
import SENDRecords
import Testing

@testable import Publishing

/// A file with a token of its own in every field of every record type about a child, and in everything beside the values.
struct CanaryTests {
    static let types = RecordType.all.filter { $0.entity == .child }

    struct Canary: Sendable {
        let record: String
        let field: String
        /// As it would be seen in a document; nil for flags, which are told by their field's name.
        let token: String?
        let value: Value
    }

    static let canaries: [Canary] = types.flatMap { declaration in
        declaration.fields.map { field in
            let number = Int(declaration.type.number) * 100 + field.number
            let (value, token): (Value, String?) =
                switch field.kind {
                case .text, .code, .identifier: (.text("canary\(number)z"), "canary\(number)z")
                case .date:
                    (
                        .date(CalendarDate(daysSinceEpoch: Int32(-60_000 + number))),
                        CalendarDate(daysSinceEpoch: Int32(-60_000 + number)).description
                    )
                case .integer, .money: (.integer(7_770_000_000 + number), String(7_770_000_000 + number))
                case .flag: (.flag(false), nil)
                }
            return Canary(record: declaration.name, field: field.name, token: token, value: value)
        }
    }

    static let file: ChildFile = {
        let records = types.map { declaration in
            SettledRecord(
                type: declaration.type, key: "canary-key", feed: "canary-feed",
                values: canaries.filter { $0.record == declaration.name }.map {
                    SettledValue(value: $0.value, version: 9_876_543, rule: .authority)
                })
        }
        let members = [ChildMember(subject: SubjectKey(.child, space: "canary-space", key: "canary-own"), sureness: 1)]
        return ChildFile(child: "C-1", members: members, records: records, isRestricted: false)
    }()

    static let routes = [
        "{webhook: {url: 'https://records.example.org/canary-url', secret: canary-secret}}",
        "{folder: {path: canary-folder, format: json}}", "{folder: {path: canary-folder, format: csv}}",
    ]

    private func delivered(_ agreement: Agreement) throws -> String {
        let sharing = agreement.sharing(of: Self.file, isRestricted: false, on: today)
        guard let view = sharing.view else { return "" }
        let delivery = try Delivery(
            of: .view(view), for: agreement, id: "msg_1", sequence: 1, at: Instant(milliseconds: 1_800_000_000_000))
        return delivery.bytes.asText
    }

    @Test(arguments: routes)
    func eachFieldAloneLeavesAlone(route: String) throws {
        for canary in Self.canaries {
            let only = try agreement(yaml(records: "{\(canary.record): [\(canary.field)]}", route: route))
            let text = try delivered(only)
            #expect(text.contains("\(canary.field)"), "\(canary.record) \(canary.field) does not arrive")
            for other in Self.canaries {
                guard let token = other.token else { continue }
                let isThis = other.record == canary.record && other.field == canary.field
                #expect(text.contains(token) == isThis, "\(other.record) \(other.field) in \(canary.field)")
            }
            for word in ["canary-", "9876543", "Oakfield", "DSA-7"] { #expect(!text.contains(word)) }
        }
    }

    @Test(arguments: routes)
    func everyFieldButOneLeavesAllButThatOne(route: String) throws {
        for left in Self.canaries {
            let lists = Self.types.compactMap { declaration -> String? in
                let named = declaration.fields.map(\.name).filter {
                    declaration.name != left.record || $0 != left.field
                }
                return named.isEmpty ? nil : "\(declaration.name): [\(named.joined(separator: ", "))]"
            }
            let text = try delivered(try agreement(yaml(records: "{\(lists.joined(separator: ", "))}", route: route)))
            for canary in Self.canaries {
                guard let token = canary.token else { continue }
                let isLeft = canary.record == left.record && canary.field == left.field
                #expect(text.contains(token) == !isLeft, "\(canary.record) \(canary.field) without \(left.field)")
            }
        }
    }

    @Test func flagsLeaveOnlyWhereTheyAreNamed() throws {
        let text = try delivered(try agreement(yaml(records: "{transport-allocation: [route, wheelchair]}")))
        #expect(text.contains(#""wheelchair":false"#))
        #expect(!text.contains("medical-plan"))
    }

    @Test func theEnvelopeSaysNothingOfTheChild() throws {
        let all = Self.types.map { "\($0.name): [\($0.fields.map(\.name).joined(separator: ", "))]" }
        let text = try delivered(try agreement(yaml(records: "{\(all.joined(separator: ", "))}")))
        let envelope = text.components(separatedBy: #""data":"#)[0]
        for canary in Self.canaries {
            if let token = canary.token { #expect(!envelope.contains(token)) }
        }
        #expect(!envelope.contains("C-1") && !envelope.contains("subject"))
    }
}

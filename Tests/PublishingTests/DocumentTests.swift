import Foundation
import Reconciling
import SENDRecords
import Testing

@testable import Publishing

struct DocumentTests {
    let time = Instant(milliseconds: 1_795_252_200_000)

    private func file(_ surname: String = "Byron", reversed: Bool = false) -> ChildFile {
        let plans = [
            settled(EHCPlan.declaration, key: "1") { $0[EHCPlan.started] = CalendarDate(iso: "2024-05-01") },
            settled(EHCPlan.declaration, key: "2") { $0[EHCPlan.residential] = "no" },
            settled(EHCPlan.declaration, key: "3") { $0[EHCPlan.started] = CalendarDate(iso: "2026-05-01") },
        ]
        let need = settled(SENNeed.declaration) {
            $0[SENNeed.need] = "ASD"
            $0[SENNeed.rank] = 1
        }
        let person = identity {
            $0[Child.forename] = "Ada"
            $0[Child.surname] = surname
        }
        return ChildFile(
            child: "C-1", members: child().members,
            records: reversed ? plans + [need, person] : [person, need] + plans, isRestricted: false)
    }

    private let records = "{ehc-plan: [personal-budget, started], sen-need: [rank, need], child: [surname, forename]}"

    private func view(_ file: ChildFile) throws -> View {
        let sharing = try agreement(yaml(records: records))
            .sharing(of: file, isRestricted: false, on: today)
        return try #require(sharing.view)
    }

    private func delivery(_ content: Delivery.Content, route: String) throws -> Delivery {
        try Delivery(
            of: content, for: try agreement(yaml(records: records, route: route)), id: "msg_1", sequence: 42, at: time)
    }

    @Test func theDocumentIsTheDeclaredBytes() throws {
        let expected =
            #"{"child":"C-1","records":{"child":{"forename":"Ada","surname":"Byron"},"#
            + #""sen-need":[{"need":"ASD","rank":1}],"ehc-plan":[{"started":"2024-05-01"},{"started":"2026-05-01"}]}}"#
        #expect(try view(file()).document.asText == expected)
        // The order of the file's types and of the agreement's lists doesn't matter.
        #expect(try view(file(reversed: true)).document.asText == expected)
        #expect(try view(file()).digest == view(file(reversed: true)).digest)
        #expect(try view(file("Lovelace")).digest != view(file()).digest)
    }

    @Test func anEventCarriesTheDocumentUnderTheDeliverysIdentifier() throws {
        let content = Delivery.Content.view(try view(file()))
        let delivery = try delivery(content, route: "{webhook: {url: 'https://r.example/h', secret: hook}}")
        #expect(delivery.contentType == "application/cloudevents+json" && delivery.fileName == nil)
        #expect(
            delivery.bytes.asText == #"{"specversion":"1.0","id":"msg_1","source":"/sendgate","#
                + #""type":"uk.sendgate.child.view","time":"2026-11-21T09:10:00.000Z","#
                + #""datacontenttype":"application/json","sequence":"000000000042","data":"#
                + content.document.asText + "}")
        let again = try self.delivery(content, route: "{webhook: {url: 'https://r.example/h', secret: hook}}")
        #expect(again == delivery)
    }

    @Test func anyTextIsSoundJSON() throws {
        let nasty = "O'Neill \"Q\" \\ \n\r\t\u{0}\u{1F}\u{7F} / é 𝒳 \u{2028}"
        let document = try view(file(nasty)).document
        let read = try #require(try JSONSerialization.jsonObject(with: Data(document)) as? [String: Any])
        let all = try #require(read["records"] as? [String: Any])
        #expect((all["child"] as? [String: String])?["surname"] == nasty)
    }

    @Test func aWithdrawalSaysNoMoreThanItMust() throws {
        func text(_ why: Withholding) -> String { Withdrawal(of: "C-2", because: why, on: today).document.asText }
        let plain = #"{"child":"C-2","withdrawn":{"reason":"no longer shared","on":"2026-11-21"}}"#
        for why: Withholding in [
            .restricted, .outOfScope(key: "with"), .linkNotSureEnough, .gone, .nothingToShare, .merged(into: nil),
        ] {
            #expect(text(why) == plain)
        }
        #expect(
            text(.merged(into: "C-1"))
                == #"{"child":"C-2","withdrawn":{"reason":"merged","into":"C-1","on":"2026-11-21"}}"#)
        #expect(text(.ended(on: today)).contains(#""reason":"agreement ended""#))
        let content = Delivery.Content.withdrawal(Withdrawal(of: "C-2", because: .restricted, on: today))
        let event = try delivery(content, route: "{webhook: {url: 'https://r.example/h', secret: hook}}")
        #expect(event.bytes.asText.contains(#""type":"uk.sendgate.child.withdrawn""#))
    }

    @Test func aTableOpensInASpreadsheet() throws {
        let csv = "{folder: {path: out, format: csv}}"
        let delivery = try delivery(.view(try view(file())), route: csv)
        #expect(delivery.fileName == "C-1-000042.csv" && delivery.contentType == "text/csv; charset=utf-8")
        #expect(delivery.bytes.starts(with: [0xEF, 0xBB, 0xBF]))
        let header =
            "child,record,forename,surname,need,rank,started,personal-budget,"
            + "other-child,withdrawn-because,withdrawn-on\r\n"
        #expect(
            delivery.bytes.dropFirst(3).asArray.asText == header + "C-1,child,Ada,Byron,,,,,,,\r\n"
                + "C-1,sen-need,,,ASD,1,,,,,\r\n"
                + "C-1,ehc-plan,,,,,2024-05-01,,,,\r\n" + "C-1,ehc-plan,,,,,2026-05-01,,,,\r\n")
        let gone = Delivery.Content.withdrawal(Withdrawal(of: "C-1", because: .restricted, on: today))
        #expect(
            try self.delivery(gone, route: csv).bytes.dropFirst(3).asArray.asText
                == header + "C-1,withdrawn,,,,,,,,no longer shared,2026-11-21\r\n")
    }

    @Test(arguments: [
        ("=1+1", "'=1+1"), ("+441", "'+441"), ("-x", "'-x"), ("@A1", "'@A1"), ("\tx", "'\tx"), ("\rx", "\"'\rx\""),
        ("\nx", "\"'\nx\""), ("\u{FF1D}x", "'\u{FF1D}x"), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""),
        (" x", "\" x\""), ("O'Neill", "O'Neill"), ("Anne-Marie", "Anne-Marie"), ("=a,\"b", "\"'=a,\"\"b\""),
    ])
    func formulasAndSeparatorsAreHarmless(text: String, cell: String) throws {
        let delivery = try delivery(.view(try view(file(text))), route: "{folder: {path: out, format: csv}}")
        #expect(Data(delivery.bytes).range(of: Data("C-1,child,Ada,\(cell),,,,,,,\r\n".utf8)) != nil)
    }

    @Test func aJSONFileIsTheDocument() throws {
        let view = try view(file())
        let delivery = try delivery(.view(view), route: "{folder: {path: out, format: json}}")
        #expect(delivery.bytes == view.document + [0x0A] && delivery.fileName == "C-1-000042.json")
    }

    @Test func aFileNameNeverLeadsElsewhere() {
        #expect(Delivery.fileName(child: "../a_b", sequence: 1, format: .csv) == "_046_046_047a_095b-000001.csv")
        #expect(Delivery.fileName(child: "C-1", sequence: 12_345_678, format: .json) == "C-1-12345678.json")
    }

    @Test func anIdentifierThatCannotBeSignedIsRefused() throws {
        let agreement = try agreement()
        let withdrawal = Withdrawal(of: "C-1", because: .gone, on: today)
        #expect(throws: WebhookError.unusableID) {
            try Delivery(of: .withdrawal(withdrawal), for: agreement, id: "a.b", sequence: 1, at: time)
        }
    }
}

extension Sequence<UInt8> {
    var asArray: [UInt8] { Array(self) }
}

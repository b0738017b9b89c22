import SENDRecords
import Testing

@testable import Publishing

struct ExplanationTests {
    @Test func everyFieldIsTracedToItsLineAndItsVersion() throws {
        let text = """
            title: Oakfield School
            purpose: Planning support
            legal-basis: {article: 6(1)(e), special-category: 9(2)(g), statute: Children and Families Act 2014}
            agreement: DSA-7
            valid-until: 2027-08-31
            children:
              with:
                - ehc-request open
                - ehc-plan active
            sureness: 0.98
            records:
              child: [forename]
              ehc-plan:
                - ceased
                - started
            route: {folder: {path: out, format: csv}}
            """
        let agreement = try agreement(text)
        let plan = settled(EHCPlan.declaration, key: "P9", version: 41) {
            $0[EHCPlan.started] = CalendarDate(iso: "2024-05-01")
        }
        let file = child("C-1", [plan])
        let view = try #require(agreement.sharing(of: file, isRestricted: false, on: today).view)
        let explanation = agreement.explanation(of: view, from: file, on: today)
        #expect(explanation.conditions.map(\.value.description) == ["with ehc-plan active"])
        #expect(explanation.conditions.map(\.place.line) == [9])
        #expect(explanation.fields.map(\.clause.description) == ["oakfield.yaml:12:11", "oakfield.yaml:15:7"])
        #expect(explanation.fields.map(\.version) == [1, 41] && view.versions == [1, 41])
        let lines = explanation.lines
        #expect(
            lines.contains("ehc-plan started of council-ehc P9: allowed by oakfield.yaml:15:7, version 41, only stated")
        )
        #expect(
            lines.contains { $0.contains("Agreement DSA-7, until 31 August 2027; UK GDPR Article 6(1)(e) and 9(2)(g)") }
        )
        // The explanation names; it doesn't repeat values.
        #expect(!lines.joined().contains("Ada") && !lines.joined().contains("2024-05-01"))
    }
}

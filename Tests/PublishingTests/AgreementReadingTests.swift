import Configuring
import Foundation
import SENDRecords
import Testing

@testable import Publishing

struct AgreementReadingTests {
    private func problems(_ text: String, id: String = "oakfield", definitions: Definitions? = nil) throws -> [String] {
        let collector = ProblemCollector()
        let node = try ConfigurationNode.parse(text, file: "\(id).yaml")
        _ = Agreement.read(node, id: id, definitions: definitions, collector)
        return collector.problems.problems.map(\.description)
    }

    @Test func anAgreementIsReadWhole() throws {
        let read = try agreement(
            yaml(
                children: "{with: [ehc-plan active], attending: ['103456']}",
                records: "{ehc-plan: [ceased, started], child: [surname, forename]}",
                more: "restricted-grant: G-1\nsector: education"))
        #expect(read.id == "oakfield" && read.title == "Oakfield School" && read.sector == .education)
        #expect(read.isEnabled && read.reference == "DSA-7" && read.restrictedGrant == "G-1")
        #expect(read.legalBasis.article == "6(1)(e)" && read.legalBasis.specialCategory == "9(2)(g)")
        #expect(read.validUntil.description == "2027-08-31" && read.sureness == 0.98)
        #expect(read.children.groups.map(\.key) == ["with", "attending"])
        #expect(read.records.map(\.type.name) == ["child", "ehc-plan"])
        #expect(read.records.map { $0.fields.map(\.field.name) } == [["forename", "surname"], ["started", "ceased"]])
    }

    @Test func everyMistakeIsToldAtOnceWithItsPlaceAndTheNearestName() throws {
        let found = try problems(
            """
            titel: Oakfield School
            purpose: Planning support
            legal-basis: {article: 6(1)(g), statute: Children and Families Act 2014}
            agreement: DSA-7
            valid-until: 2027-02-30
            children: {with: [ehc-plan activ], attending: [12]}
            sureness: 98
            records:
              child: [forname, surname, surname]
              ehc-plans: [started]
              route: [operator]
              ehc-plan: []
            route: {folder: {path: ../out, format: xls}}
            """)
        #expect(found.contains { $0.hasPrefix("oakfield.yaml:1:1:") && $0.contains("Did you mean `title`?") })
        #expect(found.contains { $0.hasPrefix("oakfield.yaml:3:") && $0.contains("6(1)(g)") })
        #expect(found.contains { $0.hasPrefix("oakfield.yaml:5:") && $0.contains("date") })
        #expect(found.contains { $0.hasPrefix("oakfield.yaml:6:") && $0.contains("Did you mean `ehc-plan active`?") })
        #expect(found.contains { $0.hasPrefix("oakfield.yaml:6:") && $0.contains("URN of 6 digits") })
        #expect(found.contains { $0.hasPrefix("oakfield.yaml:7:") && $0.contains("98 % is 0.98") })
        #expect(found.contains { $0.hasPrefix("oakfield.yaml:9:11:") && $0.contains("Did you mean `forename`?") })
        #expect(found.contains { $0.hasPrefix("oakfield.yaml:9:29:") && $0.contains("named twice") })
        #expect(found.contains { $0.hasPrefix("oakfield.yaml:10:") && $0.contains("Did you mean `ehc-plan`?") })
        #expect(
            found.contains { $0.hasPrefix("oakfield.yaml:11:") && $0.contains("is about a route, not about a child") })
        #expect(found.contains { $0.hasPrefix("oakfield.yaml:12:") && $0.contains("names no field") })
        #expect(found.contains { $0.hasPrefix("oakfield.yaml:13:") && $0.contains("leads upwards") })
        #expect(found.contains { $0.hasPrefix("oakfield.yaml:13:") && $0.contains("csv, json") })
        #expect(found.contains { $0.contains("lacks the key `title`") })
    }

    @Test(arguments: [
        ("{}", "names nobody"), ("{all: false}", "names nobody"),
        ("{all: true, with: [ehc-plan active]}", "stands beside"),
        ("{with: []}", "empty list"),
    ])
    func childrenMustBeNamed(children: String, message: String) throws {
        #expect(try problems(yaml(children: children)).contains { $0.contains(message) })
    }

    @Test func specialCategoriesNeedTheirCondition() throws {
        let without = yaml(records: "{child: [forename], ehc-plan: [started]}")
            .replacingOccurrences(of: "special-category: 9(2)(g), ", with: "")
        let found = try problems(without)
        #expect(found.count == 1)
        #expect(found.first?.contains("`started` of `ehc-plan`") == true)
        let ordinary = yaml().replacingOccurrences(of: "special-category: 9(2)(g), ", with: "")
        #expect(try problems(ordinary).isEmpty)
    }

    @Test(arguments: ["{}", "{folder: {path: a, format: csv}, webhook: {url: 'https://a.example', secret: s}}"])
    func thereIsExactlyOneRoute(route: String) throws {
        #expect(try problems(yaml(route: route)).contains { $0.contains("exactly one of `folder`, `webhook`") })
    }

    @Test func aWebhookAddressIsNeverRepeatedInAMessage() throws {
        let found = try problems(
            yaml(route: "{webhook: {url: 'http://records.example.org/hook?key=SECRETKEY', secret: hook}}"))
        #expect(found.count == 1 && found[0].contains("not HTTPS"))
        #expect(!found[0].contains("SECRETKEY"))
    }

    @Test func yearGroupsAreCheckedAgainstTheirCodeSet() throws {
        let set = CodeSet(
            name: "year-group", meaning: "", source: "", codes: [Code("6", "Year 6"), Code("R", "Reception")])
        let definitions = Definitions(codeSets: [set], clocks: [], thresholds: [:])
        let found = try problems(yaml(children: "{year-groups: ['6', Y6]}"), definitions: definitions)
        #expect(found.count == 1 && found[0].contains("no year group `Y6`"))
    }

    @Test func twoConsumersNeverShareAFolder() throws {
        let collector = ProblemCollector()
        let one = try ConfigurationNode.parse(yaml(route: "{folder: {path: out/a, format: csv}}"), file: "one.yaml")
        let two = try ConfigurationNode.parse(
            yaml(route: "{folder: {path: ./out//a/, format: json}}"), file: "two.yaml")
        let read = Agreement.read([(id: "one", node: one), (id: "two", node: two)], collector)
        #expect(read.count == 2)
        #expect(collector.problems.problems.map(\.what) == ["the folder of `two` is also that of `one`"])
    }

    @Test func aFileNameThatCanBeNoIdentifierIsRefused() throws {
        #expect(try problems(yaml(), id: "Oak Field").contains { $0.contains("file's name") })
    }

    @Test func doubtfulAgreementsAreWarnedOf() throws {
        let read = try agreement(
            yaml(records: "{child: [upn, nhs-number]}", sureness: "0.5", more: "sector: transport"))
        let found = read.warnings(on: try day("2027-08-15")).map(\.what)
        #expect(found.count == 5)
        #expect(found.contains("the agreement of `oakfield` ends on 31 August 2027"))
        #expect(try agreement(yaml(children: "{with: [ehc-plan active]}")).warnings(on: today).isEmpty)
    }

    @Test func theDigestFollowsWhatIsSharedAndNothingElse() throws {
        let base = try agreement()
        #expect(try agreement("# a comment\n" + yaml()).digest == base.digest)
        #expect(try agreement(yaml().replacingOccurrences(of: "Oakfield School", with: "Oak")).digest == base.digest)
        #expect(try agreement(yaml(records: "{child: [surname]}")).digest != base.digest)
        #expect(try agreement(yaml(children: "{with: [ehc-plan active]}")).digest != base.digest)
        #expect(try agreement(yaml(sureness: "0.99")).digest != base.digest)
        #expect(try agreement(yaml(more: "restricted-grant: G")).digest != base.digest)
        #expect(try agreement(yaml(more: "enabled: false")).digest != base.digest)
        let folder = try agreement(yaml(route: "{folder: {path: out, format: csv}}"))
        #expect(folder.digest == base.digest && folder.routeDigest != base.routeDigest)
    }

    @Test func theReferenceListsEveryKey() {
        let text = Agreement.keyReference
        for key in ["restricted-grant", "special-category", "named-in-plan", "secret", "valid-until"] {
            #expect(text.contains("\(key): "))
        }
    }

    @Test func theShippedExamplesAreSoundAndSwitchedOff() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "config/consumers")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
        let collector = ProblemCollector()
        let files = try names.map { name in
            (
                id: String(name.dropLast(5)),
                node: try ConfigurationNode.load(folder.appending(path: name).path, called: "config/consumers/\(name)")
            )
        }
        let read = Agreement.read(files, collector)
        #expect(collector.isEmpty, "\(collector.problems)")
        #expect(read.count >= 4 && read.allSatisfy { !$0.isEnabled })
        #expect(read.flatMap { $0.warnings(on: today) }.isEmpty)
    }
}

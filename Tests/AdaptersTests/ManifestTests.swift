// Manifests with mistakes: all of them told at once, with places and the nearest right names.

import Configuring
import SENDRecords
import Testing

@testable import Adapters

struct ManifestTests {
    static let good = """
        id: clinic
        version: 1
        title: Clinic list
        partner: clinic
        population: Children seen in clinic
        source: {https: {origin: "https://clinic.example"}}
        schedule: {every: 1h}
        format: {csv: {}}
        contract: {snapshot: false}
        key-spaces: {child: clinic}
        dates: dd/MM/yyyy
        files:
          - name: children
            path: /children.csv
            records:
              - type: child
                key: id
                required: [birth-date]
                fields:
                  surname: surname
                  birth-date: dob
                  sex: {from: sex, codes: {Boy: M}}

        """

    private func problems(_ changes: [(String, String)]) -> [String] {
        var text = Self.good
        for (old, new) in changes {
            precondition(text.contains(old))
            text = text.replacing(old, with: new)
        }
        do throws(ConfigurationProblems) {
            let node = try ConfigurationNode.parse(text, file: "adapter.yaml")
            _ = try Manifest(node, id: "clinic", definitions: Fixtures.definitions)
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    @Test func aRightManifestReads() {
        #expect(problems([]) == [])
    }

    @Test func everyMistakeIsToldAtOnceWithItsPlaceAndTheNearestName() {
        let found = problems([
            ("type: child", "type: chlid"), ("schedule:", "shedule:"), ("id: clinic\nv", "id: klinic\nv"),
            ("path: /children.csv", "pth: /children.csv"),
        ])
        #expect(found.contains { $0.hasPrefix("adapter.yaml:7:1: unknown key `shedule`. Did you mean `schedule`?") })
        #expect(found.contains { $0.contains("unknown record type `chlid`. Did you mean `child`?") })
        #expect(found.contains { $0.contains("unknown key `pth`. Did you mean `path`?") })
        #expect(found.contains { $0.contains("the folder is clinic") })
    }

    @Test(arguments: [
        ("surname: surname", "surnam: surname", "a child has no field `surnam`. Did you mean `surname`?"),
        ("Boy: M", "Boy: Male", "`Male` is no code of `sex`"),
        ("required: [birth-date]", "required: [birthdate]", "required field `birthdate` is not filled"),
        ("dates: dd/MM/yyyy", "dates: DD/MM/YYYY", "should be a date format"),
        ("dates: dd/MM/yyyy\n", "", "the field `birth-date` needs `dates`"),
        ("key: id", "key: {value: child-id}", "there is no value called `child-id`"),
        ("key: id", "key: {lookup: {file: chidren, key: a, take: b}}", "there is no earlier file called `chidren`"),
        ("key-spaces: {child: clinic}", "key-spaces: {route: clinic}", "`key-spaces` lacks `child`"),
        ("key-spaces: {child: clinic}", "key-spaces: {child: \"clinic-{urn}\"}", "only {partner-urn}"),
        ("https://clinic.example", "http://clinic.example", "plain HTTP"),
        ("https://clinic.example", "https://user:pw@clinic.example", "a scheme, a host"),
        ("{snapshot: false}", "{snapshot: true}", "lacks the key `covers`"),
        ("surname: surname", "surname: {from: surname, dates: yyyy}", "should be a date format"),
        ("surname: surname", "surname: {from: surname, yes: Y}", "which `surname` is not"),
        ("surname: surname", "surname: {from: a, text: b}", "exactly one of"),
        (
            "    records:", "    leave-out: [{rule: x, when: {field: child.sexx, one-of: M}}]\n    records:",
            "Did you mean `child.sex`?"
        ),
        (
            "    records:", "    leave-out: [{rule: x, refuse: true, when: {blank: id}}]\n    records:",
            "says under `meaning` what such a row is"
        ),
        (
            "    records:",
            "    leave-out: [{rule: x, meaning: y, refuse: true, unless-known: {key: id}}]\n    records:",
            "a rule with `unless-known` can't refuse"
        ),
        ("format: {csv: {}}", "format: {csv: {delimiter: commma}}", "Did you mean `comma`?"),
        (
            "source: {https: {origin: \"https://clinic.example\"}}",
            "source: {https: {origin: \"https://clinic.example\", headers: {Authorization: Bearer abc}}}",
            "`Authorization` is a secret"
        ),
    ])
    func mistakesAreNamed(_ old: String, _ new: String, _ message: String) {
        let found = problems([(old, new)])
        #expect(found.contains { $0.contains(message) }, "\(found)")
        #expect(found.allSatisfy { !$0.contains("abc") && !$0.contains("user:pw") })
    }

    @Test func aLookUpChecksTheColumnsOfTheOtherFile() {
        let second = """
              - name: visits
                path: /visits.csv
                records:
                  - type: sen-need
                    key: visit
                    about: {lookup: {file: children, key: idd, take: surnam}}
                    fields: {need: need}
            """
        let found = problems([("sex: {from: sex, codes: {Boy: M}}\n", "sex: sex\n\(second)\n")])
        #expect(found.contains { $0.contains("no rule of the file `children` names a column `idd`") }, "\(found)")
        #expect(found.contains { $0.contains("Did you mean `surname`?") })
    }

    @Test func aLookUpTakesOneColumnUnderSeveralNamesButNothingThatIsPutTogether() {
        let second = """
                values: {
                  child: [id, Number],
                  label: {template: "{id}/{surname}"}}
              - name: visits
                path: /visits.csv
                records:
                  - type: sen-need
                    key: visit
                    about: {lookup: {file: children, key: child, by: {from: [id, Number]}, take: TAKEN}}
                    fields: {need: need}
            """
        func found(_ taken: String) -> [String] {
            problems([
                ("sex: {from: sex, codes: {Boy: M}}\n", "sex: sex\n\(second.replacing("TAKEN", with: taken))\n")
            ])
        }
        #expect(found("child") == [])
        #expect(
            found("label").contains { $0.contains("the value `label` of the file `children` is more than a column") })
    }

    @Test func aScheduleLaidOverTheManifestTakesItsPlace() throws {
        let node = try ConfigurationNode.parse(Self.good, file: "adapter.yaml")
        let override = try ConfigurationNode.parse("schedule: {cron: \"0 4 * * *\"}\n", file: "sendgate.yaml")
        let manifest = try Manifest(
            Manifest.overridden(node, by: override), id: "clinic", definitions: Fixtures.definitions)
        #expect("\(manifest.schedule.map { "\($0)" } ?? "")".contains("0 4 * * *"))
    }

    @Test func theReferenceNamesEveryKey() {
        for key in ManifestKeys.all + FileKeys.all + ValueKeys.ofField {
            #expect(Manifest.reference.contains("\(key.name):"))
        }
    }

    @Test func onlyWhatDecidesOverRowsIsPartOfTheMappingsText() throws {
        func text(_ old: String, _ new: String) throws -> String {
            let node = try ConfigurationNode.parse(Self.good.replacing(old, with: new), file: "adapter.yaml")
            return try Manifest(node, id: "clinic", definitions: Fixtures.definitions).mappingText
        }
        let plain = try text("", "")
        #expect(try text("every: 1h", "every: 2h") == plain)
        #expect(try text("surname: surname", "surname: family") != plain)
    }
}

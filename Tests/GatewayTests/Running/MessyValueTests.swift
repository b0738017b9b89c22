// A partner's list as a spreadsheet left it, through the whole gateway.

import Foundation
import SENDRecords
import Testing

@testable import Gateway

/// A small city with one more adapter, whose files are handed over.
private struct MessyPartner {
    let city: SmallCity

    init(dates: String) throws {
        city = try SmallCity(children: 10)
        let manifest = """
            id: messy-list
            version: 1
            title: A messy list
            partner: a partner
            population: Invented children
            source: {https: {origin: "https://partner.example"}}
            schedule: {every: 1h}
            format: {csv: {}}
            contract: {snapshot: false, quarantined: {limit: 90%, floor: 5}}
            key-spaces: {child: messy-list}
            dates: \(dates)
            blank: ["-", n/a, "null", none]
            files:
              - name: list
                path: /list.csv
                patterns: ["*.csv"]
                records:
                  - type: child
                    key: Id
                    required: [surname, birth-date]
                    fields:
                      forename: {from: Forename, without-title: true}
                      surname: Surname
                      birth-date: DOB
                      upn: UPN
                      nhs-number: NHS
                      deceased: Died
            """
        try city.plugIn(["messy-list": manifest])
    }

    /// What comes of the file, without and with effect, and what the store then holds.
    func pull(_ rows: [String]) async throws -> (dry: String, real: String, identities: [String: [String: String]]) {
        let header = "Id,Forename,Surname,DOB,UPN,NHS,Died"
        let path = try city.write([UInt8](([header] + rows).joined(separator: "\r\n").utf8), "list.csv")
        func ask(_ arguments: [String: String]) -> ControlRequest {
            ControlRequest("pull", ["adapter": "messy-list", "files": path].merging(arguments) { $1 })
        }
        return try await city.open { gateway in
            let dry = await gateway.handle(ask(["dry-run": "true"]))
            let real = await gateway.handle(ask([:]))
            try await gateway.finishDeriving()
            let reader = GatewayReader(gateway)
            var identities: [String: [String: String]] = [:]
            for (child, keys) in try reader.children() {
                for key in keys { identities[key.key] = try reader.settledIdentity(of: child) }
            }
            return (dry.message, real.message, identities)
        }
    }
}

@Suite struct MessyValueTests {
    @Test func whatASpreadsheetTouchedComesThroughAndWhatItSpoiltDoesNot() async throws {
        let partner = try MessyPartner(dates: "[dd/MM/yyyy, dd/MM/yy]")
        let pulled = try await partner.pull([
            "1.0,Miss  Ada,Null,7/3/2014 00:00:00,\"=\"\"p330123419001\"\"\",4505577104.0,n/a",
            "2,Na,O’Brien,1st Sept 2015,4.505577E+12,943–476–5870,",
            "'3,Rene\u{301}e,=cmd|x,07/03/15,,943476587,#REF!",
            "4.505577E+09,Ada,Lost,07/03/2015,,,", "5,Ada,Error,#N/A,,,", "6,Ada,Never,31/02/2015,,,",
        ])
        #expect(pulled.real.contains("6 rows = 3 applied") && pulled.real.contains("3 quarantined"), "\(pulled.real)")
        #expect(pulled.dry.contains("3 quarantined"), "\(pulled.dry)")
        let first = try #require(pulled.identities["1"])
        #expect(first["forename"] == "Ada" && first["surname"] == "Null" && first["birth-date"] == "2014-03-07")
        #expect(first["upn"] == "P330123419001" && first["nhs-number"] == "4505577104")
        let second = try #require(pulled.identities["2"])
        #expect(second["forename"] == "Na" && second["surname"] == "O’Brien" && second["birth-date"] == "2015-09-01")
        #expect(second["upn"] == nil && second["nhs-number"] == "9434765870")
        let third = try #require(pulled.identities["3"])
        #expect(
            third["forename"] == "Ren\u{E9}e" && third["surname"] == "=cmd|x" && third["birth-date"] == "2015-03-07")
        #expect(Set(pulled.identities.keys) == ["1", "2", "3"])
    }

    @Test func aFileWhoseDatesNobodyCanTellIsHeldAndOneThatTellsIsTaken() async throws {
        let both = "[dd/MM/yyyy, MM/dd/yyyy]"
        let silent = try await MessyPartner(dates: both).pull(["1,Ada,Hale,07/03/2014,,,", "2,Bo,Hale,05/05/2015,,,"])
        for told in [silent.dry, silent.real] {
            #expect(told.contains("held") && told.contains("column DOB") && told.contains("first in line 2"), "\(told)")
            #expect(told.contains("year-month-day") && !told.contains("settings"), "\(told)")
        }
        #expect(silent.identities.isEmpty)
        let mixed = try await MessyPartner(dates: both).pull(["1,Ada,Hale,27/03/2014,,,", "2,Bo,Hale,05/25/2015,,,"])
        #expect(mixed.real.contains("held") && mixed.identities.isEmpty, "\(mixed.real)")
        let clear = try await MessyPartner(dates: both).pull(["1,Ada,Hale,07/03/2014,,,", "2,Bo,Hale,05/25/2015,,,"])
        #expect(clear.identities["1"]?["birth-date"] == "2014-07-03", "\(clear.real)")
        let other = try await MessyPartner(dates: "dd/MM/yyyy").pull([
            "1,Ada,Hale,07/03/2014,,,", "2,Bo,Hale,05/25/2015,,,",
        ])
        #expect(other.real.contains("held") && other.real.contains("expected as day/month"), "\(other.real)")
        #expect(other.identities.isEmpty)
    }
}

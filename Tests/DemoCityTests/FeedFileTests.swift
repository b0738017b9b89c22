import DemoCity
import Foundation
import SENDRecords
import Testing

@Suite struct FeedFileTests {
    let city = Cities.small

    @Test(arguments: School.Flavour.allCases)
    func aSchoolWritesItsListInItsLayout(flavour: School.Flavour) throws {
        let school = try #require(city.schools.first { $0.flavour == flavour && city.schoolRows(of: $0) > 10 })
        let bytes = city.schoolFile(of: school)
        let table = rows(bytes, separator: flavour == .list ? ";" : ",", isLatin: flavour == .sims)
        switch flavour {
        case .sims:
            #expect(
                table[0].prefix(8) == [
                    "UPN", "Adno", "Legal Surname", "Legal Forename", "Middle Name(s)", "Preferred Forename", "DOB",
                    "Gender",
                ])
            #expect(table[0].count == 20)
        case .census:
            #expect(bytes.prefix(3) == [0xEF, 0xBB, 0xBF])
            #expect(table[0].suffix(5) == ["SENprovision", "SENneed1", "SENneed2", "Street", "Postcode"])
            #expect(table[0].count == 20)
        case .list:
            #expect(
                table[0] == [
                    "Admission Number", "UPN", "Former UPN", "Surname", "Forename", "Date of birth", "Sex",
                    "Year group", "SEN",
                    "Primary need", "Secondary need", "Date of admission", "Address", "Postcode", "Phone",
                ])
        }
        #expect(table.dropFirst().allSatisfy { $0.count == table[0].count })
        #expect(table.count - 1 == city.schoolRows(of: school))
    }

    @Test func everySchoolsRowsAreThoseOfTheTruth() {
        for school in city.schools {
            let space = "school-pupils@\(school.urn)"
            let entries = city.truth.entries.filter { $0.key.space == space }
            let keys = Set(entries.map(\.key.key))
            let table = rows(
                city.schoolFile(of: school), separator: school.flavour == .list ? ";" : ",",
                isLatin: school.flavour == .sims)
            let numbers = column(
                school.flavour == .sims ? "Adno" : school.flavour == .census ? "AdmissionNumber" : "Admission Number",
                table)
            let upns = column("UPN", table)
            for (number, upn) in zip(numbers, upns) { #expect(keys.contains(number.isEmpty ? upn : number)) }
            let twice = city.truth.planted(.differingRows).count { $0.keys[0].space == space }
            #expect(table.count - 1 >= entries.count + twice)
        }
        let all = city.schools.reduce(0) { $0 + city.schoolRows(of: $1) }
        let entries = city.truth.entries.count { $0.key.space.hasPrefix("school-pupils@") }
        #expect(all == entries + city.truth.repeatedRows + city.truth.planted(.differingRows).count)
    }

    @Test func theCouncilsTablesPointToEachOther() {
        func ids(_ module: CouncilModule, _ name: String) -> [String] {
            column(name, rows(city.councilFile(module)))
        }
        let persons = ids(.person, "persontableid")
        let requests = ids(.requests, "requeststableid")
        let assessments = ids(.assessment, "assessmenttableid")
        let plans = ids(.namedplan, "namedplantableid")
        let active = ids(.activeplans, "activeplanstableid")
        for (module, list) in [
            (CouncilModule.person, persons), (.requests, requests), (.assessment, assessments), (.namedplan, plans),
            (.activeplans, active), (.plandetail, ids(.plandetail, "plandetailtableid")),
            (.placementdetail, ids(.placementdetail, "placementdetailtableid")),
            (.senneed, ids(.senneed, "senneedtableid")),
        ] { #expect(!list.isEmpty && Set(list).count == list.count, "\(module)") }
        #expect(Set(ids(.requests, "persontableid")).isSubset(of: persons))
        #expect(Set(ids(.assessment, "requeststableid")).isSubset(of: requests))
        #expect(Set(ids(.namedplan, "assessmenttableid")).isSubset(of: assessments))
        #expect(Set(ids(.plandetail, "namedplantableid")).isSubset(of: plans))
        #expect(Set(ids(.activeplans, "requeststableid")).isSubset(of: requests))
        #expect(Set(ids(.placementdetail, "activeplanstableid")).isSubset(of: active))
        let orphans = ids(.senneed, "activeplanstableid").filter { !active.contains($0) }
        #expect(orphans.count == city.truth.orphanRows)
        #expect(active.count == city.childrenWithPlan)
    }

    @Test func theCouncilWritesDatesAsItsSystemDoes() {
        let dates = column("receiveddate", rows(city.councilFile(.requests)))
        #expect(dates.allSatisfy { $0.wholeMatch(of: /20\d\d-[A-Z][a-z]{2}-\d\d 00:00:00/) != nil })
        #expect(city.councilDate == "20-11-2026")
        #expect(CouncilModule.namedplan.fileName(date: "20-11-2026") == "Blade-Export_20-11-2026_namedplan.csv")
    }

    @Test func theRegisterListsEverySchoolAndItsPredecessor() {
        let table = rows(city.registerFile(), isLatin: true)
        let predecessors = city.schools.compactMap(\.predecessor)
        #expect(column("URN", table).count == city.schools.count + predecessors.count)
        #expect(column("EstablishmentStatus (name)", table).count { $0 == "Closed" } == predecessors.count)
        #expect(column("EstablishmentName", table).contains("St Thérèse Primary School") || city.schools[3].isAcademy)
        let links = rows(city.registerLinksFile())
        #expect(links[0] == ["URN", "LinkURN", "LinkName", "LinkType", "LinkEstablishedDate"])
        #expect(links.count - 1 == predecessors.count * 2)
    }

    @Test func transportFilesBelongTogether() {
        let routes = Set(column("route_id", rows(city.transportFile(.routes))))
        let crew = rows(city.transportFile(.crew))
        #expect(Set(column("route_id", rows(city.transportFile(.allocations)))) == routes)
        #expect(Set(column("route_id", crew)).isSubset(of: routes))
        let members = Set(column("crew_id", crew))
        let checked = Set(column("crew_id", rows(city.transportFile(.checks))))
        #expect(checked.isSubset(of: members))
        let without = city.truth.planted(.crewWithoutCheck) + city.truth.planted(.formerCrew)
        #expect(members.subtracting(checked) == Set(without.map(\.subject)))
    }

    @Test func oldChecksAreThePlantedOnesAlone() {
        let table = rows(city.transportFile(.checks))
        let limit = Cities.today.adding(months: -36)
        var old: Set<String> = []
        for (member, dates) in zip(
            column("crew_id", table), zip(column("dbs_issue_date", table), column("update_service_last_check", table)))
        {
            func date(_ text: String) -> CalendarDate? {
                let parts = text.split(separator: "/").compactMap { Int($0) }
                return parts.count == 3 ? CalendarDate(year: parts[2], month: parts[1], day: parts[0]) : nil
            }
            let latest = [date(dates.0), date(dates.1)].compactMap { $0 }.max()
            if let latest, latest < limit { old.insert(member) }
        }
        #expect(old == Set(city.truth.planted(.crewCheckOld).map(\.subject)))
    }

    @Test func allocationsComeInPagesUntilOneHasNoRows() {
        let whole = rows(city.transportFile(.allocations))
        var found: [[String]] = []
        var page = 1
        while true {
            let rows = rows(city.allocationsPage(page, size: 40)).dropFirst()
            if rows.isEmpty { break }
            found += rows
            page += 1
        }
        #expect(found == Array(whole.dropFirst()))
        #expect(page == (whole.count - 1 + 39) / 40 + 1)
    }

    @Test func healthPagesAreLinkedAndHoldEveryEntryOnce() throws {
        var keys: [String] = []
        var page = 1
        while true {
            let bytes = city.healthPage(page, size: 100, base: "http://127.0.0.1:9")
            let bundle = try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
            let entries = try #require(bundle["entry"] as? [[String: Any]])
            for entry in entries {
                let patient = try #require(entry["resource"] as? [String: Any])
                keys.append(try #require(patient["id"] as? String))
            }
            let links = try #require(bundle["link"] as? [[String: String]])
            guard let next = links.first(where: { $0["relation"] == "next" })?["url"] else { break }
            page += 1
            #expect(next == "http://127.0.0.1:9/FHIR/R4/Patient?_count=100&_page=\(page)")
        }
        #expect(Set(keys).count == keys.count)
        #expect(keys.count == city.healthEntries)
        #expect(keys == city.truth.entries.filter { $0.key.space == "health-demographics" }.map(\.key.key))
    }

    @Test func aRestrictedChildHasNoAddressInTheHealthFeed() throws {
        let restricted = Set(city.truth.planted(.restricted).map { $0.keys[0].key })
        let bytes = city.healthPage(1, size: 5000, base: "http://x")
        let bundle = try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        var seen = 0
        for entry in try #require(bundle["entry"] as? [[String: Any]]) {
            let patient = try #require(entry["resource"] as? [String: Any])
            let meta = try #require(patient["meta"] as? [String: Any])
            let code = try #require((meta["security"] as? [[String: String]])?.first?["code"])
            guard restricted.contains(try #require(patient["id"] as? String)) else {
                #expect(code == "U")
                continue
            }
            seen += 1
            #expect(code == "R" || code == "V")
            #expect(patient["address"] == nil && patient["telecom"] == nil)
        }
        #expect(seen == restricted.count)
    }

    @Test func aHugeListIsWrittenWholeAndTheSameEachTime() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "pupils-\(UInt64.random(in: 0 ... .max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("huge.csv").path
        let written = try City.writePupils(rows: 3000, to: path, seed: 5, today: Cities.today)
        let bytes = try Array(Data(contentsOf: URL(fileURLWithPath: path)))
        #expect(bytes.count == written)
        let table = rows(bytes)
        #expect(table.count == 3001)
        #expect(Set(column("UPN", table)).count == 3000)
        #expect(Set(column("AdmissionNumber", table)).count == 3000)
        #expect(column("SENprovision", table).allSatisfy { $0 == "E" || $0 == "K" })
        var again: [UInt8] = []
        City.eachPupil(rows: 3000, seed: 5, today: Cities.today) { again += $0 }
        #expect(again == bytes)
    }
}

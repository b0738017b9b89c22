// The files of the council's set, in the shape of the SEN2 return (SEND-DOMAIN 1.4 and 1.5, version 1.3).

/// One table of the council's export.
public enum CouncilModule: String, Sendable, CaseIterable {
    case person, requests, assessment, namedplan, plandetail, activeplans, placementdetail, senneed

    /// `Blade-Export_20-11-2026_person.csv` for the date `20-11-2026`.
    public func fileName(date: String) -> String { "Blade-Export_\(date)_\(rawValue).csv" }

    var header: [String] {
        let own = "\(rawValue)tableid"
        let common = ["NativeId", "\(rawValue)orderseqcolumn", "sourceid"]
        switch self {
        case .person:
            return [own] + common + [
                "surname", "forename", "personbirthdate", "sex", "ethnicity", "postcode", "upn", "uniquelearnernumber",
                "upnunknown",
            ]
        case .requests:
            return [own, "persontableid"] + common + [
                "receiveddate", "requestsource", "rya", "requestoutcomedate", "requestoutcome", "requestmediation",
                "requesttribunal", "exported",
            ]
        case .assessment:
            return [own, "requeststableid"] + common + [
                "assessmentoutcome", "assessmentoutcomedate", "assessmentmediation", "assessmenttribunal",
                "othermediation", "othertribunal", "week20",
            ]
        case .namedplan:
            return [own, "assessmenttableid"] + common + [
                "startdate", "planres", "planwbp", "pb", "oa", "dp", "ceasedate", "ceasereason",
            ]
        case .plandetail:
            return [own, "namedplantableid"] + common + [
                "urn", "ukprn", "sensetting", "sensettingother", "placementrank", "senunitindicator",
                "resourcedprovisionindicator",
            ]
        case .activeplans:
            return [own, "requeststableid"] + common + [
                "transferla", "reviewmeeting", "reviewoutcome", "reviewdraft", "phasetransferduedate",
                "phasetransferfinaldate", "lastreview",
            ]
        case .placementdetail:
            return [own, "activeplanstableid"] + common + [
                "urn", "ukprn", "sensetting", "sensettingother", "placementrank", "entrydate", "leavingdate",
                "senunitindicator", "resourcedprovisionindicator", "res", "wbp",
            ]
        case .senneed: return [own, "activeplanstableid"] + common + ["sentype", "sentyperank"]
        }
    }
}

// The words of headers: short forms, words that say nothing, words that say whom it is about.

extension HeaderWords {
    /// Words that say only that the row is about somebody, or that glue others together.
    static let noise: Set<String> = [
        "pupil", "child", "children", "student", "learner", "client", "patient", "person", "cyp", "young", "people",
        "the", "of", "s", "a", "an", "in", "on", "at", "is", "was", "by", "for", "and", "to", "from", "with", "current",
        "detail", "yn", "has", "have", "been", "be", "please", "passenger", "individual", "field",
    ]

    /// Names in a document that only hold another one's content.
    static let holders: Set<String> = [
        "value", "code", "text", "display", "attributes", "data", "resource", "coding", "string", "content", "fields",
        "properties", "item", "items",
    ]

    /// Words that many headers have: sharing one says little.
    static let common: Set<String> = [
        "date", "number", "code", "type", "status", "name", "id", "reason", "start", "end", "1", "2", "3",
    ]

    /// Words that fit many records: a header of nothing else doesn't choose one.
    static let vague: Set<String> = [
        "category", "reference", "outcome", "decision", "comment", "note", "service", "team", "source", "received",
        "due", "sent", "closed", "level", "result", "value", "description", "stage", "role", "rank", "issued", "expiry",
        "review", "response", "provider", "organisation", "setting", "urn", "school", "ended", "last", "next", "first",
        "contact", "section", "kind", "ground", "direction", "caseworker", "officer", "purpose", "withdrawn",
        "cancelled",
        "updated", "notified", "decided", "agreed", "phone", "email", "suitable", "subject", "planned", "held", "panel",
    ]

    /// Whom or what a value is about that isn't the child's own and present one.
    static let strangers: Set<String> = [
        "parent", "guardian", "carer", "mother", "father", "sibling", "brother", "sister", "contact", "emergency", "gp",
        "doctor", "practice", "practitioner", "consultant", "clinician", "teacher", "tutor", "senco", "officer",
        "worker", "keyworker", "caseworker", "social", "school", "setting", "employer", "operator", "driver",
        "provider", "supplier", "organisation", "establishment", "trust", "solicitor", "referrer", "user", "author",
        "staff", "therapist", "psychologist", "kin", "former", "previous", "prior", "class", "form", "destination",
        "placement", "manager", "coordinator", "surgery", "responsible", "lead", "proposed",
    ]

    /// Of these the ones that say that it isn't so any more.
    static let past: Set<String> = ["former", "previous", "prior"]

    static let sides = ["from": "start", "to": "end", "since": "start", "until": "end"]

    static let acronyms = ["SEND", "SEN", "EHCP", "EHC", "NHS", "UPN", "DBS", "ULN", "URN"]

    /// Short forms and the words that they stand for.
    static let short: [String: [String]] = [
        "dob": ["date", "birth"], "birthdate": ["date", "birth"], "no": ["number"], "num": ["number"],
        "nbr": ["number"], "nr": ["number"], "ref": ["reference"], "adno": ["admission", "number"],
        "admno": ["admission", "number"], "adm": ["admission"], "stud": ["student"],
        "firstname": ["forename"], "fname": ["forename"], "given": ["forename"], "forenames": ["forename"],
        "lastname": ["surname"], "sname": ["surname"], "family": ["surname"], "surnames": ["surname"],
        "midname": ["middle", "name"], "middlename": ["middle", "name"], "middlenames": ["middle", "name"],
        "gender": ["sex"], "mf": ["sex"], "tel": ["phone"], "telephone": ["phone"], "telecom": ["phone"],
        "mobile": ["phone"],
        "addr": ["address"], "postal": ["postcode"], "pcode": ["postcode"], "zip": ["postcode"],
        "yr": ["year"], "grp": ["group"], "ncy": ["year"], "nhsno": ["nhs", "number"],
        "nhsnumber": ["nhs", "number"], "started": ["start"], "starts": ["start"], "commenced": ["start"],
        "commencing": ["start"], "commencement": ["start"], "began": ["start"], "begin": ["start"],
        "beginning": ["start"], "ends": ["end"], "finish": ["end"],
        "recd": ["received"], "rcvd": ["received"], "dt": ["date"], "org": ["organisation"],
        "organization": ["organisation"], "prov": ["provider"], "prim": ["primary"], "sec": ["secondary"],
        "mum": ["mother"], "dad": ["father"], "chosen": ["preferred"], "usual": ["preferred"],
        "forname": ["forename"], "dr": ["doctor"], "la": ["council"], "authority": ["authority"],
        "ehcp": ["plan"], "ehc": ["plan"], "ehcnar": ["plan", "assessment", "request"],
        "ehcna": ["plan", "assessment"], "ar": ["annual", "review"], "ptt": ["part", "time", "timetable"],
        "ehe": ["home", "education"], "wc": ["week"], "wb": ["week"],
        "send": ["sen"], "cost": ["amount"], "costs": ["amount"], "price": ["amount"], "fee": ["amount"],
        "fees": ["amount"], "reg": ["registration"], "supp": ["supplier"], "appt": ["appointment"],
        "1st": ["first"], "2nd": ["secondary"], "3rd": ["tertiary"], "second": ["secondary"], "third": ["tertiary"],
        "informed": ["notified"], "told": ["notified"], "notification": ["notified"], "issue": ["issued"],
        "issuance": ["issued"], "finalised": ["final"], "finalized": ["final"], "expires": ["expiry"],
        "expire": ["expiry"], "expiration": ["expiry"], "discharge": ["closed"], "discharged": ["closed"],
        "closure": ["closed"], "disch": ["closed"], "anticipated": ["planned"], "expected": ["planned"],
        "estimated": ["planned"], "reply": ["response"], "replied": ["response"], "deadline": ["due"],
        "rejection": ["rejected"], "refer": ["referral"], "ceasing": ["cease"], "ceased": ["cease"],
        "cessation": ["cease"], "concluded": ["ended"], "allocated": ["allocated"], "cancellation": ["cancelled"],
        "old": ["former"], "prev": ["previous"], "ex": ["former"], "qtr": ["quarter"], "serv": ["service"],
        "certificate": ["certificate"], "cert": ["certificate"], "licensee": ["licence", "holder"],
        "license": ["licence"], "lic": ["licence"], "exclusion": ["suspension"], "excl": ["suspension"],
        "suspensions": ["suspension"], "exclusions": ["suspension"], "wheelchair": ["wheelchair"],
        "submitted": ["sent"], "dispatched": ["sent"], "despatched": ["sent"], "pc": ["postcode"], "dc": ["closed"],
        "ethnic": ["ethnicity"], "pers": ["person"], "cob": ["country", "birth"], "caseholder": ["caseworker"],
        "recieved": ["received"], "rec": ["received"], "agreement": ["agreed"], "parental": ["parent"],
        "consultee": ["consulted"], "annualreview": ["annual", "review"],
    ]

    /// Several words, as short forms leave them, that mean one.
    static let phrases: [(pattern: [String], replacement: [String])] = [
        (["unique", "pupil", "number"], ["upn"]), (["upn", "number"], ["upn"]),
        (["unique", "learner", "number"], ["uln"]), (["first", "name"], ["forename"]),
        (["last", "name"], ["surname"]), (["surname", "name"], ["surname"]), (["forename", "name"], ["forename"]),
        (["christian", "name"], ["forename"]), (["known", "as"], ["preferred", "forename"]),
        (["preferred", "name"], ["preferred", "forename"]), (["birth", "date"], ["date", "birth"]),
        (["date", "of", "birth"], ["date", "birth"]), (["post", "code"], ["postcode"]),
        (["w", "chair"], ["wheelchair"]),
        (["pick", "up"], ["pickup"]), (["year", "group"], ["year"]), (["year", "gp"], ["year"]),
        (["nc", "year"], ["year"]),
        (["national", "curriculum", "year"], ["year"]), (["year", "of", "review"], ["review", "year"]),
        (["education", "health", "and", "care", "plan"], ["plan"]),
        (["education", "health", "care", "plan"], ["plan"]),
        (["plan", "plan"], ["plan"]), (["plan", "need", "assessment"], ["plan", "assessment"]),
        (["plan", "ehc"], ["plan"]), (["special", "educational", "need"], ["sen"]),
        (["local", "council"], ["council"]), (["local", "authority"], ["council"]),
        (["part", "time", "time", "table"], ["part", "time", "timetable"]),
        (["reduced", "timetable"], ["part", "time", "timetable"]),
        (["elective", "home", "education"], ["home", "education"]),
        (["week", "start"], ["week"]), (["reference", "received"], ["referral", "received"]),
        (["reference", "accepted"], ["referral", "accepted"]), (["reference", "rejected"], ["referral", "rejected"]),
        (["reference", "date"], ["referral", "date"]), (["reference", "reason"], ["referral", "reason"]),
        (["reference", "source"], ["referral", "source"]), (["20", "week"], ["twentyweek"]),
        (["twenty", "week"], ["twentyweek"]), (["6", "week"], ["sixweek"]), (["six", "week"], ["sixweek"]),
        (["key", "worker"], ["keyworker"]), (["case", "worker"], ["caseworker"]), (["case", "officer"], ["officer"]),
        (["next", "of", "kin"], ["kin"]), (["sex", "id", "code"], ["sex"]), (["sex", "code"], ["sex"]),
        (["ethnicity", "group"], ["ethnicity"]), (["ethnicity", "origin"], ["ethnicity"]),
        (["ethnicity", "code"], ["ethnicity"]), (["ethnicity", "category"], ["ethnicity", "category"]),
        (["nhs", "number", "number"], ["nhs", "number"]), (["e", "mail"], ["email"]),
        (["contact", "no"], ["contact", "number"]), (["by", "when"], ["due"]),
    ]
}

// The child health service's answer: FHIR R4 bundles of patients, page by page.

import SENDRecords

extension City {
    /// Entries in the health feed.
    public var healthEntries: Int { health.count }

    /// One page of the search, counted from 1; past the end a bundle without entries.
    /// - Parameter base: `http://127.0.0.1:8080`, for the links.
    public func healthPage(_ page: Int, size: Int, base: String) -> [UInt8] {
        healthPage(page, size: size, base: base, share: 1)
    }

    func healthPage(_ page: Int, size: Int, base: String, share: Double) -> [UInt8] {
        let kept = share >= 1 ? Array(health.indices) : health.indices.filter { FeedTable.isKept($0, share) }
        let first = max(0, page - 1) * size
        let last = min(kept.count, first + size)
        var json = JSONText()
        json.raw("{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":\(kept.count),\"link\":[")
        let address = "\(base)/FHIR/R4/Patient?_count=\(size)"
        json.raw("{\"relation\":\"self\",\"url\":")
        json.string(page <= 1 ? address : "\(address)&_page=\(page)")
        json.raw("}")
        if last < kept.count {
            json.raw(",{\"relation\":\"next\",\"url\":")
            json.string("\(address)&_page=\(max(1, page) + 1)")
            json.raw("}")
        }
        json.raw("],\"entry\":[")
        if first < last {
            for place in first..<last {
                if place > first { json.raw(",") }
                writePatient(health[kept[place]], base, &json)
            }
        }
        json.raw("]}")
        return json.bytes
    }

    private func writePatient(_ entry: HealthEntry, _ base: String, _ json: inout JSONText) {
        let person = people[entry.person]
        let identity = identity(of: entry.person, by: .health)
        let key = healthKey(entry)
        let isVerified = !identity.flaws.contains(.failingNHSNumber) && entry.person % 50 != 7
        json.raw("{\"fullUrl\":")
        json.string("\(base)/FHIR/R4/Patient/\(key)")
        json.raw(",\"resource\":{\"resourceType\":\"Patient\",\"id\":")
        json.string(key)
        json.raw(",\"identifier\":[{\"extension\":[{\"url\":")
        json.string("https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus")
        json.raw(",\"valueCodeableConcept\":{\"coding\":[{\"code\":\"\(isVerified ? "01" : "02")\",\"display\":")
        json.string(isVerified ? "Number present and verified" : "Number present but not traced")
        json.raw(",\"system\":\"https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatus\"}]}}],")
        json.raw("\"system\":\"https://fhir.nhs.uk/Id/nhs-number\",\"value\":")
        json.string(identity.nhsNumber)
        let restriction =
            !person.restricted
            ? ("U", "unrestricted") : entry.person % 4 == 0 ? ("V", "very restricted") : ("R", "restricted")
        json.raw("}],\"meta\":{\"versionId\":\"\(1 + entry.person % 5)\",\"security\":[{\"code\":\"\(restriction.0)\"")
        json.raw(",\"display\":\"\(restriction.1)\",")
        json.raw("\"system\":\"http://terminology.hl7.org/CodeSystem/v3-Confidentiality\"}]},\"name\":[")
        writeNames(person, identity, entry.person, &json)
        json.raw("],\"gender\":\"\(identity.isBoy ? "male" : "female")\",\"birthDate\":\"\(identity.birth)\"")
        if let deceased = person.deceased { json.raw(",\"deceasedDateTime\":\"\(deceased)T00:00:00+00:00\"") }
        if !person.restricted { writeHome(identity, entry.person, &json) }
        json.raw("},\"search\":{\"score\":1}}")
    }

    private func writeNames(_ person: Person, _ identity: Identity, _ index: Int, _ json: inout JSONText) {
        // A nickname before the usual name: readers must choose by use.
        if !person.preferred.isEmpty, person.canary == nil {
            json.raw("{\"use\":\"nickname\",\"given\":[")
            json.string(person.preferred)
            json.raw("]},")
        }
        json.raw("{\"id\":\"\(index)\",\"use\":\"usual\",\"period\":{\"start\":\"\(person.birth)\"},\"given\":[")
        json.string(identity.forename)
        if !identity.middleNames.isEmpty {
            json.raw(",")
            json.string(identity.middleNames)
        }
        json.raw("],\"family\":")
        json.string(identity.surname)
        json.raw("}")
    }

    private func writeHome(_ identity: Identity, _ index: Int, _ json: inout JSONText) {
        json.raw(",\"address\":[{\"id\":\"\(index)\",\"use\":\"home\",\"line\":[")
        json.string(identity.addressLine)
        json.raw(",\"BIRMINGHAM\"]")
        if !identity.postcode.isEmpty {
            json.raw(",\"postalCode\":")
            json.string(identity.postcode)
        }
        json.raw("}]")
        guard !identity.phone.isEmpty else { return }
        json.raw(",\"telecom\":[{\"id\":\"\(index)\",\"system\":\"phone\",\"use\":\"home\",\"value\":")
        json.string(identity.phone)
        json.raw("}]")
    }
}

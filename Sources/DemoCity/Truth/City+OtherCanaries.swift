// Canaries outside child records: settings, plans, placements, routes, crews.

extension City {
    /// A word for a text field of a record that is not a child's, where that record is a canary; else nil.
    func canaryWord(_ number: Int?, _ place: String) -> String? {
        guard let number, plan.canary else { return nil }
        return Canary.word(plan.seed, number, place)
    }

    /// The canary child enrolled at that school, if any: its school's name holds a token as well.
    func canary(atSchool school: Int) -> Int? {
        guard plan.canary else { return nil }
        return rolls[school].lazy.compactMap { people[$0.person].canary }.first
    }

    /// The canary child on that route, if any.
    func canary(onRoute route: Int) -> Int? {
        guard plan.canary else { return nil }
        return transport.allocations.lazy.filter { $0.route == route }.compactMap { people[$0.person].canary }.first
    }

    mutating func gatherOtherCanaries() {
        guard plan.canary else { return }
        var tokens: [CanaryToken] = []
        func add(_ number: Int, _ space: String, _ type: String, _ field: String, _ key: String, _ child: Int?) {
            tokens.append(
                CanaryToken(
                    token: Canary.word(plan.seed, number, "\(type)/\(field)"), space: space, recordType: type,
                    field: field, key: key, child: child))
        }
        for school in schools {
            guard let number = canary(atSchool: school.index) else { continue }
            for field in ["name", "street", "town"] {
                add(number, "gias-schools", "setting", field, String(school.urn), nil)
            }
        }
        for request in council.requests {
            let index = council.persons[request.owner].person
            guard let number = people[index].canary else { continue }
            add(number, "council-ehc", "ehc-request", "exported", String(request.id), index + 1)
            guard request.assessment?.plan != nil else { continue }
            let plan = String(request.id + 2_000_000)
            for field in ["residential", "work-based-learning", "direct-payments"] {
                add(number, "council-ehc", "ehc-plan", field, plan, index + 1)
            }
            for offset in request.assessment?.plan?.named.indices ?? 0..<0 {
                let key = String(request.id * 2 + 8_000_000 + offset)
                add(number, "council-ehc", "placement", "arrangement-other", key, index + 1)
            }
            for offset in request.active?.attended.indices ?? 0..<0 {
                let key = String(request.id * 2 + 9_000_000 + offset)
                add(number, "council-ehc", "placement", "arrangement-other", key, index + 1)
            }
        }
        for route in transport.routes {
            guard let number = canary(onRoute: route.number) else { continue }
            for field in ["operator", "vehicle"] { add(number, "transport", "route", field, route.id, nil) }
        }
        for member in transport.crew {
            guard let number = canary(onRoute: member.routes[0].route) else { continue }
            for field in ["name", "licence", "licence-type", "badge"] {
                add(number * 100 + member.number % 100, "transport", "crew-member", field, member.id, nil)
            }
            if member.check != nil {
                add(
                    number * 100 + member.number % 100, "transport", "crew-check", "certificate",
                    "K\(7000 + member.number)", nil)
            }
        }
        truth.canaries += tokens
    }
}

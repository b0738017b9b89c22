// Families of the generated city: siblings, twins, and what each community calls its children.

import Matching

extension GeneratedCity {
    mutating func addFamily() {
        let community = dice.below(10)
        let surname = self.surname(community)
        let home = dice.below(1 << 30)
        let phone = 7_000_000_000 + dice.below(999_999_999)
        let school = dice.below(400)
        let siblings = dice.chance(0.55) ? 1 : dice.chance(0.7) ? 2 : 3
        for _ in 0..<siblings {
            let birth = (2004 + dice.below(19), 1 + dice.below(12), 1 + dice.below(28))
            let own = dice.chance(0.04) ? self.surname(community) : surname
            let school = dice.chance(0.7) ? school : dice.below(400)
            let first = child(community, own, birth, home, phone, school)
            children.append(first)
            guard dice.chance(0.03) else { continue }
            var twin = child(community, own, birth, home, phone, school)
            twin.twinOf = children.count - 1
            if dice.chance(0.25) {
                let names = dice.pick(Self.confusable)
                children[children.count - 1].forename = names.0
                twin.forename = names.1
                twin.sex = first.sex
            } else if twin.forename == first.forename {
                twin.forename = rareName()
            }
            children.append(twin)
        }
    }

    private mutating func child(
        _ community: Int, _ surname: String, _ birth: (Int, Int, Int), _ home: Int, _ phone: Int, _ school: Int
    ) -> Child {
        let girl = dice.chance(0.4)
        return Child(
            forename: forename(community, girl), middle: dice.chance(0.4) ? forename(community, girl) : nil,
            surname: surname, birth: birth, sex: girl ? "F" : "M", nhs: validNHS(), upn: dice.below(1 << 36),
            home: home,
            oldHome: dice.below(1 << 30), school: school, phone: phone)
    }

    mutating func validNHS() -> Int { 4_000_000_000 + dice.below(999_999_999) }

    private mutating func forename(_ community: Int, _ girl: Bool) -> String {
        if dice.chance(0.18) { return rareName() }
        switch community {
        case 0...3:
            if girl { return dice.favour(Self.muslimGirls) }
            let name = dice.favour(Self.muslimBoys)
            if dice.chance(0.12) { return "Mohammed" }
            return dice.chance(0.22) ? "Mohammed \(name)" : name
        case 4: return girl ? dice.favour(Self.sikhGirls) : dice.favour(Self.sikhBoys)
        default: return girl ? dice.favour(Self.englishGirls) : dice.favour(Self.englishBoys)
        }
    }

    mutating func surname(_ community: Int) -> String {
        if dice.chance(0.3) { return rareName() + dice.pick(["", "son", "ley", "a", "owa", "i", "man", "ford"]) }
        switch community {
        case 0...3: return dice.favour(Self.muslimSurnames)
        case 4: return dice.favour(Self.sikhSurnames)
        default:
            let name = dice.favour(Self.englishSurnames)
            return dice.chance(0.07) ? "\(name)-\(dice.favour(Self.englishSurnames))" : name
        }
    }

    private mutating func rareName() -> String {
        var name = ""
        for _ in 0..<(2 + dice.below(2)) {
            name += dice.pick(["b", "d", "f", "g", "j", "k", "l", "m", "n", "r", "s", "t", "v", "z", "sh", "ch", "th"])
            name += dice.pick(["a", "e", "i", "o", "u", "ai", "ee"])
        }
        if dice.chance(0.5) { name += dice.pick(["n", "l", "r", "s", "m", "sh"]) }
        return name.prefix(1).uppercased() + name.dropFirst()
    }
}

// A small synthetic city: children and what four sources state of them, with the errors of real feeds. All invented.

import Matching

/// SplitMix64: the same numbers everywhere.
struct Dice: RandomNumberGenerator {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state = state &+ 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    mutating func chance(_ probability: Double) -> Bool {
        Double(next() >> 11) / Double(1 << 53) < probability
    }

    mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }

    mutating func pick<T>(_ values: [T]) -> T { values[below(values.count)] }

    /// Towards the front of the list, as names are.
    mutating func favour<T>(_ values: [T]) -> T {
        values[min(below(values.count), below(values.count), below(values.count))]
    }
}

struct GeneratedCity {
    struct Record {
        var child: ChildKey
        var statement: IdentityStatement
        /// Which child it really is.
        var truth: Int
    }

    struct Child {
        var forename: String
        var middle: String?
        var surname: String
        var birth: (year: Int, month: Int, day: Int)
        var sex: String
        var nhs: Int
        var upn: Int
        var home: Int
        var oldHome: Int
        var school: Int
        var phone: Int
        var twinOf: Int?
    }

    var children: [Child] = []
    var records: [Record] = []
    private var dice: Dice

    init(children count: Int, seed: UInt64) {
        dice = Dice(seed: seed)
        while children.count < count { addFamily() }
        for index in children.indices { addRecords(index) }
    }

    /// Identities with their place in `records` as subject.
    func identities() -> [Identity] {
        records.enumerated().map {
            Identity(subject: Int64($0.offset), child: $0.element.child, statement: $0.element.statement)
        }
    }

    // MARK: Families

    private mutating func addFamily() {
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

    private mutating func validNHS() -> Int { 4_000_000_000 + dice.below(999_999_999) }

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

    private mutating func surname(_ community: Int) -> String {
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

    // MARK: What sources state

    private mutating func addRecords(_ index: Int) {
        let child = children[index]
        if dice.chance(0.75) { add(index, "health", statement(child, nhs: 0.97, upn: 0, phone: 0.6, address: 0.95)) }
        if dice.chance(0.92) {
            add(index, "school-\(child.school)", statement(child, nhs: 0, upn: 0.98, phone: 0.7, address: 0.95))
            if dice.chance(0.03) {
                let next = "school-\(dice.below(400))"
                add(index, next, statement(child, nhs: 0, upn: 0.98, phone: 0.7, address: 0.95))
            }
        }
        if dice.chance(0.62) {
            add(index, "council", statement(child, nhs: 0.35, upn: 0.85, phone: 0.4, address: 0.95))
            if dice.chance(0.01) {
                add(index, "council", statement(child, nhs: 0.35, upn: 0.85, phone: 0.4, address: 0.95))
            }
        }
        if dice.chance(0.3) { add(index, "transport", statement(child, nhs: 0, upn: 0.15, phone: 0.8, address: 0.97)) }
    }

    private mutating func add(_ truth: Int, _ space: String, _ statement: IdentityStatement) {
        let key = ChildKey(space: space, key: "\(records.count)")
        records.append(Record(child: key, statement: statement, truth: truth))
    }

    private mutating func statement(
        _ child: Child, nhs: Double, upn: Double, phone: Double, address: Double
    ) -> IdentityStatement {
        var statement = IdentityStatement()
        var forename = child.forename
        if forename.hasPrefix("Mohammed ") {
            if dice.chance(0.25) { forename = String(forename.dropFirst(9)) }
        } else if let short = Self.nicknames[forename], dice.chance(0.08) {
            forename = short
        }
        if let others = Self.spellings[String(forename.prefix { $0 != " " })], dice.chance(0.1) {
            forename = dice.pick(others) + forename.drop { $0 != " " }
        }
        if dice.chance(0.015) { forename = typo(forename) }
        var middle = dice.chance(0.5) ? child.middle : nil
        if let known = child.middle, dice.chance(0.02) { (forename, middle) = (known, child.forename) }
        var surname = child.surname
        if surname.contains("-") && dice.chance(0.3) {
            surname = String(dice.chance(0.5) ? surname.prefix { $0 != "-" } : surname.drop { $0 != "-" }.dropFirst())
        }
        if dice.chance(0.03) {
            statement.formerSurname = dice.chance(0.4) ? surname : nil
            surname = self.surname(dice.below(10))
        }
        if dice.chance(0.015) { surname = typo(surname) }
        if dice.chance(0.007) { (forename, surname) = (surname, forename) }
        (statement.forename, statement.middleNames, statement.surname) = (forename, middle, surname)
        statement.birthDate = birthDate(child)
        statement.sex = dice.chance(0.003) ? (child.sex == "F" ? "M" : "F") : child.sex
        if dice.chance(nhs) {
            let wrong = dice.chance(0.003)
            let number = wrong ? (dice.chance(0.5) ? children[dice.below(children.count)].nhs : validNHS()) : child.nhs
            statement.nhsNumber = "\(number)"
        }
        if dice.chance(upn) {
            let number = dice.chance(0.005) ? children[dice.below(children.count)].upn : child.upn
            statement.upn = "A" + String("\(1_000_000_000_000 + number)".dropFirst())
        }
        if dice.chance(address) { state(home: dice.chance(0.12) ? child.oldHome : child.home, in: &statement) }
        if dice.chance(phone) {
            statement.phone = dice.chance(0.15) ? "0\(7_000_000_000 + dice.below(999_999_999))" : "0\(child.phone)"
        }
        return statement
    }

    private mutating func birthDate(_ child: Child) -> BirthDate? {
        let (year, month, day) = child.birth
        if dice.chance(0.003) { return nil }
        if dice.chance(0.005) && day <= 12 { return BirthDate(year: year, month: day, day: month) }
        if dice.chance(0.007) { return BirthDate(year: year, month: 1, day: 1) }
        if dice.chance(0.007) {
            switch dice.below(3) {
            case 0: return BirthDate(year: year, month: month, day: day % 28 + 1)
            case 1: return BirthDate(year: year, month: month % 12 + 1, day: day)
            default: return BirthDate(year: year - 1, month: month, day: day)
            }
        }
        return BirthDate(year: year, month: month, day: day)
    }

    private mutating func state(home: Int, in statement: inout IdentityStatement) {
        // 36,000 postcodes of about 15 homes.
        let postcode = home % 36_000
        let letters = Array("ABDEFGHJLNPQRSTUWXYZ")
        let second = "\(letters[postcode / 20 % 20])\(letters[postcode % 20])"
        statement.postcode = "B\(1 + postcode / 4000) \(postcode / 400 % 10)\(second)"
        if dice.chance(0.85) {
            let streets = [
                "High", "Church", "Station", "Mill", "Victoria", "Albert", "Park", "Queens", "Kings", "Grove",
            ]
            statement.addressLine = "\(1 + home / 36_000 % 60) \(streets[postcode % 10]) Road"
        }
    }

    private mutating func typo(_ name: String) -> String {
        var letters = Array(name)
        guard letters.count > 3 else { return name }
        let place = 1 + dice.below(letters.count - 2)
        switch dice.below(4) {
        case 0: letters.remove(at: place)
        case 1: letters.insert(dice.pick(Array("aeinrst")), at: place)
        case 2: letters.swapAt(place, place + 1)
        default: letters[place] = dice.pick(Array("aeinrst"))
        }
        return String(letters)
    }

    // MARK: Names

    static let confusable = [
        ("Hassan", "Hussain"), ("Zara", "Zahra"), ("Amira", "Samira"), ("Ella", "Bella"), ("Adam", "Aadil"),
        ("Jayden", "Kayden"), ("Aisha", "Aleesha"), ("Hana", "Huda"), ("Ayaan", "Rayyan"), ("Eva", "Ava"),
        ("Tim", "Tom"), ("Anaya", "Inaya"), ("Sana", "Sania"), ("Lily", "Millie"), ("Jack", "Jake"),
    ]
    static let nicknames = [
        "Thomas": "Tom", "William": "Billy", "Joshua": "Josh", "Benjamin": "Ben", "Samuel": "Sam",
        "Charlotte": "Lottie",
        "Alexander": "Alex", "Isabella": "Bella", "Elizabeth": "Lizzie", "Matthew": "Matt", "Daniel": "Dan",
        "Oliver": "Ollie", "Katherine": "Katie", "Jessica": "Jess",
    ]
    static let spellings = [
        "Mohammed": ["Muhammad", "Mohammad", "Mohamed"], "Aisha": ["Ayesha", "Aishah"], "Yusuf": ["Yousuf", "Yusef"],
        "Katherine": ["Catherine", "Kathryn"], "Sophia": ["Sofia"], "Zainab": ["Zaynab"], "Umar": ["Omar"],
        "Sarah": ["Sara"], "Callum": ["Calum"], "Fatima": ["Fatimah"], "Ahmed": ["Ahmad"],
    ]
    static let muslimBoys = [
        "Ali", "Ahmed", "Ibrahim", "Yusuf", "Hassan", "Hussain", "Abdullah", "Hamza", "Umar", "Adam", "Bilal", "Zayn",
        "Idris", "Ismail", "Musa", "Ayaan", "Haris", "Rayyan", "Zakariya", "Usman", "Imran", "Khalid", "Tariq", "Eesa",
        "Sulaiman", "Hamid", "Junaid", "Saad", "Zubair", "Faisal",
    ]
    static let muslimGirls = [
        "Aisha", "Fatima", "Maryam", "Zainab", "Khadija", "Amina", "Hafsa", "Zara", "Safiya", "Inaya", "Aaliyah",
        "Noor",
        "Sara", "Zahra", "Hana", "Iman", "Sumaya", "Layla", "Amira", "Halima", "Ruqayyah", "Saima", "Iqra", "Laiba",
    ]
    static let sikhSurnames = [
        "Singh", "Kaur", "Gill", "Sandhu", "Dhillon", "Sidhu", "Rai", "Bains", "Basra", "Bhogal", "Chahal", "Dhaliwal",
        "Grewal", "Johal", "Kang", "Mann", "Purewal", "Randhawa", "Sahota", "Uppal", "Virk", "Sharma", "Patel", "Kumar",
    ]
    static let sikhBoys = [
        "Arjun", "Gurpreet", "Harjit", "Jaspreet", "Manpreet", "Navdeep", "Ravi", "Karan", "Sandeep", "Rohan", "Aarav",
        "Jagdeep", "Amrit", "Vikram", "Sunil", "Prabhdeep", "Aryan", "Krish", "Nikhil", "Rajan", "Varun", "Sahil",
    ]
    static let sikhGirls = [
        "Simran", "Jasleen", "Harleen", "Priya", "Anjali", "Manpreet", "Diya", "Meera", "Kavya", "Neha", "Ananya",
        "Riya",
        "Harpreet", "Nisha", "Pooja", "Shreya", "Tanvi", "Isha", "Avni", "Sukhpreet", "Anika", "Aditi",
    ]
    static let englishBoys = [
        "Oliver", "Noah", "George", "Leo", "Jack", "Harry", "Arthur", "Charlie", "Jacob", "Thomas", "Oscar", "James",
        "William", "Theo", "Archie", "Joshua", "Alexander", "Henry", "Daniel", "Samuel", "Lucas", "Max", "Isaac",
        "Mason",
        "Ethan", "Freddie", "Finley", "Benjamin", "Joseph", "Tyler", "Callum", "Matthew", "Ryan", "Connor", "Liam",
        "Kai",
    ]
    static let englishGirls = [
        "Olivia", "Amelia", "Isla", "Ava", "Freya", "Emily", "Sophia", "Mia", "Grace", "Ella", "Isabella", "Lily",
        "Poppy",
        "Evie", "Ivy", "Jessica", "Charlotte", "Florence", "Sienna", "Daisy", "Phoebe", "Alice", "Rosie", "Ruby",
        "Millie",
        "Elizabeth", "Katherine", "Sarah", "Hannah", "Chloe", "Megan", "Holly", "Lucy", "Erin", "Molly", "Willow",
    ]
    static let muslimSurnames = [
        "Khan", "Hussain", "Ahmed", "Ali", "Begum", "Akhtar", "Mahmood", "Miah", "Iqbal", "Shah", "Hassan", "Rahman",
        "Malik", "Chowdhury", "Uddin", "Mirza", "Abdi", "Warsame", "Farah", "Yusuf", "Aziz", "Javed", "Raza", "Butt",
    ]
    static let englishSurnames = [
        "Smith", "Jones", "Williams", "Brown", "Taylor", "Davies", "Evans", "Wilson", "Johnson", "Thomas", "Roberts",
        "Walker", "Wright", "Robinson", "Thompson", "White", "Hughes", "Edwards", "Green", "Hall", "Wood", "Harris",
        "Lewis", "Martin", "Jackson", "Clarke", "Turner", "Hill", "Scott", "Cooper", "Morris", "Ward", "Moore", "King",
        "Watson", "Baker", "Morgan", "Patel", "Murphy", "Kelly", "Campbell", "OBrien", "Francis", "Osei", "Okafor",
    ]
}

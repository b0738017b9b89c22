// What the model knows of names: how common each is, which are spellings or short forms of one another.

/// How common a name is and what other names mean the same.
struct NameEntry: Sendable {
    /// log2(1 / frequency) as a forename and as a surname, in hundredths.
    var rarity: Int32
    var familyRarity: Int32
    /// The group of spellings it belongs to; never 0, so that two known names can be told apart.
    var spelling: UInt16
    /// The groups of short forms it belongs to; 0 is none.
    var groups: InlineArray<3, UInt16> = [0, 0, 0]
    /// The word that stands for it in blocking keys.
    var head: UInt64
    /// The rarity, in either place of a name, of the commonest word with this head: a property of the head alone.
    var headRarity: Int32 = 0
    var kind: Kind = .name

    enum Kind: UInt8, Sendable {
        case name
        /// An honorific that is written or dropped: Mohammed, Syed.
        case title
        /// No name at all: Baby, Unknown.
        case placeholder
        /// A small word before a name: de, al, van.
        case particle
    }

    /// It stands in the list of forenames: many children have it as their full name.
    var isBorne = false
    /// It is the full form of a group.
    var isFull = false

    /// Spellings of one name, a short form and its full form, or two short forms of one name that aren't both names of
    /// their own: Becky and Becca are, Mia and Amy aren't.
    func sameName(as other: NameEntry) -> Bool {
        if spelling == other.spelling { return true }
        if isBorne && other.isBorne && !isFull && !other.isFull { return false }
        for i in 0..<3 where groups[i] != 0 {
            for j in 0..<3 where groups[i] == other.groups[j] { return true }
        }
        return false
    }
}

/// Name words to their entries: an open-addressing table, read only.
struct NameTable: Sendable {
    /// Entry 0 stands for every name that isn't in the model.
    private(set) var entries: [NameEntry]
    private var slots: [UInt64]
    private var places: [UInt16]
    private let mask: Int

    init(names: [(token: NameToken, entry: NameEntry)], unknown: NameEntry) {
        var size = 64
        while size < names.count * 3 { size *= 2 }
        mask = size - 1
        entries = [unknown]
        slots = Array(repeating: 0, count: size)
        places = Array(repeating: 0, count: size)
        for (token, entry) in names where !token.isEmpty && entries.count < Int(UInt16.max) {
            var slot = Int(truncatingIfNeeded: mix(token.packed, 0)) & mask
            while slots[slot] != 0 && slots[slot] != token.packed { slot = (slot + 1) & mask }
            guard slots[slot] == 0 else { continue }
            slots[slot] = token.packed
            places[slot] = UInt16(entries.count)
            entries.append(entry)
        }
    }

    /// The index of the word's entry; 0 if the model doesn't know it.
    func index(of token: UInt64) -> UInt16 {
        if token == 0 { return 0 }
        var slot = Int(truncatingIfNeeded: mix(token, 0)) & mask
        while slots[slot] != 0 {
            if slots[slot] == token { return places[slot] }
            slot = (slot + 1) & mask
        }
        return 0
    }
}

/// What the model knows of the names of one identity: the index of each word's entry, and which words count.
struct NameSenses: Sendable {
    var given = InlineArray<5, UInt16>(repeating: 0)
    var family = InlineArray<4, UInt16>(repeating: 0)
    /// Bit i: word i of the given names counts (no placeholder; no title or particle beside a real name).
    var givenMask: UInt8 = 0
    var familyMask: UInt8 = 0
    /// The word that the child goes by, as the forename says: -1 if none.
    var first: Int8 = -1
    var preferred: Int8 = -1
    /// The entry of the forename if it is plain: one known forename and nothing else, beside surnames that are no
    /// forenames. 0 if it isn't: then other words may have their say.
    var plain: UInt16 = 0
    /// The forename is an honorific alone.
    var isTitleOnly = false
    /// A title stands among the given names.
    var titleAt: Int8 = -1

    init(_ identity: Identity, _ table: NameTable) {
        var names: UInt8 = 0
        var titles: UInt8 = 0
        let givenCount = Int(identity.givenCount)
        let forenameCount = Int(identity.forenameCount)
        for i in 0..<givenCount {
            let index = table.index(of: identity.given[i])
            given[i] = index
            switch table.entries[Int(index)].kind {
            case .name: names |= 1 << UInt8(i)
            case .title:
                titles |= 1 << UInt8(i)
                if titleAt < 0 { titleAt = Int8(i) }
            case .placeholder, .particle: break
            }
        }
        let forenames = UInt8(truncatingIfNeeded: (1 << forenameCount) - 1)
        if names & forenames != 0 {
            first = Int8((names & forenames).trailingZeroBitCount)
            givenMask = names
        } else if titles & forenames != 0 {
            first = Int8((titles & forenames).trailingZeroBitCount)
            isTitleOnly = true
            givenMask = names | 1 << UInt8(first)
        } else {
            givenMask = names
        }
        if identity.preferredCount > 0 && names & 1 << UInt8(forenameCount) != 0 {
            preferred = Int8(forenameCount)
            if first < 0 { first = preferred }
        }
        var particles: UInt8 = 0
        for i in 0..<Int(identity.familyCount) {
            let index = table.index(of: identity.family[i])
            family[i] = index
            switch table.entries[Int(index)].kind {
            case .name, .title: familyMask |= 1 << UInt8(i)
            case .particle: particles |= 1 << UInt8(i)
            case .placeholder: break
            }
        }
        if familyMask == 0 { familyMask = particles }
        takePlain(table)
    }

    private mutating func takePlain(_ table: NameTable) {
        guard first >= 0, preferred < 0, titleAt < 0, givenMask & (givenMask &- 1) == 0 else { return }
        let entry = given[Int(first)]
        guard entry != 0, table.entries[Int(entry)].isBorne else { return }
        for i in 0..<4 where familyMask & 1 << UInt8(i) != 0 && table.entries[Int(family[i])].isBorne { return }
        plain = entry
    }
}

// One slip of the fingers.

enum Misspelling {
    /// The name with one letter doubled, dropped, exchanged with the next, or replaced. Names that are short or hold
    /// letters with marks stay as they are.
    static func of(_ name: String, _ chance: inout Chance) -> String {
        var bytes = Array(name.utf8)
        guard bytes.count > 3, !Accents.has(name) else { return name }
        let place = 1 + chance.below(bytes.count - 2)
        switch chance.below(4) {
        case 0: bytes.insert(bytes[place], at: place)
        case 1: bytes.remove(at: place)
        case 2: bytes.swapAt(place, place + 1 < bytes.count ? place + 1 : place - 1)
        default: bytes[place] = UInt8(97 + chance.below(26))
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

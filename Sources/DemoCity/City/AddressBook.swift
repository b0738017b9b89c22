// Invented streets, postcodes and telephone numbers.

/// Gives out addresses of one city; neighbours share a postcode.
struct AddressBook: Sendable {
    let districts: Int
    /// How many postcodes are in use in all.
    let units: Int

    private static let trees = [
        "Alder", "Ash", "Beech", "Birch", "Bramble", "Cedar", "Cherry", "Chestnut", "Clover", "Elder", "Elm", "Fern",
        "Foxglove", "Hawthorn", "Hazel", "Heather", "Holly", "Ivy", "Juniper", "Larch", "Laurel", "Lime", "Linden",
        "Maple", "Oak", "Orchard", "Poplar", "Primrose", "Rowan", "Sorrel", "Spruce", "Sycamore", "Thistle", "Walnut",
        "Willow", "Yew", "Kingfisher", "Heron", "Lapwing", "Plover", "Skylark", "Swallow", "Canal", "Chapel", "Foundry",
        "Gas Works", "Mill", "Quarry", "Station", "Tannery", "Wharf",
    ]
    private static let ways = [
        "Road", "Street", "Avenue", "Close", "Lane", "Grove", "Drive", "Crescent", "Gardens", "Court", "Rise", "Way",
    ]
    private static let inward = Array("ABDEFGHJLNPQRSTUWXYZ".utf8)

    init(households: Int) {
        districts = max(2, min(45, households / 60))
        units = max(20, households / 3)
    }

    func address(in district: Int, _ chance: inout Chance) -> Address {
        // A unit belongs to one district for good.
        let unit = chance.below(max(1, units / districts)) * districts + district
        let street = Self.trees[unit * 7 % Self.trees.count] + " " + Self.ways[unit * 5 % Self.ways.count]
        let number = 1 + chance.below(180)
        let flat = chance.below(12)
        let line = flat == 0 ? "Flat \(1 + chance.below(30)), \(number) \(street)" : "\(number) \(street)"
        return Address(line: line, postcode: postcode(unit), phone: phone(&chance))
    }

    /// Like B14 7QJ.
    func postcode(_ unit: Int) -> String {
        let rest = unit / districts
        let letters = [Self.inward[rest % 20], Self.inward[rest / 20 % 20]]
        return "B\(unit % districts + 1) \(rest / 400 % 9 + 1)\(String(decoding: letters, as: UTF8.self))"
    }

    func phone(_ chance: inout Chance) -> String {
        let number = String(chance.below(1_000_000_000))
        return "07" + String(repeating: "4", count: 9 - number.utf8.count) + number
    }
}

// The name under which a file is taken: it says when, which file it was, and nobody else has it. Pure.

import SENDRecords

/// One taking of one file. The same id comes with the file after a crash.
struct Claim: Hashable, Sendable {
    /// Unique, and sorted by time: `1795293000123-9f3a5c0e12ab34cd`.
    let id: String
    /// When the file was taken.
    let arrived: Instant

    init(at arrived: Instant, chance: UInt64 = .random(in: 0 ... .max)) {
        let time = String(max(0, arrived.milliseconds))
        let random = String(chance, radix: 16)
        id =
            String(repeating: "0", count: max(0, 13 - time.count)) + time + "-"
            + String(repeating: "0", count: 16 - random.count) + random
        self.arrived = Instant(milliseconds: max(0, arrived.milliseconds))
    }

    /// Reads an id; nil where it is none.
    init?(id: some StringProtocol) {
        let parts = id.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count >= 13, parts[1].utf8.count == 16,
            parts[0].utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }), let time = Int64(parts[0]),
            parts[1].utf8.allSatisfy({ $0 >= 48 && $0 <= 57 || $0 >= 97 && $0 <= 102 })
        else { return nil }
        self.id = String(id)
        arrived = Instant(milliseconds: time)
    }
}

/// A claimed file's name in `.taking`: `<claim>~<name>`, or `<claim>!<safe name>` where its own name is refused.
struct TakenName: Hashable, Sendable {
    let claim: Claim
    let name: String
    /// Whether the file's own name could be used.
    let isUsable: Bool

    init(claim: Claim, name: String, isUsable: Bool) {
        self.claim = claim
        self.name = name
        self.isUsable = isUsable
    }

    /// Reads a name; nil where it is none of ours.
    init?(_ file: FileName) {
        let text = String(decoding: file.bytes, as: UTF8.self)
        guard text.utf8.elementsEqual(file.bytes), let mark = text.utf8.firstIndex(where: { $0 == 126 || $0 == 33 }),
            let claim = Claim(id: text[..<mark])
        else { return nil }
        let name = text[text.utf8.index(after: mark)...]
        guard !name.isEmpty else { return nil }
        self.init(claim: claim, name: String(name), isUsable: text.utf8[mark] == 126)
    }

    var fileName: FileName { FileName("\(claim.id)\(isUsable ? "~" : "!")\(name)") }
}

// The table of texts that cells name by number, held as bytes and not as strings.

struct SharedStrings {
    /// Texts, one after the other, in blocks, so that a large table is never copied to grow.
    private var blocks: [[UInt8]] = []
    /// For each text the block and its place there.
    private var places: [Place] = []
    private(set) var bytes = 0

    private struct Place {
        var block: UInt32
        var start: UInt32
        var count: UInt32
    }

    private static let blockSize = 1 << 20

    var count: Int { places.count }

    /// What the table takes in memory, nearly.
    var cost: Int { bytes + places.count * MemoryLayout<Place>.size }

    mutating func add(_ text: [UInt8]) {
        if blocks.isEmpty || (blocks[blocks.count - 1].count + text.count > Self.blockSize) {
            var block: [UInt8] = []
            block.reserveCapacity(max(bytes == 0 ? 1 << 12 : Self.blockSize, text.count))
            blocks.append(block)
        }
        let last = blocks.count - 1
        places.append(
            Place(block: UInt32(last), start: UInt32(blocks[last].count), count: UInt32(text.count)))
        blocks[last] += text
        bytes += text.count
    }

    /// Appends a text; false where there is none of that number.
    func append(_ number: Int, to output: inout [UInt8]) -> Bool {
        guard places.indices.contains(number) else { return false }
        let place = places[number]
        output += blocks[Int(place.block)][Int(place.start)..<Int(place.start) + Int(place.count)]
        return true
    }
}

/// Hears `sharedStrings.xml`.
final class SharedStringsListener: XMLListener {
    private(set) var strings = SharedStrings()
    private(set) var isTooLarge = false
    private let limit: Int
    private var text: [UInt8] = []
    private var takesText = false
    /// Inside the reading aid of a Japanese text, which isn't part of it.
    private var isPhonetic = false

    init(limit: Int) {
        self.limit = limit
    }

    var wantsToStop: Bool { isTooLarge }

    func start(_ name: UnsafePointer<CChar>, _ attributes: XMLAttributes, at place: XMLPlace) {
        if XMLStream.isSame(name, "t") {
            takesText = !isPhonetic
        } else if XMLStream.isSame(name, "si") {
            text.removeAll(keepingCapacity: true)
        } else if XMLStream.isSame(name, "rPh") {
            isPhonetic = true
        }
    }

    func end(_ name: UnsafePointer<CChar>) {
        if XMLStream.isSame(name, "t") {
            takesText = false
        } else if XMLStream.isSame(name, "si") {
            strings.add(EscapedText.plain(text))
            isTooLarge = strings.cost > limit
        } else if XMLStream.isSame(name, "rPh") {
            isPhonetic = false
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard takesText else { return }
        text += bytes
        if text.count > limit { isTooLarge = true }
    }
}

/// Characters that XML can't hold are written as `_x000D_` in a workbook's texts (ECMA-376 part 1, 22.9.2.19).
enum EscapedText {
    static func plain(_ text: [UInt8]) -> [UInt8] {
        guard text.contains(UInt8(ascii: "_")) else { return text }
        var output: [UInt8] = []
        var index = 0
        while index < text.count {
            if text[index] == UInt8(ascii: "_"), index + 6 < text.count, text[index + 1] == UInt8(ascii: "x"),
                text[index + 6] == UInt8(ascii: "_"),
                let code = UInt32(String(decoding: text[index + 2..<index + 6], as: UTF8.self), radix: 16),
                let scalar = Unicode.Scalar(code)
            {
                output += Array(String(scalar).utf8)
                index += 7
            } else {
                output.append(text[index])
                index += 1
            }
        }
        return output
    }
}

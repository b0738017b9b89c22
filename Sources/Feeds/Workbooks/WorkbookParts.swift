// What a workbook says of itself: its sheets, its date system, the formats of its cells.

/// A sheet as the workbook lists it.
struct SheetEntry: Sendable, Equatable {
    var name: String
    var relation: String
    var isVisible: Bool
    /// Where it is in the archive; nil for charts and dialogues.
    var part: String?
}

/// Hears the start tags of a small part.
final class TagListener: XMLListener {
    private let hear: (UnsafePointer<CChar>, XMLAttributes, [String]) -> Void
    /// The elements that are open, outermost first.
    private var open: [String] = []

    init(_ hear: @escaping (UnsafePointer<CChar>, XMLAttributes, [String]) -> Void) {
        self.hear = hear
    }

    var wantsToStop: Bool { false }

    func start(_ name: UnsafePointer<CChar>, _ attributes: XMLAttributes, at place: XMLPlace) {
        hear(name, attributes, open)
        open.append(String(cString: name))
    }

    func end(_ name: UnsafePointer<CChar>) { open.removeLast() }
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// A relation of one part to another.
struct PartRelation {
    let id: String
    let kind: String
    let target: String
}

enum PartName {
    /// `xl/workbook.xml` and `worksheets/sheet1.xml` give `xl/worksheets/sheet1.xml`.
    static func resolved(_ target: String, from part: String) -> String {
        if target.hasPrefix("/") { return String(target.dropFirst()) }
        var parts = part.split(separator: "/").dropLast().map(String.init)
        for step in target.split(separator: "/") {
            switch step {
            case ".": break
            case "..": if !parts.isEmpty { parts.removeLast() }
            default: parts.append(String(step))
            }
        }
        return parts.joined(separator: "/")
    }

    /// Where the relations of a part are.
    static func relations(of part: String) -> String {
        var parts = part.split(separator: "/").map(String.init)
        let last = parts.popLast() ?? ""
        return (parts + ["_rels", "\(last).rels"]).joined(separator: "/")
    }
}

/// Formats by the number that a cell names.
struct CellFormats: Sendable {
    private var codes: [Int: String] = [:]
    private(set) var formats: [NumberFormat] = []

    mutating func hear(_ name: UnsafePointer<CChar>, _ attributes: XMLAttributes, inside open: [String]) {
        if XMLStream.isSame(name, "numFmt"), open.last == "numFmts" {
            if let id = attributes.text("numFmtId").flatMap({ Int($0) }), let code = attributes.text("formatCode") {
                codes[id] = code
            }
        } else if XMLStream.isSame(name, "xf"), open.last == "cellXfs" {
            let id = attributes.text("numFmtId").flatMap { Int($0) } ?? 0
            formats.append(codes[id].map { NumberFormat(code: $0) } ?? NumberFormat(builtIn: id))
        }
    }

    func format(_ number: Int) -> NumberFormat {
        formats.indices.contains(number) ? formats[number] : .general
    }
}

// A file of an example, and what is done to it: its rows in another order, a needed column under another name.

import Adapters
import Feeds
import Foundation

/// One file with its bytes. Examples are small.
struct ContractFile {
    let name: String
    let bytes: [UInt8]

    init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    init(path: String) throws {
        name = URL(fileURLWithPath: path).lastPathComponent
        bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    /// A text whose lines can be moved about as bytes.
    private var hasPlainLines: Bool { !bytes.contains(0) && !bytes.starts(with: [0x50, 0x4B]) }

    /// The first part of the file, which ends inside a line: one that ends with a line is a shorter file.
    var cut: ContractFile {
        var part = bytes.prefix(bytes.count * 6 / 10)
        while let last = part.last, last == 0x0A || last == 0x0D { part.removeLast() }
        if !part.isEmpty { part.removeLast() }
        return ContractFile(name: name, bytes: Array(part))
    }

    // MARK: - Another order

    /// The file with its rows from the last to the first; nil where that can't be done to its format: a workbook, XML, UTF-16.
    func reversed(by rule: FileRule?) -> ContractFile? {
        // A tap says again what has changed: the last record of a key is the one that is true.
        guard let rule, hasPlainLines, rule.formats.singer == nil else { return nil }
        var (lines, elements): ([(offset: Int, isRow: Bool)], [Int]) = ([], [])
        var source = MemoryByteSource(bytes)
        var isCutInLines = true
        _ = try? rule.read(&source) { event in
            switch event {
            case .header, .elements, .unread: break
            case .row(let row): lines.append((row.byteOffset, true))
            case .rejected(let row): lines.append((row.byteOffset, true))
            case .aside(let aside): lines.append((aside.byteOffset, false))
            case .rejectedLine(let line): lines.append((line.byteOffset, true))
            case .element(let element):
                elements.append(element.byteOffset)
                isCutInLines = false
            }
        }
        if isCutInLines { return reversed(lines: lines) }
        return lines.isEmpty ? reversed(elements: elements) : nil
    }

    private func reversed(lines: [(offset: Int, isRow: Bool)]) -> ContractFile? {
        guard lines.filter(\.isRow).count > 1, lines.allSatisfy({ $0.offset < bytes.count }) else { return nil }
        var parts: [ArraySlice<UInt8>] = []
        for (index, line) in lines.enumerated() {
            let end = index + 1 < lines.count ? lines[index + 1].offset : bytes.count
            guard line.offset < end else { return nil }
            parts.append(bytes[line.offset..<end])
        }
        let rows = lines.indices.filter { lines[$0].isRow }
        var turned = parts
        for (place, row) in zip(rows, rows.reversed()) { turned[place] = parts[row] }
        let end: [UInt8] = bytes.contains(0x0D) ? [0x0D, 0x0A] : [0x0A]
        var result = Array(bytes[..<lines[0].offset])
        for part in turned {
            result += part
            if part.last != 0x0A { result += end }
        }
        return ContractFile(name: name, bytes: result)
    }

    /// JSON values change places; what stands between them stays.
    private func reversed(elements: [Int]) -> ContractFile? {
        guard elements.count > 1, let values = ends(of: elements) else { return nil }
        var result: [UInt8] = []
        var position = 0
        for (place, value) in zip(values, values.reversed()) {
            result += bytes[position..<place.lowerBound]
            result += bytes[value]
            position = place.upperBound
        }
        return ContractFile(name: name, bytes: result + bytes[position...])
    }

    /// Where each object ends; nil where one is none, or lies in another.
    private func ends(of starts: [Int]) -> [Range<Int>]? {
        var ranges: [Range<Int>] = []
        for start in starts {
            guard start < bytes.count, bytes[start] == UInt8(ascii: "{"),
                ranges.last.map({ $0.upperBound <= start }) ?? true
            else { return nil }
            var (depth, isText, position) = (0, false, start)
            repeat {
                guard position < bytes.count else { return nil }
                switch bytes[position] {
                case UInt8(ascii: "\\") where isText: position += 1
                case UInt8(ascii: "\""): isText.toggle()
                case UInt8(ascii: "{") where !isText: depth += 1
                case UInt8(ascii: "}") where !isText: depth -= 1
                default: break
                }
                position += 1
            } while depth > 0
            ranges.append(start..<position)
        }
        return ranges
    }

    // MARK: - A column that is gone

    /// For each of the needed columns the file with every column renamed that would do for it.
    func withoutNeededColumns(of rule: FileRule, _ manifest: Manifest) -> [(needed: String, file: ContractFile)] {
        guard hasPlainLines else { return [] }
        var header: [String] = []
        var end = bytes.count
        var source = MemoryByteSource(bytes)
        _ = try? rule.read(&source) { event in
            switch event {
            case .header(let names): header = names
            case .row(let row): end = min(end, row.byteOffset)
            case .rejected(let row): end = min(end, row.byteOffset)
            default: break
            }
        }
        return rule.requiredColumns.compactMap { names in
            let needed = names.joined(separator: " or ")
            let doing = header.filter { !rule.fit(of: manifest.known([$0])).missing.contains(needed) }
            var head = Array(bytes[..<end])
            for (number, column) in doing.enumerated() {
                guard Self.rename(column, to: "Gone \(number)", in: &head) else { return nil }
            }
            return doing.isEmpty ? nil : (needed, ContractFile(name: name, bytes: head + bytes[end...]))
        }
    }

    /// Renames a cell of the heading; false where it can't be found as it is told.
    private static func rename(_ column: String, to other: String, in head: inout [UInt8]) -> Bool {
        let wanted = Array(column.utf8)
        let around: Set<UInt8> = Set(Array(",;\t|\"\r\n".utf8) + [0xBF])
        guard !wanted.isEmpty, head.count >= wanted.count else { return false }
        for start in stride(from: head.count - wanted.count, through: 0, by: -1)
        where head[start..<(start + wanted.count)].elementsEqual(wanted) {
            let end = start + wanted.count
            let isWhole =
                (start == 0 || around.contains(head[start - 1])) && (end == head.count || around.contains(head[end]))
            guard isWhole else { continue }
            head.replaceSubrange(start..<end, with: other.utf8)
            return true
        }
        return false
    }
}

// A record for each part of a row.

import Feeds

extension RowMapper {
    /// More parts of one row than this are a mistake: no grid of a school year has so many.
    static let mostParts = 5000

    /// Does something for each combination of a record's parts, with the part named in `current`.
    mutating func forEachPart(
        _ parts: [CompiledPart], from level: Int = 0, _ body: (inout RowMapper) -> Void
    ) {
        guard level < parts.count else {
            count += 1
            if count <= Self.mostParts { body(&self) } else { quarantineParts() }
            return
        }
        switch parts[level].kind {
        case .columns(let matches):
            var number = 1
            for match in matches {
                let found = match.columns.count == 1 ? cell(match.columns[0]) : .nothing
                visit(CurrentPart(number: number, found: found, match: match), parts, level, body)
                number += 1
            }
        case .elements(let path, let parent): visitElements(path, of: parent, parts, level, body)
        case .split(let value, let separators):
            let found = find(value)
            guard let text = text(of: found) else { return }
            let column = column(of: found)
            for (index, piece) in Self.pieces(of: text, between: separators).enumerated() {
                visit(CurrentPart(number: index + 1, found: .text(piece, column)), parts, level, body)
            }
        case .characters(let value, let width): visitLetters(of: value, width, parts, level, body)
        }
    }

    /// Goes on to the next level below a part, where the part holds something.
    private mutating func visit(
        _ part: CurrentPart, _ parts: [CompiledPart], _ level: Int, _ body: (inout RowMapper) -> Void
    ) {
        guard parts[level].keepsBlank || holdsSomething(part, parts[level]) else { return }
        current.append(part)
        forEachPart(parts, from: level + 1, body)
        current.removeLast()
    }

    private mutating func visitElements(
        _ path: JSONPath, of parent: Int?, _ parts: [CompiledPart], _ level: Int, _ body: (inout RowMapper) -> Void
    ) {
        guard let whole = parent.map({ current[$0].element }) ?? element else { return }
        var number = 1
        for element in path.values(in: whole) {
            var part = CurrentPart(number: number, found: .nothing, element: element)
            current.append(part)
            let column = exactColumn(parts[level].column - 1, level: level)
            current.removeLast()
            part.found = element.scalarText.map { .text($0, column) } ?? .blank(column)
            visit(part, parts, level, body)
            number += 1
        }
    }

    private mutating func visitLetters(
        of value: CompiledValue, _ width: Int, _ parts: [CompiledPart], _ level: Int, _ body: (inout RowMapper) -> Void
    ) {
        let found = find(value)
        let column = column(of: found)
        guard let text = wholeText(of: found) else { return }
        var number = 1
        var piece = ""
        var letters = 0
        for letter in text.unicodeScalars {
            piece.unicodeScalars.append(letter)
            letters += 1
            guard letters == width else { continue }
            visit(CurrentPart(number: number, found: .text(piece, column)), parts, level, body)
            number += 1
            letters = 0
            piece = ""
        }
        if letters > 0 { visit(CurrentPart(number: number, found: .text(piece, column)), parts, level, body) }
    }

    private func holdsSomething(_ current: CurrentPart, _ part: CompiledPart) -> Bool {
        if let match = current.match, match.columns.count > 1 {
            return match.columns.contains { index in
                if index >= 0, case .cell = cell(index) { !isWord(.cell(index), in: part.blank) } else { false }
            }
        }
        switch current.found {
        case .cell: return !isWord(current.found, in: part.blank)
        case .text(var text, _):
            return !text.withUTF8 { $0.trimmed.isEmpty } && !isWord(current.found, in: part.blank)
        case .nothing, .blank, .orphan, .unusable:
            // An object holds something though it is no value itself.
            return current.element.map { $0.members?.isEmpty == false || $0.elements?.isEmpty == false } ?? false
        }
    }

    private func isWord(_ found: Found, in words: WordTable<Void>) -> Bool {
        if words.isEmpty { return false }
        switch found {
        case .cell(let index): return row.withBytes(at: index) { words.contains($0.trimmed) }
        case .text(let text, _): return words.contains(text)
        case .nothing, .blank, .orphan, .unusable: return false
        }
    }

    /// Blanks before the first letter count where letters are counted.
    private func wholeText(of found: Found) -> String? {
        if case .cell(let index) = found { return row.text(at: index) }
        return text(of: found)
    }

    /// The 1-based column of a path below the parts down to a level.
    mutating func exactColumn(_ column: Int, level: Int) -> Int {
        places.column(column, named: mapping.columns[column], levels: current[...level], after: mapping.columns.count)
    }

    /// A part's text, column or place of its name.
    mutating func find(partPath index: Int) -> Found {
        let path = mapping.partPaths[index]
        guard path.level < current.count, let element = current[path.level].element,
            let cell = path.path.cell(in: element)
        else { return .nothing }
        let column = exactColumn(path.column, level: path.level)
        return cell.isEmpty ? .blank(column) : .text(cell, column)
    }

    func find(part level: Int, column: Int) -> Found {
        guard level < current.count, let match = current[level].match, match.columns[column] >= 0 else {
            return .nothing
        }
        return cell(match.columns[column])
    }

    func find(part level: Int, place: Int) -> Found {
        guard level < current.count, let match = current[level].match else { return .nothing }
        let column = match.columns.first { $0 >= 0 } ?? -1
        return .text(match.places[place], column + 1)
    }

    func find(numberOfPart level: Int) -> Found {
        guard level < current.count else { return .nothing }
        let column =
            current[level].match.map { ($0.columns.first { $0 >= 0 } ?? -1) + 1 } ?? column(of: current[level].found)
        return .text(String(current[level].number), column)
    }

    /// The pieces of a text between any of the separators, without the blanks around them. A blank as a separator stands
    /// for any run of blanks.
    static func pieces(of text: String, between separators: [[UInt8]]) -> [String] {
        let bytes = Array(text.utf8)
        let splitsAtBlanks = separators.contains([0x20])
        var pieces: [String] = []
        var start = 0
        var index = 0
        func take(_ end: Int) {
            bytes[start..<end].withUnsafeBufferPointer { pieces.append(String(decoding: $0.trimmed, as: UTF8.self)) }
        }
        next: while index < bytes.count {
            for separator in separators where separator != [0x20] && bytes[index...].starts(with: separator) {
                take(index)
                index += separator.count
                start = index
                continue next
            }
            if splitsAtBlanks, bytes[index] <= 0x20 {
                take(index)
                while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
                start = index
            } else {
                index += 1
            }
        }
        take(bytes.count)
        return pieces
    }
}

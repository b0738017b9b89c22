// Where the values of a row stand: in its cells and parts, in named values, templates and the tables of earlier files.

import Feeds
import SENDRecords

extension RowMapper {
    mutating func find(_ value: CompiledValue) -> Found {
        var found = counting(find(value.finder), value)
        if !value.steps.isEmpty { found = applied(value.steps, to: found, of: value) }
        if let kind = value.onlyValid, let stated = text(of: found) {
            switch kind.check(stated) {
            case .valid(let canonical), .weak(let canonical, _): found = .text(canonical, column(of: found))
            case .failed: found = .blank(column(of: found))
            }
        }
        guard let otherwise = value.otherwise.first else { return found }
        switch found {
        case .cell, .text, .orphan, .unusable: return found
        case .nothing: return find(otherwise)
        case .blank:
            let other = find(otherwise)
            if case .nothing = other { return found }
            return other
        }
    }

    /// A word that stands for nothing is nothing.
    private func counting(_ found: Found, _ value: CompiledValue) -> Found {
        if value.blank.isEmpty { return found }
        switch found {
        case .cell(let index):
            return row.withBytes(at: index) { value.blank.contains($0.trimmed) } ? .blank(index + 1) : found
        case .text(let text, let column): return value.blank.contains(text) ? .blank(column) : found
        case .nothing, .blank, .orphan, .unusable: return found
        }
    }

    private mutating func find(_ finder: Finder) -> Found {
        switch finder {
        case .nowhere: return .nothing
        case .column(let index): return cell(index)
        case .columns(let indices): return firstCell(of: indices)
        case .firstOf(let several): return first(of: several)
        case .part(let level): return level < current.count ? current[level].found : .nothing
        case .partNumber(let level): return find(numberOfPart: level)
        case .partPlace(let level, let place): return find(part: level, place: place)
        case .partColumn(let level, let column): return find(part: level, column: column)
        case .partPath(let index): return find(partPath: index)
        case .constant(let text): return .text(text, 0)
        case .named(let index):
            if let known = named[index] { return known }
            let found = find(mapping.values[index])
            named[index] = found
            return found
        case .template(let parts): return filled(parts)
        case .lookup(let table, let take, let by): return lookedUp(by, in: table, take)
        case .within(let number, let by):
            let found = find(by)
            if found.isTrouble { return found }
            return text(of: found).map { find(within: number, key: $0) } ?? found
        }
    }

    /// The first column that isn't blank.
    private func firstCell(of indices: [Int]) -> Found {
        var best = Found.nothing
        var position = 0
        while position < indices.count {
            let found = cell(indices[position])
            if case .cell = found { return found }
            if case .nothing = best { best = found }
            position += 1
        }
        return best
    }

    /// The first place that isn't blank.
    private mutating func first(of several: [Finder]) -> Found {
        var best = Found.nothing
        for finder in several {
            let found = find(finder)
            switch found {
            case .cell, .text, .orphan, .unusable: return found
            case .blank: if case .nothing = best { best = found }
            case .nothing: break
            }
        }
        return best
    }

    /// What the earlier file says beside the key.
    private mutating func lookedUp(_ by: CompiledValue, in table: Int, _ take: Int) -> Found {
        let found = find(by)
        if found.isTrouble { return found }
        guard let key = text(of: found) else { return found }
        let column = column(of: found)
        let scope = mapping.tableScopes[table]
        guard let entry = tables[table].entry(of: scope.isEmpty ? key : scope + key) else {
            return .orphan(table: table, column)
        }
        let value = tables[table].value(take, of: entry)
        return value.isEmpty ? .blank(column) : .text(value, column)
    }

    func cell(_ index: Int) -> Found {
        if !absent.isEmpty, absent[index] { return .nothing }
        if row.isEmpty(at: index) { return .blank(index + 1) }
        let isBlank = row.withBytes(at: index) { bytes in
            let first = bytes[0]
            return first <= 0x27 || first == 0x3D || first >= 0xC2 ? bytes.trimmed.isEmpty : false
        }
        return isBlank ? .blank(index + 1) : .cell(index)
    }

    private mutating func filled(_ parts: [FinderPart]) -> Found {
        var whole = ""
        var column = 0
        for part in parts {
            switch part {
            case .text(let text): whole += text
            case .value(let finder):
                let found = find(finder)
                if found.isTrouble { return found }
                guard let text = text(of: found) else { return found }
                if column == 0 { column = self.column(of: found) }
                whole += text
            }
        }
        return .text(whole, column)
    }

    func text(of found: Found) -> String? {
        switch found {
        case .nothing, .blank, .orphan, .unusable: nil
        case .text(let text, _): text
        case .cell(let index): row.withBytes(at: index) { KeyText.text($0.trimmed) }
        }
    }

    func column(of found: Found) -> Int {
        switch found {
        case .nothing: 0
        case .blank(let column), .text(_, let column), .orphan(_, let column), .unusable(_, let column): column
        case .cell(let index): index + 1
        }
    }

    func column(of found: Found, or value: CompiledValue) -> Int {
        let column = column(of: found)
        return column == 0 ? value.column : column
    }
}

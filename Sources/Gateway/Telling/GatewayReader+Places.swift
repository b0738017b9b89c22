// Where a value came from: the run, the file, the line and the column; several where rows were put together.

import Feeds
import Foundation
import SENDRecords
import Storage

extension GatewayReader {
    /// Where a value came from, in one line.
    func place(of version: StoredVersion, field number: Int) -> String {
        guard let origin = version.origin(ofField: number) else { return "from run \(version.run)" }
        var text = "run \(version.run), \(Self.words(for: origin))"
        if !origin.cells.allSatisfy({ store.hasBytes(of: $0.payload) }) { text += " (the file is no longer kept)" }
        if let learnt = version.learnt { text += ", learnt \(clock.shown(learnt))" }
        return text
    }

    /// The first place as members of its own, as for a value of one row; where several rows were put together, every place
    /// that is kept too, and of how many.
    func placeJSON(of version: StoredVersion, field number: Int) -> JSONValue {
        guard let origin = version.origin(ofField: number), let first = origin.cells.first else {
            return ["run": .integer(version.run.rawValue)]
        }
        func members(_ cell: StoredVersion.Cell) -> [JSONMember] {
            [
                JSONMember("file", .string(cell.file)), JSONMember("sha256", .string(cell.payload.hex)),
                JSONMember("line", .integer(cell.line)), JSONMember("byteOffset", .integer(cell.byteOffset)),
                JSONMember("column", .text(cell.column)),
            ] + cell.requested.members
        }
        var all = [JSONMember("run", .integer(version.run.rawValue))] + members(first)
        all.append(JSONMember("learnt", .instant(version.learnt)))
        if origin.count > 1 {
            all.append(JSONMember("values", .integer(origin.count)))
            all.append(JSONMember("places", .array(origin.cells.map { .object(members($0)) })))
        }
        return .object(all)
    }

    /// `rows, line 2, column Mark`; `rows, lines 2 to 5 and 9, column Mark`; `grid, line 2, columns Mon AM and Mon PM`; of
    /// very many values `rows, lines 2 to 5000, column Mark, 4999 values in all`.
    static func words(for origin: StoredVersion.Origin) -> String {
        guard let first = origin.cells.first, let last = origin.cells.last else { return "" }
        if origin.count > origin.cells.count {
            let columns = Set(origin.cells.map(\.column))
            let from =
                first.part == last.part
                ? "\(first.part), lines \(first.line) to \(last.line)"
                : "\(first.part), line \(first.line), to \(last.part), line \(last.line)"
            let column = columns.count == 1 ? columns.first.flatMap(\.self).map { ", column \($0)" } ?? "" : ""
            return "\(from)\(column), \(origin.count) values in all"
        }
        var stretches: [PlaceStretch] = []
        for cell in origin.cells {
            if let index = stretches.indices.last, stretches[index].take(cell) { continue }
            stretches.append(PlaceStretch(cell))
        }
        return stretches.map(\.words).joined(separator: "; ")
    }
}

extension StoredVersion.Cell {
    /// The file, and for which school or day it was asked.
    fileprivate var part: String { requested.naming(file) }
}

extension RequestedPart {
    /// For programs; nothing where it is the whole.
    var members: [JSONMember] {
        var members: [JSONMember] = []
        if let school { members.append(JSONMember("school", .string(school))) }
        if let day { members.append(JSONMember("day", .string(day.description))) }
        return members
    }
}

/// Cells of one row, or of one column.
private struct PlaceStretch {
    private let first: StoredVersion.Cell
    private var lines: [Int]
    private var columns: [String?]

    init(_ cell: StoredVersion.Cell) {
        first = cell
        lines = [cell.line]
        columns = [cell.column]
    }

    mutating func take(_ cell: StoredVersion.Cell) -> Bool {
        guard cell.payload == first.payload, cell.part == first.part else { return false }
        let isSameRow = lines == [cell.line] && cell.byteOffset == first.byteOffset
        if isSameRow {
            if !columns.contains(cell.column) { columns.append(cell.column) }
            return true
        }
        // A JSON document may be one long line, where only the byte says which element is meant.
        guard columns == [cell.column], cell.column?.hasPrefix("$") != true else { return false }
        if lines.last != cell.line { lines.append(cell.line) }
        return true
    }

    var words: String {
        let line = lines.count == 1 ? "line \(lines[0])" : "lines \(Self.listed(runs))"
        let names = columns.compactMap(\.self)
        var text = "\(first.part), \(line)"
        if names.count == 1 {
            text += names[0].hasPrefix("$") ? ", byte \(first.byteOffset), \(names[0])" : ", column \(names[0])"
        } else if names.count > 1 {
            text += names[0].hasPrefix("$") ? ", byte \(first.byteOffset), " : ", columns "
            text += Self.listed(names)
        }
        return text
    }

    /// Neighbouring lines as `2 to 5`.
    private var runs: [String] {
        var runs: [ClosedRange<Int>] = []
        for line in lines.sorted() {
            if let last = runs.last, line == last.upperBound + 1 {
                runs[runs.count - 1] = last.lowerBound...line
            } else {
                runs.append(line...line)
            }
        }
        return runs.flatMap { run -> [String] in
            switch run.count {
            case 1: ["\(run.lowerBound)"]
            case 2: ["\(run.lowerBound)", "\(run.upperBound)"]
            default: ["\(run.lowerBound) to \(run.upperBound)"]
            }
        }
    }

    private static func listed(_ names: [String]) -> String {
        guard let last = names.last, names.count > 1 else { return names.joined() }
        return "\(names.dropLast().joined(separator: ", ")) and \(last)"
    }
}

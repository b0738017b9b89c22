// A sample from a file: the same readers as the daemon's, stopped after the first rows.

import Feeds
import Foundation

/// A sample that can't be looked at.
public struct SampleError: Error, CustomStringConvertible {
    public let description: String
}

extension Sample {
    /// Documents up to this size are looked at whole.
    private static let documentLimit = 64 << 20

    /// Reads the first rows of a file. CSV, JSON, XML and workbooks are told apart by what stands in it.
    ///
    /// - Parameter elements: of a JSON document the path of its rows; found out where left out.
    /// - Throws: `SampleError`, or what the reader says of a file that it refuses.
    public static func read(_ path: String, elements: String? = nil) throws -> Sample {
        let name = String(path.split(separator: "/").last ?? "")
        guard let first = try firstByte(of: path) else { throw SampleError(description: "\(name) is empty.") }
        let isJSON = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
        let lower = name.lowercased()
        if lower.hasSuffix(".jsonl") || lower.hasSuffix(".ndjson") { return try lines(path, name) }
        if isJSON { return try document(path, name, elements) }
        var source = FileByteSource(path: path)
        switch try PayloadKind(of: &source) {
        case .workbook: return try workbook(&source, name)
        case .xml: return try xml(&source, name)
        default: return try table(path, name)
        }
    }

    private static func firstByte(of path: String) throws -> UInt8? {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw SampleError(description: "There is no file \(path), or it can't be read.")
        }
        defer { try? file.close() }
        return try file.read(upToCount: 64)?.first { $0 > 0x20 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF }
    }

    private struct Enough: Error {}

    private static func table(_ path: String, _ name: String) throws -> Sample {
        var source = FileByteSource(path: path)
        var columns: [String] = []
        var rows: [[String?]] = []
        var rejected = 0
        var notes: [String] = []
        var delimiter = UInt8(ascii: ",")
        do {
            let summary = try CSVReader().read(&source) { event in
                switch event {
                case .header(let header): columns = header
                case .row(let row):
                    if !row.isBlank { rows.append(row.texts) }
                    if rows.count == rowLimit { throw Enough() }
                case .rejected: rejected += 1
                case .aside: break
                }
            }
            delimiter = summary.dialect.delimiter?.byte ?? delimiter
            notes = summary.notes.map(\.description)
        } catch is Enough {}
        return Sample(
            name: name, format: .csv(delimiter: delimiter), columns: columns, rows: rows, rejected: rejected,
            notes: notes)
    }

    private static func workbook(_ source: inout FileByteSource, _ name: String) throws -> Sample {
        var columns: [String] = []
        var rows: [[String?]] = []
        var rejected = 0
        var notes: [String] = []
        do {
            let summary = try WorkbookReader().read(&source) { event in
                switch event {
                case .header(let header): columns = header
                case .row(let row):
                    rows.append(row.texts)
                    if rows.count == rowLimit { throw Enough() }
                case .rejected: rejected += 1
                case .aside: break
                }
            }
            notes = summary.notes.map(\.description)
        } catch is Enough {}
        return Sample(name: name, format: .workbook, columns: columns, rows: rows, rejected: rejected, notes: notes)
    }

    private static func lines(_ path: String, _ name: String) throws -> Sample {
        var source = FileByteSource(path: path)
        var objects: [JSONValue] = []
        do {
            _ = try JSONReader().readLines(&source) { event in
                if case .element(let element) = event { objects.append(element.value) }
                if objects.count == rowLimit { throw Enough() }
            }
        } catch is Enough {}
        return table(of: objects, name: name, format: .jsonLines)
    }

    private static func document(_ path: String, _ name: String, _ elements: String?) throws -> Sample {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        guard (attributes[.size] as? Int ?? 0) <= documentLimit else {
            throw SampleError(
                description: "\(name) is larger than 64 MB. Take the first few hundred rows of it as the sample.")
        }
        let text = try String(contentsOfFile: path, encoding: .utf8)
        return try table(of: JSONValue(parsing: text), name: name, elements: elements)
    }
}

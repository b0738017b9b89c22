// Reading an invented CSV file: the feeds' reader beside Python's csv module.

import ArgumentParser
import Feeds
import Foundation

/// Bytes to values: every row read and every field touched.
struct CSVReading {
    let bytes: Int
    let rounds: Int
    let folder: String

    /// Measures and prints; false where the promise isn't kept.
    func measure() throws -> Bool {
        let path = "\(folder)/rows.csv"
        let bytes = try InventedRows(seed: 11).write(bytes, to: path)
        var rows = 0
        func read() throws -> Double {
            try ReadCommand.seconds {
                var source = FileByteSource(path: path)
                var touched = 0
                let summary = try CSVReader().read(&source) { event in
                    guard case .row(let row) = event else { return }
                    row.forEachField { _, bytes in touched &+= bytes.count &+ Int(bytes.first ?? 0) }
                }
                guard summary.rejected == 0, touched > 0 else { throw ValidationError("Rows were rejected.") }
                rows = summary.rows
            }
        }
        let pair = try ReadCommand.Pair(rounds: rounds, own: read) { try PythonRun.seconds(PythonRun.csv, path) }
        let own = try pair?.own ?? read()
        var figures = [
            Figure("bytes, rows", "\(bytes), \(rows)"),
            Figure("sendgate", "\((Double(bytes) / own / 1e6).shown) MB a second of processor time"),
        ]
        if let pair {
            figures.append(Figure("Python's csv module", "\((Double(bytes) / pair.other / 1e6).shown) MB a second"))
            figures.append(Figure("sendgate to Python, the median", pair.ratio, atLeast: 2.5, in: "times"))
        } else {
            figures.append(Figure("Python's csv module", "there is no python3 here"))
        }
        return Figure.print("CSV: bytes to values, every field touched", figures)
    }
}

/// A measurement that Python makes of itself.
enum PythonRun {
    static let csv = """
        import csv, sys, time
        begun = time.process_time()
        with open(sys.argv[1], newline='', encoding='utf-8') as file:
            for row in csv.reader(file):
                pass
        print(time.process_time() - begun)
        """

    /// Seconds of processor time, as the program says; nil where there is no python3.
    static func seconds(_ program: String, _ path: String) throws -> Double? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", program, path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        if process.terminationStatus == 127 { return nil }
        let text = String(decoding: said, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard let seconds = Double(text) else { throw ValidationError("python3 failed.") }
        return seconds
    }
}

/// Rows of a pupil list as exports write it, some values quoted, some with accents.
private struct InventedRows {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    private mutating func pick<Value>(_ values: [Value]) -> Value {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return values[Int(state >> 33) % values.count]
    }

    /// Writes about so many bytes and returns how many.
    consuming func write(_ length: Int, to path: String) throws -> Int {
        let surnames = ["Smith", "Okonkwo", "O'Brien", "Müller", "van der Berg", "Singh", "Jones-Page"]
        let forenames = ["Tom", "Amelia", "Renée", "Aisha", "Mary Jane", "Li"]
        let addresses = ["12 High Street", "\"Flat 3, 9 Park Lane\"", "1 Oak Road", "44 Station Approach"]
        let notes = ["", "", "\"Sees SALT weekly, on Mondays\"", "\"Says \"\"hi\"\"\"", "\"two\nlines\""]
        var block = ""
        for number in 0..<2_000 {
            block += "A\(100_000_000_000 + Int(state >> 30)),\(10_000 + number),\(pick(surnames)),\(pick(forenames)),"
            block += "\(pick(Array(10...28)))/0\(pick(Array(1...9)))/\(pick(Array(2005...2020))),\(pick(["M", "F"])),"
            block += "\(pick(Array(0...13))),\(pick(["E", "K", "N", ""])),\(pick(["SLCN", "ASD", "", "MLD"])),"
            block += "\(pick(addresses)),LS\(pick(Array(1...28))) 4AB,\(pick(notes))\r\n"
        }
        let header = "UPN,Adno,Surname,Forename,DOB,Sex,Year,SEN,Need,Address,Postcode,Note\r\n"
        guard FileManager.default.createFile(atPath: path, contents: Data(header.utf8)),
            let file = FileHandle(forWritingAtPath: path)
        else { throw ValidationError("\(path) can't be written.") }
        defer { try? file.close() }
        try file.seekToEnd()
        let bytes = Data(block.utf8)
        var written = header.utf8.count
        while written < length {
            try file.write(contentsOf: bytes)
            written += bytes.count
        }
        return written
    }
}

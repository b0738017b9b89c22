// `sendgate parse FILE`: what the gateway's readers make of a file, one JSON value a record.

import ArgumentParser
import Feeds
import Foundation
import Glibc

struct ParseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parse",
        abstract: "Print a file's records as JSON, one a line, as the gateway reads them.",
        discussion: """
            A record that can't be used prints {"$reject":{"line":N,"reason":"…"}} in its place. Exit code 0: the file is
            accepted; 65: it is refused whole, standard error says why, and what was printed counts for nothing;
            66: there is no such file, or it can't be read; 64: the command isn't right.
            """)

    /// Exit codes of sysexits.h.
    private static let usage = ExitCode(64)
    private static let refused = ExitCode(65)
    private static let noInput = ExitCode(66)

    @Option(help: "csv, json, jsonl, xlsx or xml. Without it the content and then the name decide.")
    var format: String?
    @Flag(help: "CSV and workbooks: every record as an array of strings, the header too.")
    var raw = false
    @Option(help: "CSV: what stands between columns, as a character or as comma, semicolon, tab or pipe.")
    var delimiter: String?
    @Option(
        help: "CSV: how the bytes stand for letters: utf-8, windows-1252 and others; see the message for a wrong one.")
    var encoding: String?
    @Option(help: "CSV: backslash, where a backslash stands before a quote inside quotes.")
    var escape: String?
    @Option(help: "Which values are the records: a JSONPath, or for XML a path such as /Message/Persons/Person.")
    var path: String?
    @Option(help: "Workbooks: the sheet's name; without it the first that can be seen.")
    var sheet: String?
    @Option(help: "The largest JSON document that is held whole for a path that can't be streamed, such as 64MB.")
    var limit: String?
    @Argument(help: "The file.")
    var file: String

    func run() throws {
        let options = try options()
        try checkFile()
        var source = FileByteSource(path: file)
        do {
            try RecordPrinter(options).print(&source) { try StandardOutput.write($0) }
        } catch let refusal as ParseRefusal {
            try end(Self.refused, refusal.message)
        } catch let error as ByteSourceError {
            try end(Self.noInput, error.description)
        } catch is StandardOutput.Closed {
            // Whoever reads has seen enough.
            return
        }
    }

    private func options() throws -> ParseOptions {
        var options = ParseOptions()
        options.name = file.split(separator: "/").last.map(String.init) ?? file
        options.isRaw = raw
        options.path = path
        options.sheet = sheet
        if let format {
            options.format = try read("--format", format, ParseOptions.Format.allCases.map(\.rawValue)) {
                ParseOptions.Format(rawValue: $0.lowercased())
            }
        }
        if let delimiter {
            options.delimiter = try read(
                "--delimiter", delimiter, ["a character", "comma", "semicolon", "tab", "pipe"]
            ) {
                CSVDelimiter(named: $0)
            }
        }
        if let encoding, encoding.lowercased() != "any" {
            options.encoding = .declared(
                try read("--encoding", encoding, TextEncoding.allCases.map(\.rawValue) + ["any"]) { name in
                    let folded = Self.folded(name)
                    return TextEncoding.allCases.first { Self.folded($0.rawValue) == folded }
                })
        }
        if let escape {
            options.escape = try read("--escape", escape, CSVEscape.allCases.map(\.rawValue)) {
                CSVEscape(rawValue: $0)
            }
        }
        if let limit {
            options.limit = try read("--limit", limit, ["a size such as 64MB"]) { Self.bytes($0) }
        }
        return options
    }

    private func read<Value>(
        _ option: String, _ text: String, _ choices: [String], _ body: (String) -> Value?
    ) throws -> Value {
        if let value = body(text) { return value }
        try end(Self.usage, "\(option) can't be \"\(text)\". It is one of: \(choices.joined(separator: ", ")).")
    }

    /// `utf-8`, `UTF8` and `utf_8` are one name; so are `cp1252` and `windows-1252`.
    private static func folded(_ name: String) -> String {
        let plain = name.lowercased().filter { $0.isLetter || $0.isNumber }
        return plain.hasPrefix("cp") ? "windows" + plain.dropFirst(2) : plain
    }

    /// `1000`, `64MB`, `64 MiB`, `1GB`.
    private static func bytes(_ text: String) -> Int? {
        let plain = text.filter { $0 != " " }
        let digits = plain.prefix { $0.isASCII && $0.isNumber }
        let units = [
            "": 1, "b": 1, "kb": 1 << 10, "k": 1 << 10, "mb": 1 << 20, "m": 1 << 20, "gb": 1 << 30, "g": 1 << 30,
        ]
        let unit = plain.dropFirst(digits.count).lowercased().replacing("ib", with: "b")
        guard let count = Int(digits), count > 0, let size = units[unit] else { return nil }
        let (bytes, isTooLarge) = count.multipliedReportingOverflow(by: size)
        return isTooLarge ? nil : bytes
    }

    private func checkFile() throws {
        if file == "-" {
            try end(
                Self.usage, "Standard input can't be read twice, which finding out its encoding takes. Give a file.")
        }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder) else {
            try end(Self.noInput, "\(file): there is no such file.")
        }
        if isFolder.boolValue { try end(Self.noInput, "\(file) is a folder. Give a file.") }
        guard FileManager.default.isReadableFile(atPath: file) else {
            try end(Self.noInput, "\(file) can't be read: this account may not.")
        }
        var status = stat()
        if stat(file, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
            try end(Self.noInput, "\(file) isn't a plain file: it can't be read twice. Save it to a file first.")
        }
    }

    private func end(_ code: ExitCode, _ message: String) throws -> Never {
        Terminal.complain(message)
        throw code
    }
}

/// Standard output in large pieces.
enum StandardOutput {
    /// Nobody reads it any more.
    struct Closed: Error {}

    static func write(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { all in
            var written = 0
            while written < all.count {
                let count = Glibc.write(1, all.baseAddress?.advanced(by: written), all.count - written)
                if count >= 0 {
                    written += count
                } else if errno == EPIPE {
                    throw Closed()
                } else if errno != EINTR {
                    throw CocoaError(.fileWriteUnknown)
                }
            }
        }
    }
}

// The demo with messy feeds: files as they really come go through the real daemon.

import Foundation
import Gateway
import SENDRecords

/// One run of the demo with messy feeds.
public struct MessRun: Sendable {
    /// Where everything is kept; a new folder below the system's temporary one where left out.
    public var folder: String?
    /// The folder that holds the shipped `config/` and `Plugins/`.
    public var shipped: String
    public var today: CalendarDate
    /// The `sendgate` that is the daemon; this same program where left out.
    public var executable = "/proc/self/exe"
    /// How long schools wait for their receipts.
    public var limit: Duration = .seconds(40)

    public init(folder: String?, shipped: String, today: CalendarDate) {
        self.folder = folder
        self.shipped = shipped
        self.today = today
    }

    /// A trouble at its school.
    private struct Case {
        let urn: Int
        let school: String
        let trouble: Trouble
    }

    private static let names = [
        "Alder", "Ash", "Aspen", "Beech", "Birch", "Bramble", "Cedar", "Cherry", "Chestnut", "Clover", "Elder", "Elm",
        "Fern", "Hawthorn", "Hazel", "Heather", "Holly", "Hornbeam", "Ivy", "Juniper", "Larch", "Laurel", "Lilac",
        "Lime",
        "Linden", "Maple", "Oak", "Pine", "Poplar", "Rowan", "Sorrel", "Spruce", "Sycamore", "Thorn", "Willow", "Yew",
    ]

    /// Starts a daemon, drops every trouble's files, waits for what is told, and ends the daemon.
    public func run(telling: @Sendable (String) -> Void) async throws -> MessReport {
        let path = folder.map { URL(fileURLWithPath: $0).standardizedFileURL.path } ?? Self.temporaryFolder()
        guard !FileManager.default.fileExists(atPath: "\(path)/config") else {
            throw DemoRun.DemoError(
                description: "\(path) holds a demo already. Name another folder, or remove it.")
        }
        let cases = Trouble.all.enumerated().map { place, planted in
            let urn = 900_001 + place
            let name = place < Self.names.count ? Self.names[place] : "Number \(place + 1)"
            return Case(urn: urn, school: "\(name) School", trouble: planted(MessyRoll(urn: urn, place: place)))
        }
        let mess = MessFolder(path: path, shipped: shipped)
        try mess.make(schools: cases.map { ($0.urn, $0.school) })
        telling("Starting the daemon in \(path) …")
        let daemon = try DaemonProcess.start(executable: executable, config: mess.config, log: mess.log)
        do {
            let reader = try await openReader(mess, daemon, cases)
            defer { try? reader.close() }
            telling("\(cases.count) schools drop their files, each with a trouble of its own …")
            try await drop(cases, mess, daemon)
            let report = try gather(cases, mess, reader)
            _ = await daemon.stop()
            if folder == nil { try? FileManager.default.removeItem(atPath: path) }
            return report
        } catch {
            _ = await daemon.stop()
            throw error
        }
    }

    /// Waits until the daemon has made its store and every school's folders.
    private func openReader(_ mess: MessFolder, _ daemon: DaemonProcess, _ cases: [Case]) async throws -> GatewayReader
    {
        let configuration = try GatewayConfiguration.load(folder: mess.config, today: today)
        for _ in 0..<600 {
            guard daemon.isRunning else { break }
            if mess.isReady(for: cases.map(\.urn)), let reader = try? GatewayReader(configuration) { return reader }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw DemoRun.DemoError(description: "The daemon didn't start; its log is \(mess.log).")
    }

    /// Drops everything, each file when the school has heard of the one before; returns when all is told or the limit over.
    private func drop(_ cases: [Case], _ mess: MessFolder, _ daemon: DaemonProcess) async throws {
        let end = ContinuousClock.now + limit
        var dropped = [Int](repeating: 0, count: cases.count)
        while ContinuousClock.now < end {
            guard daemon.isRunning else {
                throw DemoRun.DemoError(description: "The daemon has ended; its log is \(mess.log).")
            }
            var isWaiting = false
            for (index, item) in cases.enumerated() {
                let heard = try dropped[index] == 0 || isTold(item, item.trouble.drops[dropped[index] - 1], mess)
                if heard, dropped[index] < item.trouble.drops.count {
                    try mess.put(item.trouble.drops[dropped[index]], adapter: item.trouble.adapter, urn: item.urn)
                    dropped[index] += 1
                    isWaiting = true
                } else if !heard {
                    isWaiting = true
                }
            }
            if !isWaiting { return }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    /// Whether the school can read something about the file.
    private func isTold(_ item: Case, _ drop: Trouble.Drop, _ mess: MessFolder) throws -> Bool {
        if item.trouble.outcome == .leftAlone { return !(try words(about: item, mess)).isEmpty }
        return try MessReceipt.find(
            in: "\(mess.folder(of: item.urn))/\(item.trouble.adapter)", file: drop.name) != nil
    }

    /// What the folder says about things that are left alone: the list of what wasn't taken, and what its README says of
    /// programs' leftovers.
    private func words(about item: Case, _ mess: MessFolder) throws -> String {
        let school = mess.folder(of: item.urn)
        let isLeftover = item.trouble.drops.allSatisfy { $0.name.hasPrefix("~$") }
        let page = isLeftover ? "\(school)/README.txt" : "\(school)/\(item.trouble.adapter)/NOT-TAKEN.txt"
        guard let text = try? String(contentsOfFile: page, encoding: .utf8) else { return "" }
        let paragraphs = MessReceipt.paragraphs(of: text)
        if !isLeftover { return paragraphs.joined(separator: "\n") }
        guard let paragraph = paragraphs.first(where: { $0.contains("~$") }) else { return "" }
        let sentences = paragraph.components(separatedBy: ". ")
        return "In the folder's README: " + sentences.filter { $0.contains("~$") }.joined(separator: ". ") + "."
    }

    private func gather(_ cases: [Case], _ mess: MessFolder, _ reader: GatewayReader) throws -> MessReport {
        var stated: [Int: Set<String>] = [:]
        for record in try reader.statedRecords() {
            guard let urn = record.feed.split(separator: "@").last.flatMap({ Int($0) }) else { continue }
            stated[urn, default: []].insert(try Self.words(for: record))
        }
        let blocks = try cases.map { item -> MessReport.Block in
            let folder = "\(mess.folder(of: item.urn))/\(item.trouble.adapter)"
            let last = item.trouble.drops[item.trouble.drops.count - 1]
            let receipt = try MessReceipt.find(in: folder, file: last.name)
            // A link's place is what counts, not what it points at.
            let lies = (try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(last.name)")) != nil
            let left = receipt == nil && lies ? try words(about: item, mess) : ""
            return MessReport.Block(
                school: item.school, trouble: item.trouble, receipt: receipt,
                told: receipt.map { MessReceipt.paragraphs(of: $0.text).joined(separator: "\n") } ?? left,
                beginning: receipt?.beginning ?? left, stated: stated[item.urn] ?? [])
        }
        return MessReport(blocks: blocks, path: mess.path)
    }

    /// A record as one line: its type, its key, and every field that holds something usable, by name.
    private static func words(for record: StatedRecord) throws -> String {
        let fields = try Record(encoded: record.content).stated.compactMap { field, value -> String? in
            switch value {
            case .text(let text): "\(field.name)=\(text)"
            case .date(let date): "\(field.name)=\(date)"
            case .integer(let number): "\(field.name)=\(number)"
            case .flag(let flag): "\(field.name)=\(flag)"
            case .notStated, .empty, .unverified, .unreadable: nil
            }
        }
        return "\(record.type) \(record.key): \(fields.sorted().joined(separator: ", "))"
    }

    private static func temporaryFolder() -> String {
        let name = "sendgate-mess-\(ProcessInfo.processInfo.processIdentifier)"
        return FileManager.default.temporaryDirectory.appendingPathComponent(name).standardizedFileURL.path
    }
}

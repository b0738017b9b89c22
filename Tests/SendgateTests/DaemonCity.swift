// A small invented city that goes through the real daemon, and what a person at the keyboard or at a school would do.

import DemoCity
import Feeds
import Foundation
import Gateway
import SENDRecords
import Testing

/// Suites that start daemons: one test at a time, because each keeps a machine of two cores busy.
@Suite(.serialized) enum WithDaemon {}

/// One city with its daemon, partners and consumers.
struct DaemonCity: Keyboard {
    let running: DemoRun.Running

    var city: City { running.city }
    var reader: GatewayReader { running.reader }
    var config: String { "\(running.path)/config" }
    var log: String { (try? String(contentsOfFile: "\(running.path)/sendgate.log", encoding: .utf8)) ?? "" }

    /// Makes a city, lets it go through, hands it to the test, and ends the daemon whatever happens.
    static func through(
        children: Int, seed: UInt64 = 3, canary: Bool = false, shipped: String = Executable.root,
        configure: @escaping @Sendable (String) throws -> Void = { _ in },
        _ test: (DaemonCity) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("city-\(UUID().uuidString)").path
        var demo = DemoRun(children: children, seed: seed, folder: folder, shipped: shipped, today: Self.today)
        demo.executable = Executable.path
        demo.canary = canary
        demo.configure = configure
        let (running, dropped) = try await demo.start { _ in }
        do {
            _ = try await running.settle(since: dropped, within: .seconds(120))
            try await test(DaemonCity(running: running))
        } catch {
            _ = await running.stop()
            throw error
        }
        #expect(await running.stop(), "the daemon didn't end within its limit")
        try? FileManager.default.removeItem(atPath: folder)
    }

    static var today: CalendarDate {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: "Europe/London") ?? .gmt
        let parts = calendar.dateComponents([.year, .month, .day], from: Date())
        return CalendarDate(iso: String(format: "%04d-%02d-%02d", parts.year!, parts.month!, parts.day!))!
    }

    // MARK: - At the keyboard

    /// Waits until nothing waits to be derived or sent.
    func quiet() async throws {
        try await Waiting.until("nothing waits to be derived or sent") {
            let progress = try reader.progress()
            return progress.waitingToBeDerived == 0 && progress.unfinishedDeliveries == 0
        }
    }

    /// The number of a run that needs a person's decision, newest first.
    func heldRuns() async throws -> [JSONValue] {
        try await json("runs", "list", "--state", "held").elements ?? []
    }

    // MARK: - At a school

    /// A receipt as the school finds it.
    struct Receipt {
        let text: String
        let json: JSONValue
        let isDone: Bool

        var outcome: String { json["outcome"]?.text ?? "" }
        func rows(_ count: String) -> Int { json["rows"]?[count]?.integer ?? -1 }
    }

    func receipts(of school: School) throws -> [Receipt] {
        try ["done", "refused"].flatMap { shelf -> [Receipt] in
            let folder = "\(running.path)/inbox/\(school.urn)/school-pupils/\(shelf)"
            return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
                .filter { $0.hasSuffix(".receipt.txt") && !$0.hasPrefix(".") }
                .map { name in
                    let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
                    let json = try Data(
                        contentsOf: URL(fileURLWithPath: "\(folder)/\(name.dropLast(4)).json"))
                    return Receipt(text: text, json: try JSONValue(parsing: [UInt8](json)), isDone: shelf == "done")
                }
        }
    }

    /// Drops a file and waits for its receipt and for everything that follows from it.
    func drop(_ bytes: [UInt8], named name: String, for school: School) async throws -> Receipt {
        let before = Set(try receipts(of: school).map(\.claim))
        try running.drop(bytes, named: name, for: school)
        var new: Receipt?
        try await Waiting.until("the school has its receipt") {
            new = try receipts(of: school).first { !before.contains($0.claim) }
            return new != nil
        }
        try await quiet()
        return try #require(new)
    }

    // MARK: - What consumers have

    /// A document that a consumer was sent by webhook.
    struct Received {
        let consumer: String
        let child: String
        let isWithdrawal: Bool
        /// The event's `data`.
        let document: String
    }

    /// Everything that the webhook consumers took, in order.
    func received() async throws -> [Received] {
        try await running.receiver.effects.map { effect in
            let body = try JSONValue(parsing: effect.body)
            let delivery = try reader.delivery(effect.id).json
            return Received(
                consumer: delivery["consumer"]?.text ?? "", child: effect.subject,
                isWithdrawal: body["type"]?.text?.hasSuffix("withdrawn") == true,
                document: body["data"]?.serialised() ?? "")
        }
    }

    /// What each consumer holds of each child, as "consumer child": the records of the last document, unless it was a
    /// withdrawal.
    func held() async throws -> [String: String] {
        var documents: [String: String] = [:]
        for item in try await received() {
            let records = try JSONValue(parsing: item.document)["records"]?.serialised()
            documents["\(item.consumer) \(item.child)"] = item.isWithdrawal ? nil : records
        }
        return documents
    }
}

extension DaemonCity.Receipt {
    var remarks: String { (json["remarks"]?.elements ?? []).compactMap(\.text).joined(separator: " ") }
    var claim: String { json["claim"]?.text ?? "" }
}

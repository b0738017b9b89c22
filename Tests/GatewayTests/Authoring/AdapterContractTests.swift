// Every adapter in Plugins keeps the contract.

import Foundation
import SENDRecords
import Testing

@testable import Gateway

struct AdapterContractTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    private static let adapters: [String] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/Plugins")) ?? []
        return names.filter { FileManager.default.fileExists(atPath: "\(root)/Plugins/\($0)/adapter.yaml") }.sorted()
    }()

    @Test(arguments: adapters)
    func everyAdapterKeepsTheContract(_ id: String) throws {
        let today = try #require(CalendarDate(iso: "2026-11-20"))
        let configuration = try GatewayConfiguration.load(
            folder: "\(Self.root)/config", today: today, everyAdapter: true)
        let report = try AdapterContract.check(
            try configuration.adapter(named: id), folder: "\(Self.root)/Plugins/\(id)", configuration.definitions)
        #expect(report.checks > 0)
        #expect(report.breaches.isEmpty, "\(id):\n\(report.breaches.joined(separator: "\n"))")
    }
}

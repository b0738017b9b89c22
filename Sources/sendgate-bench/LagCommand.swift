// `sendgate-bench lag`: one changed file into a settled city, to its receipt and to the consumer's acknowledgement.

import ArgumentParser
import DemoCity
import Foundation
import Gateway
import SENDRecords

struct LagCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lag", abstract: "Measure how long one change takes from the school's folder to the consumer.")

    @Option(help: "How many children with SEND the city has.") var children = 2000
    @Option(help: "How many changes.") var times = 20
    @OptionGroup var place: BenchPlace

    func run() async throws {
        try await place.use { folder in
            var city = City(CityPlan(children: children, seed: 9, today: BenchPlace.today))
            let trial = try await CityTrial.make(
                city, in: "\(folder)/lag", shipped: try BenchPlace.shipped(), executable: try BenchPlace.executable())
            let daemon = try await trial.startDaemonAndWait()
            for school in city.schools {
                try trial.drop(city.schoolFile(of: school), named: "first.csv", for: school)
            }
            let feeds = CityTrial.fetched + city.schools.map { "school-pupils@\($0.urn)" }
            try await trial.settle(daemon, feeds: feeds, moreRuns: 1, within: .seconds(900))
            var receipts: [Double] = []
            var acknowledged: [Double] = []
            for number in 0..<times {
                let (next, school) = city.withOneChange(number)
                city = next
                let effects = await trial.receiver.count.effects
                let name = "change \(number).csv"
                let bytes = city.schoolFile(of: school)
                let begun = ContinuousClock.now
                try trial.drop(bytes, named: name, for: school)
                var hasReceipt = false
                var isReceived = false
                while ContinuousClock.now - begun < .seconds(30), !hasReceipt || !isReceived {
                    try await Task.sleep(for: .milliseconds(10))
                    let now = (ContinuousClock.now - begun).seconds
                    if !hasReceipt, trial.hasReceipt(for: name, urn: school.urn) {
                        hasReceipt = true
                        receipts.append(now)
                    }
                    if !isReceived, await trial.receiver.count.effects > effects {
                        isReceived = true
                        acknowledged.append(now)
                    }
                }
                try await trial.settle(daemon, within: .seconds(60))
            }
            _ = await daemon.stop()
            await trial.stop()
            let isKept = Figure.print(
                "One change in a city of \(children) children; a file stands still for 1 s before it is taken",
                [
                    Figure("changes", "\(times)"),
                    Figure("to the receipt, median", Self.share(receipts, 0.5)),
                    Figure("to the receipt, longest", receipts.max() ?? 0, below: 10, in: "s"),
                    Figure("to the acknowledged delivery, median", Self.share(acknowledged, 0.5)),
                    Figure("to the acknowledged delivery, longest", acknowledged.max() ?? 0, below: 10, in: "s"),
                    Figure("changes without receipt", Double(times - receipts.count), below: 1, in: ""),
                    Figure("changes without delivery", Double(times - acknowledged.count), below: 1, in: ""),
                ])
            guard isKept else { throw ExitCode.failure }
        }
    }

    private static func share(_ values: [Double], _ share: Double) -> String {
        values.isEmpty ? "none" : "\(values.sorted()[Int(Double(values.count - 1) * share)].shown) s"
    }
}

// Schools that drop small files while something large goes on: how long each waits for its receipt.

import DemoCity
import Foundation
import SENDRecords

/// Drops a changed file of one school after the other, every few seconds, until it is stopped.
struct SmallFiles: Sendable {
    let trial: CityTrial
    let pause: Duration

    /// Works until the task is cancelled; gives the seconds from each drop to its receipt.
    func run() async throws -> [Double] {
        let cities = [trial.city, trial.city.changed().city]
        var waits: [Double] = []
        var number = 0
        while !Task.isCancelled {
            let city = cities[(number / trial.city.schools.count) % 2]
            let school = city.schools[number % city.schools.count]
            // No date in the name: the list is of the moment when it comes.
            let name = "small \(number).csv"
            let begun = ContinuousClock.now
            try trial.drop(city.schoolFile(of: school), named: name, for: school)
            while !trial.hasReceipt(for: name, urn: school.urn) {
                guard ContinuousClock.now - begun < .seconds(120) else { break }
                // Also when it is cancelled: a file that was dropped is waited for.
                await Self.pause(.milliseconds(50))
            }
            waits.append((ContinuousClock.now - begun).seconds)
            number += 1
            try? await Task.sleep(for: pause)
        }
        return waits
    }

    /// Sleeps whether the task is cancelled or not.
    private static func pause(_ time: Duration) async {
        await Task.detached { try? await Task.sleep(for: time) }.value
    }
}

import Foundation
import Glibc
import SENDRecords
import Synchronization

@testable import Gateway

/// A real inbox in a folder of its own, and what came of the files dropped in it.
final class InboxHarness: Sendable {
    static let place = InboxPlace(
        urn: "103456", school: "Oakfield Primary School", adapter: "school-pupils", title: "School pupil list")
    static let other = InboxPlace(
        urn: "103457", school: "Ashdown School", adapter: "school-pupils", title: "School pupil list")

    let root: String
    let events = Mutex<[String]>([])
    let files = Mutex<[ClaimedFile]>([])

    init() throws {
        root = FileManager.default.temporaryDirectory.appendingPathComponent("inbox-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    }

    func remove() {
        try? FileManager.default.removeItem(atPath: root)
    }

    func path(_ name: String = "", of place: InboxPlace = place) -> String {
        "\(root)/\(place.urn)/\(place.adapter)" + (name.isEmpty ? "" : "/\(name)")
    }

    func service(
        places: [InboxPlace] = [place, other], atOnce: Int = 2, settle: Duration = .milliseconds(60),
        poll: Duration = .milliseconds(150),
        process: @escaping InboxService.Process = { InboxOutcome($0.receipt(.accepted)) }
    ) -> InboxService {
        InboxService(
            root: root, places: places, settleTime: settle, pollTime: poll, atOnce: atOnce,
            retryPause: .milliseconds(50), clock: .system(timeZone: .gmt),
            tell: { [self] event in events.withLock { $0.append("\(event)") } },
            process: { [self] file in
                files.withLock { $0.append(file) }
                return try await process(file)
            })
    }

    /// Makes the folders as a start does.
    func prepare(_ place: InboxPlace = place) throws -> [TakenFile] {
        try InboxFolder(place: place, root: root, timeZone: .gmt).prepare()
    }

    func drop(_ name: String, _ text: String = "a,b\n1,2\n", in place: InboxPlace = place) throws {
        try text.write(toFile: path(name, of: place), atomically: false, encoding: .utf8)
    }

    /// The names in a folder of the inbox, sorted.
    func names(_ folder: String = "", of place: InboxPlace = place) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path(folder, of: place))) ?? []).sorted()
    }

    func text(_ name: String) -> String {
        (try? String(contentsOfFile: path(name), encoding: .utf8)) ?? ""
    }

    /// Runs the service until the condition holds, at most for a minute; gives whether it held.
    func run(_ service: InboxService, until condition: @Sendable () -> Bool) async -> Bool {
        let task = Task { await service.run() }
        let held = await Self.wait(until: condition)
        task.cancel()
        await task.value
        return held
    }

    static func wait(until condition: @Sendable () -> Bool) async -> Bool {
        let limit = ContinuousClock.now + .seconds(60)
        while !condition() {
            if ContinuousClock.now > limit { return false }
            try? await Task.sleep(for: .milliseconds(10))
        }
        return true
    }
}

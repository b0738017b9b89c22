// The files that an example is made of, recorded answers played first.

import Configuring
import Feeds

/// The files of an example, in the order of reading: what is in its folder, or what comes of playing its answers.
struct ExampleFiles {
    private(set) var parts: [RecordedAnswers.Play.Part] = []
    /// Members of the expected text that say what didn't come.
    private(set) var told: [JSONMember] = []
    private(set) var differences: [String] = []
    /// The records ended before the run did: what would have come of it isn't known.
    private(set) var isCut = false

    init(_ example: Example, _ given: GivenCircumstances, of manifest: Manifest) throws {
        if example.hasAnswers {
            play(example, given, manifest)
            return
        }
        let assignment = try manifest.assign(example.files) { name in
            var source = FileByteSource(path: "\(example.folder)/\(name)")
            return try PayloadLook(at: &source, for: manifest.files)
        }
        parts = assignment.assigned.map {
            .init(file: $0.file, name: $0.name, path: "\(example.folder)/\($0.name)", requested: given.requested)
        }
        if let trouble = assignment.trouble { told.append(JSONMember("trouble", .string(trouble))) }
    }
    /// Plays the recorded answers as the service would give them.
    private mutating func play(_ example: Example, _ given: GivenCircumstances, _ manifest: Manifest) {
        let play: RecordedAnswers.Play
        do {
            let answers = try RecordedAnswers(folder: example.folder, files: example.files)
            play = try answers.play(manifest, given.circumstances(of: manifest))
        } catch {
            differences = ["\(error)"]
            isCut = true
            return
        }
        differences = play.differences
        isCut = play.isCut
        if isCut { return }
        if let failure = play.failure {
            // Nothing of a run that failed is read.
            told.append(JSONMember("failed", .string(failure)))
            return
        }
        parts = play.parts
        let absent = play.absent.map { JSONValue.string("\($0.file) of \($0.part)") }
        if !absent.isEmpty { told.append(JSONMember("absent", .array(absent))) }
    }
}

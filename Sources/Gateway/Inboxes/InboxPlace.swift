// Where one school drops the files of one adapter.

/// One folder that is watched: `inbox/<URN>/<adapter>/`, or `inbox/<trust>/<adapter>/` for a file of several schools.
struct InboxPlace: Hashable, Sendable {
    /// The URN of the school, or the name of the trust's folder.
    let urn: String
    let school: String
    /// Empty for the school's main folder, where nothing belongs: what is dropped there is refused.
    let adapter: String
    /// What the adapter's files are, for people: "School pupil list".
    let title: String
    /// Whether the files hold the rows of several schools.
    var isShared = false

    /// The folders inside a place.
    static let done = "done"
    static let refused = "refused"
    static let taking = ".taking"

    var isMain: Bool { adapter.isEmpty }
    /// Where settled files lie.
    var shelves: [String] { isMain ? [Self.refused] : [Self.done, Self.refused] }

    /// For events: which folder, without any file's name.
    var label: String { "\(urn)/\(adapter)" }
}

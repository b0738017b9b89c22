// What can go wrong in the store, in words for the person at the keyboard.

/// An error of the store. It names folders, runs and rules, never a value of a record.
public enum StoreError: Error, Equatable, Sendable {
    /// Another process owns the state folder; its process number where it could be read.
    case inUse(folder: String, process: Int32?)
    /// A reading command found no store in the folder.
    case noStore(folder: String)
    /// The store was written by a newer sendgate, or by an older one and not yet opened by its owner.
    case otherLayout(folder: String)
    /// A step that changes something was asked of a reader.
    case readingOnly
    /// The run is not there.
    case noSuchRun(RunID)
    /// The run is in a state in which the step makes no sense.
    case wrongState(run: RunID, state: RunState, step: String)
    /// A newer run of the feed waits for a decision, or is under way: that one comes first.
    case newerRun(run: RunID, newer: RunID)
    /// What was counted is not what was read (rule 1 of the design). The run stays unseen.
    case rowsDoNotAddUp(run: RunID, read: Int, counts: RunCounts)
    /// A record that was to be found is not there; `what` says which, as it follows "there is no".
    case notFound(what: String)
    /// The bytes of a payload are no longer kept.
    case payloadGone
    /// A later delivery about the child has taken this one's place.
    case overtaken
    /// The operating system refused a file operation.
    case file(path: String, problem: String)
    /// The database refused.
    case database(code: Int, problem: String)
}

extension StoreError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .inUse(let folder, let process):
            "the state folder \(folder) is in use by \(process.map { "process \($0)" } ?? "another process")"
        case .noStore(let folder): "there is no store in \(folder)"
        case .otherLayout(let folder): "the store in \(folder) was written by another version of sendgate"
        case .readingOnly: "the store was opened for reading only"
        case .noSuchRun(let run): "there is no run \(run)"
        case .wrongState(let run, let state, let step): "run \(run) is \(state.name): it cannot be \(step)"
        case .newerRun(let run, let newer): "run \(run) cannot be decided on before the newer run \(newer) of its feed"
        case .rowsDoNotAddUp(let run, let read, let counts):
            "run \(run) read \(read) rows but accounts for \(counts.accountedFor): \(counts)"
        case .notFound(let what): "there is no \(what)"
        case .payloadGone: "the file is no longer kept: the time for which files are kept is over"
        case .overtaken: "a later delivery about the child has taken the place of this one"
        case .file(let path, let problem): "\(path): \(problem)"
        case .database(let code, let problem): "the database refused (code \(code)): \(problem)"
        }
    }

    /// What to do next.
    public var hint: String {
        switch self {
        case .inUse: "Stop the other process, or let it do the work: commands that only read work beside it."
        case .noStore: "Check the state folder in sendgate.yaml, or start `sendgate run` once."
        case .otherLayout: "Use the same version of sendgate as the daemon, and start the daemon once after an update."
        case .readingOnly: "Ask the daemon to do it, or stop the daemon first."
        case .noSuchRun: "`sendgate runs list` shows the runs."
        case .wrongState: "`sendgate runs show` says what became of it."
        case .newerRun: "Decide on the newer run first, or wait until it has ended."
        case .rowsDoNotAddUp: "Nothing of the run was applied. Please report this: it is a fault in sendgate."
        case .notFound: "Check the number or name; `list` of the same command shows what there is."
        case .payloadGone: "Ask the partner to send the file again; what it stated is still known."
        case .overtaken: "Nothing has to be done: the later one says all that the consumer may have."
        case .file: "Check that the folder exists, that there is room, and that sendgate may write there."
        case .database: "Check that the disk has room and that nothing else writes in the state folder."
        }
    }
}

// The list of what derive still has to look at.

import SENDRecords

/// A subject on the list, and which runs put it there. These pairs go off the list with the slice that works them in.
public struct TouchedSubject: Hashable, Sendable {
    public let subject: SubjectID
    public let key: SubjectKey
    /// `RunID.byHand` stands for a verdict, a wake date, a rebuild.
    public let runs: [RunID]
}

extension TouchedSubject {
    /// The same with only the entries of these runs.
    public func keeping(_ wanted: Set<RunID>) -> TouchedSubject {
        TouchedSubject(subject: subject, key: key, runs: runs.filter(wanted.contains))
    }
}

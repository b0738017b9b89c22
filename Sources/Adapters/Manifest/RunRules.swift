// What makes several requests one run, and where the next run goes on: `each` and `incremental`.

import Configuring
import SENDRecords

/// Which requests a run is made of, beside one for each file.
public struct EachRule: Sendable {
    /// Requests for each configured school.
    public struct Schools: Sendable, Equatable {
        /// The name by which requests take the school.
        public let name: String
        /// What the partner calls each school, by URN; nil where it is the URN, of every configured school.
        public let ids: [SchoolIdentity]?
    }

    /// What a partner calls a school.
    public struct SchoolIdentity: Sendable, Equatable {
        public let urn: String
        public let id: String
    }

    /// Requests for each day of a window, both ends included.
    public struct Days: Sendable, Equatable {
        public let name: String
        /// Days from the day of the run; before it where negative.
        public let from: Int
        public let to: Int
    }

    /// What becomes of the run where the service has nothing for a school or a day (HTTP 404 or 410).
    public enum Absence: String, Sendable, CaseIterable {
        /// The run goes on, names the part, and withdraws nothing that the part could have stated.
        case skip
        case fail
    }

    public let schools: Schools?
    public let days: Days?
    public let absent: Absence

    /// The names that requests can take.
    public var names: [String] { [schools?.name, days?.name].compactMap(\.self) }
}

/// How a run asks for what has changed since the last one only.
public struct IncrementalRule: Sendable {
    /// What becomes of a row that doesn't say when it changed.
    public enum Missing: String, Sendable, CaseIterable {
        /// It is taken and doesn't move the cursor.
        case take
        /// The run waits for a person.
        case hold
    }

    /// The name by which requests take the cursor.
    public let name: String
    /// Columns, or paths in a row's element; the first that states something.
    public let fields: [String]
    public let kind: CursorValue.Kind
    /// How far the next run asks back behind the cursor: seconds, days or steps, by the kind.
    public let overlap: Int
    public let missing: Missing
    /// Where the first run begins; nil where it asks for everything.
    public let first: CursorValue?

    /// What a run asks from, after a cursor.
    public func since(after cursor: CursorValue?) -> CursorValue? {
        guard let cursor else { return first }
        let start = cursor.goingBack(overlap)
        guard let first else { return start }
        return max(start, first)
    }

    /// What decides what a cursor means: a cursor of another rule is of no use.
    public var meaning: String { "\(kind.rawValue) \(fields.joined(separator: " "))" }
}

/// Files in a folder of a partner's SFTP server.
public struct SFTPSource: Sendable {
    public let host: String
    public let port: Int
    public let user: String
    /// The private key, in the credentials folder.
    public let key: SecretName?
    /// Of an encrypted key.
    public let keyPassword: SecretName?
    public let password: SecretName?
    /// The keys that the server may show, as `ssh-keyscan` prints them, or their fingerprints.
    public let knownHosts: [String]
    public let folder: String
    public let network: SourceNetwork

    public var secretNames: [SecretName] { [key, keyPassword, password].compactMap(\.self) }
}

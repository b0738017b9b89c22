// Where a feed's files come from: an inbox that schools drop files into, a partner's web service or folder, a tap, or a
// native module.

import Configuring
import SENDRecords

/// Where a feed's payloads come from.
public enum FeedSource: Sendable {
    case inbox(InboxSource)
    case https(HTTPSource)
    case singer(SingerSource)
    case sftp(SFTPSource)
    case module(ModuleSource)

    /// How it is fetched over HTTPS, by the gateway for itself or for a module.
    public var https: HTTPSource? {
        switch self {
        case .inbox, .singer, .sftp: nil
        case .https(let source): source
        case .module(let source): source.https
        }
    }

    public var isInbox: Bool {
        if case .inbox = self { true } else { false }
    }

    public var isTap: Bool {
        if case .singer = self { true } else { false }
    }

    /// Names of the secrets that fetching needs.
    public var secretNames: [SecretName] {
        switch self {
        case .inbox: []
        case .https(let source): source.transport.secretNames
        case .module(let source): source.https.transport.secretNames
        case .sftp(let source): source.secretNames
        case .singer(let tap): tap.secrets
        }
    }
}

/// Files that a school drops into its folder.
public struct InboxSource: Sendable, Equatable {
    /// Which names are taken for files of this feed; others are left alone.
    public let patterns: [FileNamePattern]
    /// Columns, or paths, of the school's URN: the first that is there. A trust's file holds the rows of several schools;
    /// an adapter that names none takes single schools' files only.
    public let partnerColumn: [String]
}

/// A partner's web service.
public struct HTTPSource: Sendable {
    public let transport: SourceTransport
    /// How long an incomplete set waits for its missing files before the run is held.
    public let waitForSet: Duration
    public let each: EachRule?
    public let incremental: IncrementalRule?

    public var origin: WebOrigin { transport.origin }
    public var isInsecure: Bool { transport.isInsecure }
    public var headers: [SourceHeader] { transport.headers }
}

/// A header of every request. A secret stands here by name only.
public struct SourceHeader: Sendable, Hashable {
    /// What a header says: secrets stand here by name only.
    public enum Value: Sendable, Hashable {
        case plain(String)
        /// The secret is the whole value.
        case secret(SecretName)
        /// `Bearer` and the secret.
        case bearer(SecretName)
        /// `Basic` with a user name and a password.
        case basic(user: String, password: SecretName)
    }

    public let name: String
    public let value: Value

    public init(_ name: String, _ value: Value) {
        self.name = name
        self.value = value
    }
}

extension UInt8 {
    var isLetterOrDigit: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }
}

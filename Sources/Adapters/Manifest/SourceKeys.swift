// Where a feed comes from: keys of `adapter.yaml`.

import Configuring
import Feeds
import SENDRecords

enum SourceKeys {
    static let inbox = Key("inbox", .mapping, "files that schools drop into their folders")
    static let https = Key("https", .mapping, "a partner's web service")
    static let sftp = Key("sftp", .mapping, "files in a folder of a partner's SFTP server")
    static let singer = Key("singer", .mapping, "a program that prints Singer messages")
    static let module = Key("module", .mapping, "a native adapter module, with the keys of `https` beside its own")
    static let all: [any DeclaredKey] = [inbox, https, sftp, singer, module]
}

enum SingerKeys {
    static let command = Key(
        "command", .oneOrMore(of: .located(.text)),
        "the program, a file of the adapter's folder, and its first arguments; else the operator names one")
    static let config = Key(
        "config", .mapping, "the tap's configuration; what is secret by name: {secret: name-of-the-secret}")
    static let catalog = Key("catalog", .located(.text), "a file of the adapter's folder that chooses the streams")
    static let network = DefaultedKey(
        "network", .oneOf(["none", "needed"]), default: "none",
        "whether the tap fetches over the network; the operator grants it")
    static let keepConfig = DefaultedKey(
        "keep-config", .flag, default: false, "whether what the tap writes back into its configuration is kept")
    static let keepState = DefaultedKey(
        "keep-state", .flag, default: true, "whether a run goes on where the last one ended; else it states everything")
    static let time = DefaultedKey("time", .duration, default: .seconds(3600), "how long a run may take")
    static let silence = DefaultedKey(
        "silence", .duration, default: .seconds(300), "how long the tap may print nothing")
    static let memory = DefaultedKey("memory", .byteCount, default: 2 << 30, "the memory that the tap may take")
    static let all: [any DeclaredKey] = [
        command, config, catalog, network, keepConfig, keepState, time, silence, memory,
    ]
}

enum InboxKeys {
    static let patterns = Key(
        "patterns", .oneOrMore(of: .fileNamePattern), required: true, "names that are taken; others are left alone")
    static let partnerColumn = Key(
        "partner-column", .oneOrMore(of: .text),
        "columns with the school's URN, the first that is there, by which a trust's file is told apart")
    static let all: [any DeclaredKey] = [patterns, partnerColumn]
}

enum HeaderKeys {
    static let bearer = Key("bearer", .secretName, "the name of a secret sent after `Bearer`")
    static let secret = Key("secret", .secretName, "the name of a secret that is the whole value")
    static let basic = Key("basic", .text, "a user name sent with the password")
    static let password = Key("password", .secretName, "the name of the secret that is the password")
    static let all: [any DeclaredKey] = [bearer, secret, basic, password]
}

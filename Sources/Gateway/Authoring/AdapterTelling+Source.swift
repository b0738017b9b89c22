// How an adapter's service is reached and what it is asked, in words. Secrets stand here by name only.

import Adapters
import Configuring

extension AdapterTelling {
    /// Network, who we are, what several requests make one run, where the next one goes on.
    static func reaching(_ manifest: Manifest) -> [(name: String, words: String)] {
        switch manifest.source {
        case .inbox, .singer: return []
        case .sftp(let source):
            return [
                ("network", source.network.rawValue),
                ("auth", "user \(source.user) (secret \((source.key ?? source.password).map(\.text) ?? ""))"),
                ("server's key", source.knownHosts.joined(separator: " or ")),
            ]
        case .module(let source): return reaching(source.https.transport)
        case .https(let source):
            var lines = reaching(source.transport)
            if let each = source.each { lines.append(("each", words(each))) }
            if let rule = source.incremental { lines.append(("incremental", words(rule))) }
            return lines
        }
    }

    static func reaching(_ transport: SourceTransport) -> [(name: String, words: String)] {
        var lines = [(name: "network", words: transport.network.rawValue)]
        for other in transport.origins { lines.append(("also", "\(other.origin), \(other.network.rawValue)")) }
        lines.append(("auth", transport.auth?.words ?? headerWords(transport) ?? "none"))
        if let proxy = transport.proxy {
            let user = proxy.user.map { ", user \($0)" } ?? ""
            let secret = proxy.password.map { " (secret \($0))" } ?? ""
            lines.append(("proxy", "\(proxy.origin)\(user)\(secret)"))
        }
        if let authority = transport.authority { lines.append(("trusts", "the certificates in \(authority)")) }
        if let certificate = transport.clientCertificate {
            lines.append(("shows", "the certificate \(certificate.certificate) (key \(certificate.key))"))
        }
        if let rate = transport.rate {
            lines.append(("rate", "at most \(rate.requests) requests in \(DurationText.write(rate.per))"))
        }
        return lines
    }

    private static func headerWords(_ transport: SourceTransport) -> String? {
        let secret = transport.headers.filter { $0.value.secretName != nil }
        if secret.isEmpty { return nil }
        return secret.map { "header \($0.name) (secret \($0.value.secretName.map(\.text) ?? ""))" }.joined(
            separator: ", ")
    }

    private static func words(_ each: EachRule) -> String {
        var parts: [String] = []
        if let schools = each.schools {
            let which = schools.ids.map { "each of \($0.count) schools" } ?? "each configured school"
            parts.append("\(which) as {\(schools.name)} (its URN is request-school in rows)")
        }
        if let days = each.days {
            parts.append("each day from \(days.from)d to \(days.to)d as {\(days.name)} (request-day in rows)")
        }
        let absent =
            each.absent == .skip
            ? "where the service has nothing for one, the run goes on"
            : "the run fails where the service has nothing for one"
        return "one request for \(parts.joined(separator: " and ")); \(absent)"
    }

    private static func words(_ rule: IncrementalRule) -> String {
        let unit =
            switch rule.kind {
            case .instant: DurationText.write(.seconds(rule.overlap))
            case .date: "\(rule.overlap)d"
            case .integer: "\(rule.overlap)"
            }
        let first = rule.first.map { "what has changed since \($0)" } ?? "everything"
        let missing = rule.missing == .take ? "is taken" : "holds the run"
        return
            "{\(rule.name)} is the largest \(rule.kind.rawValue) at \(rule.fields.joined(separator: " or ")), less \(unit); the first run asks for \(first); a row without it \(missing)"
    }

    /// What is asked for a file, and how a long answer comes.
    static func asking(_ file: FileRule) -> [(name: String, words: String)] {
        var lines: [(name: String, words: String)] = []
        if let request = file.request {
            if !request.query.isEmpty {
                lines.append(("asks", request.query.map { "\($0.name)=\($0.value)" }.joined(separator: " & ")))
            }
            if let post = request.post {
                let again = post.isSafe ? "asked again where no answer came" : "never repeated by itself"
                lines.append(("posts", "\(post.contentType), \(again)"))
            }
        }
        if let paging = file.paging { lines.append(("in parts", paging.words)) }
        return lines
    }

    static func ending(of record: RecordRule) -> String {
        switch record.ending {
        case .never: ""
        case .always: ": each row says that the record is no more"
        case .when: "; rows can say that the record is no more"
        }
    }
}

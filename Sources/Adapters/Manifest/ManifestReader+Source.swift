// Source, schedule, format, as-of and limits of a manifest.

import Configuring
import Feeds

extension ManifestReader {
    func source(_ node: ConfigurationNode) -> FeedSource? {
        guard let reader = MappingReader(node, called: "`source`", keys: SourceKeys.all, problems),
            let kind = reader.exactlyOne(of: SourceKeys.all)
        else { return nil }
        switch kind {
        case "inbox": return reader[SourceKeys.inbox].flatMap(inbox).map(FeedSource.inbox)
        case "singer": return reader[SourceKeys.singer].flatMap(singer).map(FeedSource.singer)
        case "module": return reader[SourceKeys.module].flatMap(module).map(FeedSource.module)
        case "sftp": return reader[SourceKeys.sftp].flatMap(sftp).map(FeedSource.sftp)
        default: return reader[SourceKeys.https].flatMap(https).map(FeedSource.https)
        }
    }

    private func inbox(_ node: ConfigurationNode) -> InboxSource? {
        guard let reader = MappingReader(node, called: "`inbox`", keys: InboxKeys.all, problems) else { return nil }
        let columns = reader[InboxKeys.partnerColumn] ?? []
        return reader[InboxKeys.patterns].map { InboxSource(patterns: $0, partnerColumn: columns) }
    }

    func https(_ node: ConfigurationNode) -> HTTPSource? {
        guard let reader = MappingReader(node, called: "`https`", keys: HTTPSKeys.all, problems) else { return nil }
        let transport = transport(reader)
        let each = reader[HTTPSKeys.each].flatMap(each)
        let incremental = reader[HTTPSKeys.incremental].flatMap(incremental)
        let wait = reader[HTTPSKeys.waitForSet]
        if let incremental, each?.names.contains(incremental.name) ?? false {
            reader.report("`\(incremental.name)` is the name of two things", at: HTTPSKeys.incremental)
        }
        return transport.map { HTTPSource(transport: $0, waitForSet: wait, each: each, incremental: incremental) }
    }

    func header(_ entry: Named<ConfigurationNode>) -> SourceHeader? {
        let name = entry.name
        guard !name.isEmpty, name.utf8.allSatisfy({ $0.isLetterOrDigit || $0 == UInt8(ascii: "-") }) else {
            problems.report("a header's name has letters, digits and hyphens only", at: entry.place)
            return nil
        }
        if let text = entry.value.text {
            let isSecret = SecretLikeName.isOne(name)
            if isSecret || text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
                problems.report(
                    isSecret ? "`\(name)` is a secret" : "`\(name)` holds a control character",
                    hint: isSecret
                        ? "Write `\(name): {bearer: name-of-the-secret}`, or `secret` in place of `bearer`." : nil,
                    at: entry.value.place)
                return nil
            }
            return SourceHeader(name, .plain(text))
        }
        guard let reader = MappingReader(entry.value, called: "`\(name)`", keys: HeaderKeys.all, problems) else {
            return nil
        }
        let choices: [any DeclaredKey] = [HeaderKeys.bearer, HeaderKeys.secret, HeaderKeys.basic]
        switch reader.exactlyOne(of: choices) {
        case "bearer": return reader[HeaderKeys.bearer].map { SourceHeader(name, .bearer($0)) }
        case "secret": return reader[HeaderKeys.secret].map { SourceHeader(name, .secret($0)) }
        case "basic":
            guard let password = reader[HeaderKeys.password], let user = reader[HeaderKeys.basic] else {
                if !reader.states(HeaderKeys.password) {
                    problems.report("`\(name)` lacks the key `password`", at: entry.value.place)
                }
                return nil
            }
            return SourceHeader(name, .basic(user: user, password: password))
        default: return nil
        }
    }

    func schedule(_ node: ConfigurationNode) -> FeedSchedule? {
        guard let reader = MappingReader(node, called: "`schedule`", keys: ScheduleKeys.all, problems),
            reader.exactlyOne(of: ScheduleKeys.all) != nil
        else { return nil }
        if let cron = reader[ScheduleKeys.cron] { return .cron(cron) }
        guard let every = reader[ScheduleKeys.every] else { return nil }
        if every < .seconds(1) {
            reader.report("`every` should be a second or more", at: ScheduleKeys.every)
            return nil
        }
        return .every(every)
    }

    func asOfSource(_ node: ConfigurationNode, files: [FileRule], dates: [DateFormat]) -> AsOfSource? {
        guard let reader = MappingReader(node, called: "`as-of`", keys: AsOfKeys.all, problems) else { return nil }
        let choices: [any DeclaredKey] = [AsOfKeys.fileName, AsOfKeys.pathDate, AsOfKeys.header, AsOfKeys.column]
        switch reader.exactlyOne(of: choices) {
        case "file-name": return reader[AsOfKeys.fileName].map(AsOfSource.fileName)
        case "path-date": return .pathDate
        case "header": return reader[AsOfKeys.header].map(AsOfSource.header)
        case "column":
            guard let column = reader[AsOfKeys.column] else { return nil }
            let formats = reader[AsOfKeys.dates] ?? dates
            let name = reader[AsOfKeys.file] ?? (files.count == 1 ? files[0].name : "")
            guard let file = files.first(where: { $0.name == name }) else {
                problems.report(
                    "`as-of` names no file of the set",
                    hint: NearestName.hint(for: name, among: files.map(\.name)), at: node.place)
                return nil
            }
            checkColumn(Located(column, at: reader.place(of: AsOfKeys.column)), of: file)
            if formats.isEmpty { reader.report("the column needs `dates`", at: AsOfKeys.column) }
            return .column(file: file.name, name: column, formats: formats)
        default: return nil
        }
    }

    func limits(_ node: ConfigurationNode) -> FeedLimits {
        let reader = MappingReader(node, called: "`limits`", keys: SizeKeys.all, problems)
        return FeedLimits(
            file: reader?[SizeKeys.file] ?? SizeKeys.file.standard,
            pages: reader?[SizeKeys.pages] ?? SizeKeys.pages.standard)
    }
}

// For how long things are kept that are not the base of anything.

import Configuring

/// `retention:` of `sendgate.yaml`.
public struct RetentionSettings: Sendable, Equatable {
    /// How long received files are kept, byte for byte.
    public let payloads: Duration
    /// How long reports of fetched feeds are kept.
    public let reports: Duration
    private let byAdapter: [String: Duration]

    init(
        payloads: Duration = .seconds(90 * 86_400), reports: Duration = .seconds(400 * 86_400),
        byAdapter: [String: Duration] = [:]
    ) {
        self.payloads = payloads
        self.reports = reports
        self.byAdapter = byAdapter
    }

    /// How long the files of an adapter's feeds are kept.
    public func payloads(of adapter: String) -> Duration { byAdapter[adapter] ?? payloads }

    /// Once a day; more often where something is kept for less than a day. In seconds.
    var pauseBetweenTidies: Double {
        max(1, min(86_400, ([payloads, reports] + byAdapter.values).map(\.seconds).min() ?? 86_400))
    }

    private enum Keys {
        static let payloads = Key<Duration>(
            "payloads", .retention,
            "How long received files are kept, for instance 90 days; then what they stated is the base")
        static let reports = Key<Duration>("reports", .retention, "How long reports of fetched feeds are kept")
        static let adapters = DefaultedKey<[Named<Duration>]>(
            "adapters", .names(to: .retention), default: [], "How long the files of single adapters are kept")
        static let all: [any DeclaredKey] = [payloads, reports, adapters]
    }

    static let kind: ValueKind<RetentionSettings> = .section("how long what is kept", keys: Keys.all) { reader in
        let usual = RetentionSettings()
        return RetentionSettings(
            payloads: reader[Keys.payloads] ?? usual.payloads, reports: reader[Keys.reports] ?? usual.reports,
            byAdapter: Dictionary(
                reader[Keys.adapters].map { ($0.name, $0.value) }, uniquingKeysWith: { _, last in last }))
    }
}

extension ValueKind where Value == Duration {
    /// Days as people write them (`90 days`), or a duration.
    fileprivate static var retention: Self {
        Self(shape: "a length of time such as 90 days", write: DurationText.write) { text throws(ValueFault) in
            let parts = text.split(separator: " ")
            if parts.count == 2, parts[1] == "days" || parts[1] == "day", let days = DurationText.parse("\(parts[0])d")
            {
                return days
            }
            if let duration = DurationText.parse(text), duration > .zero { return duration }
            throw ValueFault("should be a length of time such as 90 days, but is `\(text)`")
        }
    }
}

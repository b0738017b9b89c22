// What is known of a tap's output once it has been read to its end.

/// What a tap said beside its records.
public struct SingerSummary: Sendable, Equatable {
    /// How often something was there, and where first.
    public struct Tally: Sendable, Equatable {
        public private(set) var count = 0
        public private(set) var line = 0

        mutating func add(line: Int) {
            if count == 0 { self.line = line }
            count += 1
        }
    }

    /// The same by the name that the tap gave it.
    public struct Tallies: Sendable, Equatable {
        public private(set) var named: [(name: String, tally: Tally)] = []

        mutating func add(_ name: String, line: Int, _ limits: SingerLimits) {
            let name = SingerSummary.spoken(name)
            let known = named.firstIndex { $0.name == name }
            if known == nil, named.count >= limits.streams { return }
            let index = known ?? named.count
            if known == nil { named.append((name, Tally())) }
            named[index].tally.add(line: line)
        }

        public static func == (one: Tallies, other: Tallies) -> Bool {
            one.named.elementsEqual(other.named) { $0.name == $1.name && $0.tally == $1.tally }
        }
    }

    /// What a tap said of one stream.
    public struct Stream: Sendable, Equatable {
        public internal(set) var records = 0
        /// Records before any SCHEMA of the stream.
        public internal(set) var schemaless = 0
        /// How many SCHEMA messages there were, and how many of them said otherwise than the one before.
        public internal(set) var schemas = 0
        public internal(set) var changes = 0
        /// Of the latest SCHEMA: the properties that tell its records apart; empty where it names none.
        public internal(set) var keyProperties: [String] = []
        /// Line of the latest SCHEMA.
        public internal(set) var line = 0
        var schema: JSONValue?
    }

    public internal(set) var messages = 0
    /// Records, and lines that may have been one.
    public internal(set) var rows = 0
    /// By their names.
    public internal(set) var streams: [String: Stream] = [:]
    public internal(set) var notes: [FeedNote] = []
    /// Lines that are no messages.
    public internal(set) var stray = Tally()
    /// Messages that lack what their type needs.
    public internal(set) var broken = Tally()
    /// Messages of types that aren't known.
    public internal(set) var unknown = Tallies()
    /// ACTIVATE_VERSION by stream.
    public internal(set) var activations = Tallies()
    /// The value of the last STATE message before which every record could be read, as JSON text: what the tap is given
    /// next time once these records are safe.
    public private(set) var state: [UInt8]?
    /// STATE messages after a record that can't be read: the tap isn't told that it was taken.
    public private(set) var laterStates = 0
    private var hasUnreadable = false

    mutating func noteUnreadable() { hasUnreadable = true }

    mutating func take(state value: JSONValue) {
        if hasUnreadable { laterStates += 1 } else { state = value.serialisedBytes() }
    }

    mutating func count(recordOf stream: String, _ limits: SingerLimits) {
        if streams[stream] == nil, streams.count >= limits.streams { return }
        streams[stream, default: Stream()].records += 1
        if streams[stream]?.schemas == 0 { streams[stream]?.schemaless += 1 }
    }

    mutating func take(schema message: JSONValue, of stream: String, line: Int, _ limits: SingerLimits) {
        if streams[stream] == nil, streams.count >= limits.streams { return }
        var known = streams[stream] ?? Stream()
        let schema = message["schema"]
        let keys = (message["key_properties"]?.elements ?? []).compactMap(\.text)
        if known.schemas > 0, schema != known.schema || keys != known.keyProperties { known.changes += 1 }
        known.schemas += 1
        (known.schema, known.keyProperties, known.line) = (schema, keys, line)
        streams[stream] = known
    }

    /// A name of the tap's in a message: it may be anything, so it is kept short and plain.
    public static func spoken(_ name: String) -> String {
        let plain = name.unicodeScalars.prefix(60).map { scalar -> Character in
            let isPlain = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            return isPlain || "-_.$:/ ".unicodeScalars.contains(scalar) ? Character(scalar) : "?"
        }
        return String(plain) + (name.unicodeScalars.count > 60 ? "…" : "")
    }
}

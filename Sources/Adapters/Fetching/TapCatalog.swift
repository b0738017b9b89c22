// A tap's catalogue: which streams it has, and which of them it shall send.

import Feeds

/// What a tap printed when it was asked to discover, with some streams chosen.
public struct TapCatalog: Sendable {
    /// The largest that is read, in bytes.
    public static let longest = 32 << 20

    /// As it is saved: a stream on each line.
    public let text: String
    /// Names of all its streams.
    public let streams: [String]
    public let chosen: [String]
    /// Wanted streams that it doesn't have.
    public let missing: [String]

    /// Why what a tap printed is no catalogue.
    public struct Unreadable: Error, CustomStringConvertible {
        public let description: String
    }

    /// - Parameter wanted: streams by name; all others are not chosen.
    public init(_ printed: [UInt8], choosing wanted: [String]) throws(Unreadable) {
        guard let document = Self.document(in: printed), let found = document["streams"]?.elements else {
            throw Unreadable(
                description:
                    "What the tap printed is no catalogue: a JSON object with a list of `streams` was expected.")
        }
        var lines: [String] = []
        var names: [String] = []
        for stream in found {
            let name = stream["stream"]?.text ?? stream["tap_stream_id"]?.text ?? ""
            names.append(SingerSummary.spoken(name))
            lines.append(Self.stream(stream, isChosen: wanted.contains(name)).serialised())
        }
        text = "{\"streams\":[\n" + lines.joined(separator: ",\n") + "\n]}\n"
        streams = names
        chosen = names.filter(wanted.contains)
        missing = wanted.filter { !names.contains($0) }
    }

    /// The document, with lines before it that are none of it passed over.
    private static func document(in printed: [UInt8]) -> JSONValue? {
        if let value = try? JSONValue(parsing: printed) { return value }
        var rest = printed[...]
        while let end = rest.firstIndex(of: 0x0A) {
            rest = rest[(end + 1)...]
            if rest.first == UInt8(ascii: "{"), let value = try? JSONValue(parsing: Array(rest)) { return value }
        }
        return nil
    }

    /// The stream with `selected` in its metadata: of itself, and of the fields of a chosen one.
    private static func stream(_ stream: JSONValue, isChosen: Bool) -> JSONValue {
        var metadata: [JSONValue] = []
        var hasOwn = false
        for entry in stream["metadata"]?.elements ?? [] {
            let isOwn = entry["breadcrumb"]?.count == 0
            hasOwn = hasOwn || isOwn
            let isUsable = entry["metadata"]?["inclusion"]?.text != "unsupported"
            metadata.append(isOwn || isChosen && isUsable ? selecting(entry, isChosen) : entry)
        }
        if !hasOwn {
            metadata.append(["breadcrumb": [], "metadata": ["selected": .bool(isChosen)]])
        }
        var members = (stream.members ?? []).filter { $0.name != "metadata" }
        members.append(JSONMember("metadata", .array(metadata)))
        return .object(members)
    }

    private static func selecting(_ entry: JSONValue, _ isSelected: Bool) -> JSONValue {
        var inner = (entry["metadata"]?.members ?? []).filter { $0.name != "selected" }
        inner.append(JSONMember("selected", .bool(isSelected)))
        let members = (entry.members ?? []).map { member in
            member.name == "metadata" ? JSONMember("metadata", .object(inner)) : member
        }
        return .object(members)
    }
}

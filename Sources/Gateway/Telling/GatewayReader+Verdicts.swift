// `verdicts list`, `verdicts doubtful` and `restrict list`.

import Feeds
import Matching
import SENDRecords
import Storage

extension GatewayReader {
    /// What people decided, newest last. Seals are shown only when asked for.
    public func verdicts(withSeals: Bool) throws -> Telling {
        let verdicts = try store.verdicts(includingUndone: true).filter { withSeals || $0.kind != .seal }
        var page = Page()
        page.table(
            [["id", "kind", "first", "second", "by", "at", "undone"]]
                + verdicts.map {
                    [
                        "\($0.id)", $0.kind.name, name($0.first), name($0.second), $0.who, clock.shown($0.at),
                        $0.undoneAt.map(clock.shown) ?? "",
                    ]
                }, indent: 0)
        if verdicts.isEmpty { page.line("No verdicts.") }
        return Telling(
            text: page.text,
            json: .array(
                verdicts.map {
                    [
                        "id": .integer($0.id), "kind": .string($0.kind.name), "first": .string(name($0.first)),
                        "second": .string(name($0.second)), "by": .string($0.who), "why": .string($0.why),
                        "at": .instant($0.at), "undoneAt": .instant($0.undoneAt),
                    ]
                }))
    }

    /// Links that may or may not be one child.
    public func doubtful(limit: Int) throws -> Telling {
        let links = try store.doubtfulLinks(limit: limit)
        let keys = try store.keys(of: links.flatMap { [$0.first, $0.second] })
        var page = Page()
        var list: [JSONValue] = []
        for link in links {
            guard let first = keys[link.first], let second = keys[link.second] else { continue }
            let why = Evidence(encoded: link.evidence)?.description ?? ""
            page.line("\(name(first)) and \(name(second))")
            page.line("    \(why)")
            list.append(["first": .string(name(first)), "second": .string(name(second)), "evidence": .string(why)])
        }
        page.line(
            links.isEmpty
                ? "No doubtful links."
                : "\nSay `sendgate verdicts same FIRST SECOND --by NAME --why REASON`, or `different`.")
        return Telling(text: page.text, json: .array(list))
    }

    /// Restrictions that people made and nobody has lifted. Those that a feed states are the feed's.
    public func restrictions() throws -> Telling {
        let restrictions = try store.restrictions()
        var page = Page()
        page.table(
            [["id", "child", "by", "at", "why"]]
                + restrictions.map { ["\($0.id)", name($0.child), $0.who, clock.shown($0.at), $0.why] }, indent: 0)
        if restrictions.isEmpty { page.line("No restrictions.") }
        return Telling(
            text: page.text,
            json: .array(
                restrictions.map {
                    [
                        "id": .integer(Int($0.id)), "child": .string(name($0.child)), "by": .string($0.who),
                        "at": .instant($0.at), "why": .string($0.why),
                    ]
                }))
    }

    private func name(_ key: SubjectKey) -> String { "\(key.space):\(key.key)" }
}

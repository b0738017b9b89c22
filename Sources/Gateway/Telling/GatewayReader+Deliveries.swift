// `deliveries list`, `deliveries show`, and the explanation of a delivery.

import Feeds
import Publishing
import Reconciling
import SENDRecords
import Storage

extension GatewayReader {
    /// Deliveries, the newest first. Throws `CommandError` for a state that there is none of.
    public func deliveries(consumer: String?, state: String?, limit: Int) throws -> Telling {
        var states: Set<DeliveryState>?
        if let state {
            guard let wanted = DeliveryState.allCases.first(where: { $0.name == state }) else {
                let names = DeliveryState.allCases.map(\.name).joined(separator: ", ")
                throw CommandError("There is no state \(state). They are: \(names).")
            }
            states = [wanted]
        }
        let deliveries = try store.deliveries(to: consumer, states: states, limit: limit)
        var page = Page()
        page.table(
            [["id", "consumer", "child", "kind", "state", "attempts", "created"]]
                + deliveries.map {
                    [
                        $0.draft.id, $0.draft.consumer, $0.draft.child, kind($0), $0.state.name, "\($0.attempts)",
                        clock.shown($0.created),
                    ]
                }, indent: 0)
        if deliveries.isEmpty { page.line("No deliveries.") }
        return Telling(text: page.text, json: .array(deliveries.map(json)))
    }

    /// A delivery with its exact body.
    public func delivery(_ id: String) throws -> Telling {
        let delivery = try found(id)
        var page = Page()
        header(of: delivery, on: &page)
        page.line()
        page.line(String(decoding: delivery.draft.body, as: UTF8.self))
        return Telling(
            text: page.text,
            json: .object(
                (json(delivery).members ?? [])
                    + [JSONMember("body", .string(String(decoding: delivery.draft.body, as: UTF8.self)))]))
    }

    /// Which clause of the agreement lets each field out now, and where its value comes from.
    public func explainDelivery(_ id: String) throws -> Telling {
        let delivery = try found(id)
        var page = Page()
        header(of: delivery, on: &page)
        var fields: [JSONValue] = []
        if let agreement = configuration.agreements.first(where: { $0.id == delivery.draft.consumer }),
            let stored = try store.file(delivery.draft.child), let file = ChildFile(encoded: stored.blob)
        {
            page.line()
            page.line("  \(agreement.title): \(agreement.purpose)")
            page.line("  agreement \(agreement.reference), until \(agreement.validUntil.spoken)")
            switch agreement.sharing(of: file, isRestricted: file.isRestricted, on: clock.today) {
            case .withhold(let why): page.line("  Today nothing would be shared: \(why.sentence)")
            case .share(let view):
                page.line()
                page.line("  What the agreement lets out of this child today")
                for line in agreement.explanation(of: view, from: file, on: clock.today).lines {
                    page.line("    \(line)")
                }
                page.line()
                page.line("  Where the values come from")
                for record in view.records {
                    for value in record.values {
                        guard let version = try store.version(value.version) else { continue }
                        page.line(
                            "    \(record.type.name) \(value.name): \(version.feed), \(place(of: version, field: value.field))"
                        )
                        fields.append([
                            "record": .string(record.type.name), "field": .string(value.name),
                            "feed": .string(version.feed), "rule": .string(value.rule.rawValue),
                            "place": placeJSON(of: version, field: value.field),
                        ])
                    }
                }
            }
        }
        return Telling(
            text: page.text,
            json: .object((json(delivery).members ?? []) + [JSONMember("fields", .array(fields))]))
    }

    private func found(_ id: String) throws -> Storage.Delivery {
        guard let delivery = try store.delivery(id) else {
            throw CommandError("There is no delivery \(id). `sendgate deliveries list` shows them.")
        }
        return delivery
    }

    private func header(of delivery: Storage.Delivery, on page: inout Page) {
        page.line(
            "Delivery \(delivery.draft.id) to \(delivery.draft.consumer): \(kind(delivery)), \(delivery.state.name)")
        page.line(
            "  child \(delivery.draft.child), \(delivery.draft.body.count) bytes, created \(clock.shown(delivery.created))"
        )
        page.line(
            "  \(delivery.attempts) attempt(s)"
                + (delivery.acknowledged.map { ", acknowledged \(clock.shown($0))" } ?? ""))
        if let problem = delivery.problem { page.line("  last problem: \(problem)") }
    }

    private func kind(_ delivery: Storage.Delivery) -> String {
        delivery.draft.kind == .view ? "view" : "withdrawn"
    }

    private func json(_ delivery: Storage.Delivery) -> JSONValue {
        [
            "id": .string(delivery.draft.id), "consumer": .string(delivery.draft.consumer),
            "child": .string(delivery.draft.child), "kind": .string(kind(delivery)),
            "state": .string(delivery.state.name), "attempts": .integer(delivery.attempts),
            "created": .instant(delivery.created), "acknowledged": .instant(delivery.acknowledged),
            "problem": .text(delivery.problem),
        ]
    }
}

// The kinds of value that only agreements have, and how each is read.

import Configuring

extension ValueKind where Value == String {
    /// Text that says something.
    static var said: Self {
        Self(shape: "text") { text throws(ValueFault) in
            if text.contains(where: { !$0.isWhitespace }) { return text }
            throw ValueFault("is blank")
        }
    }

    static var urn: Self {
        Self(shape: "a school's URN of 6 digits") { text throws(ValueFault) in
            if text.utf8.count == 6, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), text.first != "0" {
                return text
            }
            throw ValueFault("should be a school's URN of 6 digits, but is `\(text)`")
        }
    }

    static var folderPath: Self {
        Self(shape: "a folder") { text throws(ValueFault) in
            guard !text.utf8.contains(0), !text.split(separator: "/").isEmpty else {
                throw ValueFault("should be a folder, but is `\(text)`")
            }
            guard !text.split(separator: "/").contains("..") else {
                throw ValueFault("leads upwards with `..`", hint: "Write the folder's path without it.")
            }
            return text
        }
    }
}

extension ValueKind where Value == Double {
    static var share: Self {
        Self(shape: "a number from 0 to 1") { text throws(ValueFault) in
            let usual = text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
            if usual, let number = Double(text), (0...1).contains(number) { return number }
            throw ValueFault("should be a number from 0 to 1, but is `\(text)`", hint: "98 % is 0.98.")
        }
    }
}

extension ValueKind where Value == WebhookAddress {
    static var webhookAddress: Self {
        Self(shape: "an address") { text throws(ValueFault) in
            do throws(WebhookAddress.Fault) {
                return try WebhookAddress(text)
            } catch {
                throw ValueFault(error.what, hint: error.hint)
            }
        }
    }
}

extension ValueKind where Value == DeliveryRoute {
    static var deliveryRoute: Self {
        .section(keys: [AgreementKeys.folder, AgreementKeys.webhook]) { reader in
            let (folder, webhook) = (reader[AgreementKeys.folder], reader[AgreementKeys.webhook])
            guard reader.exactlyOne(of: [AgreementKeys.folder, AgreementKeys.webhook]) != nil else { return nil }
            return folder.map(DeliveryRoute.folder) ?? webhook.map(DeliveryRoute.webhook)
        }
    }
}

extension ValueKind where Value == ChildrenCondition {
    static var childrenCondition: Self {
        let keys: [any DeclaredKey] = [
            AgreementKeys.everyChild, AgreementKeys.with, AgreementKeys.attending, AgreementKeys.namedInPlan,
            AgreementKeys.yearGroups,
        ]
        return .section(keys: keys) { reader in
            var groups: [ChildrenCondition.Group] = []
            func add<Item>(_ key: Key<[Located<Item>]>, _ clause: (Item) -> ChildrenCondition.Clause) {
                guard let items = reader[key] else { return }
                if items.isEmpty, reader.node[key.name]?.elements?.isEmpty == true {
                    reader.report(
                        "`\(key.name)` is an empty list", hint: "Leave the key out, or name at least one.", at: key)
                }
                groups.append(
                    .init(key: key.name, clauses: items.map { Located(clause($0.value), at: $0.place) }))
            }
            let everyChild = reader[AgreementKeys.everyChild]
            add(AgreementKeys.with) { .with($0) }
            add(AgreementKeys.attending) { .attending($0) }
            add(AgreementKeys.namedInPlan) { .namedInPlan($0) }
            add(AgreementKeys.yearGroups) { .yearGroup($0) }
            if everyChild == true, reader.node.entries?.count != 1 {
                reader.report("`all: true` stands beside other conditions", at: AgreementKeys.everyChild)
            }
            let named = keys.dropFirst().filter(reader.states)
            if everyChild != true, named.isEmpty, !reader.states(AgreementKeys.everyChild) || everyChild == false {
                reader.problems.report(
                    "`children` names nobody", hint: "Name a condition; if every child is meant, write `all: true`.",
                    at: reader.node.place)
                return nil
            }
            return ChildrenCondition(groups: groups, place: reader.node.place)
        }
    }
}

// What tells a changed agreement from an unchanged one.

import Crypto
import SENDRecords

extension Agreement {
    /// SHA-256 of everything that decides what is shared. When it changes, every child is put on the list; documents
    /// that come out the same are not sent again.
    public var digest: [UInt8] {
        var writer = JSONWriter()
        writer.array {
            $0.element(isEnabled)
            $0.element(validFrom?.description ?? "")
            $0.element(validUntil.description)
            $0.element("\(sureness)")
            $0.element(restrictedGrant ?? "")
            for group in children.groups {
                $0.array { list in
                    list.element(group.key)
                    for clause in group.clauses.map(\.value.description).sorted() { list.element(clause) }
                }
            }
            for record in records {
                $0.array { list in
                    list.element(record.type.name)
                    for clause in record.fields { list.element(clause.field.name) }
                }
            }
        }
        return [UInt8](SHA256.hash(data: writer.bytes))
    }

    /// SHA-256 of where and how deliveries go. When it changes the consumer has nothing yet at the new place: forget
    /// what was sent, so that every view goes again.
    public var routeDigest: [UInt8] {
        var writer = JSONWriter()
        writer.array {
            switch route {
            case .folder(let folder):
                $0.element("folder")
                $0.element(folder.path)
                $0.element(folder.format.rawValue)
            case .webhook(let webhook):
                $0.element("webhook")
                $0.element(webhook.address.text)
            }
        }
        return [UInt8](SHA256.hash(data: writer.bytes))
    }
}

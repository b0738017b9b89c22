// Views and withdrawals as documents: canonical JSON.

import SENDRecords

extension View {
    /// The record `child` is one object, every other type a list. Types and fields stand in declared order, and what
    /// holds nothing is left out, so that equal views are equal bytes.
    static func document(child: String, records: [ViewRecord]) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { root in
            root.name("child")
            root.element(child)
            root.name("records")
            root.object { types in
                var index = 0
                while index < records.count {
                    let type = records[index].type
                    let end = records[index...].firstIndex { $0.type != type } ?? records.count
                    types.name(type.name)
                    if type == Child.declaration.type {
                        types.object(of: records[index])
                    } else {
                        types.array { for record in records[index..<end] { $0.object(of: record) } }
                    }
                    index = end
                }
            }
        }
        return writer.bytes
    }
}

extension Withdrawal {
    /// `{"child":"C-2","withdrawn":{"reason":"merged","into":"C-1","on":"2026-11-21"}}`.
    public var document: [UInt8] {
        var writer = JSONWriter()
        writer.object { root in
            root.name("child")
            root.element(child)
            root.name("withdrawn")
            root.object {
                $0.name("reason")
                $0.element(reason.rawValue)
                if let into {
                    $0.name("into")
                    $0.element(into)
                }
                $0.name("on")
                $0.element(on.description)
            }
        }
        return writer.bytes
    }
}

extension JSONWriter {
    fileprivate mutating func object(of record: ViewRecord) {
        object { members in
            for value in record.values {
                switch value.value {
                case .text(let text):
                    members.name(value.name)
                    members.element(text)
                case .date(let date):
                    members.name(value.name)
                    members.element(date.description)
                case .integer(let number):
                    members.name(value.name)
                    members.element(number)
                case .flag(let flag):
                    members.name(value.name)
                    members.element(flag)
                case .notStated, .empty, .unverified, .unreadable: continue
                }
            }
        }
    }
}

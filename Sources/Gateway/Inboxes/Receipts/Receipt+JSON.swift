// The receipt for programs: one JSON object whose keys and their order stay.

import Feeds
import SENDRecords

extension Receipt {
    /// UTF-8 JSON, one line with a line feed at its end. A key whose value isn't known is there with null.
    func json() -> [UInt8] {
        var reason: JSONValue = nil
        var advice: JSONValue = nil
        switch outcome.ifItCounted {
        case .accepted, .acceptedInPart, .alreadyReceived, .onTrial: break
        case .waiting(let text, let help):
            reason = .string(text)
            if let help { advice = .string(help) }
        case .refused(let text, let help):
            reason = .string(text)
            advice = .string(help)
        }
        var object: JSONValue = [
            "outcome": .string(outcome.word),
            "reason": reason,
            "advice": advice,
            "remarks": .array(remarks.map(JSONValue.string)),
            "feed": .string(feed),
            "urn": isDropped ? .string(urn) : nil,
            "school": isDropped ? .string(school) : nil,
            "partner": isDropped ? nil : .string(school),
            "file": .string(fileName),
            "claim": claim.map(JSONValue.string) ?? nil,
            "received": .string(received.description),
            "asOf": asOf.map { .string($0.description) } ?? nil,
            "run": run.map { .integer($0) } ?? nil,
            "rows": counts.map(Self.rows) ?? nil,
            "faults": .array((faults.listedNotAccepted + faults.listedNotes).map(Self.fault)),
            "faultTotals": [
                "notAccepted": .integer(faults.notAcceptedTotal),
                "notes": .integer(faults.noteTotal),
                "unlisted": .integer(faults.unlisted),
            ],
        ]
        if outcome.isOnTrial, let members = object.members {
            object = .object(members + [JSONMember("ifItCounted", .string(outcome.ifItCounted.word))])
        }
        if isShared, let members = object.members {
            object = .object(members + [JSONMember("schools", .array(shares.map(Self.share)))])
        }
        return object.serialisedBytes() + [UInt8(ascii: "\n")]
    }

    private static func share(_ share: ReceiptShare) -> JSONValue {
        [
            "urn": .string(share.urn),
            "school": .string(share.school),
            "outcome": share.outcome.map { .string($0.word) } ?? nil,
            "run": share.run.map { .integer($0) } ?? nil,
            "rows": share.counts.map(rows) ?? nil,
        ]
    }

    /// The claim in the bytes of a JSON receipt; nil where they hold none.
    static func claim(inJSON bytes: [UInt8]) -> String? {
        (try? JSONValue(parsing: bytes))?["claim"]?.text
    }

    private static func rows(_ counts: ReceiptCounts) -> JSONValue {
        [
            "read": .integer(counts.read),
            "accepted": .integer(counts.accepted),
            "unchanged": .integer(counts.unchanged),
            "leftOut": .integer(counts.leftOutTotal),
            "notAccepted": .integer(counts.notAccepted),
            "waiting": .integer(counts.waiting),
            "leftOutBy": .array(
                counts.leftOut.map {
                    ["rule": .string($0.rule), "meaning": .string($0.meaning), "count": .integer($0.count)]
                }),
        ]
    }

    private static func fault(_ fault: ReceiptFault) -> JSONValue {
        [
            "kind": .string(fault.kind.rawValue),
            "file": fault.file.isEmpty ? nil : .string(fault.file),
            "line": .integer(fault.line),
            "pupil": fault.pupil.map {
                [
                    "initials": $0.initials.isEmpty ? nil : .string($0.initials),
                    "admissionNumber": $0.key.isEmpty ? nil : .string(ReceiptPage.plain($0.key, atMost: 60)),
                ]
            } ?? nil,
            "column": fault.columnNumber > 0 ? .integer(fault.columnNumber) : nil,
            "columnName": fault.columnName.isEmpty ? nil : .string(ReceiptPage.plain(fault.columnName, atMost: 60)),
            "rule": fault.rule.isEmpty ? nil : .string(fault.rule),
            "what": .string(fault.what),
            "advice": .string(fault.advice),
        ]
    }
}

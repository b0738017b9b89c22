// Rows that aren't the partner's: in a trust's file each row names its school, and each school's feed takes its own.

import Feeds
import SENDRecords

extension MappingSession {
    /// What becomes of a row that is not the partner's own; nil for one that is.
    ///
    /// In a school's own folder a row that names no school is the school's. In a file of several schools nobody guesses: such
    /// a row is quarantined with what is left when the schools have taken theirs.
    mutating func outcomeOfStranger(_ row: CSVRow, _ absent: [Bool], _ mapping: Mapping) -> RowOutcome? {
        guard let column = mapping.partnerColumn else { return nil }
        let stated = absent.isEmpty || !absent[column] ? Self.urn(in: row, at: column) : .missing
        let other = RowOutcome.leftOut(rule: StandingRule.otherPartner.rawValue)
        switch partner.share {
        case .whole:
            guard let own = partner.urn, case .urn(let urn) = stated, urn != own else { return nil }
            return fault(.schoolDiffers, FaultText.schoolDiffers, row, column, mapping)
        case .part: return stated == .urn(partner.urn ?? "") ? nil : other
        case .rest(let members):
            switch stated {
            case .urn(let urn) where members.contains(urn):
                rowsOfPartners[urn, default: 0] += 1
                return other
            case .missing: return fault(.schoolMissing, FaultText.schoolMissing, row, column, mapping)
            case .urn, .unreadable: return fault(.schoolUnknown, FaultText.schoolUnknown, row, column, mapping)
            }
        }
    }

    private enum Stated: Equatable {
        case missing
        case urn(String)
        case unreadable
    }

    private static func urn(in row: CSVRow, at column: Int) -> Stated {
        let text = row.withBytes(at: column) { String(decoding: $0.trimmed, as: UTF8.self) }
        if text.isEmpty { return .missing }
        switch IdentifierKind.urn.check(text) {
        case .valid(let urn), .weak(let urn, _): return .urn(urn)
        case .failed: return .unreadable
        }
    }

    private func fault(
        _ rule: FaultRule, _ text: FaultText, _ row: CSVRow, _ column: Int, _ mapping: Mapping
    ) -> RowOutcome {
        .quarantined(
            [
                RowFault(
                    line: row.line, columnNumber: column + 1, columnName: mapping.columns[column],
                    rule: rule.rawValue, what: text.what, advice: text.advice)
            ], mentions: [])
    }
}

// What is wrong with a row, kept with its run.

import GRDB
import SENDRecords

extension Database {
    /// Stores a fault or a note about a row.
    func insert(_ fault: RowFault, _ kind: StoredFault.Kind, of row: StagedRow, in run: RunID) throws {
        try insert(fault, kind, payload: row.payload, row: row.number, line: row.line, in: run)
    }

    func insert(
        _ fault: RowFault, _ kind: StoredFault.Kind, payload: Int, row: Int, line: Int, in run: RunID
    ) throws {
        try self.run(
            """
            INSERT INTO row_faults(run, kind, payload, row, line, column, column_name, rule, what, advice)
            VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, run, Int(kind.rawValue), payload, row, line, fault.column, fault.columnName, fault.rule, fault.what,
            fault.advice)
    }
}

// What a trust's file holds before anything of it is used.

import Adapters

/// How the rows of a file of several schools fall to them.
struct SharedFileSurvey: Sendable {
    /// Rows of each school that is in the file, by its URN.
    let rowsBySchool: [String: Int]
    /// Rows that name no school of the sender's, or can't be read.
    let unplaced: Int
    /// Why the file can't be taken at all.
    let refusal: String?

    /// Whether so many rows can't be placed that the column is wrong rather than a few cells: then nothing is used, because
    /// a school would seem to have lost the pupils that are in these rows.
    func isBeyond(_ contract: Contract) -> Bool {
        let rows = rowsBySchool.values.reduce(0, +) + unplaced
        return contract.quarantined.isExceeded(by: unplaced, of: rows) || rowsBySchool.isEmpty
    }
}

// What all readers' refusals of a whole payload have in common.

/// A payload that is refused whole: its description says why, where, and what to do, without a value of the file.
public protocol PayloadError: Error, CustomStringConvertible {}

extension CSVError: PayloadError {}
extension JSONError: PayloadError {}
extension WorkbookError: PayloadError {}
extension XMLError: PayloadError {}

// Words of codes that the sample hasn't and the next file may have.

import SENDRecords

extension Proposal {
    /// Words that the next file may have though the sample hasn't: the other years written like `Year 7`, the other kinds
    /// of SEN provision and need as the same systems write them.
    static func likewise(_ words: [String], _ set: CodeSet) -> [(word: String, code: String)] {
        func isCode(_ word: String) -> Bool { set.codes.contains { $0.code.lowercased() == word.lowercased() } }
        let spelled = words.filter { !isCode($0) && CodeWords.code(for: $0, in: set) != nil }
        guard let first = spelled.first else { return [] }
        var more: [String] = []
        switch set.name {
        case "year-group":
            guard let written = spelled.first(where: { $0.contains(where: \.isNumber) }) else { return [] }
            let head = written.prefix { !$0.isNumber }
            let isPadded = spelled.contains { $0.drop { !$0.isNumber }.hasPrefix("0") }
            more = (1...14).map { "\(head)\(isPadded && $0 < 10 ? "0" : "")\($0)" } + ["Reception"]
        case "sen-provision" where first.count > 2:
            more = ["EHC Plan", "EHCP", "SEN Support", "No SEN", "No Special Educational Need"]
        case "sen-type" where spelled.contains { $0.count > 8 }:
            let isCoded = spelled.contains { word in set.codes.contains { word.hasPrefix("\($0.code) - ") } }
            more = CodeWords.needs.map { isCoded ? "\($0.code) - \($0.word)" : $0.word }
        default: return []
        }
        let stated = Set(words.map { $0.lowercased() })
        return more.compactMap { word in
            guard !stated.contains(word.lowercased()), !isCode(word), let code = CodeWords.code(for: word, in: set)
            else {
                return nil
            }
            return (word, code)
        }
    }
}

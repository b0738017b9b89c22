// Precision and recall of clusters against the truth, by pairs.

import Matching

struct Score: CustomStringConvertible {
    var right = 0
    var wrong = 0
    var missed = 0

    var precision: Double { Double(right) / Double(max(1, right + wrong)) }
    var recall: Double { Double(right) / Double(max(1, right + missed)) }
    var f1: Double { 2 * Double(right) / Double(max(1, 2 * right + wrong + missed)) }

    var description: String {
        func rounded(_ x: Double) -> String { "\((x * 100_000).rounded() / 100_000)" }
        return "F1 \(rounded(f1)), precision \(rounded(precision)), recall \(rounded(recall)), \(wrong) wrong pairs,"
            + " \(missed) missed"
    }

    /// `truth` says for each subject which child it really is.
    init(_ components: [Component], truth: [Int]) {
        var sizes: [Int: Int] = [:]
        for child in truth { sizes[child, default: 0] += 1 }
        let all = sizes.values.reduce(0) { $0 + $1 * ($1 - 1) / 2 }
        for component in components {
            for cluster in component.clusters {
                var counts: [Int: Int] = [:]
                for member in cluster.members { counts[truth[Int(member.subject)], default: 0] += 1 }
                let pairs = cluster.members.count * (cluster.members.count - 1) / 2
                let same = counts.values.reduce(0) { $0 + $1 * ($1 - 1) / 2 }
                right += same
                wrong += pairs - same
            }
        }
        missed = all - right
    }
}

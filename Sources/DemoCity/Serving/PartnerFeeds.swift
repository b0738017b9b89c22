// Which answer belongs to which path.

import Hummingbird
import NIOCore
import SENDRecords

/// The content that partners serve at one moment.
struct PartnerFeeds: Sendable {
    struct Question: Sendable {
        var path: String
        var base = "http://127.0.0.1"
        /// Query parameters that are whole numbers.
        var numbers: [String: Int] = [:]
        var share = 1.0
    }

    var city: City
    var files: [String: String] = [:]
    var fixed: [String: [UInt8]] = [:]

    /// Nil where nobody serves that path.
    func answer(_ question: Question) -> PartnerAnswer? {
        if let bytes = fixed[question.path] {
            return PartnerAnswer(.bytes(bytes), tag: "\"\(Self.hash(bytes))\"", type: Self.type(question.path))
        }
        if let file = files[question.path] {
            return PartnerAnswer(.file(file), tag: nil, type: Self.type(question.path))
        }
        let tag = tag(question)
        switch question.path {
        case "/gias/edubasealldata.csv": return .table(city.registerTable(), question.share, tag)
        case "/gias/links.csv": return .table(city.linksTable(), question.share, tag)
        case "/FHIR/R4/Patient":
            let size = min(500, max(1, question.numbers["_count"] ?? 100))
            let page = city.healthPage(
                question.numbers["_page"] ?? 1, size: size, base: question.base, share: question.share)
            return PartnerAnswer(.bytes(page), tag: tag, type: "application/fhir+json")
        default: return transport(question, tag) ?? council(question, tag)
        }
    }

    private func transport(_ question: Question, _ tag: String) -> PartnerAnswer? {
        // `/transport/routes.csv`, or at the root.
        guard let name = question.path.split(separator: "/").last, name.hasSuffix(".csv"),
            question.path == "/\(name)" || question.path == "/transport/\(name)",
            let file = TransportFile(rawValue: String(name.dropLast(4)))
        else { return nil }
        guard file == .allocations, let page = question.numbers["page"] else {
            return .table(city.table(file), question.share, tag)
        }
        let size = min(5000, max(1, question.numbers["per_page"] ?? 500))
        return PartnerAnswer(
            .bytes(city.allocationsPage(page, size: size, share: question.share)), tag: tag,
            type: "text/csv; charset=utf-8")
    }

    private func council(_ question: Question, _ tag: String) -> PartnerAnswer? {
        let date = city.councilDate
        guard
            let module = CouncilModule.allCases.first(where: {
                question.path == "/sen2/\(date)/" + $0.fileName(date: date)
            })
        else { return nil }
        return .table(city.table(module), question.share, tag)
    }

    /// The city is the same from start to start, so its version and the question say what the content is.
    private func tag(_ question: Question) -> String {
        let numbers = question.numbers.keys.sorted().map { "\($0)\(question.numbers[$0] ?? 0)" }
        let text = city.version + question.path + numbers.joined() + String(question.share)
        return "\"\(Self.hash(Array(text.utf8)))\""
    }

    private static func hash(_ bytes: [UInt8]) -> String {
        var hash: UInt64 = 14_695_981_039_346_656_037
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
        return String(hash, radix: 16)
    }

    private static func type(_ path: String) -> String {
        path.hasSuffix(".json") ? "application/json" : "text/csv"
    }
}

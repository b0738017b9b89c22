// Reads one answer as libcurl hands it over: header lines, then pieces of the body. It decides what
// is kept, what is decoded and when to stop.

import CCurl

/// The answer that is coming in. Owned by one transfer, on the engine's thread.
final class AnswerReader {
    /// All header lines of one answer together: more is a fault or an attack.
    static let headerLimit = 65_536
    /// Of an answer that is no success, so much is read and dropped to keep the connection; then it is cut.
    static let unwantedLimit = 262_144

    private(set) var status = 0
    private(set) var headers = HeaderFields()
    /// Why the transfer was stopped here, which libcurl only knows as "callback failed".
    private(set) var fault: TransferError.Kind?
    /// The transfer was stopped because there was nothing more to learn from it.
    private(set) var wasCutOnPurpose = false

    private let destination: TransferRequest.Destination
    private let keepsRefusal: Bool
    /// The first bytes of a refusal, where they are kept.
    private(set) var refusal: [UInt8] = []
    private var sink: BodySink?
    private var inflater: Inflater?
    private var headerBytes = 0
    private var unwanted = 0

    /// `isPlain`: there will be a body and nothing else, as over SFTP.
    init(_ destination: TransferRequest.Destination, keepsRefusal: Bool = false, isPlain: Bool = false) {
        self.destination = destination
        self.keepsRefusal = keepsRefusal
        if isPlain { status = 200 }
    }

    var isGood: Bool { (200..<300).contains(status) && status != 206 }

    /// Returns whether to go on.
    func takeHeader(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        headerBytes += line.count
        guard headerBytes <= Self.headerLimit else { return stop(.headersTooLarge) }
        if let code = Self.status(in: line) {
            // An interim answer (100, 103) may come before: only the last one counts.
            status = code
            headers = HeaderFields()
        } else {
            headers.add(line: line)
        }
        return true
    }

    /// Returns whether to go on.
    func takeBody(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard isGood else {
            unwanted += bytes.count
            wasCutOnPurpose = unwanted > Self.unwantedLimit
            if keepsRefusal, unwanted <= Self.headerLimit { refusal += bytes }
            return !wasCutOnPurpose
        }
        if sink == nil, let refusal = begin() { return stop(refusal) }
        guard let sink else { return false }
        guard let inflater else {
            return sink.take(UnsafeRawBufferPointer(bytes)).map(stop) ?? true
        }
        var refusal: TransferError.Kind?
        do {
            try inflater.decode(bytes) { piece in
                refusal = sink.take(piece)
                return refusal == nil
            }
            return true
        } catch {
            return stop(refusal ?? .damaged)
        }
    }

    /// The body, once libcurl says that the answer has ended.
    func finish() -> Result<(TransferAnswer.Body, count: Int, sha256: [UInt8]), BodyFault> {
        if let inflater, !inflater.isAtEnd { return .failure(BodyFault(kind: .cutShort)) }
        let sink = sink ?? BodySink(destination)
        self.sink = sink
        return sink.finish().map { ($0.0, sink.count, $0.sha256) }
    }

    func discard() { sink?.discard() }

    /// Whether the framing of the answer proves that it is whole.
    var hasKnownEnd: Bool {
        inflater != nil || headers["content-length"] != nil || status == 204
            || headers.all("transfer-encoding").contains { $0.lowercased().hasSuffix("chunked") }
    }

    /// At the first byte of a good body.
    private func begin() -> TransferError.Kind? {
        sink = BodySink(destination)
        if statesSeveralLengths { return .notHTTP }
        let codings = headers.all("content-encoding").flatMap { $0.lowercased().split(separator: ",") }
            .map { $0.filter { $0 != " " } }.filter { $0 != "identity" && !$0.isEmpty }
        switch codings {
        case []:
            let stated = headers["content-length"].flatMap(Int.init) ?? 0
            return stated > destination.limit ? .bodyTooLarge(limit: destination.limit) : nil
        case ["gzip"], ["x-gzip"]:
            inflater = Inflater()
            return inflater == nil ? .other(code: Int(CURLE_OUT_OF_MEMORY.rawValue)) : nil
        default:
            return .unknownEncoding
        }
    }

    /// Two lengths that differ: one of them cuts the body (RFC 9112, 6.3).
    private var statesSeveralLengths: Bool {
        let texts = headers.all("content-length").joined(separator: ",").split(separator: ",")
        return Set(texts.map { $0.filter { $0 != " " } }).count > 1
    }

    private func stop(_ kind: TransferError.Kind) -> Bool {
        fault = kind
        return false
    }

    /// The status of a line as `HTTP/1.1 200 OK`.
    private static func status(in line: UnsafeBufferPointer<UInt8>) -> Int? {
        guard line.count >= 12, line.starts(with: [0x48, 0x54, 0x54, 0x50, 0x2f]),
            let space = line.firstIndex(of: 0x20), line.count >= space + 4
        else { return nil }
        var value = 0
        for byte in line[(space + 1)...(space + 3)] {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }
}

// The day or moment that a payload is about: what orders versions.

import SENDRecords

extension Manifest {
    /// The as-of time of a payload, by the first way of the manifest that tells; else its arrival.
    ///
    /// A day counts from its midnight in UTC. A day after the arrival is a slip of the pen and is passed over.
    ///
    /// - Parameters:
    ///   - fileName: for a file that was dropped or handed in.
    ///   - headers: of the answer, by name.
    ///   - pathDate: the day the request's path was made with.
    ///   - columnDate: `MappingSession.asOfDate`.
    public func asOf(
        fileName: String? = nil, headers: [String: String] = [:], pathDate: CalendarDate? = nil,
        columnDate: CalendarDate? = nil, arrival: Instant
    ) -> Instant {
        for source in asOf {
            var found: Instant?
            switch source {
            case .fileName(let pattern):
                let last = fileName?.split(separator: "/").last.map(String.init)
                found = last.flatMap(pattern.match)?.date.map(Self.midnight)
            case .pathDate: found = pathDate.map(Self.midnight)
            case .column: found = columnDate.map(Self.midnight)
            case .header(let name):
                let stated = headers.first { $0.key.lowercased() == name.lowercased() }?.value
                found = stated.flatMap(HTTPDate.instant)
            }
            if let found, found <= arrival { return found }
        }
        return arrival
    }

    private static func midnight(_ date: CalendarDate) -> Instant {
        Instant(milliseconds: Int64(date.daysSinceEpoch) * 86_400_000)
    }
}

/// The date of an HTTP header, as RFC 9110, 5.6.7 prefers it: `Sun, 06 Nov 1994 08:49:37 GMT`.
enum HTTPDate {
    private static let day = DateFormat("dd MMM yyyy")

    static func instant(_ text: String) -> Instant? {
        let bytes = Array(text.utf8)
        guard bytes.count == 29, text.hasSuffix(" GMT"), let format = day,
            let date = bytes[5..<16].withUnsafeBufferPointer({ format.read($0) })
        else { return nil }
        func number(at index: Int) -> Int? {
            guard let tens = digit(bytes[index]), let ones = digit(bytes[index + 1]) else { return nil }
            return tens * 10 + ones
        }
        guard let hour = number(at: 17), let minute = number(at: 20), let second = number(at: 23), hour < 24,
            minute < 60, second <= 60
        else { return nil }
        let seconds = Int64(date.daysSinceEpoch) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
        return Instant(milliseconds: seconds * 1000)
    }

    private static func digit(_ byte: UInt8) -> Int? {
        byte >= 48 && byte <= 57 ? Int(byte) - 48 : nil
    }
}

// The kinds of values that only adapters have.

import Configuring
import Feeds

extension ValueKind where Value == DateFormat {
    /// A date format such as `dd/MM/yyyy`, or `fhir`, or `excel-serial`.
    static var dateFormat: Self {
        Self(shape: "a date format such as dd/MM/yyyy or d-MMM-yy, or fhir, excel-serial, excel-serial-1904") {
            text throws(ValueFault) in
            if let format = DateFormat(text) { return format }
            throw ValueFault("should be a date format such as dd/MM/yyyy, but is `\(text)`")
        }
    }
}

extension ValueKind where Value == ClosedRange<Int> {
    /// A first and a last year.
    static var years: Self {
        let write: @Sendable (ClosedRange<Int>) -> String = { "\($0.lowerBound)-\($0.upperBound)" }
        return Self(shape: "a first and a last year such as 2000-2040", write: write) { text throws(ValueFault) in
            let parts = text.split(separator: "-", omittingEmptySubsequences: false)
            guard parts.count == 2,
                parts.allSatisfy({ $0.utf8.count == 4 && $0.utf8.allSatisfy { $0.digitValue != nil } }),
                let first = Int(parts[0]), let last = Int(parts[1]), first <= last, first >= 1000
            else { throw ValueFault("should be a first and a last year such as 2000-2040, but is `\(text)`") }
            return first...last
        }
    }
}

extension ValueKind where Value == FileNamePattern {
    /// A file name with wild cards and dates.
    static var fileNamePattern: Self {
        Self(shape: "a file name such as pupils-*.csv or export-{yyyy-MM-dd}.csv") { text throws(ValueFault) in
            if let pattern = FileNamePattern(text) { return pattern }
            throw ValueFault("should be a file name such as pupils-*.csv or export-{yyyy-MM-dd}.csv, but is `\(text)`")
        }
    }
}

extension ValueKind where Value == RequestTemplate {
    /// A path after an origin.
    static var pathTemplate: Self {
        Self(shape: "a path such as /export/{date:yyyy-MM-dd}.csv") { text throws(ValueFault) in
            if let path = RequestTemplate(path: text) { return path }
            throw ValueFault("should be a path such as /export/{date:yyyy-MM-dd}.csv, but is `\(text)`")
        }
    }
}

extension ValueKind where Value == JSONPath {
    /// A path into a JSON document.
    static var jsonPath: Self {
        Self(shape: "a path such as $.entry[*].resource", write: \.description) { text throws(ValueFault) in
            do throws(JSONPathError) {
                return try JSONPath(parsing: text)
            } catch {
                throw ValueFault("should be a path such as $.entry[*].resource", hint: error.description)
            }
        }
    }
}

extension ValueKind where Value == Int {
    /// A size such as `50 MB`.
    static var byteCount: Self {
        Self(shape: "a size such as 500 kB, 50 MB or 2 GB", write: writtenInBytes) { text throws(ValueFault) in
            let digits = text.prefix { $0.isASCII && $0.isNumber }
            let unit = text.dropFirst(digits.count).filter { $0 != " " }
            let factors = ["B": 1, "kB": 1000, "MB": 1_000_000, "GB": 1_000_000_000]
            guard digits.count <= 9, let number = Int(digits), let factor = factors[unit], number > 0 else {
                throw ValueFault("should be a size such as 500 kB, 50 MB or 2 GB, but is `\(text)`")
            }
            return number * factor
        }
    }
    private static var writtenInBytes: @Sendable (Int) -> String { { "\($0) B" } }
}

// What a plan is told and what it says: requests, answers, steps.

import SENDRecords

/// One request to make.
public struct SourceRequest: Sendable, Equatable {
    public let url: String
    /// What is posted; nil for a GET.
    public let body: String?
    /// Of the body.
    public let contentType: String?
    /// Whether it can be asked again where no answer came.
    public let isRepeatable: Bool
    /// Secrets stand here by name.
    public let headers: [SourceHeader]
    /// The file of the set that the answer is, or is a part of.
    public let file: String
    /// Which school and day it is about.
    public let requested: RequestedPart
    /// Which part of a long answer, from 1.
    public let page: Int

    /// Path and query, as recorded answers name them.
    public var address: String {
        let rest = url.drop { $0 != ":" }.dropFirst(3)
        return String(rest.drop { $0 != "/" })
    }
}

/// What came of the last request.
public enum SourceAnswer: Sendable, Equatable {
    /// The answer is here, or is unchanged since the last run.
    case received(AnswerFacts)
    /// The service has no such file (HTTP 404 or 410).
    case notFound
    /// The transfer failed for good, with a reason for the operator.
    case failed(String)
}

/// What to do next.
public enum SourceStep: Sendable, Equatable {
    case request(SourceRequest)
    /// Everything is here, but for `SourcePlan.absent`.
    case done
    /// Required files are not there yet: wait as long as `HTTPSource.waitForSet` allows, then hold the run.
    case incomplete(missing: [String])
    /// The run fails, with a reason for the operator. It holds no path and no query.
    case failed(String)
}

/// What a run is about, beside its manifest.
public struct SourceCircumstances: Sendable, Equatable {
    /// The day of the run.
    public var date: CalendarDate
    /// URNs of the configured schools.
    public var schools: [String]
    /// What the feed's last applied run came to; nil for a run from the start.
    public var cursor: CursorValue?

    public init(date: CalendarDate, schools: [String] = [], cursor: CursorValue? = nil) {
        self.date = date
        self.schools = schools
        self.cursor = cursor
    }
}

/// A part of a file that the service doesn't have, and that the run goes on without.
public struct AbsentPart: Sendable, Equatable {
    public let file: String
    /// Which school and day.
    public let part: String
}

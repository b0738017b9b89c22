// What a mapping can say of the request that a row came by: its school and its day.

import SENDRecords

extension RequestedPart {
    /// The names by which mappings take them: hyphenated, because no partner's column is called so.
    static let schoolName = "request-school"
    static let dayName = "request-day"
    static let valueNames = [schoolName, dayName]

    func value(_ name: String) -> String? {
        switch name {
        case Self.schoolName: school
        case Self.dayName: day?.description
        default: nil
        }
    }
}

extension EachRule {
    /// Names of the values that rows of a file have, by what its requests take.
    func valueNames(in request: RequestRule?) -> [String] {
        let taken = request?.names ?? []
        var names: [String] = []
        if let rule = schools, taken.contains(rule.name) { names.append(RequestedPart.schoolName) }
        if let rule = days, taken.contains(rule.name) { names.append(RequestedPart.dayName) }
        return names
    }
}

extension ValueRule {
    /// Whether it can be the day of the request, which is written as ISO dates are.
    var takesRequestDay: Bool {
        sources.contains { source in
            switch source {
            case .named(let name): name == RequestedPart.dayName
            case .template(let template): template.names.contains(RequestedPart.dayName)
            default: false
            }
        }
    }
}

extension Manifest {
    /// The values of the request without which the rows of a file can't be mapped.
    public func requestValues(of file: FileRule) -> [String] {
        let named = file.sources.flatMap { source -> [String] in
            switch source {
            case .named(let name): [name]
            case .template(let template): template.names
            default: []
            }
        }
        let spaces = keySpaces.filter { file.isAbout($0.kind) }.flatMap(\.name.names)
        return RequestedPart.valueNames.filter { (named + spaces).contains($0) }
    }

    /// Why rows of a payload can't be mapped: the mapping needs to know what it was asked for, and nobody knows. Nil where all
    /// is well.
    ///
    /// - Parameter requested: what is known of the payload.
    public func lack(of requested: RequestedPart, in file: FileRule) -> MissingRequestValue? {
        requestValues(of: file).first { requested.value($0) == nil }.map { name in
            MissingRequestValue(file: file.name, isSchool: name == RequestedPart.schoolName)
        }
    }

    /// Whether keys are told apart by the school of the request, so that look-ups stay inside one school too.
    var keysAreOfSchools: Bool { keySpaces.contains { $0.name.names.contains(RequestedPart.schoolName) } }
}

extension FileRule {
    /// Whether its rules name an entity of this kind.
    func isAbout(_ kind: EntityKind) -> Bool {
        records.contains { $0.type.entity == kind }
            || (kind == .child && leaveOut.contains { $0.unlessKnown != nil })
    }
}

/// A payload of which nobody knows which school or day it was asked for, though its mapping needs it.
public struct MissingRequestValue: Error, Sendable, Equatable {
    public let file: String
    public let isSchool: Bool

    public var finding: String {
        "The rows of \(file) need the \(isSchool ? "school" : "day") that they were asked for, and nobody knows it of this file."
    }

    /// For whoever hands files in.
    public var advice: String {
        isSchool
            ? "Hand it in with --school and the school's URN, or fetch it again."
            : "Hand it in with --day and the day, such as 2026-11-20, or fetch it again."
    }
}

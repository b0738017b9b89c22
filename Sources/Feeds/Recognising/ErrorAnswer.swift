// A service that answers "200 OK" with an error in it.

enum ErrorAnswer {
    /// Longer answers are documents.
    private static let longest = 16 * 1024

    /// Whether a small JSON object states an error and no records: `{"error": …}`, `{"status": 401, "message": …}`.
    static func isOne(_ bytes: some Collection<UInt8>) -> Bool {
        let text = Array(bytes.drop { $0 == 0xEF || $0 == 0xBB || $0 == 0xBF })
        guard text.count <= longest, let value = try? JSONValue(parsing: text) else { return false }
        return isOne(value)
    }

    static func isOne(_ value: JSONValue) -> Bool {
        guard let members = value.members, !members.isEmpty else { return false }
        func stated(_ names: [String]) -> Bool {
            members.contains { member in names.contains(member.name.lowercased()) && !isNothing(member.value) }
        }
        let complains = stated(["error", "errors", "fault", "exception", "errorcode", "error_code", "errormessage"])
        let explains = stated(["message", "detail", "title", "description", "reason"])
        let numbers = stated(["status", "statuscode", "status_code", "code"])
        let isOutcome = value["resourceType"]?.text == "OperationOutcome"
        guard complains || explains && numbers || isOutcome else { return false }
        // Records beside it: an answer that also reports trouble.
        return isOutcome
            || !members.contains { member in
                !["errors", "error", "details", "issue"].contains(member.name.lowercased())
                    && member.value.elements?.contains { $0.members != nil } == true
            }
    }

    private static func isNothing(_ value: JSONValue) -> Bool {
        switch value.kind {
        case .null: true
        case .bool: value.bool == false
        case .string: value.text?.isEmpty == true
        case .number: value.digits == "0"
        case .array, .object: value.count == 0
        }
    }
}

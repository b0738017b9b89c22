// One answer of the service: who is in it, who is gone, and where the next part is.

import AdapterKit

/// A page of students, in one of the three ways in which such services answer:
///
///     {"data": […], "meta": {"pagination": {"more": true, "next": "https://…"}}}
///     {"Students": […], "Students_deleted": […], "__pagination__": [{"NextPage": "?page=2"}]}
///     {"students": […], "paging": {"next": "https://…"}}
struct Page {
    let elements: [JSONNode]
    /// Students who are gone, where the same answer says so.
    let deleted: [JSONNode]
    /// The address of the next part; nil after the last one.
    let next: String?

    private static let lists = ["data", "Students", "students"]

    init(_ document: JSONNode) throws {
        guard let list = document.first(Self.lists), case .array(let elements) = list.content else {
            throw RunFailure("The answer has no list of students: it may be an error of the service.")
        }
        self.elements = elements
        deleted = document["Students_deleted"]?.elements ?? []
        let paging = document.first(["meta.pagination", "paging"]) ?? document["__pagination__"]?.elements.first
        let next = paging?.first(["next", "NextPage"])?.text
        let more = paging?["more"]?.flag
        guard more != true || next != nil else {
            throw RunFailure("The answer says that there is more, and not where.")
        }
        self.next = more == false ? nil : next
    }
}

// Which values of a streaming document are wanted: the elements, the captures, and the containers
// on the way to them. Everything else is checked and let go.

struct JSONRoutes {
    /// Where a value lies on the way to what is wanted.
    struct Route {
        /// It is an element.
        var isElement = false
        /// Bit n: it is what capture n has to look at.
        var captured: UInt64 = 0
        /// Elements lie further inside.
        var towardsElements = false
        /// Bit n: capture n lies further inside.
        var towardsCaptures: UInt64 = 0

        var isWanted: Bool { isElement || captured != 0 }
        var leadsOn: Bool { towardsElements || towardsCaptures != 0 }
    }

    enum Step {
        case name(String)
        case index(Int)
    }

    /// Followed while streaming; what remains of the path is evaluated on the built value. A filter
    /// ends it: each of its candidates is built and asked.
    private let toElements: ArraySlice<JSONPath.Segment>
    private let filter: JSONPath.Filter?
    private let toCaptures: [ArraySlice<JSONPath.Segment>]
    private let insideElement: ArraySlice<JSONPath.Segment>
    private let insideCaptures: [ArraySlice<JSONPath.Segment>]

    /// At most 64 captures: a caller's mistake otherwise.
    init(elements: JSONPath, capturing: [JSONPath]) throws(JSONError) {
        precondition(capturing.count <= 64, "at most 64 captured paths")
        let streaming = elements.segments.prefix(while: \.streams)
        if case .filter(let filter)? = elements.segments.dropFirst(streaming.count).first {
            self.filter = filter
            toElements = elements.segments.prefix(streaming.count + 1)
        } else {
            filter = nil
            toElements = streaming
        }
        insideElement = elements.segments.dropFirst(toElements.count)
        toCaptures = capturing.map { $0.segments.prefix { $0.streams && $0.isSingular } }
        insideCaptures = zip(capturing, toCaptures).map { $0.segments.dropFirst($1.count) }
        for (path, prefix) in zip(capturing, toCaptures) where zip(prefix, toElements).allSatisfy(Self.meet) {
            throw JSONError(problem: .captureOverlapsElements(path.description), line: 1, column: 1, byteOffset: 0)
        }
    }

    var root: Route {
        route(depth: 0, towardsElements: true, towardsCaptures: toCaptures.isEmpty ? 0 : ~0 >> (64 - toCaptures.count))
        {
            _ in true
        }
    }

    /// The child of a container at `depth` (the document is at 0) that was reached by `parent`.
    func child(_ step: Step, depth: Int, of parent: Route) -> Route {
        route(depth: depth + 1, towardsElements: parent.towardsElements, towardsCaptures: parent.towardsCaptures) {
            switch ($0[depth], step) {
            case (.wildcard, _), (.filter, _): true
            case (.name(let wanted), .name(let name)): wanted == name
            case (.index(let wanted), .index(let index)): wanted == index
            default: false
            }
        }
    }

    /// Elements of the path are right inside containers at this depth.
    func holdsElements(depth: Int) -> Bool { depth + 1 == toElements.count }

    func elements(in value: JSONValue) -> [JSONValue] {
        if let filter, !filter.accepts(value) { return [] }
        return insideElement.isEmpty ? [value] : JSONPath.values(of: insideElement, in: value)
    }

    func values(ofCapture number: Int, in value: JSONValue) -> [JSONValue] {
        JSONPath.values(of: insideCaptures[number], in: value)
    }

    private func route(
        depth: Int, towardsElements: Bool, towardsCaptures: UInt64, matches: (ArraySlice<JSONPath.Segment>) -> Bool
    ) -> Route {
        var route = Route()
        if towardsElements, matches(toElements) {
            route.isElement = depth == toElements.count
            route.towardsElements = !route.isElement
        }
        if towardsCaptures != 0 {
            for number in toCaptures.indices where towardsCaptures & 1 << UInt64(number) != 0 {
                guard matches(toCaptures[number]) else { continue }
                if depth == toCaptures[number].count {
                    route.captured |= 1 << UInt64(number)
                } else {
                    route.towardsCaptures |= 1 << UInt64(number)
                }
            }
        }
        return route
    }

    private static func meet(_ a: JSONPath.Segment, _ b: JSONPath.Segment) -> Bool {
        // The first is a capture's, a name or an index; an element's filter may choose any child.
        a == b || b == .wildcard || !b.streams
    }
}

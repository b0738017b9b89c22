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

    /// A path's selectors that are followed while streaming; several for one segment are alternatives.
    private typealias Steps = [[JSONPath.Selector]]

    /// Without a path the elements are those of an array, or the document.
    private let isOpen: Bool
    /// What remains of the path after its steps is evaluated on the built value. A filter ends them: each of its
    /// candidates is built and asked.
    private let toElements: Steps
    private let filter: JSONPath.Condition?
    private let insideElement: ArraySlice<JSONPath.Segment>
    private let toCaptures: [Steps]
    private let insideCaptures: [ArraySlice<JSONPath.Segment>]

    /// At most 64 captures: a caller's mistake otherwise.
    init(elements: JSONPath?, capturing: [JSONPath]) throws(JSONError) {
        precondition(capturing.count <= 64, "at most 64 captured paths")
        isOpen = elements == nil
        let segments = elements?.segments ?? []
        let steps = segments.map(\.followed).prefix { !$0.isEmpty }
        filter = segments.dropFirst(steps.count).first?.filter
        toElements = isOpen ? [[.wildcard]] : filter == nil ? Array(steps) : steps + [[.wildcard]]
        insideElement = segments.dropFirst(isOpen ? 0 : toElements.count)
        if elements?.segments.isEmpty ?? false {
            // The element is the document: what is captured is looked up in it.
            toCaptures = capturing.map { _ in [] }
            insideCaptures = capturing.map { $0.segments[...] }
            return
        }
        let whole = capturing.map { path in
            path.segments.prefix(while: \.isSingular).map(\.followed).prefix { !$0.isEmpty }.map(\.self)
        }
        // A value that is captured whole isn't walked through: what lies inside it is looked up in it.
        toCaptures = whole.map { steps in
            whole.filter { $0.count < steps.count && steps.starts(with: $0, by: Self.isSame) }
                .min { $0.count < $1.count } ?? steps
        }
        insideCaptures = zip(capturing, toCaptures).map { $0.segments.dropFirst($1.count) }
        for (path, steps) in zip(capturing, toCaptures) where zip(steps, toElements).allSatisfy(Self.meet) {
            throw JSONError(problem: .captureOverlapsElements(path.description), line: 1, column: 1, byteOffset: 0)
        }
    }

    /// The route of the document whose first byte is this.
    func root(_ first: UInt8) -> Route {
        if isOpen, first != UInt8(ascii: "[") {
            var route = Route()
            route.isElement = true
            return route
        }
        return route(depth: 0, true, toCaptures.isEmpty ? 0 : ~0 >> UInt64(64 - toCaptures.count)) { _ in true }
    }

    /// The child of a container at `depth` (the document is at 0) that was reached by `parent`.
    func child(named name: [UInt8], depth: Int, of parent: Route) -> Route {
        route(depth: depth + 1, parent.towardsElements, parent.towardsCaptures) {
            $0[depth].contains { step in
                switch step {
                case .wildcard: true
                case .name(let wanted): wanted == name
                case .index, .slice, .filter: false
                }
            }
        }
    }

    func child(at index: Int, depth: Int, of parent: Route) -> Route {
        route(depth: depth + 1, parent.towardsElements, parent.towardsCaptures) {
            $0[depth].contains { step in
                switch step {
                case .wildcard: true
                case .index(let wanted): wanted == index
                case .name, .slice, .filter: false
                }
            }
        }
    }

    /// Elements of the path are right inside containers at this depth.
    func holdsElements(depth: Int) -> Bool { depth + 1 == toElements.count }

    func elements(in value: JSONValue) -> [JSONValue] {
        guard let filter else {
            return insideElement.isEmpty ? [value] : JSONPath.values(of: insideElement, in: value)
        }
        let isAccepted = value.tape.withView { view in
            JSONPathRun(view: view, root: value.index).accepts(filter, value.index)
        }
        guard isAccepted else { return [] }
        return insideElement.isEmpty ? [value] : JSONPath.values(of: insideElement, in: value)
    }

    func values(ofCapture number: Int, in value: JSONValue) -> [JSONValue] {
        JSONPath.values(of: insideCaptures[number], in: value)
    }

    private func route(
        depth: Int, _ towardsElements: Bool, _ towardsCaptures: UInt64, matches: (Steps) -> Bool
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

    /// Both are captures', a name or an index.
    private static func isSame(_ a: [JSONPath.Selector], _ b: [JSONPath.Selector]) -> Bool {
        switch (a[0], b[0]) {
        case (.name(let one), .name(let other)): one == other
        case (.index(let one), .index(let other)): one == other
        default: false
        }
    }

    /// The first is a capture's, a name or an index; the others lead to elements.
    private static func meet(_ a: [JSONPath.Selector], _ b: [JSONPath.Selector]) -> Bool {
        b.contains { step in
            switch (a[0], step) {
            case (_, .wildcard): true
            case (.name(let one), .name(let other)): one == other
            case (.index(let one), .index(let other)): one == other
            default: false
            }
        }
    }
}

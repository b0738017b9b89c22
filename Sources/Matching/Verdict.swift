// What people have decided about two child keys.

/// A person's decision that two child keys are one child or two. It stands until it is withdrawn. Who decided, when and
/// why is kept by the caller.
public struct Verdict: Hashable, Sendable {
    /// One child, or two.
    public enum Kind: String, Sendable {
        case same, different
    }

    public var a: ChildKey
    public var b: ChildKey
    public var kind: Kind

    public init(_ a: ChildKey, _ b: ChildKey, _ kind: Kind) {
        self.a = a
        self.b = b
        self.kind = kind
    }
}

/// Two child keys that must never be linked, whatever anything or anybody else says: an adopted child's records from
/// before the order and after.
public struct Seal: Hashable, Sendable {
    public var a: ChildKey
    public var b: ChildKey

    public init(_ a: ChildKey, _ b: ChildKey) {
        self.a = a
        self.b = b
    }
}

/// Verdicts and seals by the places of their keys in canonical order.
struct Decisions: Sendable {
    enum Kind: Sendable {
        case same, different, sealed
    }

    private(set) var byKey: [CanonicalOrder: [(other: CanonicalOrder, kind: Kind)]] = [:]
    /// For fetching the other end of a verdict.
    private(set) var children: [CanonicalOrder: ChildKey] = [:]

    init(verdicts: [Verdict], seals: [Seal]) {
        for verdict in verdicts { add(verdict.a, verdict.b, verdict.kind == .same ? .same : .different) }
        for seal in seals { add(seal.a, seal.b, .sealed) }
    }

    var isEmpty: Bool { byKey.isEmpty }

    private mutating func add(_ a: ChildKey, _ b: ChildKey, _ kind: Kind) {
        let (x, y) = (CanonicalOrder(a), CanonicalOrder(b))
        guard x != y else { return }
        byKey[x, default: []].append((y, kind))
        byKey[y, default: []].append((x, kind))
        children[x] = a
        children[y] = b
    }

    func about(_ a: CanonicalOrder, _ b: CanonicalOrder, is kind: Kind) -> Bool {
        byKey[a]?.contains { $0.other == b && $0.kind == kind } ?? false
    }
}

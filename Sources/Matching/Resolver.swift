// Decides which child keys are the same child.

/// Decides which child keys are one child, under one model and the verdicts and seals of people.
///
/// The result is a function of the set of identities, verdicts and seals: neither the order of arrival nor the subject
/// numbers nor the way (all at once, or what was touched) makes a difference.
///
///     let resolver = Resolver(model: model, verdicts: verdicts, seals: seals, secret: secret)
///     let components = try resolver.resolve(touched: changed, from: &store)
public struct Resolver: Sendable {
    public let model: MatchingModel
    let decisions: Decisions
    let secret: (UInt64, UInt64)

    /// - Parameter secret: the key of the blocking keys' hash, the same that the candidate source's keys were made with.
    public init(model: MatchingModel, verdicts: [Verdict] = [], seals: [Seal] = [], secret: (UInt64, UInt64)) {
        self.model = model
        self.secret = secret
        decisions = Decisions(verdicts: verdicts, seals: seals)
    }

    /// The evidence for and against two child keys being one child, whether or not they would ever be compared.
    public func explain(_ a: Identity, _ b: Identity) -> Evidence {
        Comparator(model: model).explained(a, NameSenses(a, model.names), b, NameSenses(b, model.names))
    }

    /// The keys under which a candidate source keeps this identity.
    public func blockingKeys(of identity: Identity) -> [UInt64] {
        model.blockingKeys(of: identity, secret: secret)
    }
}

extension Comparator {
    /// The evidence, and the blocking keys that the two share.
    func explained(_ a: Identity, _ sensesA: NameSenses, _ b: Identity, _ sensesB: NameSenses) -> Evidence {
        var evidence = evidence(a, sensesA, b, sensesB)
        let (x, y) = (model.rawKeys(a, sensesA), model.rawKeys(b, sensesB))
        for i in 0..<x.count {
            for j in 0..<y.count where x.keys[i] == y.keys[j] {
                if let kind = BlockingKind(rawValue: x.kinds[i]) { evidence.add(kind) }
            }
        }
        return evidence
    }

    /// The weight of a pair's edge: what it is from the review cut on; `Edge.contested` for two children with one number;
    /// nil if the two have nothing to do with each other.
    @inline(__always)
    func edgeWeight(_ a: Identity, _ sensesA: NameSenses, _ b: Identity, _ sensesB: NameSenses) -> Int32? {
        if isHopeless(a, sensesA, b, sensesB) { return nil }
        let evidence = evidence(a, sensesA, b, sensesB)
        if evidence.isContested {
            return evidence.total >= model.reviewCut ? evidence.total.hundredths : Edge.contested
        }
        if evidence.total < model.reviewCut || isForbidden(a, b, evidence) { return nil }
        return evidence.total.hundredths
    }

    /// Whether no cluster could ever hold the two because of this edge: what would refuse it stands in the two themselves.
    /// Such edges are left out, so that components stay small.
    private func isForbidden(_ a: Identity, _ b: Identity, _ evidence: Evidence) -> Bool {
        guard a.order.space == b.order.space || evidence[.nhsNumber].isUnlike || evidence[.upn].isUnlike else {
            return false
        }
        return !evidence.agreesOnForenameAndBirthDate
    }
}

extension Level {
    /// Two numbers of one kind that aren't the same.
    fileprivate var isUnlike: Bool { self == .different || self == .oneDigit }

    /// Enough alike for one forename.
    var isOneForename: Bool {
        switch self {
        case .same, .knownAs, .spelling, .reversed, .close: true
        default: false
        }
    }

    var isOneBirthDate: Bool { self == .same || self == .sameDefault }
}

extension Evidence {
    var agreesOnForenameAndBirthDate: Bool { self[.forename].isOneForename && self[.birthDate].isOneBirthDate }

    /// Two records with one NHS number or UPN, and neither forename nor birth date in common: one of them has a number
    /// that is another child's, so for both the number is in doubt.
    var isContested: Bool {
        guard self[.nhsNumber] == .same || self[.upn] == .same, self[.forename] == .different else { return false }
        switch self[.birthDate] {
        case .different, .near, .twoParts: return true
        default: return false
        }
    }
}

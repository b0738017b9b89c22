import Testing

@testable import Matching

/// What is reached on labelled data. The floors are what was measured, rounded down: they may rise, never fall.
@Suite("Accuracy")
struct SampleTests {
    @Test("a generated city of four sources", arguments: [1, 7])
    func city(seed: UInt64) throws {
        let city = GeneratedCity(children: 3000, seed: seed)
        let resolver = Resolver(model: try Samples.model(), secret: (1, 2))
        let score = Score(resolver.resolveAll(city.identities()), truth: city.records.map(\.truth))
        print("generated city, seed \(seed): \(score)")
        #expect(score.f1 >= 0.996)
        #expect(score.precision >= 0.999)
    }

    @Test(
        "the FEBRL sets, with weights for people among whom there are no twins",
        .enabled(if: Samples.arePresent, "no labelled sets at ../shared/samples/linkage"),
        arguments: [
            (["febrl1.csv"], 0.9999), (["febrl3.csv"], 0.9995), (["febrl4a.csv", "febrl4b.csv"], 0.9985),
        ])
    func febrl(files: [String], floor: Double) throws {
        let set = try Samples.febrl(files)
        let score = best(of: set, try Samples.model().forPublicSets())
        print("\(files.joined(separator: " + ")): \(score)")
        #expect(score.f1 >= floor)
    }

    @Test(
        "fake_1000, with weights for people among whom there are no twins",
        .enabled(if: Samples.arePresent, "no labelled sets at ../shared/samples/linkage"))
    func fake1000() throws {
        let score = best(of: try Samples.fake1000(), try Samples.model().forPublicSets())
        print("fake_1000: \(score)")
        #expect(score.f1 >= 0.91)
    }

    /// The best cluster F1 over cuts, as the published figures for these sets are given.
    private func best(of set: Samples.Set, _ model: MatchingModel) -> Score {
        var best: Score?
        for cut in stride(from: -10.0, through: 4, by: 1) {
            let resolver = Resolver(model: model.cutting(link: Weight(cut), review: Weight(cut)), secret: (1, 2))
            let score = Score(resolver.resolveAll(set.identities), truth: set.truth)
            if score.f1 > best?.f1 ?? -1 { best = score }
        }
        return best ?? Score([], truth: set.truth)
    }
}

extension MatchingModel {
    /// For sets of grown-ups with heavy, independent errors in every field and an identifier of seven digits.
    func forPublicSets() -> MatchingModel {
        ignoringTwins().weighing(.forename, .same, -1.5).weighing(.forename, .different, -3).weighing(
            .surname, .same, -1.5
        ).weighing(.surname, .part, -2.5)
            .weighing(.surname, .different, -2).weighing(.birthDate, .different, -4).weighing(.birthDate, .near, 4)
            .weighing(.birthDate, .twoParts, 4).weighing(.uln, .same, 19).weighing(.uln, .oneDigit, 8)
            .weighing(.uln, .different, -4).weighing(.household, .address, 12).weighing(.household, .nearAddress, 10)
            .weighing(.household, .addressElsewhere, 11).weighing(.household, .postcode, 7)
    }
}

import Configuring
import Foundation
import Testing

@testable import Matching

@Suite("The model file")
struct ModelTests {
    @Test("the shipped model is read, and its sureness is calibrated between 0 and 1")
    func shippedModel() throws {
        let model = try Samples.model()
        #expect(!model.version.isEmpty)
        #expect(model.reviewCut < model.linkCut)
        #expect(model.sureness(of: model.linkCut) > 0.5)
        #expect(model.sureness(of: Weight(60)) < 1)
        #expect(model.sureness(of: Weight(-60)) < 0.001)
    }

    @Test("every mistake is told with its place and the nearest right name")
    func mistakesAreTold() throws {
        let text = """
            version: "1"
            prior: -15
            cuts: {link: 1, review: 4}
            weights:
              forename: {sane: 1}
            forenames:
              many: [noah]
            """
        let node = try ConfigurationNode.parse(text, file: "model.yaml")
        do {
            _ = try MatchingModel.read(node)
            Issue.record("it was read")
        } catch {
            let told = error.description
            #expect(told.contains("model.yaml:5:14") && told.contains("`same`"))
            #expect(told.contains("number of children in 10,000"))
            #expect(told.contains("lacks the key `surname`"))
            #expect(told.contains("lacks the key `blocking`"))
        }
    }

    @Test("a name stands in one list of a kind")
    func namesStandOnce() throws {
        let whole = try String(contentsOfFile: Samples.package.path + "/config/matching/model.yaml", encoding: .utf8)
        let text = whole.replacing("surnames:\n", with: "surnames:\n  9: [khan]\n")
        let node = try ConfigurationNode.parse(text, file: "model.yaml")
        #expect(throws: ConfigurationProblems.self) { try MatchingModel.read(node) }
    }
}

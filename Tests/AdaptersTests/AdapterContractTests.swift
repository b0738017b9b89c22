// The contract suite: every folder in Plugins, with its examples and the records expected of them.

import Foundation
import SENDRecords
import Testing

@testable import Adapters

struct AdapterContractTests {
    @Test(arguments: Fixtures.adapterFolders)
    func examplesGiveTheExpectedRecords(of id: String) throws {
        // Native modules run in child processes: the gateway's tests run theirs.
        guard try !Fixtures.manifest(id).isModule else { return }
        let results = try AdapterCheck.run(folder: "\(Fixtures.root)/Plugins/\(id)", definitions: Fixtures.definitions)
        for result in results {
            #expect(
                result.passes, "\(id), example \(result.example):\n\(result.differences.joined(separator: "\n"))")
        }
    }

    @Test(arguments: Fixtures.adapterFolders)
    func theManifestReadsWithoutAProblemAndItsFolderIsComplete(of id: String) throws {
        let manifest = try Fixtures.manifest(id)
        #expect(manifest.id == id)
        let folder = "\(Fixtures.root)/Plugins/\(id)"
        for name in ["README.md", "examples", "expected"] {
            #expect(FileManager.default.fileExists(atPath: "\(folder)/\(name)"), "\(id) lacks \(name)")
        }
        #expect(!manifest.recordTypes.isEmpty)
    }

    @Test func everyCodeSetOfTheRecordTypesIsDefined() {
        for type in RecordType.all {
            for case .code(let name) in type.fields.map(\.kind) {
                #expect(Fixtures.definitions.codeSets[name] != nil, "\(type.name) needs \(name)")
            }
        }
    }
}

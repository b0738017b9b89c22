// A module over recorded answers: for its author, for `check`, and for the tests. Nothing is fetched, and no store is needed.

import AdapterHost
import Adapters
import Foundation
import Glibc
import SENDRecords

/// Answers with recorded files, in their order.
private struct RecordedModule: ModuleHandler {
    let source: ModuleSource
    let statements: ModuleStatements
    var answers: ArraySlice<String>
    var asked: [String] = []

    mutating func answer(_ request: ModuleRequest) throws -> ModuleAnswer {
        let checked = try source.request(
            method: request.method, address: request.address, headers: request.headers.map { ($0.name, $0.value) },
            body: request.body)
        let origin = source.https.origin.description
        asked.append(checked.url.hasPrefix(origin) ? String(checked.url.dropFirst(origin.count)) : checked.url)
        guard let path = answers.popFirst() else {
            return ModuleAnswer(status: 404, body: -1, size: 0, headers: [])
        }
        return try statements.answer(200, .file(path), [])
    }

    func take(_ statement: ModuleStatement) throws { try statements.take(statement) }

    func check() throws {}
}

extension ModuleHouse {
    /// Plays modules. `mayBeUntrusted` is for their authors: the sandbox is the same, and there are neither secrets nor
    /// network.
    func player(mayBeUntrusted: Bool) -> any ModulePlayer {
        HousePlayer(house: self, mayBeUntrusted: mayBeUntrusted)
    }
}

private struct HousePlayer: ModulePlayer {
    let house: ModuleHouse
    let mayBeUntrusted: Bool

    func play(
        _ manifest: Manifest, answers: [String], today: CalendarDate, _ row: (ModuleRow) throws -> Void
    ) throws -> ModulePlay {
        guard case .module(let source) = manifest.source else { preconditionFailure("only modules are played") }
        let module =
            mayBeUntrusted
            ? try house.open(source, adapter: manifest.id) : try house.trustedModule(source, adapter: manifest.id)
        let statements = ModuleStatements(
            manifest, scratch: FileManager.default.temporaryDirectory.path,
            unpack: { throw CommandError("\($0) is not kept here") })
        var handler = RecordedModule(source: source, statements: statements, answers: answers[...])
        do {
            let outcome = try house.run(module, source, of: manifest, state: nil, on: today).run(&handler)
            try statements.finish()
            try statements.eachRow(row)
            return ModulePlay(asked: handler.asked, state: outcome.state, remarks: outcome.remarks)
        } catch let fault as ModuleFault {
            throw CommandError(fault.text)
        }
    }
}

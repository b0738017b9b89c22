// Reading what a module states, and asking it again about payloads that are kept.

import AdapterHost
import Adapters
import SENDRecords
import Storage

/// Answers a module's requests with the payloads of an earlier run, in their order.
private struct ReplayedModule: ModuleHandler {
    let statements: ModuleStatements
    let stop: StopSign
    var payloads: ArraySlice<PayloadHash>

    mutating func answer(_ request: ModuleRequest) throws -> ModuleAnswer {
        guard let hash = payloads.popFirst() else {
            return ModuleAnswer(status: 404, body: -1, size: 0, headers: [])
        }
        let answer = try statements.answer(200, .kept(hash), [])
        // What the service didn't have is kept as nothing.
        return answer.size > 0 ? answer : ModuleAnswer(status: 404, body: -1, size: 0, headers: [])
    }

    func take(_ statement: ModuleStatement) throws { try statements.take(statement) }

    func check() throws { try stop.check() }
}

extension FeedRunner {
    /// What the module states of the pass's payloads, which are kept: for a retry, an accepted trial, or children who have
    /// become known. It goes on where it did then. On this thread, which waits for it.
    func stateAgain(_ pass: FeedPass, _ source: ModuleSource) throws -> ModuleStatements {
        guard let modules else { throw ModuleFault.notStarted("there is no host for modules") }
        let statements = ModuleStatements(pass.manifest, store: store)
        do {
            let module = try modules.trustedModule(source, adapter: pass.manifest.id)
            var handler = ReplayedModule(statements: statements, stop: stop, payloads: pass.files.map(\.hash)[...])
            let state = pass.began.map { String(decoding: $0, as: UTF8.self) }
            let run = modules.run(module, source, of: pass.manifest, state: state, on: clock.today)
            let outcome = try run.run(&handler)
            try statements.finish()
            if pass.movesCursor { statements.state = outcome.state }
            return statements
        } catch let error as UntrustedLibrary {
            throw ModuleFault.gateway(error.description)
        }
    }

    /// Takes a module's rows through the mapping.
    func read(
        _ statements: ModuleStatements, of pass: FeedPass, _ session: inout MappingSession, _ staging: inout Staging
    ) throws {
        session.begin(file: ModuleSource.file)
        try statements.eachRow { row in
            if !(staging.isReadAgain && row.isUnreadable) { try staging.add(session.map(row), payload: row.payload) }
        }
        session.end()
        let columns = session.columnNames(of: ModuleSource.file)
        for ordinal in pass.files.indices { try staging.setColumns(columns, ofPayload: ordinal) }
        staging.cursor = statements.state.map { Array($0.utf8) }
        staging.note(remarks: statements.remarks)
    }
}

extension ModuleRow {
    fileprivate var isUnreadable: Bool {
        if case .refused = content { true } else { false }
    }
}

// `adapters describe` of a Singer tap: the program, what it asks for, and what it is granted.

import AdapterHost
import Adapters
import Feeds
import SENDRecords

extension AdapterTelling {
    static func tell(_ tap: SingerSource, _ leave: TapLeave, _ page: inout Page) {
        if let own = leave.granted?.command, !own.isEmpty { page.line("  program      \(own.joined(separator: " "))") }
        page.line("  asks for     \(asked(tap))")
        page.line("  granted      \(leave.words)")
        if case .hosts = leave.network { page.line("  held by      \(GateHold.here.words)") }
        if let generosity = leave.generosity { page.line("  !            \(TapRun.sentence(generosity))") }
        for lack in leave.lacking { page.line("  !            \(TapRun.sentence(lack))") }
        if let catalog = tap.catalog { page.line("  catalogue    \(catalog)") }
        page.line(
            tap.keepsState
                ? "  state        each run goes on where the last one that was applied ended"
                : "  state        none: each run states everything")
        page.line("  trust        it fetches for itself, and is trusted more than a module of the gateway's own")
    }

    private static func asked(_ tap: SingerSource) -> String {
        var parts = [tap.needsNetwork ? "the network" : "no network"]
        if !tap.secrets.isEmpty { parts.append("the secrets \(tap.secrets.map(\.text).joined(separator: ", "))") }
        return parts.joined(separator: "; ")
    }

    private static func hold(_ leave: TapLeave) -> JSONValue {
        guard case .hosts = leave.network else { return .null }
        return .string(GateHold.here.words)
    }

    static func tap(of manifest: Manifest, _ configuration: GatewayConfiguration) -> JSONValue {
        guard case .singer(let tap) = manifest.source else { return .null }
        let leave = configuration.leave(of: manifest.id, tap)
        let own = leave.granted?.command ?? []
        return [
            "command": .array((own.isEmpty ? tap.command : own).map(JSONValue.string)),
            "network": .string(tap.needsNetwork ? "needed" : "none"),
            "secrets": .array(tap.secrets.map { .string($0.text) }), "granted": .string(leave.words),
            "heldBy": hold(leave),
            "lacking": .array(leave.lacking.map(JSONValue.string)), "keepsState": .bool(tap.keepsState),
        ]
    }
}

// Whether a tap may run as it asks to: a decision over the adapter and the operator's word.

import Adapters
import Configuring

/// What a tap asks for beside what it is granted.
struct TapLeave {
    let adapter: String
    let tap: SingerSource
    let granted: ConfiguredTap?

    /// What the tap asks for and isn't granted, a sentence each with what to write; empty where it may run.
    var lacking: [String] {
        guard let granted else {
            return [
                "the operator hasn't let the tap of \(adapter) run. Add `\(adapter): {\(wanted)}` under `taps` in sendgate.yaml; it then runs with \(asked)."
            ]
        }
        var lacking: [String] = []
        if tap.command.isEmpty, granted.command.isEmpty {
            lacking.append(
                "nobody says which program the tap of \(adapter) is. Add `command: [/path/of/it]` to it under `taps` in sendgate.yaml."
            )
        }
        if tap.needsNetwork, granted.network == .none {
            lacking.append(
                "the tap of \(adapter) asks for the network, which isn't granted. Add `network: [HOST]` with the hosts that it needs to it under `taps` in sendgate.yaml; what it tries beside them is told."
            )
        }
        for name in tap.secrets where !granted.secrets.contains(name) {
            lacking.append(
                "the tap of \(adapter) asks for the secret \(name), which isn't granted. Add it to its `secrets` under `taps` in sendgate.yaml."
            )
        }
        return lacking
    }

    /// Where it may connect to: nowhere unless it asks for the network.
    var network: TapNetwork { tap.needsNetwork ? granted?.network ?? .none : .none }

    /// What is granted and perhaps wasn't thought over; nil where all is by name.
    var generosity: String? {
        guard network == .anywhere else { return nil }
        return
            "the tap of \(adapter) may connect to anywhere, past the gateway and its proxy. Name its hosts instead, under `taps` in sendgate.yaml: `network: [HOST]`."
    }

    /// The grants that it would need, as they would be written.
    private var wanted: String {
        var keys: [String] = []
        if tap.command.isEmpty { keys.append("command: [/path/of/it]") }
        if tap.needsNetwork { keys.append("network: [HOST]") }
        if !tap.secrets.isEmpty { keys.append("secrets: [\(tap.secrets.map(\.text).joined(separator: ", "))]") }
        return keys.joined(separator: ", ")
    }

    private var asked: String {
        var parts = ["a work folder of its own"]
        parts.append(tap.needsNetwork ? "connections to those hosts" : "no network")
        if !tap.secrets.isEmpty { parts.append("the secrets \(tap.secrets.map(\.text).joined(separator: ", "))") }
        return parts.joined(separator: ", ")
    }

    /// What it may have, for a person.
    var words: String {
        guard let granted else { return "not allowed to run" }
        var parts = [granted.network.words]
        if !granted.secrets.isEmpty {
            parts.append("the secrets \(granted.secrets.map(\.text).joined(separator: ", "))")
        }
        if !granted.readable.isEmpty { parts.append("may read \(granted.readable.joined(separator: ", "))") }
        return parts.joined(separator: "; ")
    }
}

extension GatewayConfiguration {
    func leave(of adapter: String, _ tap: SingerSource) -> TapLeave {
        TapLeave(adapter: adapter, tap: tap, granted: settings.taps.first { $0.name == adapter }?.value)
    }
}

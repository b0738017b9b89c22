// What keeps a program with named hosts to the gateway's gate, on this kernel.

import CSandbox
import Glibc

/// How far the kernel holds a program that would go past its gate.
public enum GateHold: Sendable {
    /// It has a network of its own, in which there is nothing but the gate.
    case ownNetwork
    /// Landlock lets it connect to the gate's port and no other, but of any machine.
    case port
    /// Only the program's own goodwill.
    case nothing

    /// Finds out by trying, in a process of its own.
    public static var here: GateHold {
        if csandbox_try_own_network() == 0 { return .ownNetwork }
        return (Landlock.version ?? 0) >= 4 ? .port : .nothing
    }

    /// What holds, for a person.
    public var words: String {
        switch self {
        case .ownNetwork: "a network of its own, in which there is only the gateway's gate"
        case .port: "Landlock: it can connect to the number of the gate's port and no other, but on any machine"
        case .nothing: "nothing but its own goodwill: this kernel can't hold back connections past the gateway's gate"
        }
    }

    /// What lacks of the whole; nil where nothing does.
    var lack: String? {
        switch self {
        case .ownNetwork: nil
        case .port:
            "no network namespaces for this user: Landlock holds connections to the number of the gate's port, but on any machine"
        case .nothing:
            "neither network namespaces for this user nor Landlock 4: connections past the gate aren't held back"
        }
    }
}

extension GateHold {
    /// Enters a network of one's own, if there can be one, with somebody who will listen there in the gate's place.
    ///
    /// - Returns: the listening socket; -1 where there is no such network.
    static func enterOwnNetwork(gate port: UInt16) throws(SandboxFault) -> Int32 {
        guard csandbox_try_own_network() == 0 else { return -1 }
        guard csandbox_own_network() == 0 else { throw SandboxFault("the network of its own", errno) }
        // The kernel may have forgotten it with the change of rights.
        _ = csandbox_die_with_parent()
        let listener = csandbox_listen(port)
        guard listener >= 0 else { throw SandboxFault("the gate in the network of its own", errno) }
        return listener
    }
}

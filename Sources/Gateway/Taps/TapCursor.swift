// A tap's state as the store keeps it: the value of its STATE message, and the mapping under which its records were taken.

import Feeds

/// Where a tap goes on. Under another mapping it is asked for everything again, so that what is new in the mapping is
/// filled from the start.
struct TapCursor {
    /// As JSON text, as the tap wrote it.
    let state: [UInt8]
    /// The digest of the mapping.
    let manifest: String

    init(state: [UInt8], manifest: String) {
        self.state = state
        self.manifest = manifest
    }

    /// What the store has kept; nil where it is no tap's state.
    init?(_ bytes: [UInt8]) {
        guard let kept = try? JSONValue(parsing: bytes), let state = kept["tap-state"],
            let manifest = kept["manifest"]?.text
        else { return nil }
        self.init(state: state.serialisedBytes(), manifest: manifest)
    }

    var bytes: [UInt8] {
        Array("{\"manifest\":".utf8) + JSONValue.string(manifest).serialisedBytes() + Array(",\"tap-state\":".utf8)
            + state + [UInt8(ascii: "}")]
    }
}

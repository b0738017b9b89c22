// A part of the sandbox that couldn't be put up.

import Glibc

/// Where a rule of the sandbox fails to be put up, nothing is run.
struct SandboxFault: Error {
    let text: String

    init(_ part: String, _ error: Int32) {
        text = "\(part) could not be set: \(String(cString: strerror(error)))"
    }

    init(_ text: String) { self.text = text }
}

// The child's side of a native module.

enum LibraryHost {
    static func run(_ name: String, _ buffer: inout FrameBuffer) throws(SandboxFault) -> HostExit {
        throw SandboxFault("\(name): native modules can't be run yet")
    }
}

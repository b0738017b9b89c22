// The child's side of a native module: loads the library, and carries between it and the gateway.

import CAdapterKit
import CSandbox
import Glibc

enum LibraryHost {
    /// Runs the module to its end. The sandbox stands already; once the library is loaded no file is opened any more.
    static func run(_ name: String, _ buffer: inout FrameBuffer) throws(SandboxFault) -> HostExit {
        guard let handle = dlopen("/proc/self/fd/\(HostProcess.library)", RTLD_NOW | RTLD_LOCAL) else {
            throw SandboxFault("the library can't be loaded (\(reason))")
        }
        close(HostProcess.library)
        guard let symbol = dlsym(handle, "sendgate_adapter_1") else {
            throw SandboxFault(
                "the library has no function sendgate_adapter_1: it isn't an adapter module of version 1")
        }
        try SystemCallFilter.runningLibraries().load()
        typealias Entry = @convention(c) () -> UnsafePointer<sendgate_adapter>?
        guard let adapter = unsafeBitCast(symbol, to: Entry.self)() else {
            throw SandboxFault("sendgate_adapter_1 gives nothing")
        }
        let (version, size) = (adapter.pointee.version, adapter.pointee.size)
        guard version == UInt32(SENDGATE_ADAPTER_VERSION) else {
            throw SandboxFault("it is an adapter module of version \(version), and this sendgate knows version 1")
        }
        guard size >= MemoryLayout<sendgate_adapter>.size, let begin = adapter.pointee.begin,
            let next = adapter.pointee.next, let end = adapter.pointee.end
        else { throw SandboxFault("its sendgate_adapter lacks a function, or its size") }
        // Owned here until the process ends; the module has its address as the context.
        let desk = ModuleDesk(socket: HostProcess.socket)
        guard let settings = desk.settings(&buffer) else { return .cutOff }
        return desk.run(begin: begin, next: next, end: end, settings: settings, &buffer)
    }

    private static var reason: String { dlerror().map { String(cString: $0) } ?? "no reason" }
}

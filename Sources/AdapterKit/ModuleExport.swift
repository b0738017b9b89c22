// The C functions that stand for an adapter in Swift.

import CAdapterKit

/// What a module's one exported function gives.
public enum ModuleExport<Module: Adapter> {
    /// Made once and never freed: a module's library is never unloaded.
    public static var pointer: UnsafeRawPointer {
        exported = Module.self
        let adapter = UnsafeMutablePointer<sendgate_adapter>.allocate(capacity: 1)
        adapter.initialize(to: sendgate_adapter())
        adapter.pointee.version = UInt32(SENDGATE_ADAPTER_VERSION)
        adapter.pointee.size = MemoryLayout<sendgate_adapter>.size
        adapter.pointee.name = Module.name.withUTF8Buffer { text in
            let copy = UnsafeMutablePointer<CChar>.allocate(capacity: text.count + 1)
            for (index, byte) in text.enumerated() { copy[index] = CChar(bitPattern: byte) }
            copy[text.count] = 0
            return UnsafePointer(copy)
        }
        adapter.pointee.begin = { host, settings in RunningModule.begin(host, settings) }
        adapter.pointee.next = { run, answer in RunningModule.at(run).next(answer) }
        adapter.pointee.end = { run in
            if let run { Unmanaged<RunningModule>.fromOpaque(run).release() }
        }
        return UnsafeRawPointer(adapter)
    }
}

// A C function has no place for the type, and a library exports one adapter: it is set once, before the first run.
nonisolated(unsafe) private var exported: (any Adapter.Type)?

/// One run. Owned by the host from `begin` to `end`, on its one thread.
private final class RunningModule {
    private var adapter: any Adapter
    private let gateway: Gateway

    private init(_ adapter: any Adapter, _ gateway: Gateway) {
        self.adapter = adapter
        self.gateway = gateway
    }

    static func begin(_ host: UnsafePointer<sendgate_host>?, _ settings: sendgate_bytes) -> UnsafeMutableRawPointer? {
        guard let host, let exported else { return nil }
        let gateway = Gateway(host: host)
        do {
            let adapter = try exported.init(RunSettings(json: String(borrowing: settings)))
            return Unmanaged.passRetained(RunningModule(adapter, gateway)).toOpaque()
        } catch {
            gateway.tell(error)
            return nil
        }
    }

    static func at(_ run: UnsafeMutableRawPointer?) -> RunningModule {
        guard let run else { preconditionFailure("the host gives the run that begin gave") }
        return Unmanaged<RunningModule>.fromOpaque(run).takeUnretainedValue()
    }

    func next(_ answer: UnsafePointer<sendgate_answer>?) -> Int32 {
        do {
            switch try adapter.next(answer.map(Answer.init), gateway) {
            case .more: return Int32(SENDGATE_MORE)
            case .done: return Int32(SENDGATE_DONE)
            }
        } catch {
            gateway.tell(error)
            return Int32(SENDGATE_FAILED)
        }
    }
}

extension Gateway {
    /// Why the run fails, as far as a remark takes it.
    fileprivate func tell(_ error: any Error) {
        var text = "\(error)"
        while text.utf8.count > 500 { text.removeLast() }
        try? remark(text)
    }
}

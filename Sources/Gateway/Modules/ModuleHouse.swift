// Where native modules come from and run: the library's file, whether it is trusted, and the executable that hosts it.

import AdapterHost
import Adapters
import Crypto
import Feeds
import Foundation
import SENDRecords

/// A library that isn't loaded, with what to do.
struct UntrustedLibrary: Error, CustomStringConvertible {
    let description: String
}

/// A library whose bytes are trusted, ready to be loaded.
struct LoadableModule {
    let library: ModuleLibrary
    let sha256: String
}

struct ModuleHouse: Sendable {
    let pluginsFolder: String
    let trusted: [String: TrustedLibrary]
    let requiresSandbox: Bool
    /// The sendgate executable.
    let host: String

    init(_ configuration: GatewayConfiguration, host: String = ModuleHouse.ownExecutable) {
        pluginsFolder = configuration.settings.pluginsFolder
        trusted = configuration.settings.trusted
        requiresSandbox = configuration.settings.requiresSandbox
        self.host = host
    }

    /// This process's own executable.
    static var ownExecutable: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "/proc/self/exe"
    }

    /// The library's file: in the adapter's folder, or beside the host's executable, where modules built here lie.
    func path(of source: ModuleSource, adapter: String) -> String? {
        let beside = URL(fileURLWithPath: host).deletingLastPathComponent().path
        return ["\(pluginsFolder)/\(adapter)/\(source.library)", "\(beside)/\(source.library)"]
            .first { FileManager.default.fileExists(atPath: $0) }
    }

    /// Opens a library and computes the hash of the very bytes that will be loaded. Blocks.
    func open(_ source: ModuleSource, adapter: String) throws -> LoadableModule {
        guard let path = path(of: source, adapter: adapter) else {
            throw UntrustedLibrary(
                description:
                    "The module's library \(source.library) isn't there. Put it into \(pluginsFolder)/\(adapter), or build it "
                    + "beside sendgate.")
        }
        do {
            let library = try ModuleLibrary(path: path)
            let sha256 = try library.withBytes { bytes in
                SHA256.hash(data: bytes).map { byte in
                    let digits = String(byte, radix: 16)
                    return digits.count == 1 ? "0\(digits)" : digits
                }.joined()
            }
            return LoadableModule(library: library, sha256: sha256)
        } catch let error as ChildError {
            throw UntrustedLibrary(description: "The module's library can't be read: \(error.text).")
        }
    }

    /// The library, if it is the one that somebody trusted. Blocks.
    func trustedModule(_ source: ModuleSource, adapter: String) throws -> LoadableModule {
        let module = try open(source, adapter: adapter)
        if let trouble = trouble(with: module.sha256, adapter: adapter) {
            throw UntrustedLibrary(description: trouble)
        }
        return module
    }

    /// Why an adapter's library isn't loaded, and the command that changes it; nil where it is. Blocks.
    func trouble(of manifest: Manifest) -> String? {
        guard case .module(let source) = manifest.source else { return nil }
        do {
            _ = try trustedModule(source, adapter: manifest.id)
            return nil
        } catch {
            return "\(error)"
        }
    }

    private func trouble(with sha256: String, adapter: String) -> String? {
        guard let pin = trusted[adapter] else {
            return
                "The library of the module \(adapter) isn't trusted, so it isn't loaded. When you know where it comes from: "
                + "`sendgate adapters trust \(adapter) --by NAME`."
        }
        if pin.sha256 == sha256 { return nil }
        return
            "The library of the module \(adapter) has changed since \(pin.who) trusted it on \(pin.on), so it isn't loaded. "
            + "When you know why: `sendgate adapters trust \(adapter) --by NAME`."
    }

    /// A run of a trusted module.
    func run(
        _ module: LoadableModule, _ source: ModuleSource, of manifest: Manifest, state: String?, on today: CalendarDate
    ) -> ModuleRun {
        var limits = ModuleLimits()
        limits.time = source.limits.time
        limits.silence = source.limits.silence
        limits.memory = UInt64(source.limits.memory)
        limits.statements = source.limits.records
        limits.requests = manifest.limits.pages
        let told = state.map { String(decoding: JSONValue.string($0).serialisedBytes(), as: UTF8.self) } ?? "null"
        return ModuleRun(
            host: host, library: module.library, name: manifest.id,
            settings: "{\"today\":\"\(today)\",\"state\":\(told),\"settings\":\(source.settings)}", limits: limits,
            isSandboxRequired: requiresSandbox, largestBody: manifest.limits.file)
    }
}

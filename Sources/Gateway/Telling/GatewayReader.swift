// The reading commands: they read beside a running daemon and change nothing.

import Foundation
import SENDRecords
import Storage

/// Reads the store of a configuration, with or without a daemon at work.
public final class GatewayReader: Sendable {
    let configuration: GatewayConfiguration
    let clock: GatewayClock
    let store: Store

    /// - Throws: `StoreError.noStore` where nothing has run yet.
    public init(_ configuration: GatewayConfiguration) throws {
        self.configuration = configuration
        clock = .system(timeZone: configuration.settings.timeZone)
        store = try Store.open(folder: configuration.settings.stateFolder, as: .reader)
    }

    init(_ gateway: Gateway) {
        configuration = gateway.configuration
        clock = gateway.clock
        store = gateway.store
    }

    /// Closes the store; nothing can be asked after it.
    public func close() throws { try store.close() }
}

/// Errors in the words of the person at the keyboard.
public enum GatewayError {
    /// What happened and what to do, for any error that a command can meet.
    public static func words(for error: any Error) -> String {
        switch error {
        case let error as StoreError: "\(error.description.capitalisedFirst). \(error.hint)"
        case let error as ControlError: "\(error)"
        case let error as CommandError: error.message
        default: "\(error)"
        }
    }
}

/// A command that can't be done as it was given.
public struct CommandError: Error, CustomStringConvertible {
    public let message: String

    public init(_ message: String) {
        self.message = message
    }

    public var description: String { message }
}

extension String {
    var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}

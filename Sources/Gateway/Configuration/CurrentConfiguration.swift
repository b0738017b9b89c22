// The configuration that the gateway works by now. It changes only where somebody accepts a change of a feed.

import Foundation

// Guarded by the lock; read by every thread of the gateway.
final class CurrentConfiguration: @unchecked Sendable {
    private let lock = NSLock()
    private var configuration: GatewayConfiguration

    init(_ configuration: GatewayConfiguration) {
        self.configuration = configuration
    }

    var value: GatewayConfiguration {
        get { lock.withLock { configuration } }
        set { lock.withLock { configuration = newValue } }
    }
}

// Webhooks: CloudEvents in a Standard Webhooks signature, posted through libcurl.

import Adapters
import Publishing
import SENDRecords
import Storage
import Transfers

/// Posts deliveries to a consumer's webhook.
struct WebhookSender: DeliverySender {
    let route: WebhookRoute
    let engine: TransferEngine
    let secrets: SecretStore
    let clock: GatewayClock
    /// The way out of the organisation's network.
    let proxy: SourceProxy?

    func send(_ delivery: Storage.Delivery) async -> (DeliveryOutcome, problem: String?) {
        do {
            // Read at each attempt: a secret can be rotated while the gateway runs.
            let keys = try route.secrets.map { try WebhookSecret(text: try secrets.secret(named: $0.text).reveal()) }
            let signed = try WebhookSignature.headers(
                for: delivery.draft.id, at: Int(clock.now.seconds), body: delivery.draft.body, secrets: keys)
            let network = route.network.flatMap { Network(rawValue: $0.rawValue) }
            var origin = try DeclaredOrigin(
                route.address.text, network: network ?? Network(plainlyNamedBy: route.address.text))
            if origin.network == .public { origin.proxy = try proxy?.filled(from: secrets) }
            var request = TransferRequest.post(delivery.draft.body, to: route.address.text, origins: [origin])
            request.headers =
                [("Content-Type", .plain("application/cloudevents+json"))]
                + signed.map { (name: $0.name, value: .plain($0.value)) }
            request.timeouts = .webhook
            let answer = try await engine.perform(request)
            let outcome = DeliveryOutcome.answered(status: answer.status, retryAfter: answer.retryAfter)
            let fine = (200...299).contains(answer.status)
            return (outcome, fine ? nil : "\(route.address.host) answered with status \(answer.status)")
        } catch let error as TransferError {
            if case .answered(let status) = error.kind {
                return (.answered(status: status, retryAfter: error.retryAfter), error.message)
            }
            return (.unreachable, error.message)
        } catch {
            return (.unwritable, "\(error)")
        }
    }
}

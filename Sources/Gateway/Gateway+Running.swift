// The daemon: schedules, inboxes, derive, delivery and the control socket, all at once, until it is told to stop.

import Foundation
import Publishing
import ServiceLifecycle
import Storage

extension Gateway: Service {
    /// Runs until the task is cancelled or the service group shuts down gracefully.
    public func run() async throws {
        events.started(
            state: configuration.settings.stateFolder, feeds: configuration.manifests.count,
            consumers: configuration.agreements.count)
        let control = try startControl()
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await self.deriving.run() }
                group.addTask { await self.inboxes().run() }
                group.addTask { await KnownLane(gateway: self).run() }
                group.addTask { await TidyLane(gateway: self).run() }
                group.addTask { await self.readWhatWasOnTrial() }
                for manifest in self.configuration.manifests {
                    guard let schedule = self.configuration.schedules[manifest.id] else { continue }
                    group.addTask {
                        await ScheduleLane(gateway: self, manifest: manifest, schedule: schedule).run()
                    }
                }
                for agreement in self.configuration.agreements where agreement.isEnabled {
                    group.addTask { await self.deliver(to: agreement) }
                }
                group.addTask { await self.raiseStopWhenCancelled() }
            }
        }
        await control.stop()
        events.stopped(clean: true)
    }

    private func deliver(to agreement: Agreement) async {
        let thread = WorkThread(named: "deliver \(agreement.id)")
        defer { thread.stop() }
        let lane = DeliveryLane(
            agreement: agreement, store: store, thread: thread, route: sender(for: agreement, thread: thread),
            clock: clock, bell: outboxBells.bells[agreement.id] ?? Bell(), events: events,
            restrictingFeeds: configuration.restrictingFeeds)
        await lane.run()
    }

    /// Blocking work can't see that its task is cancelled: it looks at the stop sign between slices.
    private func raiseStopWhenCancelled() async {
        while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
        stop.raise()
    }
}

// What native modules need of a person: trust in their libraries, and a look at those that fail again and again.

import Adapters
import SENDRecords
import Storage

extension GatewayReader {
    func moduleMatters() throws -> [PersonalMatter] {
        let house = ModuleHouse(configuration)
        var matters: [PersonalMatter] = []
        for manifest in configuration.manifests where manifest.isModule {
            if let trouble = house.trouble(of: manifest) {
                matters.append(
                    PersonalMatter(
                        what: trouble, since: clock.now, owner: "operator",
                        next: "`sendgate adapters trust \(manifest.id) --by NAME`"))
            }
            guard let feed = try store.feed(named: manifest.id) else { continue }
            let memory = FeedMemory(feed.state)
            guard let until = memory.asideUntil else { continue }
            let last = try store.runs(RunFilter(feed: feed.id, states: [.failed], limit: 1)).first
            matters.append(
                PersonalMatter(
                    what:
                        "The module \(manifest.id) has failed \(memory.failures ?? 0) times in a row and is put aside until "
                        + clock.shown(Instant(milliseconds: until)),
                    since: last?.started ?? clock.now, owner: "operator",
                    next: "when it is mended: `sendgate adapters resume \(manifest.id) --by NAME`"))
        }
        return matters
    }
}

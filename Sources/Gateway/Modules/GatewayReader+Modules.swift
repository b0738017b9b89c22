// What native modules need of a person: trust in their libraries.

import Adapters
import SENDRecords
import Storage

extension GatewayReader {
    func moduleMatters() -> [PersonalMatter] {
        let house = ModuleHouse(configuration)
        return configuration.manifests.compactMap { manifest in
            guard manifest.isModule, let trouble = house.trouble(of: manifest) else { return nil }
            return PersonalMatter(
                what: trouble, since: clock.now, owner: "operator",
                next: "`sendgate adapters trust \(manifest.id) --by NAME`")
        }
    }
}

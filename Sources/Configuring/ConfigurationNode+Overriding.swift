// One mapping laid over another: `config/sendgate.yaml` over an adapter's manifest.

extension ConfigurationNode {
    /// This node with another laid over it. Mappings are joined by key, all the way down; a scalar or a
    /// list is replaced whole. Every part keeps the place where it was written, so that a problem in
    /// an override is told where the override stands.
    public func overridden(by other: ConfigurationNode) -> ConfigurationNode {
        guard case .mapping(let base) = content, case .mapping(let over) = other.content else { return other }
        var entries = base
        for entry in over {
            guard let index = entries.firstIndex(where: { $0.key == entry.key }) else {
                entries.append(entry)
                continue
            }
            entries[index] = Entry(
                key: entry.key, keyPlace: entry.keyPlace, value: entries[index].value.overridden(by: entry.value))
        }
        return ConfigurationNode(.mapping(entries), at: place)
    }

    /// This mapping without some of its keys, for a caller who reads those apart.
    public func without(_ keys: Set<String>) -> ConfigurationNode {
        guard case .mapping(let entries) = content else { return self }
        return ConfigurationNode(.mapping(entries.filter { !keys.contains($0.key) }), at: place)
    }

    /// Nothing but some keys of this mapping.
    public func only(_ keys: Set<String>) -> ConfigurationNode {
        guard case .mapping(let entries) = content else { return self }
        return ConfigurationNode(.mapping(entries.filter { keys.contains($0.key) }), at: place)
    }
}

// Small things that the gateway remembers between starts, by name.

import GRDB

extension Store {
    /// A remembered text, or nil.
    public func note(_ name: String) throws -> String? {
        try read { try $0.first("SELECT text FROM notes WHERE name = ?", name) { $0.text(0) } }
    }

    /// Remembers a text in place of the earlier one.
    public func setNote(_ name: String, _ text: String) throws {
        try write("note") { database in
            try database.run("INSERT OR REPLACE INTO notes(name, text) VALUES(?, ?)", name, text)
        }
    }
}

// The store's secret: made once, readable by its owner only.

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// 32 random bytes in the file `key` of the state folder.
enum StoreSecret {
    static let length = 32

    static func readOrMake(at path: String) throws -> [UInt8] {
        if let secret = try read(at: path) { return secret }
        var generator = SystemRandomNumberGenerator()
        let secret = (0..<length).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        // Written whole under another name first: a crash leaves no half of a key.
        let draft = path + ".new"
        try Files.write(secret, to: draft, mode: 0o600)
        try Files.move(draft, to: path)
        return secret
    }

    /// The secret, or nil where there is none yet.
    static func read(at path: String) throws -> [UInt8]? {
        guard Files.exists(path) else { return nil }
        let secret = try Files.read(path, atMost: length + 1)
        guard secret.count == length else {
            throw StoreError.file(path: path, problem: "the store's key is damaged; restore it from a backup")
        }
        return secret
    }
}

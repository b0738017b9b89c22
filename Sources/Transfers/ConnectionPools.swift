// Which requests may use each other's connections: those of one declaration with the same secrets, and no others.

import CCurl

/// What must be equal for a connection to be used again. libcurl compares certificates and hosts itself, but not, for
/// instance, the password that a proxy was given.
struct ConnectionKind: Hashable {
    let declared: DeclaredOrigin
    let headers: [HeaderValue]
    let querySecrets: [Secret]
    let oauth2: OAuth2Client?

    init(_ request: TransferRequest, at declared: DeclaredOrigin) {
        self.declared = declared
        let isSecret = declared.takesSecrets
        headers = isSecret ? request.headers.map(\.value).filter(\.isSecret) : []
        querySecrets = isSecret ? request.querySecrets.map(\.value) : []
        oauth2 = isSecret ? request.oauth2 : nil
    }
}

/// One set of kept connections (a libcurl "share") for each kind. On the engine's thread only.
struct ConnectionPools {
    private struct Pool {
        let share: UnsafeMutableRawPointer
        var users = 0
        var lastUse: Int
    }

    private var pools: [ConnectionKind: Pool] = [:]
    private var uses = 0
    /// Beyond these the one that was idle longest is closed.
    private static let most = 64

    /// The pool for one transfer, until `release`. Nil: no room; the transfer then keeps nothing.
    mutating func take(_ kind: ConnectionKind) -> UnsafeMutableRawPointer? {
        uses += 1
        if pools[kind] == nil {
            makeRoom()
            guard let share = curl_share_init() else { return nil }
            ccurl_share(share, CURL_LOCK_DATA_CONNECT)
            ccurl_share(share, CURL_LOCK_DATA_SSL_SESSION)
            pools[kind] = Pool(share: share, lastUse: uses)
        }
        pools[kind]?.users += 1
        pools[kind]?.lastUse = uses
        return pools[kind]?.share
    }

    /// The handle has let go of it.
    mutating func release(_ kind: ConnectionKind) { pools[kind]?.users -= 1 }

    /// No handle uses any.
    mutating func close() {
        for pool in pools.values { curl_share_cleanup(pool.share) }
        pools = [:]
    }

    private mutating func makeRoom() {
        guard pools.count >= Self.most,
            let oldest = pools.filter({ $0.value.users == 0 }).min(by: { $0.value.lastUse < $1.value.lastUse })
        else { return }
        curl_share_cleanup(oldest.value.share)
        pools[oldest.key] = nil
    }
}

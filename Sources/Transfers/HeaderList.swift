// The request's header lines, as libcurl takes them.

import CCurl

enum HeaderList {
    /// Nil if one of them can't be sent. The caller frees it.
    static func make(
        _ request: TransferRequest, token: Secret?, withSecrets: Bool
    ) -> UnsafeMutablePointer<curl_slist>? {
        let sent = headers(request, token: token, withSecrets: withSecrets)
        var list: UnsafeMutablePointer<curl_slist>?
        var isWhole = true
        func add(_ name: String, _ value: [UInt8]) {
            guard isWhole else { return }
            // "Name:" alone would take a header away; "Name;" sends it empty.
            let line = value.isEmpty ? [UInt8](name.utf8) + [0x3b, 0] : [UInt8]("\(name): ".utf8) + value + [0]
            let longer = line.withUnsafeBytes { bytes in
                curl_slist_append(list, bytes.bindMemory(to: CChar.self).baseAddress)
            }
            isWhole = longer != nil
            list = longer ?? list
        }
        for (name, value) in sent {
            let bytes = value.bytes
            isWhole = isWhole && isUsable(name: name, value: bytes)
            add(name, bytes)
        }
        if let validators = request.validators {
            for (name, value) in conditions(validators) {
                isWhole = isWhole && isUsable(value: [UInt8](value.utf8))
                add(name, [UInt8](value.utf8))
            }
        }
        if request.acceptsGzip { add("Accept-Encoding", [UInt8]("gzip".utf8)) }
        let names = Set(sent.map { $0.name.lowercased() })
        if !names.contains("accept") { add("Accept", [UInt8]("*/*".utf8)) }
        // Without these libcurl would wait for "100 Continue", and call our bytes a form.
        for name in ["Expect", "Content-Type"] where isWhole && !names.contains(name.lowercased()) {
            list = curl_slist_append(list, "\(name):")
        }
        if !isWhole {
            curl_slist_free_all(list)
            return nil
        }
        return list
    }

    /// The name of the first header that can't be sent.
    static func firstUnusable(_ request: TransferRequest) -> String? {
        // Two ways to sign in at once would contradict each other.
        if request.oauth2 != nil, request.headers.contains(where: { $0.name.lowercased() == "authorization" }) {
            return "Authorization"
        }
        let unusable = request.headers.first { !isUsable(name: $0.name, value: $0.value.bytes) }
        if let unusable { return unusable.name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") } }
        return request.validators.flatMap { validators in
            conditions(validators).first { !isUsable(value: [UInt8]($0.1.utf8)) }?.0
        }
    }

    private static func headers(
        _ request: TransferRequest, token: Secret?, withSecrets: Bool
    ) -> [(name: String, value: HeaderValue)] {
        let all = request.headers + (token.map { [(name: "Authorization", value: HeaderValue.bearer($0))] } ?? [])
        return withSecrets ? all : all.filter { !$0.value.isSecret }
    }

    private static func conditions(_ validators: Validators) -> [(String, String)] {
        [("If-None-Match", validators.etag), ("If-Modified-Since", validators.lastModified)]
            .compactMap { name, value in value.map { (name, $0) } }
    }

    private static func isUsable(name: String, value: [UInt8]) -> Bool {
        let mark = [UInt8]("!#$%&'*+-.^_`|~".utf8)
        let isToken = name.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
                || mark.contains(byte)
        }
        return isToken && !name.isEmpty && !engineOwned.contains(name.lowercased()) && isUsable(value: value)
    }

    /// No control characters: a line end would begin another header.
    private static func isUsable(value: [UInt8]) -> Bool {
        value.allSatisfy { $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 }
    }

    private static let engineOwned: Set<String> = [
        "host", "content-length", "transfer-encoding", "connection", "expect", "accept-encoding", "te", "upgrade",
        "if-none-match", "if-modified-since", "user-agent",
    ]
}

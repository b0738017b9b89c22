// What HTTP and HTTPS add to a transfer: headers, bodies, certificates, proxies.

import CCurl

extension CurlHandle {
    func configureWeb(
        for transfer: Transfer, headers: UnsafeMutablePointer<curl_slist>?, pool: UnsafeMutableRawPointer?
    ) {
        let (request, declared) = (transfer.request, transfer.declared)
        let me = Unmanaged.passUnretained(transfer).toOpaque()
        ccurl_set_pointer(pointer, CURLOPT_SHARE, pool)
        if pool == nil {
            ccurl_set_long(pointer, CURLOPT_FRESH_CONNECT, 1)
            ccurl_set_long(pointer, CURLOPT_FORBID_REUSE, 1)
        }
        ccurl_set_string(pointer, CURLOPT_URL, Self.address(of: transfer))
        ccurl_set_string(pointer, CURLOPT_PROTOCOLS_STR, declared.origin.scheme)
        ccurl_set_string(pointer, CURLOPT_REDIR_PROTOCOLS_STR, declared.origin.scheme)
        // One request at a time on a connection: a lost connection then loses one request.
        ccurl_set_long(pointer, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        ccurl_set_long(pointer, CURLOPT_HTTP09_ALLOWED, 0)
        ccurl_set_list(pointer, CURLOPT_HTTPHEADER, headers)
        configureCertificates(declared)
        if let proxy = declared.way { configure(proxy) }

        if request.method == .post {
            let body = request.body ?? []
            ccurl_set_long(pointer, CURLOPT_POST, 1)
            ccurl_set_offset(pointer, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
            // Copies: after the size, which it needs.
            body.withUnsafeBytes { _ = ccurl_set_pointer(pointer, CURLOPT_COPYPOSTFIELDS, $0.baseAddress) }
            if body.isEmpty { ccurl_set_string(pointer, CURLOPT_COPYPOSTFIELDS, "") }
        }

        ccurl_set_pointer(pointer, CURLOPT_HEADERDATA, me)
        ccurl_set_on_bytes(pointer, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            let line = UnsafeRawBufferPointer(start: bytes, count: size * count).bindMemory(to: UInt8.self)
            return Transfer.at(context)?.reader.takeHeader(line) == true ? size * count : 0
        }
        // libcurl keeps to the stated length and says in its own words only that more came.
        ccurl_set_long(pointer, CURLOPT_VERBOSE, 1)
        ccurl_set_pointer(pointer, CURLOPT_DEBUGDATA, me)
        ccurl_set_on_text(pointer) { _, kind, text, count, context in
            if kind == CURLINFO_HEADER_OUT { Transfer.at(context)?.wasHeard = true }
            guard kind == CURLINFO_TEXT, let text else { return 0 }
            let words = UnsafeRawBufferPointer(start: text, count: count)
            if words.starts(with: "Excess found".utf8) { Transfer.at(context)?.isLongerThanStated = true }
            return 0
        }
    }

    /// With the keys that belong into the query.
    private static func address(of transfer: Transfer) -> String {
        guard transfer.declared.takesSecrets else { return transfer.address.text }
        return transfer.request.querySecrets.reduce(transfer.address.text) { address, secret in
            AddressQuery.setting(secret.name, to: secret.value.reveal(), in: address)
        }
    }

    private func configureCertificates(_ declared: DeclaredOrigin) {
        ccurl_set_long(pointer, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let trusted = declared.trusted {
            set(CURLOPT_CAINFO_BLOB, trusted.pem)
            // Else the machine's folder of certificates would be trusted beside it.
            ccurl_set_string(pointer, CURLOPT_CAPATH, nil)
        }
        if let mine = declared.clientCertificate, declared.takesSecrets {
            ccurl_set_string(pointer, CURLOPT_SSLCERTTYPE, "PEM")
            ccurl_set_string(pointer, CURLOPT_SSLKEYTYPE, "PEM")
            set(CURLOPT_SSLCERT_BLOB, mine.certificate.reveal())
            set(CURLOPT_SSLKEY_BLOB, mine.key.reveal())
            // Always: without one, OpenSSL would ask for it at the terminal.
            set(CURLOPT_KEYPASSWD, text: mine.password)
        }
    }

    private func configure(_ proxy: Proxy) {
        ccurl_set_string(pointer, CURLOPT_PROXY, proxy.origin.description)
        ccurl_set_long(pointer, CURLOPT_PROXYPORT, proxy.origin.port)
        ccurl_set_long(pointer, CURLOPT_PROXYTYPE, Int(CURLPROXY_HTTP.rawValue))
        // What the proxy says on the way comes as headers before the server's own, and counts like them. Our headers
        // aren't the proxy's.
        ccurl_set_long(pointer, CURLOPT_HEADEROPT, Int(CURLHEADER_SEPARATE))
        if let user = proxy.user {
            // CURLAUTH_BASIC, whose macro Swift does not see.
            ccurl_set_long(pointer, CURLOPT_PROXYAUTH, 1)
            ccurl_set_string(pointer, CURLOPT_PROXYUSERNAME, user)
            set(CURLOPT_PROXYPASSWORD, text: proxy.password)
        }
    }

    private func set(_ option: CURLoption, _ bytes: [UInt8]) {
        _ = bytes.withUnsafeBytes { ccurl_set_blob(pointer, option, $0.baseAddress, $0.count) }
    }

    /// libcurl copies it. An option that takes text can't hold a zero byte: it would end there, and not be right.
    func set(_ option: CURLoption, text secret: Secret?) {
        ((secret?.reveal() ?? []) + [0]).withUnsafeBytes { bytes in
            _ = ccurl_set_string(pointer, option, bytes.bindMemory(to: CChar.self).baseAddress)
        }
    }
}

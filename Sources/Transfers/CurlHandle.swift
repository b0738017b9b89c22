// A libcurl handle and the options of a transfer on it.

import CCurl
import Glibc

/// One libcurl "easy" handle, reused for many transfers. On the engine's thread only; freed by the loop.
struct CurlHandle: Hashable {
    let pointer: UnsafeMutableRawPointer

    init?() {
        guard let pointer = curl_easy_init() else { return nil }
        self.pointer = pointer
    }

    init(_ pointer: UnsafeMutableRawPointer) { self.pointer = pointer }

    func free() { curl_easy_cleanup(pointer) }

    /// Makes the handle forget all options. Open connections are kept by the set, not by the handle.
    func reset() { curl_easy_reset(pointer) }

    func configure(
        for transfer: Transfer, headers: UnsafeMutablePointer<curl_slist>?, settings: TransferEngine.Settings
    ) {
        let request = transfer.request
        let me = Unmanaged.passUnretained(transfer).toOpaque()
        ccurl_set_string(pointer, CURLOPT_URL, transfer.current.text)
        let schemes = request.allowance == .httpsOnly ? "https" : "http,https"
        ccurl_set_string(pointer, CURLOPT_PROTOCOLS_STR, schemes)
        ccurl_set_string(pointer, CURLOPT_REDIR_PROTOCOLS_STR, schemes)
        // Redirects are followed by Transfer, which looks at the origin first.
        ccurl_set_long(pointer, CURLOPT_FOLLOWLOCATION, 0)
        ccurl_set_long(pointer, CURLOPT_NOSIGNAL, 1)
        // One request at a time on a connection: a lost connection then loses one request.
        ccurl_set_long(pointer, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        ccurl_set_long(pointer, CURLOPT_HTTP09_ALLOWED, 0)
        ccurl_set_long(pointer, CURLOPT_TCP_KEEPALIVE, 1)
        ccurl_set_long(pointer, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let file = settings.certificateFile { ccurl_set_string(pointer, CURLOPT_CAINFO, file) }
        ccurl_set_string(pointer, CURLOPT_USERAGENT, settings.userAgent)

        // The environment's proxies are not asked. Where plain HTTP may only go to this machine, no proxy may
        // carry it elsewhere.
        ccurl_set_string(pointer, CURLOPT_PROXY, settings.proxy ?? "")
        let isDirect = transfer.current.origin.scheme == "http" && request.allowance != .insecure
        ccurl_set_string(pointer, CURLOPT_NOPROXY, isDirect ? "*" : "")

        ccurl_set_long(pointer, CURLOPT_CONNECTTIMEOUT_MS, request.timeouts.connect.wholeMilliseconds)
        // Redirects share the time.
        let timeLeft = request.timeouts.total.wholeMilliseconds - Int(transfer.spent / 1000)
        ccurl_set_long(pointer, CURLOPT_TIMEOUT_MS, max(1, timeLeft))
        ccurl_set_long(pointer, CURLOPT_LOW_SPEED_LIMIT, request.timeouts.lowSpeed)
        let lowSpeedSeconds = (request.timeouts.lowSpeedTime.wholeMilliseconds + 999) / 1000
        ccurl_set_long(pointer, CURLOPT_LOW_SPEED_TIME, lowSpeedSeconds)

        ccurl_set_list(pointer, CURLOPT_HTTPHEADER, headers)
        if request.method == .post {
            let body = request.body ?? []
            ccurl_set_long(pointer, CURLOPT_POST, 1)
            ccurl_set_offset(pointer, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
            // Copies: after the size, which it needs.
            body.withUnsafeBytes { _ = ccurl_set_pointer(pointer, CURLOPT_COPYPOSTFIELDS, $0.baseAddress) }
            if body.isEmpty { ccurl_set_string(pointer, CURLOPT_COPYPOSTFIELDS, "") }
        }

        ccurl_set_pointer(pointer, CURLOPT_WRITEDATA, me)
        ccurl_set_pointer(pointer, CURLOPT_HEADERDATA, me)
        ccurl_set_pointer(pointer, CURLOPT_OPENSOCKETDATA, me)
        ccurl_set_pointer(pointer, CURLOPT_PREREQDATA, me)
        ccurl_set_on_bytes(pointer, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            let line = UnsafeRawBufferPointer(start: bytes, count: size * count).bindMemory(to: UInt8.self)
            return Transfer.at(context)?.reader.takeBody(line) == true ? size * count : 0
        }
        ccurl_set_on_bytes(pointer, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            let line = UnsafeRawBufferPointer(start: bytes, count: size * count).bindMemory(to: UInt8.self)
            return Transfer.at(context)?.reader.takeHeader(line) == true ? size * count : 0
        }
        ccurl_set_on_open_socket(pointer) { context, _, found in
            guard let transfer = Transfer.at(context), let found else { return -1 }
            let start = UnsafeRawPointer(found) + (MemoryLayout<curl_sockaddr>.offset(of: \.addr) ?? 0)
            let address = NetworkAddress(start, family: found.pointee.family, length: Int(found.pointee.addrlen))
            guard transfer.permits(address) else { return -1 }
            return socket(
                found.pointee.family, found.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue), found.pointee.protocol)
        }
        // A connection that another request had opened under a wider allowance doesn't widen this one.
        ccurl_set_before_request(pointer) { context, connected, _, _, _ in
            let address = connected.flatMap { NetworkAddress(String(cString: $0)) }
            let isPermitted = Transfer.at(context)?.permits(address) == true
            return isPermitted ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
        }
    }

    // MARK: What is known afterwards

    var microsecondsSpent: Int64 { offset(CURLINFO_TOTAL_TIME_T) }

    /// Zero if it never came to sending a request.
    var microsecondsToRequest: Int64 { offset(CURLINFO_PRETRANSFER_TIME_T) }

    /// OpenSSL's reason why a certificate wasn't trusted; zero if there is none.
    var certificateVerdict: Int {
        var value = 0
        ccurl_get_long(pointer, CURLINFO_SSL_VERIFYRESULT, &value)
        return value
    }

    /// Where a redirect leads, as a whole address.
    var redirectAddress: String? {
        var value: UnsafePointer<CChar>?
        ccurl_get_string(pointer, CURLINFO_REDIRECT_URL, &value)
        return value.map { String(cString: $0) }
    }

    private func offset(_ name: CURLINFO) -> Int64 {
        var value: curl_off_t = 0
        ccurl_get_offset(pointer, name, &value)
        return Int64(value)
    }
}

extension Transfer {
    /// The transfer that a callback is about. The loop holds on to it as long as its handle is in use.
    fileprivate static func at(_ context: UnsafeMutableRawPointer?) -> Transfer? {
        context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }
}

extension Duration {
    /// At least one: zero means "no limit" to libcurl.
    var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        return max(1, Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
    }
}

extension TransferError.Kind {
    /// From libcurl's result. The texts that libcurl has for it are never passed on: they can hold the address.
    init(_ code: CURLcode, on handle: CurlHandle, isTimeOver: Bool) {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: self = .couldNotResolve
        case CURLE_COULDNT_CONNECT, CURLE_INTERFACE_FAILED: self = .couldNotConnect
        case CURLE_OPERATION_TIMEDOUT:
            // One code for three limits: it was before the request, before the total ran out, or at its end.
            if handle.microsecondsToRequest == 0 {
                self = .couldNotConnectInTime
            } else {
                self = isTimeOver ? .timedOut : .tooSlow
            }
        case CURLE_PARTIAL_FILE: self = .cutShort
        case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING: self = .connectionLost
        case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL: self = .other(code: Int(code.rawValue))
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER: self = .secureConnectionFailed
        case CURLE_PEER_FAILED_VERIFICATION: self = .certificate(.init(verdict: handle.certificateVerdict))
        case CURLE_URL_MALFORMAT: self = .addressUnreadable
        default: self = .other(code: Int(code.rawValue))
        }
    }
}

extension TransferError.CertificateFault {
    /// From OpenSSL's X509_V_ERR_ numbers.
    fileprivate init(verdict: Int) {
        switch verdict {
        // The chain was good (0), or found nothing wrong so far (1): what was left to check was the name.
        case 0, 1, 62, 64: self = .wrongHost
        case 9: self = .notYetValid
        case 10: self = .expired
        case 18: self = .selfSigned
        case 2, 19, 20, 21: self = .unknownIssuer
        default: self = .other
        }
    }
}

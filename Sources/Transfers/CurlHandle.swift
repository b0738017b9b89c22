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

    /// After it has left the set: its pool may then be closed.
    func leavePool() { ccurl_set_pointer(pointer, CURLOPT_SHARE, nil) }

    /// What holds for every transfer: limits, and where it may connect.
    func configure(for transfer: Transfer, settings: TransferEngine.Settings) {
        let request = transfer.request
        let me = Unmanaged.passUnretained(transfer).toOpaque()
        // Redirects are followed by the engine, which looks at the origin first.
        ccurl_set_long(pointer, CURLOPT_FOLLOWLOCATION, 0)
        ccurl_set_long(pointer, CURLOPT_NOSIGNAL, 1)
        ccurl_set_long(pointer, CURLOPT_TCP_KEEPALIVE, 1)
        ccurl_set_string(pointer, CURLOPT_USERAGENT, settings.userAgent)
        // The environment's proxies are not asked.
        ccurl_set_string(pointer, CURLOPT_PROXY, "")
        ccurl_set_string(pointer, CURLOPT_NOPROXY, "")
        ccurl_set_pointer(pointer, CURLOPT_ERRORBUFFER, transfer.errorText)

        ccurl_set_long(pointer, CURLOPT_CONNECTTIMEOUT_MS, request.timeouts.connect.wholeMilliseconds)
        // Redirects share the time.
        let timeLeft = request.timeouts.total.wholeMilliseconds - Int(transfer.spent / 1000)
        ccurl_set_long(pointer, CURLOPT_TIMEOUT_MS, max(1, timeLeft))
        ccurl_set_long(pointer, CURLOPT_LOW_SPEED_LIMIT, request.timeouts.lowSpeed)
        let lowSpeedSeconds = (request.timeouts.lowSpeedTime.wholeMilliseconds + 999) / 1000
        ccurl_set_long(pointer, CURLOPT_LOW_SPEED_TIME, lowSpeedSeconds)

        if !settings.names.isEmpty {
            var list: UnsafeMutablePointer<curl_slist>?
            for name in settings.names { list = curl_slist_append(list, name) ?? list }
            transfer.keep(list)
            ccurl_set_list(pointer, CURLOPT_RESOLVE, list)
        }
        ccurl_set_pointer(pointer, CURLOPT_WRITEDATA, me)
        ccurl_set_pointer(pointer, CURLOPT_OPENSOCKETDATA, me)
        ccurl_set_pointer(pointer, CURLOPT_PREREQDATA, me)
        ccurl_set_on_bytes(pointer, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            let piece = UnsafeRawBufferPointer(start: bytes, count: size * count).bindMemory(to: UInt8.self)
            return Transfer.at(context)?.reader.takeBody(piece) == true ? size * count : 0
        }
        // Called for each address of a name that is tried.
        ccurl_set_on_open_socket(pointer) { context, _, found in
            guard let transfer = Transfer.at(context), let found else { return -1 }
            let start = UnsafeRawPointer(found) + (MemoryLayout<curl_sockaddr>.offset(of: \.addr) ?? 0)
            let address = NetworkAddress(start, family: found.pointee.family, length: Int(found.pointee.addrlen))
            guard transfer.permits(address) else { return -1 }
            return transfer.sockets.open(
                found.pointee.family, found.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue), found.pointee.protocol)
        }
        // A kept connection is judged like a new one.
        ccurl_set_before_request(pointer) { context, connected, _, _, _ in
            let address = connected.flatMap { NetworkAddress(String(cString: $0)) }
            let isPermitted = Transfer.at(context)?.permits(address) == true
            if isPermitted { Transfer.at(context)?.sockets.noteBeginning() }
            return isPermitted ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
        }
    }

    // MARK: What is known afterwards

    var microsecondsSpent: Int64 { offset(CURLINFO_TOTAL_TIME_T) }

    /// Zero if it never came to sending a request.
    var microsecondsToRequest: Int64 { offset(CURLINFO_PRETRANSFER_TIME_T) }

    /// OpenSSL's reason why a certificate wasn't trusted; zero if there is none.
    var certificateVerdict: Int {
        long(CURLINFO_SSL_VERIFYRESULT)
    }

    /// What a proxy answered to CONNECT; zero if nothing.
    var proxyStatus: Int { long(CURLINFO_HTTP_CONNECTCODE) }

    /// When the file was changed, as the server says: seconds since 1970.
    var fileTime: Int? {
        let time = offset(CURLINFO_FILETIME_T)
        return time >= 0 ? Int(time) : nil
    }

    private func long(_ name: CURLINFO) -> Int {
        var value = 0
        ccurl_get_long(pointer, name, &value)
        return value
    }

    private func offset(_ name: CURLINFO) -> Int64 {
        var value: curl_off_t = 0
        ccurl_get_offset(pointer, name, &value)
        return Int64(value)
    }
}

extension Transfer {
    /// The transfer that a callback is about. The loop holds on to it as long as its handle is in use.
    static func at(_ context: UnsafeMutableRawPointer?) -> Transfer? {
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

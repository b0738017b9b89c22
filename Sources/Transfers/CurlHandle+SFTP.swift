// What SFTP adds to a transfer: whom to trust, and how to sign in.

import CCurl
import Crypto

extension CurlHandle {
    /// Gives the files in memory that libcurl reads: to be kept as long as the transfer.
    func configureSFTP(for transfer: Transfer, _ errand: SFTPErrand) -> [MemoryFile] {
        let server = errand.server
        var files: [MemoryFile] = []
        func path(of bytes: [UInt8]) -> String {
            guard let file = MemoryFile(bytes) else { return "" }
            files.append(file)
            return file.path
        }
        ccurl_set_string(pointer, CURLOPT_URL, errand.address)
        // The connection ends with its transfer, which may be told to cut it before.
        ccurl_set_pointer(pointer, CURLOPT_CLOSESOCKETDATA, Unmanaged.passUnretained(transfer).toOpaque())
        ccurl_set_on_close_socket(pointer) { context, socket in Transfer.at(context)?.sockets.close(socket) ?? -1 }
        ccurl_set_string(pointer, CURLOPT_PROTOCOLS_STR, "sftp")
        // Who signed in, and whose key was checked, isn't compared for another use of the connection.
        ccurl_set_long(pointer, CURLOPT_FRESH_CONNECT, 1)
        ccurl_set_long(pointer, CURLOPT_FORBID_REUSE, 1)
        ccurl_set_long(pointer, CURLOPT_FILETIME, 1)

        ccurl_set_string(pointer, CURLOPT_USERNAME, server.user)
        var ways = 0
        if let key = server.credentials.key {
            ways |= Int(CURLSSH_AUTH_PUBLICKEY)
            // The line end behind the last line, which a secret doesn't keep, is part of the file's form.
            ccurl_set_string(pointer, CURLOPT_SSH_PRIVATE_KEYFILE, path(of: key.reveal() + [0x0a]))
            set(CURLOPT_KEYPASSWD, text: server.credentials.keyPassword)
        }
        if let password = server.credentials.password {
            ways |= Int(CURLSSH_AUTH_PASSWORD) | Int(CURLSSH_AUTH_KEYBOARD)
            set(CURLOPT_PASSWORD, text: password)
        }
        // Never an agent's keys, nor those in the user's own folder.
        ccurl_set_long(pointer, CURLOPT_SSH_AUTH_TYPES, ways)

        // A server has keys of several types. It is asked for the type that is known; the callback decides.
        let lines = server.knownHosts.compactMap { known -> String? in
            guard case .key(let type, let bytes) = known else { return nil }
            let host = server.origin.host.filter { $0 != "[" && $0 != "]" }
            return "\(host) \(type) \(String(decoding: Base64.encode(bytes), as: UTF8.self))\n"
        }
        if let first = lines.first {
            ccurl_set_string(pointer, CURLOPT_SSH_KNOWNHOSTS, path(of: [UInt8](first.utf8)))
        }
        ccurl_set_pointer(pointer, CURLOPT_SSH_HOSTKEYDATA, Unmanaged.passUnretained(transfer).toOpaque())
        ccurl_set_on_host_key(pointer) { context, _, key, count in
            guard let transfer = Transfer.at(context), case .sftp(let errand) = transfer.errand, let key else {
                return Int32(CURLKHMATCH_MISMATCH.rawValue)
            }
            let bytes = [UInt8](UnsafeRawBufferPointer(start: key, count: count))
            let sha256 = [UInt8](SHA256.hash(data: bytes))
            if errand.server.knownHosts.contains(where: { $0.isKey(bytes, sha256: sha256) }) {
                return Int32(CURLKHMATCH_OK.rawValue)
            }
            transfer.strangeHostKey = KnownHost.fingerprint(of: bytes, sha256: sha256)
            return Int32(CURLKHMATCH_MISMATCH.rawValue)
        }
        return files
    }
}

// The parts of an address as libcurl's own parser sees them, with the host in the one form in which it is compared,
// judged and used: whatever the spelling, the decision is the same.

import CCurl
import Glibc

struct AddressParts {
    let whole: String
    let scheme: String
    let host: String
    let port: Int
    let hasCredentials: Bool
    let hasZone: Bool

    init?(_ text: String, against base: String?) {
        // A zero byte would end the C string early.
        guard !text.isEmpty, !text.utf8.contains(0), let parser = curl_url() else { return nil }
        defer { curl_url_cleanup(parser) }
        // So that any scheme is read here, and refused by name later.
        let flags = UInt32(CURLU_NON_SUPPORT_SCHEME)
        if let base, curl_url_set(parser, CURLUPART_URL, base, flags) != CURLUE_OK { return nil }
        guard curl_url_set(parser, CURLUPART_URL, text, flags) == CURLUE_OK else { return nil }
        func part(_ name: CURLUPart, _ flags: UInt32 = 0) -> String? {
            var found: UnsafeMutablePointer<CChar>?
            guard curl_url_get(parser, name, &found, flags) == CURLUE_OK, let found else { return nil }
            defer { curl_free(found) }
            return String(cString: found)
        }
        guard let scheme = part(CURLUPART_SCHEME)?.lowercased() else { return nil }
        hasZone = part(CURLUPART_ZONEID) != nil
        hasCredentials = part(CURLUPART_USER) != nil || part(CURLUPART_PASSWORD) != nil
        // The library that libcurl has for international names reads them in the locale of the thread.
        let isForeign = text.utf8.contains { $0 > 0x7e || $0 == 0x25 }
        let locale = isForeign ? newlocale(LC_CTYPE_MASK, "C.UTF-8", nil) : nil
        let before = locale.map { uselocale($0) }
        defer {
            if let locale {
                uselocale(before ?? nil)
                freelocale(locale)
            }
        }
        // One step can uncover the next: an ideographic full stop becomes a dot, and the digits beside it an address.
        var host = ""
        for _ in 0..<4 {
            guard let found = part(CURLUPART_HOST, UInt32(CURLU_PUNYCODE)), let plain = Self.plain(found) else {
                return nil
            }
            if plain == host { break }
            host = plain
            guard curl_url_set(parser, CURLUPART_HOST, host, 0) == CURLUE_OK, let whole = part(CURLUPART_URL),
                curl_url_set(parser, CURLUPART_URL, whole, flags) == CURLUE_OK
            else { return nil }
        }
        guard let whole = part(CURLUPART_URL), part(CURLUPART_HOST) == host, Self.isName(host) else { return nil }
        self.whole = whole
        self.scheme = scheme
        self.host = host
        port = part(CURLUPART_PORT, UInt32(CURLU_DEFAULT_PORT)).flatMap(Int.init) ?? 0
    }

    /// In lower case, without the dot at the end; an address in its shortest form.
    private static func plain(_ host: String) -> String? {
        var plain = host.lowercased()
        if plain.hasSuffix(".") { plain.removeLast() }
        if plain.hasPrefix("[") { return NetworkAddress(plain)?.text }
        return plain.isEmpty ? nil : plain
    }

    /// Whether it is an address, or a name that no resolver can take for one.
    private static func isName(_ host: String) -> Bool {
        if NetworkAddress(host) != nil { return true }
        let isPlain = host.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7a).contains(byte) || byte == 0x2d || byte == 0x2e || byte == 0x5f
        }
        guard isPlain, let last = host.split(separator: ".", omittingEmptySubsequences: false).last else {
            return false
        }
        let isNumber = last.utf8.allSatisfy { (0x30...0x39).contains($0) } || last.hasPrefix("0x")
        return !isNumber && !host.hasPrefix(".") && !host.contains("..")
    }
}

/// The query of an address, where a partner wants its key there.
enum AddressQuery {
    /// The address with this parameter, and no other of its name. Only for sending: it holds the key.
    static func setting(_ name: String, to value: [UInt8], in address: String) -> String {
        let rest = removing(name, from: address)
        let pair = "\(encoded([UInt8](name.utf8)))=\(encoded(value))"
        guard let mark = rest.firstIndex(of: "?") else { return "\(rest)?\(pair)" }
        return rest.index(after: mark) == rest.endIndex ? rest + pair : "\(rest)&\(pair)"
    }

    /// The address without any parameter of this name. A part after `#` is never sent, and goes as well.
    static func removing(_ name: String, from address: String) -> String {
        let whole = address.prefix { $0 != "#" }
        guard let mark = whole.firstIndex(of: "?") else { return String(whole) }
        let kept = whole[whole.index(after: mark)...].split(separator: "&", omittingEmptySubsequences: false)
            .filter { decoded($0.prefix { $0 != "=" }) != [UInt8](name.utf8) }
        return kept.isEmpty ? String(whole[..<mark]) : "\(whole[...mark])\(kept.joined(separator: "&"))"
    }

    /// All but letters, digits and `-._~` by percent signs (RFC 3986, 2.3).
    static func encoded(_ bytes: [UInt8], spaceAsPlus: Bool = false) -> String {
        let digits = [UInt8]("0123456789ABCDEF".utf8)
        var text: [UInt8] = []
        for byte in bytes {
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
                || [0x2d, 0x2e, 0x5f, 0x7e].contains(byte)
            if isPlain {
                text.append(byte)
            } else if byte == 0x20 && spaceAsPlus {
                text.append(0x2b)
            } else {
                text += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func decoded(_ text: Substring) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == 0x25, let value = UInt8(String(rest.prefix(2)) ?? "", radix: 16), rest.count >= 2 {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte == 0x2b ? 0x20 : byte)
            }
        }
        return bytes
    }
}

// How long a partner asks us to wait: the Retry-After header, in seconds or as a date.

enum RetryAfter {
    /// Seconds to wait (RFC 9110, 10.2.3). A date is measured against the answer's own date where it states one, so
    /// that two clocks that differ don't matter; else against `now`, seconds since 1970. Nil if it says nothing usable.
    static func seconds(in headers: HeaderFields, now: Int) -> Int? {
        guard let text = headers["retry-after"] else { return nil }
        if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            // Too many digits mean "not soon", not "nothing".
            return Int(text) ?? Int.max
        }
        guard let until = httpDate(text) else { return nil }
        return max(0, until - (headers["date"].flatMap(httpDate) ?? now))
    }

    /// Seconds since 1970 of a date as `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7: the form that must be sent).
    static func httpDate(_ text: String) -> Int? {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", let day = number(parts[1], 1...31),
            let month = months.firstIndex(of: String(parts[2])), let year = number(parts[3], 1970...9999)
        else { return nil }
        let time = parts[4].split(separator: ":")
        guard time.count == 3, let hour = number(time[0], 0...23), let minute = number(time[1], 0...59),
            let second = number(time[2], 0...60)
        else { return nil }
        // Days since 1 March of year 0, with February as the last month of its year.
        let fromMarch = (month + 10) % 12
        let yearFromMarch = month < 2 ? year - 1 : year
        let days =
            yearFromMarch * 365 + yearFromMarch / 4 - yearFromMarch / 100 + yearFromMarch / 400
            + (fromMarch * 153 + 2) / 5 + day - 1
        return (days - 719_468) * 86_400 + hour * 3600 + minute * 60 + second
    }

    private static func number(_ text: Substring, _ range: ClosedRange<Int>) -> Int? {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = Int(text) else { return nil }
        return range.contains(value) ? value : nil
    }
}

// Listings and host keys, without any network.

import Testing

@testable import Transfers

@Suite struct SFTPListingTests {
    @Test func filesAreReadFromTheLongLines() {
        let text = """
            total 12
            drwxr-xr-x    2 ann      staff        4096 Nov 22 03:09 .
            drwxr-xr-x    5 ann      staff        4096 Nov 22 03:09 ..
            -rw-r--r--    1 ann      staff         123 Nov 22 03:09 pupils.csv
            -rw-r--r--    1 domain user group 7 9000000000 Jan  3  2025 two  spaces .csv
            -rw-r--r--+   1 1000     1000            0 2025-11-22 03:09 iso.csv
            -rw-r--r--    1 ann      staff           5 Feb 29 12:00 Jan 1 2025 x.csv
            """
        let listing = SFTPListing([UInt8](text.utf8))
        #expect(listing.files.map(\.name) == ["pupils.csv", "two  spaces .csv", "iso.csv", "Jan 1 2025 x.csv"])
        #expect(listing.files.map(\.size) == [123, 9_000_000_000, 0, 5])
        #expect(listing.files.map(\.changed) == ["Nov 22 03:09", "Jan 3 2025", "2025-11-22 03:09", "Feb 29 12:00"])
        #expect(listing.passedOver.isEmpty)
    }

    @Test(arguments: [
        ("drwxr-xr-x 2 a b 4096 Nov 22 03:09 archive", SFTPListing.Reason.folder),
        ("lrwxrwxrwx 1 a b 11 Nov 22 03:09 x.csv -> /etc/passwd", .link),
        ("prw-r--r-- 1 a b 0 Nov 22 03:09 pipe", .special), ("-rw-r--r-- 1 a b 1 Nov 22 03:09 ../x.csv", .name),
        ("-rw-r--r-- 1 a b 1 Nov 22 03:09 a/b.csv", .name), ("-rw-r--r-- 1 a b 1 Nov 22 03:09 a\\b.csv", .name),
        ("-rw-r--r-- 1 a b 1 Nov 22 03:09 a\tb.csv", .name), ("-rw-r--r-- 1 a b 1 Nov 22 03:09 a\u{1b}[2J.csv", .name),
        ("-rw-r--r-- 1 a b 1 Nov 22 03:09 \u{202e}vsc.x", .name),
        ("-rw-r--r-- 1 a b -1 Nov 22 03:09 x.csv", .unreadable), ("-rw-r--r-- 1 a b 1 Nov 22 03:09", .unreadable),
        ("x.csv", .unreadable), ("-rw-r--r-- 1 a b 1 when ever x.csv", .unreadable),
    ])
    func whatIsNoPlainFileIsPassedOver(_ line: String, _ reason: SFTPListing.Reason) {
        let listing = SFTPListing([UInt8]((line + "\n").utf8))
        #expect(listing.files.isEmpty)
        #expect(listing.passedOver.map(\.reason) == [reason])
        #expect(listing.passedOver[0].name.utf8.allSatisfy { $0 >= 0x20 })
    }

    @Test func aNameThatIsNoUnicodeIsPassedOver() {
        let listing = SFTPListing([UInt8]("-rw-r--r-- 1 a b 1 Nov 22 03:09 a".utf8) + [0xff, 0x0a])
        #expect(listing.passedOver.map(\.reason) == [.name])
    }

    // Made for this test; nobody's.
    static let key = "AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"

    @Test(arguments: ["ssh-ed25519 \(key)", "sftp.example ssh-ed25519 \(key)", "ssh-ed25519 \(key) partner's key"])
    func aKnownHostIsReadAsItIsUsuallyWritten(_ text: String) throws {
        guard case .key("ssh-ed25519", let bytes) = try #require(KnownHost(text)) else {
            Issue.record("another kind")
            return
        }
        #expect(bytes.count == 51 && bytes.suffix(2) == [0x1e, 0x1f])
    }

    @Test(arguments: [
        "", "ssh-ed25519", "ssh-ed25519 AAAA", "ssh-rsa \(key)", "SHA256:abc", "MD5:00:11", "ssh-ed25519 \(key)!",
        "a b ssh-ed25519 \(key)", "ssh-dss AAAAB3NzaC1kc3M=",
    ])
    func whatIsNoKnownHostIsRefused(_ text: String) { #expect(KnownHost(text) == nil) }

    @Test func aFingerprintIsAKnownHostToo() throws {
        let text = "SHA256:\(String(repeating: "A", count: 43))"
        #expect(KnownHost(text) == .sha256([UInt8](repeating: 0, count: 32)))
        #expect(KnownHost.fingerprint(of: [], sha256: [UInt8](repeating: 0, count: 32)).hasPrefix(text))
    }

    @Test(arguments: [
        "sftp.example/x", "sftp.example?x", "a@b", "", "169.254.169.254", "10.0.0.1", "127.1", "localhost",
    ])
    func aServerElsewhereThanDeclaredIsRefused(_ host: String) {
        #expect(throws: TransferError.self) {
            try SFTPServer(host: host, user: "u", credentials: .init(), knownHosts: [])
        }
    }
}

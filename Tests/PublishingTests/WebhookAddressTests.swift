import Testing

@testable import Publishing

struct WebhookAddressTests {
    @Test(arguments: [
        ("https://records.example.org/hook?k=1", "https://records.example.org"),
        ("HTTPS://Records.Example.org:8443", "https://records.example.org:8443"),
        ("http://127.0.0.1:8620/hook", "http://127.0.0.1:8620"), ("http://[::1]:8620/", "http://[::1]:8620"),
        ("http://localhost/hook", "http://localhost"),
    ])
    func soundAddressesAreRead(text: String, shown: String) throws {
        #expect(try WebhookAddress(text).description == shown)
    }

    @Test(arguments: [
        "http://records.example.org/", "http://127.0.0.1.example.org/", "http://localhost.example.org/",
        "http://10.0.0.1/", "http://127.1/", "http://0177.0.0.1/", "http://[::2]/", "http://127.0.0.256/",
    ])
    func plainHTTPGoesToThisMachineOnly(text: String) {
        #expect(throws: WebhookAddress.Fault.notSecure) { try WebhookAddress(text) }
    }

    @Test(arguments: [
        "", "records.example.org", "ftp://records.example.org", "https://", "https:///x", "https://a b.example",
        "https://a.example/#x", "https://a.example\\@b.example", "https://a.example:0/", "https://a.example:99999",
        "https://a.example:80x", "https://[::1", "https://[x]/", "https://a%2eexample/", "https://münchen.example/",
        "https://a.example/\r\nx", "https://?x",
    ])
    func whatCanBeReadTwoWaysIsRefused(text: String) {
        #expect(throws: WebhookAddress.Fault.unreadable) { try WebhookAddress(text) }
    }

    @Test(arguments: ["https://me:secret@records.example.org/", "http://127.0.0.1@evil.example/"])
    func credentialsAreRefused(text: String) {
        #expect(throws: WebhookAddress.Fault.credentials) { try WebhookAddress(text) }
    }
}

// What can be known of a source without network is said before anything runs.

import Testing

@testable import Adapters

struct SourceLintTests {
    private static let cursor = "incremental: {at: $.updated_at}"

    @Test(arguments: [
        ("", "path: /s\nquery: {after: \"{since}\"}", "nothing says what {since} stands for"),
        (cursor, "path: /s\nquery: {after: \"{sinse}\"}", "Did you mean `since`?"),
        (cursor, "path: /s", "no request takes {since}"),
        (cursor, "path: \"/s/{since}\"", "the first run has nothing to put for {since}"),
        (
            "incremental: {at: $.u, first: 2024-13-01T00:00:00Z}", "path: /s\nquery: {a: \"{since}\"}",
            "`first` is no instant"
        ),
        (
            "incremental: {at: $.u, kind: date, overlap: 1h}", "path: /s\nquery: {a: \"{since}\"}",
            "whole days such as 2d"
        ),
        ("incremental: {at: \"$.[\"}", "path: /s\nquery: {a: \"{since}\"}", "is no path"),
        ("each: {school: school}", "path: /s", "no request takes {school}"),
        ("each: {school: {name: school, ids: {\"12\": x}}}", "path: \"/s/{school}\"", "is no URN"),
        ("each: {date: {name: date}}", "path: /s", "can't be a name of a place"),
        ("each: {date: {name: day, from: 1d, to: -1d}}", "path: \"/s/{day}\"", "`from` is later than `to`"),
        ("", "path: /s\nquery: {api_key: abc}", "looks like a secret in plain text"),
        ("", "path: /s?access_token=abc", "looks like a secret in plain text"),
        ("", "path: /s\npost: '{\"password\": \"x\"}'", "looks like a secret in plain text"),
        ("headers: {X-Auth-Token: abc}", "path: /s", "is a secret"),
        ("auth: {bearer: Abc123==}", "path: /s", "should be the name of a secret"),
        ("auth: {basic: me}", "path: /s", "lacks the key `password`"),
        ("auth: {query: key}", "path: /s", "lacks the key `secret`"),
        ("auth: {bearer: a, basic: b}", "path: /s", "exactly one of"),
        ("auth: {oauth2: {token: /token, client: c, secret: s}}", "path: /s", "`token` should be a whole address"),
        (
            "auth: {oauth2: {token: \"http://login.mis.example/t\", client: c, secret: s}}", "path: /s",
            "`token` is plain HTTP"
        ),
        (
            "auth: {oauth2: {tokn: \"https://login.mis.example/t\", client: c, secret: s}}", "path: /s",
            "Did you mean `token`?"
        ),
        ("auth: {bearer: a}\nheaders: {Authorization: {bearer: b}}", "path: /s", "say both who we are"),
        ("rate: {requests: 0}", "path: /s", "`requests` should be a whole number"),
        ("proxy: {origin: \"https://p.example\"}", "path: /s", "should be http, a host and a port"),
        ("client-certificate: {certificate: a}", "path: /s", "lacks the key `key`"),
        ("", "path: /s\npaging: {cursor: {name: c}}", "`cursor` lacks the key `at`"),
        ("", "path: /s\npaging: {next-lnk: $.x}", "Did you mean `next-link`?"),
        ("", "path: /s\npaging: {page: {name: p, until: short}}", "`until: short` needs `size`"),
        ("", "path: /s\npaging: {page: {name: p, in: body}}", "`in: body` needs `post`"),
        ("", "path: /s\npost: '{\"a\": }'", "the body is no JSON"),
        ("", "query: {a: b}", "`query` needs `path`"),
    ])
    func aSlipIsToldWithItsPlace(_ https: String, _ file: String, _ what: String) {
        let problems = SourceYAML.problems(SourceYAML.text(https: https, file: file))
        #expect(problems.contains { $0.contains(what) && $0.contains("adapter.yaml:") }, "\(problems)")
    }

    @Test(arguments: [
        ("http://127.0.0.1:80", "but the network is public"), ("https://localhost", "but the network is public"),
        ("https://10.1.2.3", "can only lie in a private network"),
        ("https://mis.local", "can only lie in a private network"),
        ("https://169.254.169.254", "is never connected to"), ("https://[fe80::1]", "is never connected to"),
        ("https://0x7f.1", "programs read in different ways"),
        ("https://2130706433", "programs read in different ways"),
        ("http://api.mis.example", "is plain HTTP"), ("https://me:pw@api.mis.example", "should be a scheme"),
        ("ftp://api.mis.example", "should be a scheme"), ("https://api.mis.example/v1", "should be a scheme"),
    ])
    func anOriginThatCannotBeMeantIsTold(_ origin: String, _ what: String) {
        let problems = SourceYAML.problems(SourceYAML.text(origin: origin))
        #expect(problems.contains { $0.contains(what) }, "\(problems)")
    }

    @Test func whereItIsWrittenDownItIsFine() {
        for (origin, network) in [
            ("http://127.0.0.1:80", "loopback"), ("https://10.1.2.3", "private"), ("https://mis.local", "private"),
            ("https://api.mis.example", "public"),
        ] {
            #expect(SourceYAML.problems(SourceYAML.text(https: "network: \(network)", origin: origin)) == [])
        }
    }

    @Test func aSnapshotIsNotIncremental() {
        let text = SourceYAML.text(
            https: Self.cursor, file: "path: /s\nquery: {a: \"{since}\"}", contract: "{snapshot: true, covers: all}")
        #expect(SourceYAML.problems(text).contains { $0.contains("a snapshot can't be incremental") })
    }

    @Test func whatHasEndedIsKnownByItsKey() {
        let problems = SourceYAML.problems(SourceYAML.text(record: "ended: true\n        fields: {provision: $.sen}"))
        #expect(problems.contains { $0.contains("a record that has ended has no `fields`") }, "\(problems)")
        #expect(SourceYAML.problems(SourceYAML.text(record: "ended: true")) == [])
        let none = SourceYAML.problems(SourceYAML.text(record: "when: {stated: $.id}"))
        #expect(none.contains { $0.contains("lacks the key `fields`") }, "\(none)")
    }
}

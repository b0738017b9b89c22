// RFC 9485: what is an expression, and what it matches.

import Testing

@testable import Feeds

@Suite struct RegularExpressionTests {
    private func matches(_ pattern: String, _ text: String, whole: Bool) throws -> Bool {
        let expression = try #require(RegularExpression(Array(pattern.utf8)))
        return Array(text.utf8).withUnsafeBufferPointer { expression.matches($0, whole: whole) }
    }

    @Test(arguments: [
        ("", "", true), ("", "a", false), ("a", "a", true), ("a", "b", false), ("ab", "ab", true), ("a|b", "b", true),
        ("a|bc|d", "bc", true), ("a|", "", true), ("(a|b)c", "bc", true), ("a*", "", true), ("a*", "aaa", true),
        ("a+", "", false), ("a+", "aa", true), ("a?b", "b", true), ("a{2}", "aa", true), ("a{2}", "aaa", false),
        ("a{2,}", "aaaa", true), ("a{2,}", "a", false), ("a{1,3}", "aaa", true), ("a{1,3}", "aaaa", false),
        ("a{0}", "", true),
        ("a{0}b", "b", true), ("(ab){2}", "abab", true), (".", "é", true), (".", "😀", true), (".", "\n", false),
        (".", "\r", false),
        (".", "\u{2028}", true), (".", "\u{85}", true), ("..", "e\u{301}", true), ("[abc]", "b", true),
        ("[^abc]", "b", false),
        ("[^abc]", "d", true), ("[^abc]", "\n", true), ("[a-c]", "b", true), ("[a-c]", "d", false), ("[-a]", "-", true),
        ("[a-]", "-", true),
        ("[^-]", "-", false), ("[^-]", "a", true), ("[.]", ".", true), ("[.]", "a", false), ("[*+?(){}|$]", "(", true),
        ("[\\]]", "]", true), ("[\\^]", "^", true),
        ("[a^]", "^", true), ("[^]", "^", true), ("[\\n]", "\n", true), ("\\n", "\n", true), ("\\.", ".", true),
        ("\\.", "a", false),
        ("\\\\", "\\", true), ("\\(\\)\\*\\+\\-\\?\\[\\]\\^\\{\\|\\}", "()*+-?[]^{|}", true), ("\\p{L}", "é", true),
        ("\\p{Lu}", "E", true),
        ("\\p{Lu}", "e", false), ("\\P{Lu}", "e", true), ("\\p{Nd}+", "٣4", true), ("\\p{Zs}", "\u{A0}", true),
        ("\\p{C}", "\u{200B}", true),
        ("[\\p{Lu}\\p{Nd}_]+", "A_1", true), ("[^\\p{L}]", "1", true), ("[\\P{L}a]", "a", true), ("\\p{Sc}", "£", true),
        ("\\p{Cn}", "\u{378}", true),
        ("é", "é", true), ("[à-é]", "è", true), ("a,b-c/d:e", "a,b-c/d:e", true), ("1974-05-..", "1974-05-31", true),
        ("(a|b)*abb", "ababb", true), ("(a*)*", "aaaa", true), ("(a*)+b", "aaab", true), ("(){3}", "", true),
        ("^ab$", "ab", true),
        ("a\\^", "a^", true), ("price\\p{Sc}$", "price£$", true),
    ])
    func wholeTexts(pattern: String, text: String, expected: Bool) throws {
        #expect(try matches(pattern, text, whole: true) == expected)
    }

    @Test(arguments: [
        ("b", "abc", true), ("", "", true), ("", "abc", true), ("bc", "abcd", true), ("x", "abc", false),
        ("^b", "ab", false),
        ("^a", "ab", true), ("b$", "ab", true), ("a$", "ab", false), ("a.c", "xabcx", true), ("a.c", "xa\ncx", false),
        ("(ab)+", "xxabx", true),
        ("[0-9]{3}", "a1234", true), ("[0-9]{3}", "a12b3", false), ("\\p{Lu}\\p{Lu}", "aBCd", true),
        ("c$|^x", "abc", true),
    ])
    func partsOfAText(pattern: String, text: String, expected: Bool) throws {
        #expect(try matches(pattern, text, whole: false) == expected)
    }

    @Test(arguments: [
        "*", "+a", "?", "a**", "a+?", "a{", "a{}", "a{,2}", "a{2,1}", "a{1", "a{-1}", "a{1,2", "a}", "{1}", "(", ")",
        "(a", "a)", "(?:a)",
        "(?i)a", "[", "]", "[]", "[a", "a]", "[a-", "[b-a]", "[a-b-c]", "[--a]", "[[a]]", "[a[b]", "\\", "\\d", "\\w",
        "\\s", "\\b", "\\D", "\\$", "\\/",
        "\\u0041", "\\x41", "\\1", "\\p", "\\pL", "\\p{}", "\\p{l}", "\\p{Lx}", "\\p{Latin}", "\\p{IsBasicLatin}",
        "\\p{^L}", "\\p{Cs}", "\\p{L", "[a-\\p{L}]",
        "[\\d]", "a{99999999999999999999}", "(((a{1000}){1000}){1000}){1000}",
    ])
    func whatIsNoExpressionMatchesNothing(pattern: String) throws {
        #expect(RegularExpression(Array(pattern.utf8)) == nil)
        let path = try JSONPath(parsing: "$[?search(@.t, @.p) || match(@.t, @.p)]")
        let rows: JSONValue = [["t": .string(pattern), "p": .string(pattern)]]
        #expect(path.values(in: rows).isEmpty)
    }

    @Test func noExpressionTakesLong() throws {
        let text = String(repeating: "a", count: 20_000)
        #expect(try !matches("(a*)*b", text, whole: true))
        #expect(try !matches("(a|a)*(a|a)*(a|a)*c", text, whole: false))
        #expect(try matches("(a?){30}a{30}", String(repeating: "a", count: 30), whole: true))
        #expect(RegularExpression(Array(String(repeating: "(", count: 100_000).utf8)) == nil)
    }
}

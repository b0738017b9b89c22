// XML documents as elements that JSON mappings read.

import Testing

@testable import Feeds

struct XMLReaderTests {
    private func read(
        _ bytes: [UInt8], _ path: String = "/Message/Persons/Person", spellings: [String] = [], lists: [String] = []
    ) throws -> ([JSONElement], XMLSummary) {
        var elements: [JSONElement] = []
        var source = DribblingSource(bytes, step: 7)
        let reader = XMLReader(elements: try #require(XMLElementPath(path)), spellings: spellings, lists: lists)
        let summary = try reader.read(&source) { elements.append($0) }
        return (elements, summary)
    }

    private func refusal(_ text: String) -> XMLError? {
        do {
            _ = try read(Array(text.utf8), "/a")
            return nil
        } catch {
            return error as? XMLError
        }
    }

    private static let message = """
        <?xml version="1.0"?>
        <m:Message xmlns:m="urn:x" xmlns:xsi="urn:i"><Header><Person>no</Person></Header><persons>
        <Person xsi:type="x"><Surname>O'Neill &amp; Co</Surname><UPN/>
          <Requests><ReceivedDate>2026-01-02</ReceivedDate><Assessment><Week20>1</Week20></Assessment></Requests>
        </Person>
        <Person id="7"><Need>ASD</Need><Requests><ReceivedDate>2026-02-03</ReceivedDate></Requests>
          <requests><receiveddate>2026-03-04</receiveddate></requests></Person>
        </persons></m:Message>
        """

    @Test func elementsAtThePathBecomeValuesWithTheirPlaces() throws {
        let (elements, summary) = try read(Array(Self.message.utf8))
        #expect(summary.elements == 2)
        #expect(elements.map(\.line) == [3, 6])
        #expect(
            elements[0].value.serialised()
                == #"{"Surname":"O'Neill & Co","UPN":"","Requests":[{"ReceivedDate":"2026-01-02","Assessment":[{"Week20":"1"}]}]}"#
        )
        let start = Array(Self.message.utf8)[elements[1].byteOffset...].prefix(7)
        #expect(String(decoding: start, as: UTF8.self) == "<Person")
    }

    @Test func onePathReadsOneElementAsWellAsMany() throws {
        let (elements, _) = try read(
            Array(Self.message.utf8), spellings: ["Requests", "ReceivedDate", "Need"], lists: ["need"])
        let dates = try JSONPath(parsing: "$.Requests[*].ReceivedDate")
        #expect(
            elements.map { dates.values(in: $0.value).compactMap(\.text) } == [
                ["2026-01-02"], ["2026-02-03", "2026-03-04"],
            ])
        #expect(try JSONPath(parsing: "$.Need[*]").values(in: elements[1].value) == ["ASD"])
        #expect(elements[1].value["@id"] == "7")
    }

    @Test func theDeclaredEncodingIsRead() throws {
        let text = "<?xml version=\"1.0\" encoding=\"windows-1252\"?><a><b>".utf8
        let (elements, _) = try read(Array(text) + [0x5A, 0x6F, 0xEB, 0x80] + Array("</b></a>".utf8), "/a/b")
        #expect(elements.map(\.value) == ["Zoë€"])
    }

    @Test func anotherKindOfDocumentHasNoHolder() throws {
        #expect(try read(Array("<Error><Code>5</Code></Error>".utf8)).1.foundHolder == false)
        #expect(try read(Array("<Message><Persons/></Message>".utf8)).1.foundHolder)
        #expect(
            try read(Array("<Other><Persons><Person/></Persons></Other>".utf8), "/*/persons/person").1.elements == 1)
    }

    @Test func declarationsOfADocumentTypeAreRefused() {
        let bomb = "<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;&b;\">]><a>&c;</a>"
        #expect(refusal(bomb)?.problem == .documentType)
        #expect(refusal("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>")?.problem == .documentType)
    }

    @Test(arguments: ["<a><b></a>", "<a>", "<a/><b/>", "<a>&x;</a>", "<a b='1' b='2'/>", "<a>\u{0001}</a>", "<a"])
    func brokenDocumentsAreRefusedWithTheirPlace(text: String) {
        guard let error = refusal("<?xml version=\"1.0\"?>\n" + text), case .broken = error.problem else {
            Issue.record("a broken document was read")
            return
        }
        #expect(error.line == 2)
        #expect(error.description.hasPrefix("line 2, column "))
    }

    @Test func depthAndSizeHaveBounds() {
        let deep = String(repeating: "<a>", count: 300)
        #expect(refusal(deep)?.problem == .tooDeep(limit: 256))
        #expect(refusal("<a b=\"\(String(repeating: "x", count: 3 << 20))\"/>")?.problem == .tooLarge(limit: 1 << 20))
    }

    @Test(arguments: ["", "Person", "/", "/a//b", "/a/b[1]", "/a/@b"])
    func pathsThatAreNoneAreRefused(text: String) {
        #expect(XMLElementPath(text) == nil)
    }
}

// A tap's catalogue, with the adapter's streams chosen.

import Feeds
import Testing

@testable import Adapters

struct TapCatalogTests {
    private static let printed = """
        looking …
        {"streams": [
          {"stream": "people", "tap_stream_id": "p", "replication_method": "FULL_TABLE", "schema": {"type": "object"},
           "metadata": [
             {"breadcrumb": [], "metadata": {"selected": false, "inclusion": "available"}},
             {"breadcrumb": ["properties", "id"], "metadata": {"inclusion": "available"}},
             {"breadcrumb": ["properties", "blob"], "metadata": {"inclusion": "unsupported"}}]},
          {"tap_stream_id": "staff", "schema": {}}
        ]}
        """

    @Test func theWantedStreamsAreChosenWithTheirFields() throws {
        let catalog = try TapCatalog(Array(Self.printed.utf8), choosing: ["people", "routes"])
        #expect(catalog.streams == ["people", "staff"])
        #expect(catalog.chosen == ["people"])
        #expect(catalog.missing == ["routes"])
        let saved = try JSONValue(parsing: catalog.text)
        let people = try #require(saved["streams"]?[0])
        #expect(people["replication_method"]?.text == "FULL_TABLE")
        #expect(people["metadata"]?.elements?.map { $0["metadata"]?["selected"]?.bool } == [true, true, nil])
        #expect(people["metadata"]?[0]?["metadata"]?["inclusion"]?.text == "available")
        let staff = try #require(saved["streams"]?[1])
        #expect(staff["metadata"] == [["breadcrumb": [], "metadata": ["selected": false]]])
    }

    @Test(arguments: ["", "no JSON", "[]", "{\"stream\": []}"]) func whatIsNoCatalogueIsRefused(_ text: String) {
        #expect(throws: TapCatalog.Unreadable.self) { try TapCatalog(Array(text.utf8), choosing: []) }
    }
}

// The `format` of a manifest or of one of its files.

import Configuring
import Feeds

extension ManifestReader {
    /// One format or several; the payload's content decides among them.
    func formats(_ node: ConfigurationNode) -> FeedFormats {
        var formats = FeedFormats()
        guard let reader = MappingReader(node, called: "`format`", keys: FormatKeys.all, problems) else {
            return formats
        }
        formats.csv = reader[FormatKeys.csv].flatMap(csv)
        formats.json = reader[FormatKeys.json].flatMap(json)
        formats.hasLines = reader[FormatKeys.jsonl].map(jsonLines) ?? false
        formats.workbook = reader[FormatKeys.xlsx].flatMap(workbook)
        formats.xml = reader[FormatKeys.xml].flatMap(xml)
        if !FormatKeys.all.contains(where: { reader.states($0) }) {
            problems.report(
                "`format` names no format", hint: "Name one or more of csv, xlsx, json, jsonl and xml.", at: node.place)
        }
        return formats
    }

    private func csv(_ node: ConfigurationNode) -> CSVDialect? {
        guard let csv = MappingReader(node, called: "`csv`", keys: CSVKeys.all, problems) else { return nil }
        let encoding = TextEncoding(rawValue: csv[CSVKeys.encoding])
        return CSVDialect(
            delimiter: CSVDelimiter.words[csv[CSVKeys.delimiter]], encoding: encoding.map { .declared($0) } ?? .detect,
            escape: CSVEscape(rawValue: csv[CSVKeys.escape]) ?? .doubledQuotes)
    }

    private func json(_ node: ConfigurationNode) -> JSONFormat? {
        guard let json = MappingReader(node, called: "`json`", keys: JSONKeys.all, problems) else { return nil }
        let mark = json[JSONKeys.mark]
        let equals = json[JSONKeys.markEquals]
        let count = json[JSONKeys.count]
        let errors = json[JSONKeys.error] ?? []
        return json[JSONKeys.elements].map {
            JSONFormat(elements: $0, mark: mark, markEquals: equals, count: count, errors: errors)
        }
    }

    private func jsonLines(_ node: ConfigurationNode) -> Bool {
        MappingReader(node, called: "`jsonl`", keys: [], problems) != nil
    }

    private func workbook(_ node: ConfigurationNode) -> WorkbookFormat? {
        guard let book = MappingReader(node, called: "`xlsx`", keys: WorkbookKeys.all, problems) else { return nil }
        return WorkbookFormat(sheet: book[WorkbookKeys.sheet], headerRow: book[WorkbookKeys.headerRow])
    }

    private func xml(_ node: ConfigurationNode) -> XMLFormat? {
        guard let xml = MappingReader(node, called: "`xml`", keys: XMLKeys.all, problems) else { return nil }
        let lists = xml[XMLKeys.lists] ?? []
        guard let written = xml[XMLKeys.elements] else { return nil }
        guard let path = XMLElementPath(written.value) else {
            problems.report(
                "`elements` should be a path of elements", hint: "Write it as /Message/Persons/Person; * is any name.",
                at: written.place)
            return nil
        }
        return XMLFormat(elements: path, lists: lists)
    }
}

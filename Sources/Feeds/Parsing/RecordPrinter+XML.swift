// XML documents: each element at the path, or else the whole document, as the gateway's mappings see it.

extension RecordPrinter {
    func printXML(_ source: inout some ByteSource, to lines: inout PrintedLines) throws {
        let stated = options.path ?? "/*"
        guard let path = XMLElementPath(stated) else {
            throw ParseRefusal("\(stated) isn't a path of XML elements. Write it as /Message/Persons/Person.")
        }
        do {
            _ = try XMLReader(elements: path).read(&source) { element in
                lines.append(json: element.value.serialisedBytes())
                try lines.endLine()
            }
        } catch let error as XMLError {
            throw ParseRefusal("\(error)")
        }
    }
}

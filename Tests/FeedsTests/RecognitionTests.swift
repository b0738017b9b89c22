// What a payload is, by its content.

import Testing

@testable import Feeds

struct RecognitionTests {
    private func recognised(_ bytes: [UInt8]) -> MistakenFormat? {
        bytes.withUnsafeBufferPointer { MistakenFormat.inPlaceOfTable($0) }
    }

    @Test(arguments: [
        ("<html><form action='/login'><table>", MistakenFormat.webPage),
        ("<table><tr><td>UPN</td></tr></table>", .webTable),
        ("<?xml version=\"1.0\"?><!DOCTYPE html><html xmlns=\"x\">", .webPage),
        (
            "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
            .spreadsheetXML
        ),
        ("<Message><Header/></Message>", .xml), ("{\"error\":\"Unauthorized\"}", .errorAnswer),
        ("{\"status\":401,\"message\":\"Sign in\"}", .errorAnswer), ("{\"errors\":[],\"value\":[{\"a\":1}]}", .json),
        ("{\"error\":null,\"a\":1}", .json), ("{\"resourceType\":\"OperationOutcome\",\"issue\":[{}]}", .errorAnswer),
        ("Return-Path: <a@b.example>\r\nMIME-Version: 1.0\r\n\r\nx", .email), ("{\\rtf1 x", .document),
        ("GIF89a", .image), ("Rar!\u{1A}", .otherArchive), ("  \r\n\t\n", .nothing),
    ])
    func documentsInPlaceOfATableAreNamed(text: String, format: MistakenFormat) {
        #expect(recognised(Array(text.utf8)) == format)
    }

    @Test(arguments: [
        "From: town,To: town\nA,B\n", "Date: of birth,Name\n1,2\n", "<5,>5\n1,2\n", "{a},{b}\n1,2\n", "[1],[2]\n3,4\n",
        "UPN,Surname\nA,<html>\n", "PKID,Name\n1,2\n", "< none >,x\n1,2\n",
    ])
    func aTableThatLooksLikeSomethingElseIsATable(text: String) {
        #expect(recognised(Array(text.utf8)) == nil)
    }

    @Test(arguments: [
        ("[{\"a\":1}]", PayloadKind.json(canBeLines: false)), ("{\"a\":1}", .json(canBeLines: true)),
        ("{\"a\":1}\n{\"a\":2}\n", .jsonLines), ("{\n \"a\":1\n}\n", .json(canBeLines: false)),
        ("<a><b/></a>", .xml), ("a,b\n1,2\n", .text), ("%PDF-1.4", .other(.pdf)),
    ])
    func theContentTellsTheKind(text: String, kind: PayloadKind) throws {
        var source = MemoryByteSource(text)
        #expect(try PayloadKind(of: &source) == kind)
    }

    @Test func everyFindingSaysWhatToDo() {
        for format in MistakenFormat.allCases {
            #expect(format.finding.hasPrefix("this "))
            #expect(format.hint.hasSuffix("."))
        }
    }
}

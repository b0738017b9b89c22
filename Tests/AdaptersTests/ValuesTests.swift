// Text, numbers, yes and no, and words for nothing, as partners and their spreadsheets leave them.

import Foundation
import SENDRecords
import Testing

@testable import Adapters

struct ValuesTests {
    static func value(_ reader: FieldReader, _ text: String) -> Value {
        var text = text
        return text.withUTF8 { reader.value(of: $0.trimmed) }
    }

    static func reader(of kind: FieldKind) -> FieldReader {
        switch kind {
        case .text: .text(withoutTitle: true)
        case .date: .date(ValuesDateTests.reader(["dd/MM/yyyy", "dd/MM/yy", "excel-serial"], isBirthDate: false))
        case .integer: .integer(NumberReader(unit: .percent))
        case .money: .money(NumberReader())
        case .identifier(let kind): .identifier(kind)
        case .flag: .flag(WordTable())
        case .code(let name): .code(set: name, WordTable())
        }
    }

    @Test(arguments: Cure.allCases)
    func everyCureDoesWhatItsExampleSays(_ cure: Cure) {
        let example = cure.example
        let reader = Self.reader(of: example.kind)
        #expect(Self.value(reader, example.stated).shown == example.read)
        let cures = Array(example.stated.utf8).withUnsafeBufferPointer { reader.cures(of: $0) }
        #expect(cures.contains(cure), "\(cures)")
        #expect(!cure.meaning.isEmpty)
    }

    // MARK: Text

    @Test(arguments: [
        "O'Brien", "O’Brien", "Anne-Marie", "St. John", "Smith (known as Jo)", "D'Arcy-Jones", "'t Hart",
        "'s-Gravesande",
        "Łukasz Żółć", "Nguyễn Thị Ánh", "محمد علی", "فاطمہ", "MacDONALD", "NULL", "None", "Na", "Nan", "N/A",
        "Unknown",
        "Test", "-", "=cmd|'/c calc'!A0", "=SUM(1+1)", "+44 121 496 0000", "-Anne", "@handle", "=\"a\"&\"b\"",
        "نام\u{200C}خانوادگی", "क्\u{200D}ष", "Line one\nline two", "#1 High Street", "Flat 2, 12 High St", "1.0",
        "##########", "/\\/\\/\\-@#",
    ])
    func textStaysAsItIsStated(_ text: String) {
        guard case .text(let read) = Self.value(.text(withoutTitle: false), text) else {
            Issue.record("no text")
            return
        }
        #expect(Array(read.utf8) == Array(text.utf8))
    }

    @Test(arguments: [
        ("  Ada ", "Ada"), ("\u{A0}Ada\u{202F}", "Ada"), ("Ada  Mary", "Ada Mary"), ("Ada\u{A0}Mary", "Ada Mary"),
        ("\u{FEFF}Ada\u{200B}", "Ada"), ("\u{202B}علی\u{202C}", "علی"), ("\u{200F}علی\u{200F}", "علی"),
        ("A\u{AD}da", "Ada"), ("Rene\u{301}e", "Ren\u{E9}e"), ("Nguye\u{302}\u{303}n", "Nguy\u{1EC5}n"),
        ("=\"O'Brien\"", "O'Brien"), ("'Smith", "Smith"), ("'Smith'", "Smith"), ("'+44 121", "+44 121"),
        ("Ada\u{202E}Mary", "AdaMary"), ("Ada\u{7}", "Ada"),
    ])
    func whatNobodySeesIsLeftOut(_ stated: String, _ kept: String) {
        guard case .text(let read) = Self.value(.text(withoutTitle: false), stated) else {
            Issue.record("no text")
            return
        }
        #expect(Array(read.utf8) == Array(kept.utf8))
    }

    @Test(arguments: [
        ("Mr Ada", "Ada"), ("MISS  Ada Mary", "Ada Mary"), ("Dr. Ada", "Ada"), ("Master Tom", "Tom"), ("Mr", "Mr"),
        ("Missy", "Missy"), ("Drew", "Drew"), ("Ms.", "Ms."),
    ])
    func aTitleIsTakenOffWhereThatIsDeclared(_ stated: String, _ kept: String) {
        #expect(Self.value(.text(withoutTitle: true), stated) == .text(kept))
        #expect(Self.value(.text(withoutTitle: false), "Mr Ada") == .text("Mr Ada"))
    }

    @Test(arguments: [
        FieldKind.text, .date, .integer, .money, .flag, .code("sex"), .identifier(.upn), .identifier(.nhsNumber),
    ])
    func aSpreadsheetsErrorIsNeverAValue(_ kind: FieldKind) {
        var errors = ["#REF!", "#N/A", "#n/a", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "Err:502"]
        // Text never shows that a column was too narrow; ten marks of a closed week look so.
        if kind != .text { errors.append("##########") }
        for error in errors {
            #expect(Self.value(Self.reader(of: kind), error) == .unreadable(rule: "spreadsheet-error"), "\(error)")
        }
    }

    static let kindsButText = [
        FieldKind.date, .integer, .money, .flag, .code("sex"), .identifier(.uln), .identifier(.postcode),
    ]

    @Test(arguments: ["NULL", "N/A", "n/a", "none", "unknown", "NaN", "nil", "(blank)"])
    func aWordForNothingIsNoDateAndNoNumber(_ word: String) {
        for kind in Self.kindsButText {
            #expect(Self.value(Self.reader(of: kind), word) == .unreadable(rule: "word-for-nothing"))
        }
    }

    @Test(arguments: ["?", "??", "-", "--", "–", "."])
    func aMarkForNothingIsToldAsAMarkAndNotAsAWord(_ mark: String) {
        for kind in Self.kindsButText {
            #expect(Self.value(Self.reader(of: kind), mark) == .unreadable(rule: "mark-for-nothing"))
        }
        let text = FaultText.unusable(.markForNothing)
        #expect(text.what == "There is only a mark such as ? or - in its place.")
    }

    // MARK: Numbers

    @Test(
        arguments: [
            ("12", 12), ("-3", -3), ("1.0", 1), ("12.00", 12), ("1,234", 1234), ("1,234,567", 1_234_567),
            ("1 234 567", 1_234_567),
            ("1.234.567", 1_234_567), ("1,234.0", 1234), ("=\"12\"", 12), ("'12", 12), ("０12", 12), ("0", 0), ("-0", 0),
            ("1.5", nil), ("1,5", nil), ("12,34", nil), ("1,2345", nil), ("1.000", nil), ("12 34", nil), ("45%", nil),
            ("1e3", nil),
            ("twelve", nil), ("--3", nil), ("1-2", nil), ("1234567890123456", nil), (".5", nil), ("1.", nil),
        ] as [(String, Int?)])
    func wholeNumbers(_ stated: String, _ number: Int?) {
        let value = Self.value(.integer(NumberReader()), stated)
        #expect(value == number.map(Value.integer) ?? .unreadable(rule: "number-unreadable"))
    }

    @Test(
        arguments: [
            ("£1,234.50", 123_450), ("1234.5", 123_450), ("1234", 123_400), ("£ 12", 1200), ("GBP 12.34", 1234),
            ("-£20.00", -2000),
            ("£-20", -2000), ("(20.00)", -2000), ("(£1,020.00)", -102_000), ("0.99", 99), ("12.340", nil),
            ("1234.500", 123_450),
            ("12.345", nil), ("1.234,50", nil), ("1,5", nil), ("€12", nil), ("12p", nil), ("", nil), ("£", nil),
            ("--12", nil),
        ] as [(String, Int?)])
    func amountsArePence(_ stated: String, _ pence: Int?) {
        let value = Self.value(.money(NumberReader()), stated)
        #expect(value == pence.map(Value.integer) ?? .unreadable(rule: "amount-unreadable"))
    }

    @Test func unitsAndTheDecimalCommaAreDeclared() {
        #expect(Self.value(.integer(NumberReader(unit: .percent)), "45 %") == .integer(45))
        #expect(Self.value(.money(NumberReader(unit: .pence)), "123450") == .integer(123_450))
        #expect(Self.value(.money(NumberReader(unit: .pence)), "1234.50") == .unreadable(rule: "amount-unreadable"))
        #expect(Self.value(.money(NumberReader(decimalComma: true)), "£1.234,50") == .integer(123_450))
        #expect(Self.value(.integer(NumberReader()), "4.5E+09") == .unreadable(rule: "digits-gone"))
    }

    // MARK: Keys

    @Test(arguments: [
        ("4512.0", "4512"), ("4512.00", "4512"), ("4512", "4512"), ("0012.0", "0012"), ("A.0", "A.0"), ("1.5", "1.5"),
        ("1.2.0", "1.2.0"), (".0", ".0"), ("=\"0012\"", "0012"), ("'0012", "0012"),
    ])
    func aKeyIsTheNumberThatItWas(_ stated: String, _ key: String) {
        #expect(Array(stated.utf8).withUnsafeBufferPointer { KeyText.text($0.trimmed) } == key)
    }

    static func rows(_ csv: String, blank: String = "", fields: String = "{surname: Surname}") throws -> [MappedRow] {
        let manifest = try SmallManifest.people(
            """
            dates: dd/MM/yyyy
            \(blank)
            files:
              - name: people
                values: {who: Surname, number: Id}
                records:
                  - type: child
                    key: {value: number}
                    fields: \(fields)
            """)
        var session = MappingSession(
            manifest, definitions: Fixtures.definitions, today: Fixtures.today, partner: Fixtures.school)
        return try Fixtures.rows(&session, "people", csv)
    }

    @Test func aKeyThatASpreadsheetSpoiltIsNobodysKey() throws {
        let rows = try Self.rows("Id,Surname\n4.505577E+09,A\n#REF!,B\n4512.0,C\n=\"0012\",D\n\"=\"\"\"\"\",E\n")
        #expect(rows.map(\.quarantined) == [["digits-gone"], ["spreadsheet-error"], [], [], ["key-missing"]])
        #expect(rows.compactMap { $0.records.first?.key } == ["4512", "0012"])
    }

    // MARK: Words for nothing

    @Test func theManifestsWordsForNothingLeaveNamesAlone() throws {
        let rows = try Self.rows(
            "Id,Surname,Given,Died,Sex\n1,Null,None,n/a,none\n2,N/A,-,null,M\nn/a,Ada,Ada,,\n",
            blank: "blank: [\"-\", n/a, \"null\", none]",
            fields: "{surname: {value: who}, forename: Given, deceased: Died, sex: Sex}")
        #expect(rows[0].records[0].record[Child.surname] == "Null")
        #expect(rows[0].records[0].record[Child.forename] == "None")
        #expect(rows[0].records[0].record[Child.deceased.declaration.number] == .empty)
        #expect(rows[0].records[0].record[Child.sex.declaration.number] == .empty)
        #expect(rows[1].records[0].record[Child.surname] == "N/A")
        #expect(rows[2].quarantined == ["key-missing"])
    }

    @Test func aValuesOwnWordsTakeThePlaceOfTheManifestsAndCodesAreNoWordsForNothing() throws {
        let rows = try Self.rows(
            "Id,Surname,Died,Sex\n1,n/a,n/a,none\n", blank: "blank: [n/a, none]",
            fields: """
                {surname: {from: Surname, blank: n/a}, deceased: {from: Died, blank: ""}, \
                sex: {from: Sex, codes: {None: U}}}
                """)
        let record = rows[0].records[0].record
        #expect(record[Child.surname.declaration.number] == .empty)
        #expect(record[Child.deceased.declaration.number] == .unreadable(rule: "word-for-nothing"))
        #expect(record[Child.sex] == "U")
    }

    @Test func lostLettersAreFlaggedAndKept() throws {
        let rows = try Self.rows("Id,Surname\n1,Ren\u{FFFD}e\n")
        #expect(rows[0].records[0].record[Child.surname] == "Ren\u{FFFD}e")
        #expect(rows[0].notes.map(\.rule) == ["letters-lost"])
    }

    // MARK: Words for the sender

    @Test func aFaultSaysWhatWasFoundByKindAndWhatToDoAndNotTheValue() throws {
        let rows = try Self.rows(
            "Id,Surname,UPN,NHS,Died\n1,A,4.505577E+12,943476587,31/02/2024\n2,A,#REF!,9434765871,n/a\n3,A,,,42035\n",
            fields: "{surname: Surname, upn: UPN, nhs-number: NHS, deceased: Died}")
        let notes = rows.flatMap(\.notes)
        #expect(
            notes.map(\.rule) == [
                "digits-gone", "digits-missing", "date-impossible", "spreadsheet-error", "identifier-fails",
                "word-for-nothing", "date-is-a-number",
            ])
        #expect(notes[0].what.contains("rounded number") && notes[0].advice.contains("as text"))
        for note in notes {
            #expect(note.what.hasSuffix(".") && note.advice.hasSuffix("."))
            for value in ["4.505577", "943476587", "31/02", "42035"] {
                #expect(!note.what.contains(value) && !note.advice.contains(value))
            }
        }
    }

    @Test func whatWasPutRightInARowCanBeAsked() throws {
        let manifest = try ValuesDateTests.manifest("dd/MM/yyyy")
        var session = MappingSession(
            manifest, definitions: Fixtures.definitions, today: Fixtures.today, partner: Fixtures.school)
        session.begin(file: "people", header: ["Id", "Surname", "DOB", "Died"])
        let cures = session.cures(in: .of(["1", "Ada  Mary", "7/3/2014 00:00", "2020-01-31"], line: 7))
        #expect(
            cures.map { "\($0.line) \($0.columnName) \($0.field) \($0.cure)" } == [
                "7 Surname child.surname blankRun", "7 DOB child.birth-date otherWriting",
                "7 DOB child.birth-date timeDropped", "7 Died child.deceased isoDate",
            ])
    }
}

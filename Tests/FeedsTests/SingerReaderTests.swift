// What a tap prints: messages, and everything else that comes out of one.

import Testing

@testable import Feeds

struct SingerReaderTests {
    private struct Read {
        var records: [(stream: String, element: JSONElement)] = []
        var unreadable: [SingerAside] = []
        var summary = SingerSummary()
    }

    private func read(_ text: String, window: Int = 256 * 1024, strayLines: Int = 10) throws -> Read {
        var limits = SingerLimits()
        limits.strayLines = strayLines
        limits.message = 4096
        var reader = SingerReader(limits: limits)
        reader.windowCapacity = window
        var read = Read()
        var source = MemoryByteSource(text)
        read.summary = try reader.read(&source) { event in
            switch event {
            case .record(let stream, let element): read.records.append((stream, element))
            case .unreadable(let aside): read.unreadable.append(aside)
            }
        }
        return read
    }

    private static let users = """
        {"type":"SCHEMA","stream":"users","key_properties":["id"],"schema":{"required":["id"],"type":"object","properties":{"id":{"type":"integer"}}}}
        {"type":"RECORD","stream":"users","record":{"id":1,"name":"Chris"}}
        {"type":"STATE","value":{"users":2,"locations":1.50}}
        """

    @Test(arguments: [1, 7, 64, 4096], [true, false])
    func theExampleOfTheSpecificationIsRead(window: Int, endsWithLine: Bool) throws {
        let read = try read(Self.users + (endsWithLine ? "\n" : ""), window: window)
        #expect(read.records.map(\.stream) == ["users"])
        #expect(read.records.first?.element.value == ["id": 1, "name": "Chris"])
        #expect(read.summary.state == Array(#"{"users":2,"locations":1.50}"#.utf8))
        #expect(read.summary.streams["users"]?.keyProperties == ["id"])
        #expect(read.summary.stray.count == 0)
    }

    @Test func aRecordIsCitedByItsOwnPlace() throws {
        let text =
            "\u{FEFF}" + #"{"type": "RECORD", "stream": "a", "record":  {"é": 1}}"# + "\r\n\n"
            + #"  {"record": {"b": 2}, "stream": "a", "type": "record"}"#
        let read = try read(text)
        let bytes = Array(text.utf8)
        #expect(read.records.map(\.element.line) == [1, 3])
        #expect(read.records.map(\.element.number) == [1, 2])
        for (place, beginning) in zip(read.records.map(\.element.byteOffset), [#"{"é": 1}"#, #"{"b": 2}"#]) {
            #expect(bytes[place...].starts(with: beginning.utf8))
        }
    }

    @Test(arguments: ["RECORD", "record", "Record"]) func theTypeIsTakenInAnyCase(_ type: String) throws {
        let read = try read(#"{"type":"\#(type)","stream":"s","record":{}}"#)
        #expect(read.records.count == 1)
        #expect(read.summary.streams["s"]?.schemaless == 1)
    }

    @Test func whatIsNoMessageIsPassedOverAndCounted() throws {
        let read = try read(
            """
            INFO starting up
            {'type': 'RECORD'}
            ["a"]
            12
            {"level": "info", "message": "a log line"}
            \(Self.users)
            Done.
            """)
        #expect(read.records.count == 1)
        #expect(read.summary.stray.count == 6)
        #expect(read.summary.stray.line == 1)
        #expect(read.summary.state != nil)
    }

    @Test func manyLinesThatAreNoMessagesAreTooMany() {
        let text = String(repeating: "row,of,a,table\n", count: 11)
        #expect(throws: SingerError.tooManyStrayLines(limit: 10, isTap: false)) { try read(text) }
        #expect(throws: SingerError.tooManyStrayLines(limit: 10, isTap: true)) { try read(Self.users + "\n" + text) }
    }

    @Test func unknownTypesAreCountedByName() throws {
        let read = try read(
            """
            {"type":"HEARTBEAT"}
            {"type":"HEARTBEAT"}
            {"type":"<b>\\u0007"}
            {"type":"ACTIVATE_VERSION","stream":"users","version":3}
            """)
        #expect(read.summary.unknown.named.map(\.name) == ["HEARTBEAT", "?b??"])
        #expect(read.summary.unknown.named.map(\.tally.count) == [2, 1])
        #expect(read.summary.activations.named.map(\.name) == ["users"])
        #expect(read.records.isEmpty)
    }

    @Test(arguments: [
        #"{"type":"RECORD","stream":"s","record":{"a":NaN}}"#,
        #"Loading… {"type":"RECORD","stream":"s","record":{"a":1}}"#,
        #"{"type":"RECORD","record":{"a":1}}"#, #"{"type":"RECORD","stream":"s","record":[1]}"#,
        #"{"type":"RECORD","stream":"s"}"#,
    ])
    func aRecordThatCannotBeReadIsARow(_ line: String) throws {
        let read = try read("\(line)\n{\"type\":\"STATE\",\"value\":1}\n")
        #expect(read.unreadable.map(\.line) == [1])
        #expect(read.summary.rows == 1)
        // The tap must not be told that it was taken.
        #expect(read.summary.state == nil)
        #expect(read.summary.laterStates == 1)
    }

    @Test func theStateIsTheLastBeforeARecordThatCannotBeRead() throws {
        let read = try read(
            """
            {"type":"STATE","value":{"at":1}}
            {"type":"STATE","value":{"at":2}}
            {"type":"RECORD","stream":"s","record":{"a":}}
            {"type":"STATE","value":{"at":3}}

            """)
        #expect(read.summary.state == Array(#"{"at":2}"#.utf8))
    }

    @Test(arguments: [#"{"type":"STATE","val"#, #"{"type":"RECORD","stream":"s","record":{"#, "{", #"{"ty"#])
    func anOutputThatStopsInAMessageIsCut(_ end: String) {
        #expect(throws: SingerError.cut(line: 4)) { try read(Self.users + "\n" + end) }
    }

    @Test func brokenSchemasAndStatesAreCounted() throws {
        let read = try read(
            "{\"type\":\"STATE\"}\n{\"type\":\"SCHEMA\"}\n{\"type\":\"STATE\",\"value\":}\n\(Self.users)\n")
        #expect(read.summary.broken.count == 3)
        #expect(read.summary.state != nil)
    }

    @Test func batchesAndOverlongMessagesAreRefusedByName() {
        #expect(throws: SingerError.batch(line: 2)) {
            try read("\n{\"type\":\"BATCH\",\"stream\":\"s\",\"encoding\":{},\"manifest\":[]}\n")
        }
        let long = #"{"type":"RECORD","stream":"s","record":{"a":""# + String(repeating: "x", count: 5000) + "\"}}\n"
        for window in [64, 256 * 1024] {
            #expect(throws: SingerError.messageTooLong(line: 1, limit: 4096)) { try read(long, window: window) }
        }
    }

    @Test func aSchemaThatChangesIsCounted() throws {
        func schema(_ type: String) -> String {
            #"{"type":"SCHEMA","stream":"s","key_properties":["id"],"schema":{"properties":{"id":{"type":"\#(type)"}}}}"#
        }
        let read = try read([schema("integer"), schema("integer"), schema("string")].joined(separator: "\n"))
        #expect(read.summary.streams["s"]?.schemas == 3)
        #expect(read.summary.streams["s"]?.changes == 1)
    }

    @Test(arguments: ["users", "a/b", "é"]) func oneStreamAloneIsReadWhole(_ stream: String) throws {
        var text = ""
        // Another stream's records, and the same name written with escapes or inside a value.
        for name in [stream, "other", stream.replacing("/", with: "\\/"), stream.replacing("é", with: "\\u00e9")] {
            text += #"{"type":"RECORD","stream":"\#(name)","record":{"id":"\#(stream)"}}"# + "\nstray\n"
        }
        let (source, reader) = (MemoryByteSource(text), SingerReader())
        func places(only: String?) throws -> [Int] {
            var places: [Int] = []
            var source = source
            _ = try reader.read(&source, only: only) { event in
                if case .record(stream, let element) = event { places.append(element.byteOffset) }
            }
            return places
        }
        let all = try places(only: nil)
        #expect(all.count == 3)
        #expect(try places(only: stream) == all)
    }

    @Test func nothingAtAllIsAnOutputToo() throws {
        #expect(try read("").summary == SingerSummary())
    }
}

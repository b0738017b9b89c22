// The skeleton of a native module, in C or in Swift: it reads pages of lines, states a child of each, and goes on until a page
// is missing. Its example is two recorded answers.

import Adapters
import CAdapterKit

struct ModuleSkeleton {
    let adapter: NewAdapter
    /// The folder.
    let path: String
    let option: String

    private var id: String { adapter.id }
    private var library: String { "lib\(id).so" }
    /// The name of the Swift target: `TherapyCaseload`.
    private var target: String { id.split(separator: "-").map { String($0).capitalisedFirst }.joined() + "Module" }

    var skeleton: AdapterSkeleton {
        let common = [
            AdapterSkeleton.File(name: "adapter.yaml", text: manifest),
            AdapterSkeleton.File(
                name: "examples/invented/1.txt", text: "p-1|Alder|Ines|2015-03-01\np-2|Birch|Tomas|2014-11-20\n"),
            AdapterSkeleton.File(name: "examples/invented/2.txt", text: "p-3|Cedar|Amara|2017-06-12\n"),
            AdapterSkeleton.File(name: "expected/invented.json", text: expected),
            AdapterSkeleton.File(
                name: "README.md",
                text: adapter.readme(
                    "**What is fetched.** (Which addresses, how often, with whose leave. Name the account that is used.)"
                )),
        ]
        let own: [AdapterSkeleton.File]
        var next: [String]
        if adapter.kind == .nativeC {
            own = [
                .init(name: "module.c", text: moduleInC),
                .init(name: "sendgate_adapter.h", text: String(cString: sendgate_adapter_header())),
            ]
            next = ["cc -std=c11 -Wall -shared -fPIC -I\(path) -o \(path)/\(library) \(path)/module.c"]
        } else {
            own = [.init(name: "Sources/\(target).swift", text: moduleInSwift)]
            next = [
                "in Package.swift, under products:  .library(name: \"\(id)\", type: .dynamic, targets: [\"\(target)\"]),",
                "in Package.swift, under targets:   module(\"\(target)\", in: \"\(id)\"),",
                "swift build                        makes \(library) beside sendgate",
            ]
        }
        next += [
            "sendgate adapters test \(id)\(option)     the recorded answers through the module, against what is expected",
            "sendgate adapters trust \(id) --by NAME\(option)     before the daemon loads it, and after each change",
        ]
        return AdapterSkeleton(files: common + own, next: next, canBeTested: false)
    }

    private var manifest: String {
        """
        # \(adapter.shownTitle): a native module. `sendgate adapters describe \(id)` tells what is made of it.
        id: \(id)
        version: 1
        title: \(YAMLText.scalar(adapter.shownTitle))
        partner: \(YAMLText.scalar(adapter.partner))
        # ? Whose records come, and why they are needed.
        population: children of whom the service has an open referral

        source:
          module:
            library: \(library)
            # The only place that the module can ask. What proves who is asking is added here, never in the module:
            #   headers: {Authorization: {bearer: \(id)-token}}
            origin: https://service.partner.example
            settings: {}
        schedule: {every: 1d}

        contract:
          snapshot: false
          quarantined: {limit: 5%, floor: 20}

        key-spaces: {child: \(id)}
        # The record types that it may state; `sendgate records` shows their fields.
        states:
          - {type: child, required: [birth-date]}

        """
    }

    private var expected: String {
        func row(_ line: Int, _ key: String, _ surname: String, _ forename: String, _ born: String) -> String {
            """
            {"line":\(line),"records":[{"type":"child","key":"\(key)","about":"\(id):\(key)",\
            "fields":{"forename":"\(forename)","surname":"\(surname)","birth-date":"\(born)"}}]}
            """
        }
        return """
            {
              "given": {"today":"2026-11-20"},
              "asked": ["/children?page=1","/children?page=2","/children?page=3"],
              "files": [
                {"name":"1.txt","rows":[
                  \(row(1, "p-1", "Alder", "Ines", "2015-03-01")),
                  \(row(2, "p-2", "Birch", "Tomas", "2014-11-20"))]},
                {"name":"2.txt","rows":[
                  \(row(1, "p-3", "Cedar", "Amara", "2017-06-12"))]}
              ]
            }

            """
    }

    private var moduleInC: String {
        #"""
        /* \#(adapter.shownTitle). The header beside this file says how a module works and what it may do. This one reads pages of
         * lines, "number|surname|forename|birth date": put the partner's format in. */

        #include "sendgate_adapter.h"

        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>

        typedef struct run {
            const sendgate_host *host;
            int page;
        } run;

        static sendgate_bytes text(const char *words) { return (sendgate_bytes){words, strlen(words)}; }

        static void ask(run *run) {
            char address[64];
            snprintf(address, sizeof address, "/children?page=%d", run->page);
            sendgate_request request = {.size = sizeof request, .address = text(address)};
            run->host->request(run->host->context, &request);
        }

        static void *begin(const sendgate_host *host, sendgate_bytes settings) {
            (void)settings; /* JSON: the day, what the last run remembered, the settings of adapter.yaml */
            run *made = calloc(1, sizeof *made);
            if (!made) return NULL;
            made->host = host;
            made->page = 1;
            ask(made);
            return made;
        }

        static void child(run *run, const sendgate_answer *answer, const char *line, size_t length) {
            sendgate_bytes parts[4] = {{0}};
            size_t count = 0, from = 0;
            uint64_t offset = (uint64_t)(line - answer->body.start);
            for (size_t at = 0; at <= length && count < 4; at++) {
                if (at < length && line[at] != '|') continue;
                parts[count++] = (sendgate_bytes){line + from, at - from};
                from = at + 1;
            }
            if (count < 4) {
                run->host->refuse_row(
                    run->host->context, answer->payload, offset, length, text("parts-missing"),
                    text("The line has fewer than four parts."));
                return;
            }
            sendgate_field fields[] = {
                {text("surname"), parts[1]}, {text("forename"), parts[2]}, {text("birth-date"), parts[3]}};
            sendgate_record record = {
                .size = sizeof record, .payload = answer->payload, .offset = offset, .length = length,
                .type = text("child"), .key = parts[0], .fields = fields, .field_count = 3};
            run->host->record(run->host->context, &record);
        }

        static int next(void *made, const sendgate_answer *answer) {
            run *run = made;
            if (!answer) return SENDGATE_MORE;
            if (answer->status == 404 || answer->body.count == 0) return SENDGATE_DONE;
            const char *at = answer->body.start, *end = at + answer->body.count;
            while (at < end) {
                const char *stop = memchr(at, '\n', (size_t)(end - at));
                size_t length = (size_t)((stop ? stop : end) - at);
                if (length) child(run, answer, at, length);
                at += length + 1;
            }
            run->page++;
            ask(run);
            return SENDGATE_MORE;
        }

        static void end(void *run) { free(run); }

        static const sendgate_adapter adapter = {
            .version = SENDGATE_ADAPTER_VERSION, .size = sizeof adapter, .name = "\#(id) 1", .begin = begin, .next = next,
            .end = end};

        const sendgate_adapter *sendgate_adapter_1(void) { return &adapter; }

        """#
    }

    private var moduleInSwift: String {
        #"""
        // \#(adapter.shownTitle). `Sources/AdapterKit` says how a module works. This one reads pages of lines, "number|surname|forename|birth
        // date": put the partner's format in.

        import AdapterKit

        struct \#(target): Adapter {
            static let name: StaticString = "\#(id) 1"
            private var page = 1

            /// The settings are JSON: the day, what the last run remembered, the settings of adapter.yaml.
            init(_ settings: RunSettings) throws {}

            mutating func next(_ answer: Answer?, _ gateway: Gateway) throws -> Step {
                guard let answer else {
                    try gateway.ask(Request("/children?page=\(page)"))
                    return .more
                }
                if answer.status == 404 || answer.body.isEmpty { return .done }
                var start = 0
                for line in answer.body.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
                    let range = start..<(start + line.count)
                    start = range.upperBound + 1
                    if !line.isEmpty { try state(Array(line), at: range, of: answer, gateway) }
                }
                page += 1
                try gateway.ask(Request("/children?page=\(page)"))
                return .more
            }

            private func state(_ line: [UInt8], at range: Range<Int>, of answer: Answer, _ gateway: Gateway) throws {
                let parts = line.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
                    .map { String(decoding: $0, as: UTF8.self) }
                guard parts.count == 4 else {
                    try gateway.refuse(
                        range, of: answer, rule: "parts-missing", "The line doesn't have four parts.")
                    return
                }
                try gateway.state(
                    Statement(
                        "child", key: parts[0], ["surname": parts[1], "forename": parts[2], "birth-date": parts[3]],
                        at: range),
                    of: answer)
            }
        }

        @_cdecl("sendgate_adapter_1")
        public func sendgateAdapter() -> UnsafeRawPointer { ModuleExport<\#(target)>.pointer }

        """#
    }
}

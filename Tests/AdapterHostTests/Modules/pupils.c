/* A small adapter module that behaves: pupils of a line each, "key|surname|forename|birth date|year group", one page of
 * them after the other; whoever came in an earlier run is left out. It is written with nothing but the header, as a partner's author would write one. */

#include "sendgate_adapter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct run {
    const sendgate_host *host;
    int page;
    char last[64];
    char before[64];
} run;

static sendgate_bytes text(const char *words) { return (sendgate_bytes){words, strlen(words)}; }

static void ask(run *run) {
    char address[64];
    snprintf(address, sizeof address, "/pupils/%d", run->page);
    sendgate_field accept = {text("Accept"), text("text/plain")};
    sendgate_request request = {.size = sizeof request, .address = text(address), .headers = &accept, .header_count = 1};
    run->host->request(run->host->context, &request);
}

/* What the last run came to: "state":"A5" in the settings, or null. */
static void resume(run *run, sendgate_bytes settings) {
    static const char name[] = "\"state\":\"";
    for (size_t at = 0; at + sizeof name - 1 < settings.count; at++) {
        if (memcmp(settings.start + at, name, sizeof name - 1) != 0) continue;
        size_t from = at + sizeof name - 1, count = 0;
        while (from + count < settings.count && settings.start[from + count] != '"' && count < sizeof run->before - 1)
            count++;
        memcpy(run->before, settings.start + from, count);
        memcpy(run->last, run->before, count);
        return;
    }
}

static void *begin(const sendgate_host *host, sendgate_bytes settings) {
    run *made = calloc(1, sizeof *made);
    if (!made || host->size < sizeof *host || settings.count < 2 || settings.start[0] != '{') return NULL;
    made->host = host;
    made->page = 1;
    resume(made, settings);
    ask(made);
    return made;
}

static void pupil(run *run, const sendgate_answer *answer, const char *line, size_t length) {
    sendgate_bytes parts[5] = {{0}};
    size_t count = 0, from = 0;
    uint64_t offset = (uint64_t)(line - answer->body.start);
    for (size_t at = 0; at <= length && count < 5; at++) {
        if (at < length && line[at] != '|') continue;
        parts[count++] = (sendgate_bytes){line + from, at - from};
        from = at + 1;
    }
    if (count < 5) {
        run->host->refuse_row(
            run->host->context, answer->payload, offset, length, text("columns-missing"),
            text("The line has fewer than five parts."));
        return;
    }
    if (parts[4].count == 1 && parts[4].start[0] == '-') {
        run->host->leave_out(run->host->context, answer->payload, offset, length, text("not-on-roll"));
        return;
    }
    size_t known = strlen(run->before);
    if (known && parts[0].count == known && memcmp(parts[0].start, run->before, known) <= 0) {
        run->host->leave_out(run->host->context, answer->payload, offset, length, text("known"));
        return;
    }
    sendgate_field child[] = {
        {text("surname"), parts[1]}, {text("forename"), parts[2]}, {text("birth-date"), parts[3]}};
    sendgate_record record = {
        .size = sizeof record, .payload = answer->payload, .offset = offset, .length = length, .type = text("child"),
        .key = parts[0], .fields = child, .field_count = 3};
    run->host->record(run->host->context, &record);
    sendgate_field enrolment[] = {{text("setting"), text("103175")}, {text("year-group"), parts[4]}};
    record.type = text("enrolment");
    record.about = parts[0];
    record.fields = enrolment;
    record.field_count = 2;
    run->host->record(run->host->context, &record);
    size_t keep = parts[0].count < sizeof run->last - 1 ? parts[0].count : sizeof run->last - 1;
    memcpy(run->last, parts[0].start, keep);
    run->last[keep] = 0;
}

static int next(void *made, const sendgate_answer *answer) {
    run *run = made;
    if (!answer) return SENDGATE_MORE;
    if (answer->status == 404 || answer->body.count == 0) {
        run->host->remember(run->host->context, text(run->last));
        run->host->remark(run->host->context, text("All pages were taken."));
        return SENDGATE_DONE;
    }
    const char *at = answer->body.start, *end = at + answer->body.count;
    while (at < end) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        size_t length = (size_t)((stop ? stop : end) - at);
        if (length) pupil(run, answer, at, length);
        at += length + 1;
    }
    run->page++;
    ask(run);
    return SENDGATE_MORE;
}

static void end(void *run) { free(run); }

static const sendgate_adapter adapter = {
    .version = SENDGATE_ADAPTER_VERSION, .size = sizeof adapter, .name = "pupils 1", .begin = begin, .next = next,
    .end = end};

const sendgate_adapter *sendgate_adapter_1(void) { return &adapter; }

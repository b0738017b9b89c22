/*
 * sendgate: the interface of native adapter modules, version 1.
 *
 * A module turns what one partner's service answers into records about children with special
 * educational needs and disabilities. It is a shared library, in any language that can export a C function:
 *
 *     cc -shared -fPIC -I<folder of this file> -o libmy-adapter.so my-adapter.c
 *
 * It exports one function:
 *
 *     const sendgate_adapter *sendgate_adapter_1(void);
 *
 * HOW A RUN GOES
 *
 *     begin(host, settings)         the module makes its run and may ask for its first requests
 *     next(run, NULL)               once; it asks for requests
 *     next(run, answer)             once for each answer, in the order in which they were asked for:
 *                                   it states records, and asks for more
 *     ...                           until next returns SENDGATE_DONE or SENDGATE_FAILED
 *     end(run)                      the module frees what it holds
 *
 * All calls come on one thread, one after the other. The host's functions may only be called on that
 * thread, and only inside begin and next.
 *
 * WHAT A MODULE CAN'T DO
 *
 * It runs in a process of its own, which has no network, opens no files, starts no processes, and has
 * bounded memory and time. A call that is forbidden fails with EPERM. Libraries of the system are there; files
 * that they open later (time zones, locales, character sets) are not. It never sees a password, a token or a
 * key: it says what it wants from which address, and the gateway adds what its adapter.yaml says. A crash ends the
 * run, and nothing of that run is kept. What it prints goes nowhere: use remark.
 *
 * WHAT A RECORD IS
 *
 * Types and fields are those that `sendgate records` lists. A value is text (UTF-8) in its canonical form:
 *
 *     calendar date      2026-11-20
 *     yes or no          true, false
 *     whole number       42                   (an amount of money in whole pence)
 *     code               a code of the field's code set: K, MLD, C
 *     identifier         without blanks: A823456789012
 *     text               as it should be shown
 *
 * An empty value says that the partner has none; a field that isn't named says nothing. Each record cites where it
 * comes from: the number of the payload (sendgate_answer.payload) and the range of its bytes. The gateway checks
 * that the range is there, and shows it to whoever asks why a value stands. Records that one element of the partner's
 * data states (a pupil, and the pupil's enrolment) cite the same range and follow each other: together they are a row.
 * The rows of a run may come in any order. Every row that isn't made into records is left out by a named rule
 * (leave_out) or refused (refuse_row): nothing is lost in silence.
 *
 * HOW IT GROWS
 *
 * Every struct begins with its size, as the compiler of whoever filled it knew it. Members are only ever added at
 * the end. Whoever reads a struct reads no further than its size.
 */

#ifndef SENDGATE_ADAPTER_H
#define SENDGATE_ADAPTER_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SENDGATE_ADAPTER_VERSION 1

/* Bytes of somebody else. They are borrowed: valid as long as the call that gives or takes them lasts, if
 * nothing else is said. Text is UTF-8 and doesn't end with a zero. {NULL, 0} is nothing. */
typedef struct sendgate_bytes {
    const char *start;
    size_t count;
} sendgate_bytes;

/* A name with its value: a field of a record, a header of a request. */
typedef struct sendgate_field {
    sendgate_bytes name;
    sendgate_bytes value;
} sendgate_field;

/* What the module wants to have fetched. */
typedef struct sendgate_request {
    size_t size; /* sizeof(sendgate_request) */
    /* GET where it is nothing; POST. */
    sendgate_bytes method;
    /* Behind the origin that adapter.yaml declares: /v1/students?page=2. Or a whole address of a declared
     * origin, as a "next" link is; any other origin is refused. */
    sendgate_bytes address;
    /* Such as Accept. What proves who is asking is added by the gateway, and can't be stated here. */
    const sendgate_field *headers;
    size_t header_count;
    /* What is posted. */
    sendgate_bytes body;
} sendgate_request;

/* What a request came to. */
typedef struct sendgate_answer {
    size_t size; /* sizeof(sendgate_answer) */
    /* 200 to 299; or 404 and 410, of which the body is nothing. Any other status ends the run: the gateway has tried
     * again by then, where that helps, and waited as long as the service asked. */
    uint32_t status;
    /* The number to cite: 0 is the run's first. */
    uint32_t payload;
    /* The whole body, unpacked, only to be read. Valid until the call of next that it was given to returns. */
    sendgate_bytes body;
    /* Names in lower case. Valid as long as the body. */
    const sendgate_field *headers;
    size_t header_count;
} sendgate_answer;

/* sendgate_record.flags: the partner says that the record is no more. It needs type and key alone. */
#define SENDGATE_ENDED 1u

/* One record that a row states. */
typedef struct sendgate_record {
    size_t size; /* sizeof(sendgate_record) */
    /* Where it comes from. */
    uint32_t payload;
    uint32_t flags;
    uint64_t offset;
    uint64_t length;
    /* The record type: child, enrolment, sen-provision. adapter.yaml lists under `states` which ones come. */
    sendgate_bytes type;
    /* The partner's own key of the record, single within its type. */
    sendgate_bytes key;
    /* The partner's own key of the child, setting, route or crew member that it is about; nothing where that is
     * the record's key, as a child's is. */
    sendgate_bytes about;
    const sendgate_field *fields;
    size_t field_count;
} sendgate_record;

/* What a function of the host came to. After anything but SENDGATE_OK the run fails: return from next. */
enum {
    SENDGATE_OK = 0,
    /* A record, a request, a state or a remark is larger than the host takes (1 MiB; a remark 500 bytes). */
    SENDGATE_TOO_LARGE = -1,
    /* A struct that isn't filled as it should be. */
    SENDGATE_NOT_UNDERSTOOD = -2
};

/* What the gateway does for a module. The struct and its context are valid from begin until end. */
typedef struct sendgate_host {
    uint32_t version; /* SENDGATE_ADAPTER_VERSION */
    size_t size;      /* sizeof(sendgate_host) */
    void *context;    /* the first argument of every function */
    /* Asks for an answer, which a later call of next brings. As many as are needed; they are answered in order. */
    int (*request)(void *context, const sendgate_request *request);
    /* States a record. The bytes are copied before it returns. */
    int (*record)(void *context, const sendgate_record *record);
    /* Says that these bytes are a row that isn't kept, by a rule whose short name receipts show: no-sign-of-send. */
    int (*leave_out)(void *context, uint32_t payload, uint64_t offset, uint64_t length, sendgate_bytes rule);
    /* Says that these bytes are a row that can't be used: it waits for a person. The rule's short name, and what is
     * wrong as a sentence; neither holds a value of the row. */
    int (*refuse_row)(
        void *context, uint32_t payload, uint64_t offset, uint64_t length, sendgate_bytes rule, sendgate_bytes what);
    /* What the next run gets as "state": text, up to 64 KiB. It is kept with the run's records, or not at all. The last
     * one counts. */
    int (*remember)(void *context, sendgate_bytes state);
    /* A sentence for the operator, shown with the run; up to 500 bytes, a hundred a run. No value of a person. Before
     * SENDGATE_FAILED the last one says why. */
    int (*remark)(void *context, sendgate_bytes text);
} sendgate_host;

/* What next returns. */
enum {
    /* Call again with the next answer; at least one must have been asked for. */
    SENDGATE_MORE = 0,
    SENDGATE_DONE = 1,
    /* The run fails; a remark says why. */
    SENDGATE_FAILED = 2
};

/* What a module exports. */
typedef struct sendgate_adapter {
    uint32_t version; /* SENDGATE_ADAPTER_VERSION */
    size_t size;      /* sizeof(sendgate_adapter) */
    /* For messages: my-adapter 1.2. */
    const char *name;
    /* Begins a run. `settings` is a JSON object, valid until begin returns:
     *   "today"     the day of the run, 2026-11-20
     *   "state"     what the last run whose records were kept remembered, as text; null at first
     *   "settings"  the `settings` of adapter.yaml
     * NULL says that it can't; a remark says why. */
    void *(*begin)(const sendgate_host *host, sendgate_bytes settings);
    int (*next)(void *run, const sendgate_answer *answer);
    void (*end)(void *run);
} sendgate_adapter;

/* The one function that a module exports. */
#ifndef SENDGATE_HOST_SIDE
const sendgate_adapter *sendgate_adapter_1(void);
#endif

#ifdef __cplusplus
}
#endif

#endif

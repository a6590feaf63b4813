// SPDX-License-Identifier: MIT
#ifndef WIREBENCH_RUNTIME_H
#define WIREBENCH_RUNTIME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What the code that Wirebench generates for C shares: memory, errors, options, and an engine that reads and writes by
   the tables of a schema what is not printed for each struct. Functions may be used by several threads at once, on
   values of their own. */

/* Why something could not be read or written. wb_error_name() gives the code as text: "truncated". */
#define WB_ERRORS(X)                                                                                                   \
    X(OK, "ok")                                                                                                        \
    X(ARRAY_COUNT, "array-count")                                                                                      \
    X(BAD_DATE, "bad-date")                                                                                            \
    X(BAD_FIELD_NUMBER, "bad-field-number")                                                                            \
    X(BAD_FRAME_TYPE, "bad-frame-type")                                                                                \
    X(BAD_LENGTH, "bad-length")                                                                                        \
    X(BAD_PRESENCE, "bad-presence")                                                                                    \
    X(BAD_UNKNOWN, "bad-unknown")                                                                                      \
    X(BAD_WIRE_TYPE, "bad-wire-type")                                                                                  \
    X(BIGINT_SIGN, "bigint-sign")                                                                                      \
    X(BUFFER_TOO_SMALL, "buffer-too-small")                                                                            \
    X(BUILDER_ORDER, "builder-order")                                                                                  \
    X(COMPRESSION, "compression")                                                                                      \
    X(COUNT_ABOVE_MAX, "count-above-max")                                                                              \
    X(DATE_NOT_WHOLE, "date-not-whole")                                                                                \
    X(DICT_INDEX, "dict-index")                                                                                        \
    X(DUPLICATE_KEY, "duplicate-key")                                                                                  \
    X(FRAME_RESERVED_BITS, "frame-reserved-bits")                                                                      \
    X(INVALID_BYTES, "invalid-bytes")                                                                                  \
    X(INVALID_UTF8, "invalid-utf8")                                                                                    \
    X(LIMIT_ARRAY, "limit-array")                                                                                      \
    X(LIMIT_DEPTH, "limit-depth")                                                                                      \
    X(LIMIT_MESSAGE, "limit-message")                                                                                  \
    X(LIMIT_STRING, "limit-string")                                                                                    \
    X(LIMIT_TIME, "limit-time")                                                                                        \
    X(LIMIT_TOTAL, "limit-total")                                                                                      \
    X(MISSING_REQUIRED, "missing-required")                                                                            \
    X(MISSING_TYPE, "missing-type")                                                                                    \
    X(MISSING_VALUE, "missing-value")                                                                                  \
    X(NIL_LENGTH, "nil-length")                                                                                        \
    X(ONEOF_MULTIPLE, "oneof-multiple")                                                                                \
    X(OUT_OF_MEMORY, "out-of-memory")                                                                                  \
    X(PAST_MAX_DATE, "past-max-date")                                                                                  \
    X(PAYLOAD_SIZE, "payload-size")                                                                                    \
    X(PING_LENGTH, "ping-length")                                                                                      \
    X(PREFIX_LENGTH, "prefix-length")                                                                                  \
    X(PRESENCE_BIT, "presence-bit")                                                                                    \
    X(RUN_ZERO, "run-zero")                                                                                            \
    X(SPARSE_COUNT, "sparse-count")                                                                                    \
    X(SPARSE_GAP, "sparse-gap")                                                                                        \
    X(STRING_INDEX, "string-index")                                                                                    \
    X(STRING_TABLE_POSITION, "string-table-position")                                                                  \
    X(SYNTAX, "syntax")                                                                                                \
    X(TENTATIVE_TOO_LARGE, "tentative-too-large")                                                                      \
    X(TRAILING_BYTES, "trailing-bytes")                                                                                \
    X(TRUNCATED, "truncated")                                                                                          \
    X(TYPE_ID, "type-id")                                                                                              \
    X(TYPE_NOT_ALLOWED, "type-not-allowed")                                                                            \
    X(UNDEFINED_FLAG, "undefined-flag")                                                                                \
    X(UNKNOWN_ENUM_VALUE, "unknown-enum-value")                                                                        \
    X(UNKNOWN_FIELD, "unknown-field")                                                                                  \
    X(UNKNOWN_FLAG, "unknown-flag")                                                                                    \
    X(UNKNOWN_KEY, "unknown-key")                                                                                      \
    X(UNKNOWN_TYPE, "unknown-type")                                                                                    \
    X(VALIDATE, "validate")                                                                                            \
    X(VALUE_RANGE, "value-range")                                                                                      \
    X(VARINT_OVERFLOW, "varint-overflow")                                                                              \
    X(WIRE_TYPE_MISMATCH, "wire-type-mismatch")                                                                        \
    X(WRONG_TYPE, "wrong-type")

typedef enum wb_error {
#define WB_ERROR_VALUE(name, text) WB_##name,
    WB_ERRORS(WB_ERROR_VALUE)
#undef WB_ERROR_VALUE
} wb_error;

typedef struct wb_status {
    wb_error error; /* WB_OK: all went well. */
    size_t offset; /* Reading: the byte of the input where the error was noticed. */
} wb_status;

const char *wb_error_name(wb_error error);

/* Memory that is freed at once. All that a decoded value refers to lies in the arena it was decoded with. */
typedef struct wb_block wb_block;
typedef struct wb_arena {
    wb_block *blocks;
    size_t used; /* Bytes of the first block. */
} wb_arena;

void wb_arena_init(wb_arena *arena);
/* Frees everything; the arena may be used again. */
void wb_arena_free(wb_arena *arena);
/* Makes everything in it free for what comes next, and keeps the memory: a loop that decodes soon allocates nothing. */
void wb_arena_reset(wb_arena *arena);
/* Zeroed memory, aligned for every type; null when there is no more. */
void *wb_arena_alloc(wb_arena *arena, size_t bytes);

/* Text of any bytes; not always with a zero behind it. */
typedef struct wb_text {
    const char *data;
    size_t size;
} wb_text;

typedef struct wb_bytes {
    const uint8_t *data;
    size_t size;
} wb_bytes;

/* Text up to the first zero. */
wb_text wb_text_of(const char *text);
bool wb_text_equal(wb_text a, wb_text b);

typedef struct wb_text_list {
    wb_text *items;
    size_t count;
} wb_text_list;

/* A point in time. */
typedef struct wb_time {
    int64_t seconds; /* Since 1970-01-01T00:00:00Z. */
    int32_t nanos; /* From there on, 0 to 999,999,999. */
} wb_time;

typedef struct wb_uuid {
    uint8_t bytes[16];
} wb_uuid;

/* IEEE 754 decimal128 with binary significand, least significant byte first. */
typedef struct wb_decimal {
    uint8_t bytes[16];
} wb_decimal;

/* An integer of any size. */
typedef struct wb_bigint {
    bool negative;
    wb_bytes magnitude; /* Most significant byte first. */
} wb_bigint;

typedef struct wb_complex64 {
    float real;
    float imaginary;
} wb_complex64;

typedef struct wb_complex128 {
    double real;
    double imaginary;
} wb_complex128;

/* A value of a type that the schema does not have, as it came. */
typedef struct wb_foreign {
    uint64_t id; /* Where types are named by an id or a hash. */
    wb_text name; /* Where they are named by their name. */
    wb_bytes bytes;
} wb_foreign;

/* Bounds for untrusted input, and for what is written. They hold per message; 0 means no limit. */
typedef struct wb_options {
    uint64_t message_bytes;
    uint64_t string_bytes;
    uint64_t array_elements;
    uint64_t total_elements;
    uint64_t milliseconds; /* Reading: how long it may take; the clock is looked at now and then. */
    uint32_t depth; /* Structs in structs; the outermost is 1. At most 500. */
    bool strict; /* Fields that the schema does not have are errors. */
    bool validate_utf8; /* Reading: text that is not UTF-8 is an error. */
    bool zero_copy; /* Reading: text and bytes point into the input, which must outlive the value. */
} wb_options;

/* Bytes that grow, of malloc(). */
typedef struct wb_buffer {
    uint8_t *data;
    size_t size;
    size_t capacity;
} wb_buffer;

void wb_buffer_free(wb_buffer *buffer);

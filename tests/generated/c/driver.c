// SPDX-License-Identifier: MIT
/* Answers requests (README of core/codegen, "Dispatch by type name") with the generated C code. The modules are those
   of modules.inc, which the adapter writes. */
#include "compression.h"
#include "wirebench_runtime.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct module {
    const char *name;
    const wb_schema *schema;
} module;

#include "modules.inc"

static const wb_compression compression = {NULL, inflate_any, NULL};

static void put(wb_buffer *out, const char *text)
{
    const size_t size = strlen(text);
    if (out->capacity - out->size < size) {
        out->capacity = (out->size + size) * 2;
        out->data = realloc(out->data, out->capacity);
        if (out->data == NULL)
            abort();
    }
    memcpy(out->data + out->size, text, size);
    out->size += size;
}

static const char *text_of(const wb_json *request, const char *key)
{
    const wb_json *const found = wb_json_find(request, key);
    return found == NULL || found->kind != WB_JSON_STRING ? NULL : found->text.data;
}

static uint64_t number_in(const wb_json *json, const char *key, uint64_t otherwise)
{
    const wb_json *const found = wb_json_find(json, key);
    return found == NULL ? otherwise : strtoull(found->text.data, NULL, 10);
}

static bool truth_in(const wb_json *json, const char *key, bool otherwise)
{
    const wb_json *const found = wb_json_find(json, key);
    return found == NULL ? otherwise : found->truth;
}

static wb_options options_of(const wb_json *request, const wb_schema *schema)
{
    wb_options options = schema->limits;
    const wb_json *const limits = wb_json_find(request, "limits");
    if (limits != NULL) {
        options.message_bytes = number_in(limits, "message", options.message_bytes);
        options.depth = (uint32_t)number_in(limits, "depth", options.depth);
        options.string_bytes = number_in(limits, "string", options.string_bytes);
        options.array_elements = number_in(limits, "array", options.array_elements);
        options.total_elements = number_in(limits, "total", options.total_elements);
        const wb_json *const time = wb_json_find(limits, "time");
        if (time != NULL) /* in seconds; a part of a millisecond is a whole one */
            options.milliseconds = (uint64_t)(strtod(time->text.data, NULL) * 1000 + 0.999);
        options.strict = truth_in(limits, "strict", options.strict);
        options.validate_utf8 = truth_in(limits, "validate_utf8", options.validate_utf8);
    }
    options.validate_utf8 = truth_in(request, "validate_utf8", options.validate_utf8);
    return options;
}

static const wb_schema *schema_of(const char *name)
{
    for (size_t i = 0; name != NULL && i < sizeof modules / sizeof *modules; ++i) {
        if (strcmp(modules[i].name, name) == 0)
            return modules[i].schema;
    }
    return NULL;
}

static void refuse(wb_buffer *out, wb_status status)
{
    char text[96];
    snprintf(text, sizeof text, "{\"ok\":false,\"error\":\"%s %zu\"}", wb_error_name(status.error), status.offset);
    out->size = 0;
    put(out, text);
}

/* Encodes, and looks whether the functions for one value agree with one another. */
static wb_status encode(const wb_schema *schema, const wb_json *request, const wb_options *options, wb_buffer *out)
{
    wb_buffer json = {NULL, 0, 0};
    wb_buffer bytes = {NULL, 0, 0};
    wb_status status = {WB_OUT_OF_MEMORY, 0};
    const bool stream = truth_in(request, "stream", false);
    if (wb_json_print(&json, wb_json_find(request, "value")))
        status = stream
            ? wb_encode_stream_json(schema, text_of(request, "framing"), text_of(request, "type"),
                                    (const char *)json.data, json.size, &bytes, options, &compression)
            : wb_encode_json(schema, text_of(request, "type"), (const char *)json.data, json.size, &bytes, options);
    put(out, "{\"ok\":true,\"hex\":\"");
    for (size_t i = 0; i < bytes.size; ++i) {
        char digits[3];
        snprintf(digits, sizeof digits, "%02x", bytes.data[i]);
        put(out, digits);
    }
    put(out, "\"}");
    wb_buffer_free(&json);
    wb_buffer_free(&bytes);
    return status;
}

static wb_status decode(const wb_schema *schema, const wb_json *request, const wb_options *options, wb_buffer *out)
{
    const char *const hex = text_of(request, "hex");
    const size_t size = strlen(hex) / 2;
    /* Exactly as much memory as there are bytes, so that a sanitizer sees every byte too far. */
    uint8_t *const data = malloc(size == 0 ? 1 : size);
    wb_buffer json = {NULL, 0, 0};
    for (size_t i = 0; i < size; ++i) {
        const char digits[3] = {hex[2 * i], hex[2 * i + 1], '\0'};
        data[i] = (uint8_t)strtoul(digits, NULL, 16);
    }
    const bool stream = truth_in(request, "stream", false);
    const wb_status status = stream
        ? wb_decode_stream_json(schema, text_of(request, "framing"), text_of(request, "type"), data, size, &json,
                                options, &compression)
        : wb_decode_json(schema, text_of(request, "type"), data, size, &json, options);
    put(out, "{\"ok\":true,\"value\":");
    if (json.size != 0) {
        json.data = realloc(json.data, json.size + 1);
        if (json.data == NULL)
            abort();
        json.data[json.size] = '\0';
        put(out, (const char *)json.data);
    }
    put(out, "}");
    wb_buffer_free(&json);
    free(data);
    return status;
}

static void answer(const wb_json *request, wb_buffer *out)
{
    const wb_schema *const schema = schema_of(text_of(request, "module"));
    const char *const op = text_of(request, "op");
    wb_status status = {WB_UNKNOWN_TYPE, 0};
    if (schema != NULL && op != NULL) {
        const wb_options options = options_of(request, schema);
        status = strcmp(op, "encode") == 0 ? encode(schema, request, &options, out)
                                           : decode(schema, request, &options, out);
    }
    if (status.error != WB_OK)
        refuse(out, status);
}

/* Reads a line; false at the end of the input. */
static bool read_line(wb_buffer *line)
{
    int c = 0;
    line->size = 0;
    while ((c = getchar()) != EOF && c != '\n') {
        const char text[2] = {(char)c, '\0'};
        put(line, text);
    }
    return c != EOF || line->size != 0;
}

int main(void)
{
    wb_buffer line = {NULL, 0, 0};
    wb_buffer out = {NULL, 0, 0};
    while (read_line(&line)) {
        wb_arena arena;
        wb_json request;
        wb_arena_init(&arena);
        out.size = 0;
        const wb_status status = wb_json_parse(&request, &arena, (const char *)line.data, line.size);
        if (status.error == WB_OK)
            answer(&request, &out);
        else
            refuse(&out, status);
        put(&out, "\n");
        fwrite(out.data, 1, out.size, stdout);
        wb_arena_free(&arena);
    }
    wb_buffer_free(&line);
    wb_buffer_free(&out);
    return 0;
}

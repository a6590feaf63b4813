// SPDX-License-Identifier: MIT

/* Reading and writing JSON text (RFC 8259). */

enum { WB_DEEPEST_JSON = 512 };

typedef struct wb_parser {
    const char *at;
    const char *end;
    wb_arena *arena;
    wb_error error;
} wb_parser;

static bool wb_json_fail(wb_parser *in, wb_error error)
{
    if (in->error == WB_OK)
        in->error = error;
    return false;
}

static bool wb_json_at(const wb_parser *in, char c)
{
    return in->at != in->end && *in->at == c;
}

static void wb_skip_space(wb_parser *in)
{
    while (wb_json_at(in, ' ') || wb_json_at(in, '\t') || wb_json_at(in, '\n') || wb_json_at(in, '\r'))
        ++in->at;
}

static bool wb_json_take(wb_parser *in, char c)
{
    wb_skip_space(in);
    if (!wb_json_at(in, c))
        return false;
    ++in->at;
    return true;
}

static int wb_hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool wb_json_hex(wb_parser *in, uint32_t *code)
{
    *code = 0;
    for (int i = 0; i < 4; ++i, ++in->at) {
        const int digit = in->at == in->end ? -1 : wb_hex_digit(*in->at);
        if (digit < 0)
            return wb_json_fail(in, WB_SYNTAX);
        *code = *code << 4 | (uint32_t)digit;
    }
    return true;
}

static char *wb_put_utf8(char *at, uint32_t code)
{
    const unsigned bytes = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    static const unsigned marks[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (unsigned i = bytes; i-- > 1; code >>= 6)
        at[i] = (char)(0x80u | (code & 0x3Fu));
    at[0] = (char)(marks[bytes] | code);
    return at + bytes;
}

static char *wb_json_escape(wb_parser *in, char *out, bool *lone)
{
    static const char letters[] = "\"\\/bfnrt";
    static const char meanings[] = "\"\\/\b\f\n\r\t";
    const char c = in->at == in->end ? '\0' : *in->at++;
    const char *const letter = c == '\0' ? NULL : strchr(letters, c);
    uint32_t code = 0;
    if (letter != NULL) {
        *out = meanings[letter - letters];
        return out + 1;
    }
    if (c != 'u') {
        wb_json_fail(in, WB_SYNTAX);
        return NULL;
    }
    if (!wb_json_hex(in, &code))
        return NULL;
    if (code >= 0xD800 && code < 0xDC00 && in->end - in->at >= 2 && in->at[0] == '\\' && in->at[1] == 'u') {
        const char *const before = in->at;
        uint32_t low = 0;
        in->at += 2;
        if (!wb_json_hex(in, &low))
            return NULL;
        if (low >= 0xDC00 && low < 0xE000)
            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        else
            in->at = before;
    }
    if (code >= 0xD800 && code < 0xE000) {
        *lone = true;
        code = 0xFFFD;
    }
    return wb_put_utf8(out, code);
}

static bool wb_json_string(wb_parser *in, wb_text *text, bool *lone)
{
    const char *close = ++in->at;
    while (close != in->end && *close != '"')
        close += *close == '\\' && close + 1 != in->end ? 2 : 1;
    char *const data = wb_arena_raw(in->arena, (size_t)(close - in->at) + 1);
    char *out = data;
    if (data == NULL)
        return wb_json_fail(in, WB_OUT_OF_MEMORY);
    while (in->at != in->end && *in->at != '"') {
        if ((uint8_t)*in->at < 0x20)
            return wb_json_fail(in, WB_SYNTAX);
        if (*in->at != '\\') {
            *out++ = *in->at++;
            continue;
        }
        ++in->at;
        out = wb_json_escape(in, out, lone);
        if (out == NULL)
            return false;
    }
    if (in->at == in->end)
        return wb_json_fail(in, WB_SYNTAX);
    ++in->at;
    *out = '\0';
    *text = wb_text_at(data, (size_t)(out - data));
    return true;
}

static bool wb_json_digits(wb_parser *in)
{
    const char *const begin = in->at;
    while (in->at != in->end && *in->at >= '0' && *in->at <= '9')
        ++in->at;
    return in->at != begin;
}

static bool wb_json_number(wb_parser *in, wb_json *json)
{
    const char *const begin = in->at;
    json->kind = WB_JSON_NUMBER;
    if (wb_json_at(in, '-'))
        ++in->at;
    const bool zero = wb_json_at(in, '0');
    const char *const first = in->at;
    bool fine = wb_json_digits(in) && !(zero && in->at - first > 1);
    if (fine && wb_json_at(in, '.')) {
        ++in->at;
        fine = wb_json_digits(in);
    }
    if (fine && (wb_json_at(in, 'e') || wb_json_at(in, 'E'))) {
        ++in->at;
        if (wb_json_at(in, '+') || wb_json_at(in, '-'))
            ++in->at;
        fine = wb_json_digits(in);
    }
    json->text.size = (size_t)(in->at - begin);
    json->text.data = wb_arena_copy(in->arena, begin, json->text.size);
    return fine ? json->text.data != NULL || wb_json_fail(in, WB_OUT_OF_MEMORY) : wb_json_fail(in, WB_SYNTAX);
}

static bool wb_json_word(wb_parser *in, const char *word)
{
    const size_t size = strlen(word);
    if ((size_t)(in->end - in->at) < size || memcmp(in->at, word, size) != 0)
        return wb_json_fail(in, WB_SYNTAX);
    in->at += size;
    return true;
}

static int wb_compare_keys(const void *a, const void *b)
{
    return wb_text_order(*(const wb_text *)a, *(const wb_text *)b);
}

static bool wb_json_unlike(wb_parser *in, const wb_json *json)
{
    wb_text *const sorted = wb_arena_array(in->arena, json->count, sizeof *sorted);
    if (sorted == NULL)
        return wb_json_fail(in, WB_OUT_OF_MEMORY);
    if (json->count != 0)
        memcpy(sorted, json->keys, json->count * sizeof *sorted);
    qsort(sorted, json->count, sizeof *sorted, wb_compare_keys);
    for (size_t i = 1; i < json->count; ++i) {
        if (wb_text_equal(sorted[i - 1], sorted[i]))
            return wb_json_fail(in, WB_DUPLICATE_KEY);
    }
    return true;
}

static bool wb_json_value(wb_parser *in, wb_json *json, int depth);

/* Room for one more item. */
static bool wb_json_more(wb_parser *in, wb_json *json)
{
    const size_t count = json->count++;
    if (count != 0 && (count < 4 || (count & (count - 1)) != 0))
        return true;
    const size_t capacity = count < 4 ? 4 : count * 2;
    wb_json *const items = wb_arena_array(in->arena, capacity, sizeof *items);
    wb_text *const keys = wb_arena_array(in->arena, capacity, sizeof *keys);
    if (items == NULL || keys == NULL)
        return wb_json_fail(in, WB_OUT_OF_MEMORY);
    if (count != 0) {
        memcpy(items, json->items, count * sizeof *items);
        memcpy(keys, json->keys, count * sizeof *keys);
    }
    json->items = items;
    json->keys = keys;
    return true;
}

static bool wb_json_composite(wb_parser *in, wb_json *json, int depth)
{
    const bool object = *in->at++ == '{';
    const char close = object ? '}' : ']';
    json->kind = object ? WB_JSON_OBJECT : WB_JSON_ARRAY;
    if (wb_json_take(in, close))
        return true;
    do {
        bool lone = false;
        if (!wb_json_more(in, json))
            return false;
        if (object) {
            wb_skip_space(in);
            if (!wb_json_at(in, '"') || !wb_json_string(in, &json->keys[json->count - 1], &lone)
                || !wb_json_take(in, ':'))
                return wb_json_fail(in, WB_SYNTAX);
            if (lone)
                return wb_json_fail(in, WB_INVALID_UTF8);
        }
        if (!wb_json_value(in, &json->items[json->count - 1], depth + 1))
            return false;
    } while (wb_json_take(in, ','));
    if (!wb_json_take(in, close))
        return wb_json_fail(in, WB_SYNTAX);
    return !object || wb_json_unlike(in, json);
}

static bool wb_json_value(wb_parser *in, wb_json *json, int depth)
{
    wb_skip_space(in);
    if (in->at == in->end || depth > WB_DEEPEST_JSON)
        return wb_json_fail(in, depth > WB_DEEPEST_JSON ? WB_LIMIT_DEPTH : WB_SYNTAX);
    switch (*in->at) {
    case '{':
    case '[':
        return wb_json_composite(in, json, depth);
    case '"':
        json->kind = WB_JSON_STRING;
        return wb_json_string(in, &json->text, &json->lone_surrogate);
    case 't':
    case 'f':
        json->kind = WB_JSON_BOOL;
        json->truth = *in->at == 't';
        return wb_json_word(in, json->truth ? "true" : "false");
    case 'n':
        return wb_json_word(in, "null");
    default:
        return wb_json_number(in, json);
    }
}

wb_status wb_json_parse(wb_json *json, wb_arena *arena, const char *text, size_t size)
{
    wb_parser in = {text, text + size, arena, WB_OK};
    memset(json, 0, sizeof *json);
    if (wb_json_value(&in, json, 0)) {
        wb_skip_space(&in);
        if (in.at != in.end)
            wb_json_fail(&in, WB_SYNTAX);
    }
    const wb_status status = {in.error, (size_t)(in.at - text)};
    return status;
}

const wb_json *wb_json_find(const wb_json *json, const char *key)
{
    for (size_t i = 0; json->kind == WB_JSON_OBJECT && i < json->count; ++i) {
        if (wb_text_is(json->keys[i], key))
            return &json->items[i];
    }
    return NULL;
}

/* Writes JSON; what does not fit into memory is noted. */
typedef struct wb_printer {
    wb_buffer *out;
    bool failed;
} wb_printer;

static void wb_print(wb_printer *p, const void *data, size_t size)
{
    if (!p->failed && !wb_buffer_put(p->out, data, size))
        p->failed = true;
}

static void wb_print_text(wb_printer *p, const char *text)
{
    wb_print(p, text, strlen(text));
}

static void wb_print_hex(wb_printer *p, wb_bytes bytes)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < bytes.size; ++i) {
        const char both[2] = {digits[bytes.data[i] >> 4], digits[bytes.data[i] & 15u]};
        wb_print(p, both, 2);
    }
}

static void wb_print_string(wb_printer *p, wb_text text)
{
    size_t done = 0;
    wb_print(p, "\"", 1);
    for (size_t i = 0; i < text.size; ++i) {
        const uint8_t c = (uint8_t)text.data[i];
        if (c >= 0x20 && c != 0x7F && c != '"' && c != '\\')
            continue;
        wb_print(p, text.data + done, i - done);
        done = i + 1;
        if (c == '"' || c == '\\') {
            const char escaped[2] = {'\\', (char)c};
            wb_print(p, escaped, 2);
        } else {
            const wb_bytes byte = {&c, 1};
            wb_print_text(p, "\\u00");
            wb_print_hex(p, byte);
        }
    }
    if (text.size != done)
        wb_print(p, text.data + done, text.size - done);
    wb_print(p, "\"", 1);
}

static void wb_print_number(wb_printer *p, uint64_t number, bool is_signed)
{
    char text[24];
    const bool negative = is_signed && (int64_t)number < 0;
    const unsigned long long magnitude = negative ? 0 - number : number;
    const int size = snprintf(text, sizeof text, "%s%llu", negative ? "-" : "", magnitude);
    wb_print(p, text, (size_t)size);
}

static void wb_print_json(wb_printer *p, const wb_json *json)
{
    const bool object = json->kind == WB_JSON_OBJECT;
    switch (json->kind) {
    case WB_JSON_NULL:
        wb_print_text(p, "null");
        break;
    case WB_JSON_BOOL:
        wb_print_text(p, json->truth ? "true" : "false");
        break;
    case WB_JSON_NUMBER:
        wb_print(p, json->text.data, json->text.size);
        break;
    case WB_JSON_STRING:
        if (json->lone_surrogate)
            wb_print_text(p, "\"\\ud800\"");
        else
            wb_print_string(p, json->text);
        break;
    default:
        wb_print(p, object ? "{" : "[", 1);
        for (size_t i = 0; i < json->count; ++i) {
            if (i != 0)
                wb_print(p, ",", 1);
            if (object) {
                wb_print_string(p, json->keys[i]);
                wb_print(p, ":", 1);
            }
            wb_print_json(p, &json->items[i]);
        }
        wb_print(p, object ? "}" : "]", 1);
        break;
    }
}

bool wb_json_print(wb_buffer *out, const wb_json *json)
{
    wb_printer p = {out, false};
    wb_print_json(&p, json);
    return !p.failed;
}

// SPDX-License-Identifier: MIT

/* The state of reading one message. Functions that read give the byte behind what they read, or null (false) after an
   error. */

typedef struct wb_decoder {
    const wb_schema *schema;
    wb_arena *arena;
    const uint8_t *begin;
    const uint8_t *end;
    wb_status status;
    uint32_t depth;
    uint32_t depth_limit;
    uint64_t string_limit;
    uint64_t array_limit;
    uint64_t total_limit;
    uint64_t expanded_limit;
    uint64_t implied_limit;
    uint64_t total;
    uint64_t implied;
    uint64_t expanded;
    uint64_t milliseconds;
    uint64_t started; /* On the clock, in milliseconds; 0 before the first look. */
    uint32_t ticks;
    bool strict;
    bool validate_utf8;
    bool zero_copy;
    bool has_table;
    bool has_unknown;
    wb_text *table;
    size_t table_count;
} wb_decoder;

static const uint8_t *wb_fail(wb_decoder *d, wb_error error, const uint8_t *at)
{
    if (d->status.error == WB_OK) {
        const uintptr_t place = (uintptr_t)at;
        d->status.error = error;
        if (place >= (uintptr_t)d->begin && place <= (uintptr_t)d->end)
            d->status.offset = (size_t)(place - (uintptr_t)d->begin);
    }
    return NULL;
}

static void wb_decoder_init(wb_decoder *d, const wb_schema *schema, wb_arena *arena, wb_bytes input,
                            const wb_options *options)
{
    memset(d, 0, sizeof *d);
    d->schema = schema;
    d->arena = arena;
    d->begin = input.data;
    d->end = input.data + input.size;
    d->depth_limit = wb_depth_limit(options);
    d->string_limit = wb_limit_or(options->string_bytes, UINT64_MAX);
    d->array_limit = wb_limit_or(options->array_elements, WB_MOST_ELEMENTS);
    d->total_limit = wb_limit_or(options->total_elements, WB_MOST_ELEMENTS);
    d->expanded_limit = wb_limit_or(options->message_bytes, WB_MOST_EXPANDED);
    d->implied_limit = options->total_elements == 0 ? WB_MOST_IMPLIED : UINT64_MAX;
    d->milliseconds = options->milliseconds;
    d->strict = options->strict;
    d->validate_utf8 = options->validate_utf8;
    d->zero_copy = options->zero_copy;
    if (options->message_bytes != 0 && input.size > options->message_bytes)
        wb_fail(d, WB_LIMIT_MESSAGE, input.data);
}

/* The clock in milliseconds; 0 where there is none, and then time has no limit. */
static uint64_t wb_now(void)
{
    struct timespec now;
    if (timespec_get(&now, TIME_UTC) != TIME_UTC)
        return 0;
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

/* The first look at the clock starts it: what comes before takes less time than to look. A clock that was set back
   starts anew. */
static bool wb_check_time(wb_decoder *d, const uint8_t *at)
{
    if (d->milliseconds == 0)
        return true;
    const uint64_t now = wb_now();
    if (d->started == 0 || now < d->started)
        d->started = now;
    return now - d->started <= d->milliseconds || wb_fail(d, WB_LIMIT_TIME, at) != NULL;
}

/* Called for each struct, and in each turn of a loop over fields or elements: every 1024th time it looks at the
   clock. */
static inline bool wb_tick(wb_decoder *d, const uint8_t *at)
{
    return (++d->ticks & 0x3FFu) != 0 || wb_check_time(d, at);
}

static bool wb_enter(wb_decoder *d, const uint8_t *at)
{
    if (d->depth == d->depth_limit)
        return wb_fail(d, WB_LIMIT_DEPTH, at) != NULL;
    ++d->depth;
    return wb_tick(d, at);
}

static bool wb_total(wb_decoder *d, uint64_t count, const uint8_t *at)
{
    if (count > d->total_limit - d->total)
        return wb_fail(d, WB_LIMIT_TOTAL, at) != NULL;
    d->total += count;
    return true;
}

/* `count` more elements of a series that has `before`. */
static bool wb_elements(wb_decoder *d, uint64_t count, uint64_t before, const uint8_t *at)
{
    if (count > d->array_limit || before > d->array_limit - count)
        return wb_fail(d, WB_LIMIT_ARRAY, at) != NULL;
    return wb_total(d, count, at);
}

/* Elements that have no bytes of their own. */
static bool wb_imply(wb_decoder *d, uint64_t count, const uint8_t *at)
{
    d->implied += count;
    return d->implied <= d->implied_limit || wb_fail(d, WB_LIMIT_TOTAL, at) != NULL;
}

/* Bytes of text that the input holds once and means several times. */
static bool wb_expand(wb_decoder *d, uint64_t bytes, const uint8_t *at)
{
    if (bytes > d->expanded_limit - d->expanded)
        return wb_fail(d, WB_LIMIT_MESSAGE, at) != NULL;
    d->expanded += bytes;
    return true;
}

static bool wb_text_fits(wb_decoder *d, uint64_t bytes, const uint8_t *at)
{
    return bytes <= d->string_limit || wb_fail(d, WB_LIMIT_STRING, at) != NULL;
}

static bool wb_check_utf8(wb_decoder *d, const uint8_t *at, size_t size)
{
    if (!d->validate_utf8 || wb_is_short_ascii(at, size))
        return true;
    const size_t valid = size == 0 ? 0 : wb_valid_utf8(at, size);
    return valid == size || wb_fail(d, WB_INVALID_UTF8, at + valid) != NULL;
}

static bool wb_no_memory(wb_decoder *d)
{
    return wb_fail(d, WB_OUT_OF_MEMORY, d->begin) != NULL;
}

static const uint8_t *wb_get_varint(wb_decoder *d, const uint8_t *at, const uint8_t *end, uint64_t *value)
{
    const uint8_t *p = at;
    uint64_t result = 0;
    if (at != end && *at < 0x80) {
        *value = *at;
        return at + 1;
    }
    for (unsigned shift = 0; shift < 70; shift += 7) {
        if (p == end)
            return wb_fail(d, WB_TRUNCATED, p);
        const uint8_t byte = *p++;
        if (shift == 63 && byte > 1)
            return wb_fail(d, WB_VARINT_OVERFLOW, at);
        result |= (uint64_t)(byte & 0x7Fu) << shift;
        if (byte < 0x80)
            break;
    }
    *value = result;
    return p;
}

/* Reads a length and makes sure that there are as many bytes. */
static const uint8_t *wb_get_length(wb_decoder *d, const uint8_t *at, const uint8_t *end, uint64_t *length)
{
    const uint8_t *const p = wb_get_varint(d, at, end, length);
    return p != NULL && *length > (uint64_t)(end - p) ? wb_fail(d, WB_TRUNCATED, at) : p;
}

/* Lets text or bytes refer to bytes, which it copies where they do not stay. */
static bool wb_assign(wb_decoder *d, wb_bytes *value, const uint8_t *at, size_t size)
{
    value->size = size;
    value->data = d->zero_copy ? at : wb_arena_copy(d->arena, at, size);
    return value->data != NULL || wb_no_memory(d);
}

/* Reads content whose end is known. The value is zero before. */
static bool wb_read_content(wb_decoder *d, const wb_node *node, const uint8_t *at, const uint8_t *end, void *value);
/* Reads content that delimits itself. */
static const uint8_t *wb_get_self(wb_decoder *d, const wb_node *node, const uint8_t *at, const uint8_t *end,
                                  void *value);

static bool wb_read_part(wb_decoder *d, const wb_node *node, const uint8_t *at, const uint8_t *end, void *value)
{
    return (node->flags & WB_SELF) != 0 ? wb_get_self(d, node, at, end, value) != NULL
                                        : wb_read_content(d, node, at, end, value);
}

static const uint8_t *wb_get_delimited(wb_decoder *d, const wb_node *node, const uint8_t *at, const uint8_t *end,
                                       void *value)
{
    uint64_t length = 0;
    const uint8_t *const p = wb_get_length(d, at, end, &length);
    return p != NULL && wb_read_part(d, node, p, p + length, value) ? p + length : NULL;
}

static const uint8_t *wb_get_bare(wb_decoder *d, const wb_node *node, const uint8_t *at, const uint8_t *end,
                                  void *value)
{
    return (node->flags & WB_SELF) != 0 ? wb_get_self(d, node, at, end, value)
                                        : wb_get_delimited(d, node, at, end, value);
}

/* A scalar as it lies on the wire, and what it means. */
static const uint8_t *wb_get_stored(wb_decoder *d, const wb_node *node, const uint8_t *at, const uint8_t *end,
                                    uint64_t *stored)
{
    if (node->op != WB_OP_FIXED)
        return wb_get_varint(d, at, end, stored);
    const size_t bytes = (size_t)(node->min_bits / 8);
    if ((size_t)(end - at) < bytes)
        return wb_fail(d, WB_TRUNCATED, at);
    *stored = wb_load(at, bytes);
    return at + bytes;
}

static bool wb_accept(wb_decoder *d, const wb_node *node, const uint8_t *at, uint64_t stored, void *value)
{
    if (node->op == WB_OP_FIXED) {
        if (node->kind == WB_KIND_INT && node->min_bits < 64) {
            const uint64_t sign = UINT64_C(1) << (node->min_bits - 1);
            stored = ((stored & wb_low_bits((unsigned)node->min_bits)) ^ sign) - sign;
        }
        wb_set_number(node, value, stored);
        return true;
    }
    const uint64_t number = node->coding == WB_CODING_ZIGZAG ? wb_unzigzag(stored) : stored;
    return wb_set_number(node, value, number) || wb_fail(d, WB_VALUE_RANGE, at) != NULL;
}

/* A number or time from its 64 bits, as a coding of differences gives them. */
static bool wb_accept_number(wb_decoder *d, const wb_node *node, const uint8_t *at, uint64_t number, void *value)
{
    if (node->kind == WB_KIND_TIME) {
        wb_time *const time = value;
        const int64_t total = (int64_t)number;
        time->seconds = total / WB_SECOND;
        time->nanos = (int32_t)(total % WB_SECOND);
        if (time->nanos < 0) {
            time->nanos += (int32_t)WB_SECOND;
            --time->seconds;
        }
        return true;
    }
    return wb_set_number(node, value, number) || wb_fail(d, WB_VALUE_RANGE, at) != NULL;
}

/* Sets a value, which is zero, to what a missing one means. */
static bool wb_set_default(wb_decoder *d, const wb_slot *slot, const wb_node *node, void *value);

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

const uint8_t *wb_fail(wb_decoder *d, wb_error error, const uint8_t *at);
bool wb_check_time(wb_decoder *d, const uint8_t *at);

static inline bool wb_no_memory(wb_decoder *d)
{
    return wb_fail(d, WB_OUT_OF_MEMORY, d->begin) != NULL;
}

/* Field by field: small messages are done before the block instructions for memset() are under way. */
static inline void wb_decoder_init(wb_decoder *d, const wb_schema *schema, wb_arena *arena, const uint8_t *data,
                                   size_t size, const wb_options *options)
{
    d->schema = schema;
    d->arena = arena;
    d->begin = data;
    d->end = data + size;
    d->status = wb_status_of(WB_OK);
    d->depth = 0;
    d->total = 0;
    d->implied = 0;
    d->expanded = 0;
    d->started = 0;
    d->ticks = 0;
    d->has_table = false;
    d->has_unknown = false;
    d->table = NULL;
    d->table_count = 0;
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
    if (options->message_bytes != 0 && size > options->message_bytes)
        wb_fail(d, WB_LIMIT_MESSAGE, data);
}

/* Called for each struct, and in each turn of a loop over fields or elements: every 1024th time it looks at the
   clock. */
static inline bool wb_tick(wb_decoder *d, const uint8_t *at)
{
    return (++d->ticks & 0x3FFu) != 0 || wb_check_time(d, at);
}

static inline bool wb_enter(wb_decoder *d, const uint8_t *at)
{
    if (d->depth == d->depth_limit)
        return wb_fail(d, WB_LIMIT_DEPTH, at) != NULL;
    ++d->depth;
    return wb_tick(d, at);
}

static inline bool wb_total(wb_decoder *d, uint64_t count, const uint8_t *at)
{
    if (count > d->total_limit - d->total)
        return wb_fail(d, WB_LIMIT_TOTAL, at) != NULL;
    d->total += count;
    return true;
}

/* `count` more elements of a series that has `before`. */
static inline bool wb_elements(wb_decoder *d, uint64_t count, uint64_t before, const uint8_t *at)
{
    if (count > d->array_limit || before > d->array_limit - count)
        return wb_fail(d, WB_LIMIT_ARRAY, at) != NULL;
    return wb_total(d, count, at);
}

static inline bool wb_text_fits(wb_decoder *d, uint64_t bytes, const uint8_t *at)
{
    return bytes <= d->string_limit || wb_fail(d, WB_LIMIT_STRING, at) != NULL;
}

static inline bool wb_check_utf8(wb_decoder *d, const uint8_t *at, size_t size)
{
    if (!d->validate_utf8 || wb_is_short_ascii(at, size))
        return true;
    const size_t valid = size == 0 ? 0 : wb_valid_utf8(at, size);
    return valid == size || wb_fail(d, WB_INVALID_UTF8, at + valid) != NULL;
}

static inline const uint8_t *wb_get_varint(wb_decoder *d, const uint8_t *at, const uint8_t *end, uint64_t *value)
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
static inline const uint8_t *wb_get_length(wb_decoder *d, const uint8_t *at, const uint8_t *end, uint64_t *length)
{
    const uint8_t *const p = wb_get_varint(d, at, end, length);
    return p != NULL && *length > (uint64_t)(end - p) ? wb_fail(d, WB_TRUNCATED, at) : p;
}

/* Lets text or bytes refer to bytes, which it copies where they do not stay. */
static inline bool wb_assign(wb_decoder *d, wb_bytes *value, const uint8_t *at, size_t size)
{
    value->size = size;
    value->data = d->zero_copy ? at : wb_arena_copy(d->arena, at, size);
    return value->data != NULL || wb_no_memory(d);
}

/* By the tables: what is not printed. Content whose end is known, for a value that is zero before; and content that
   delimits itself. */
bool wb_read_content(wb_decoder *d, const wb_node *node, const uint8_t *at, const uint8_t *end, void *value);
const uint8_t *wb_get_self(wb_decoder *d, const wb_node *node, const uint8_t *at, const uint8_t *end, void *value);
/* What the fields of a struct with numbers share while it is read. */
typedef struct wb_inline {
    bool made;
    const uint8_t *begin;
    const uint8_t *end;
    bool *starts; /* A character of text starts here. */
    size_t *text_end; /* Behind the last byte of text from here on. */
    bool *parses; /* From here on there are whole fields. */
} wb_inline;

typedef struct wb_fields {
    const wb_node *node;
    void *value;
    wb_inline texts;
    bool *seen; /* By slot. */
    wb_buffer unknown; /* In the arena. */
} wb_fields;

/* A field of any form behind its tag, which starts at `start`; a value of one form. */
const uint8_t *wb_get_field(wb_decoder *d, wb_fields *fields, uint64_t tag, const uint8_t *start, const uint8_t *at,
                            const uint8_t *end);
const uint8_t *wb_get_form(wb_decoder *d, wb_fields *fields, const wb_slot *slot, uint8_t form, const uint8_t *at,
                           const uint8_t *end);
/* What a field that was not there becomes; false when it is required. */
bool wb_fill_missing(wb_decoder *d, const wb_slot *slot, void *base, const uint8_t *end);
/* Bits of a presence map behind those of the fields must be zero. */
bool wb_check_presence(wb_decoder *d, const uint8_t *present, uint64_t bytes, uint64_t count);
/* One more element of a list that has `count`; null after an error. */
void *wb_one_more(wb_decoder *d, const wb_node *node, void *list, uint64_t count, const uint8_t *at);
bool wb_get_bit_value(wb_decoder *d, const wb_node *node, const uint8_t *bytes, size_t bit, void *value);
/* A record whose bytes lie the other way round, of any size. */
const uint8_t *wb_get_reversed_record(wb_decoder *d, const wb_node *node, const uint8_t *at, const uint8_t *end,
                                      void *value);
/* Sets a list to `count` zero elements; null when there is no memory. */
void *wb_list_of(wb_arena *arena, const wb_node *node, void *value, uint64_t count);
/* Fails at the first of the numbers of a fixed width that begin with a slot which the input does not hold. */
const uint8_t *wb_cut_short(wb_decoder *d, uint32_t slot, const uint8_t *at, const uint8_t *end);

/* The header of a message, whose end is put into `end`. */
static inline const uint8_t *wb_get_header(wb_decoder *d, const uint8_t *at, const uint8_t **end, uint64_t type_id)
{
    if ((size_t)(*end - at) < WB_HEADER_BYTES)
        return wb_fail(d, WB_TRUNCATED, at);
    if (wb_load(at, 8) != type_id)
        return wb_fail(d, WB_TYPE_ID, at);
    const uint64_t payload = wb_load(at + 8, 4);
    if (payload > (uint64_t)(*end - at) - WB_HEADER_BYTES)
        return wb_fail(d, WB_TRUNCATED, at + 8);
    at += WB_HEADER_BYTES;
    *end = at + payload;
    return at;
}

static inline const uint8_t *wb_get_span(wb_decoder *d, const uint8_t *at, const uint8_t *end, size_t prefix,
                                         wb_bytes *span)
{
    if ((size_t)(end - at) < prefix)
        return wb_fail(d, WB_TRUNCATED, at);
    const uint64_t length = wb_load(at, prefix);
    const uint8_t *const p = at + prefix;
    if (!wb_text_fits(d, length, at))
        return NULL;
    if (length > (uint64_t)(end - p))
        return wb_fail(d, WB_TRUNCATED, at);
    return wb_check_utf8(d, p, (size_t)length) && wb_assign(d, span, p, (size_t)length) ? p + length : NULL;
}

/* Text behind a length of `prefix` bytes. */
static inline const uint8_t *wb_get_text(wb_decoder *d, const uint8_t *at, const uint8_t *end, size_t prefix,
                                         wb_text *text)
{
    wb_bytes span = {NULL, 0};
    at = wb_get_span(d, at, end, prefix, &span);
    text->data = (const char *)span.data;
    text->size = span.size;
    return at;
}

/* The byte that says whether a value follows. */
static inline const uint8_t *wb_get_presence(wb_decoder *d, const uint8_t *at, const uint8_t *end, bool *there)
{
    if (at == end)
        return wb_fail(d, WB_TRUNCATED, at);
    if (*at > 1)
        return wb_fail(d, WB_BAD_PRESENCE, at);
    *there = *at == 1;
    return at + 1;
}

/* The count of elements that take `least` bytes each or more. */
static inline const uint8_t *wb_get_count(wb_decoder *d, const uint8_t *at, const uint8_t *end, size_t prefix,
                                          size_t least, uint64_t *count)
{
    if ((size_t)(end - at) < prefix)
        return wb_fail(d, WB_TRUNCATED, at);
    *count = wb_load(at, prefix);
    if (!wb_elements(d, *count, 0, at))
        return NULL;
    return *count > ((uint64_t)(end - at) - prefix) / least ? wb_fail(d, WB_TRUNCATED, at) : at + prefix;
}

static inline float wb_float_of(uint64_t stored)
{
    const uint32_t bits = (uint32_t)stored;
    float value = 0;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static inline double wb_double_of(uint64_t bits)
{
    double value = 0;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static inline const uint8_t *wb_exhausted(wb_decoder *d)
{
    wb_no_memory(d);
    return NULL;
}

static inline void wb_fields_init(wb_fields *fields, const wb_node *node, void *value, bool *seen)
{
    memset(fields, 0, sizeof *fields);
    fields->node = node;
    fields->value = value;
    fields->seen = seen;
}

static inline bool wb_is_present(const uint8_t *present, uint64_t bytes, uint64_t bit)
{
    return bit < bytes * 8 && (present[bit / 8] >> (bit % 8) & 1) != 0;
}

static inline const uint8_t *wb_get_fixed(wb_decoder *d, const uint8_t *at, const uint8_t *end, size_t bytes,
                                          uint64_t *number)
{
    if ((size_t)(end - at) < bytes)
        return wb_fail(d, WB_TRUNCATED, at);
    *number = wb_load(at, bytes);
    return at + bytes;
}

/* A varint of a number up to `greatest`. */
static inline const uint8_t *wb_get_uint(wb_decoder *d, const uint8_t *at, const uint8_t *end, uint64_t greatest,
                                         uint64_t *number)
{
    const uint8_t *const p = wb_get_varint(d, at, end, number);
    return p != NULL && *number > greatest ? wb_fail(d, WB_VALUE_RANGE, at) : p;
}

/* A varint of a signed number of a width in bits, which is extended to 64. */
static inline const uint8_t *wb_get_int(wb_decoder *d, const uint8_t *at, const uint8_t *end, bool zigzag,
                                        unsigned width, uint64_t *number)
{
    const uint8_t *const p = wb_get_varint(d, at, end, number);
    const uint64_t half = UINT64_C(1) << (width - 1);
    if (zigzag)
        *number = wb_unzigzag(*number);
    return p != NULL && *number + half >= half * 2 ? wb_fail(d, WB_VALUE_RANGE, at) : p;
}

/* Text and bytes behind a varint of their length. */
static inline const uint8_t *wb_get_delimited_bytes(wb_decoder *d, const uint8_t *at, const uint8_t *end,
                                                    wb_bytes *bytes)
{
    uint64_t length = 0;
    at = wb_get_length(d, at, end, &length);
    return at != NULL && wb_text_fits(d, length, at) && wb_assign(d, bytes, at, (size_t)length) ? at + length : NULL;
}

static inline const uint8_t *wb_get_delimited_text(wb_decoder *d, const uint8_t *at, const uint8_t *end, wb_text *text)
{
    uint64_t length = 0;
    wb_bytes bytes = {NULL, 0};
    at = wb_get_length(d, at, end, &length);
    if (at == NULL || !wb_text_fits(d, length, at) || !wb_check_utf8(d, at, (size_t)length)
        || !wb_assign(d, &bytes, at, (size_t)length))
        return NULL;
    text->data = (const char *)bytes.data;
    text->size = bytes.size;
    return at + length;
}

/* A struct behind a varint of its length, by its function. */
static inline const uint8_t *
wb_get_struct(wb_decoder *d, const uint8_t *at, const uint8_t *end,
              const uint8_t *(*get)(wb_decoder *, const uint8_t *, const uint8_t *, void *), void *value)
{
    uint64_t length = 0;
    at = wb_get_length(d, at, end, &length);
    return at != NULL ? get(d, at, at + length, value) : NULL;
}

/* Lets a struct have the texts that its unknown fields refer to. */
void wb_take_strings(const wb_decoder *d, const wb_node *node, void *value);

/* Reads a whole value of `bytes` bytes in memory by the functions of its struct. `used` takes the bytes that it had. */
static inline wb_status wb_decode_by(const wb_schema *schema, const wb_node *node, const wb_code *code, void *value,
                                     size_t bytes, wb_arena *arena, const uint8_t *data, size_t size, size_t *used,
                                     const wb_options *options)
{
    wb_decoder d;
    if (data == NULL)
        data = wb_nothing;
    memset(value, 0, bytes);
    wb_decoder_init(&d, schema, arena, data, size, options == NULL ? &schema->limits : options);
    if (d.status.error != WB_OK)
        return d.status;
    const uint8_t *const end = code->get(&d, data, data + size, value);
    if (end != NULL && used != NULL)
        *used = (size_t)(end - data);
    if (end != NULL && d.has_table && d.has_unknown && node->strings != WB_NONE)
        wb_take_strings(&d, node, value);
    return d.status;
}

#endif

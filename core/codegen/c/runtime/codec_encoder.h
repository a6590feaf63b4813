// SPDX-License-Identifier: MIT

/* The state of writing one message: a size pass that checks everything, then a write pass that cannot fail. */

typedef struct wb_string_entry {
    wb_text text;
    uint64_t hash;
    size_t index;
    struct wb_string_entry *next;
} wb_string_entry;

typedef struct wb_encoder {
    const wb_schema *schema;
    wb_arena scratch;
    wb_error error;
    uint32_t depth;
    uint32_t depth_limit;
    uint64_t string_limit;
    uint64_t array_limit;
    uint64_t total_limit;
    uint64_t message_limit;
    uint64_t total;
    /* The lengths of nested parts, in the order in which the size pass finds them and the write pass needs them. */
    size_t *lengths;
    size_t length_count;
    size_t length_capacity;
    size_t next_length;
    /* Texts of the string table in order of first use. */
    wb_text *strings;
    size_t string_count;
    size_t string_capacity;
    wb_string_entry **buckets;
    size_t bucket_count;
    size_t few_lengths[32]; /* Not set to zero. */
} wb_encoder;

/* Field by field: small messages are done before the block instructions for memset() are under way. */
static inline void wb_encoder_init(wb_encoder *e, const wb_schema *schema, const wb_options *options)
{
    e->schema = schema;
    wb_arena_init(&e->scratch);
    e->error = WB_OK;
    e->depth = 0;
    e->total = 0;
    e->length_count = 0;
    e->next_length = 0;
    e->strings = NULL;
    e->string_count = 0;
    e->string_capacity = 0;
    e->buckets = NULL;
    e->bucket_count = 0;
    e->depth_limit = wb_depth_limit(options);
    e->string_limit = wb_limit_or(options->string_bytes, UINT64_MAX);
    e->array_limit = wb_limit_or(options->array_elements, UINT64_MAX);
    e->total_limit = wb_limit_or(options->total_elements, UINT64_MAX);
    e->message_limit = wb_limit_or(options->message_bytes, UINT64_MAX);
    e->lengths = e->few_lengths;
    e->length_capacity = sizeof e->few_lengths / sizeof *e->few_lengths;
}

static inline void wb_encoder_free(wb_encoder *e)
{
    if (e->scratch.blocks != NULL)
        wb_arena_free(&e->scratch);
}

static inline void wb_refuse(wb_encoder *e, wb_error error)
{
    if (e->error == WB_OK)
        e->error = error;
}

static inline bool wb_open_struct(wb_encoder *e)
{
    if (e->error != WB_OK)
        return false;
    if (e->depth == e->depth_limit) {
        wb_refuse(e, WB_LIMIT_DEPTH);
        return false;
    }
    ++e->depth;
    return true;
}

static inline void wb_check_text(wb_encoder *e, size_t bytes)
{
    if (bytes > e->string_limit)
        wb_refuse(e, WB_LIMIT_STRING);
}

static inline void wb_check_elements(wb_encoder *e, size_t count)
{
    if (count > e->array_limit)
        wb_refuse(e, WB_LIMIT_ARRAY);
    e->total += count;
    if (e->total > e->total_limit)
        wb_refuse(e, WB_LIMIT_TOTAL);
}

size_t wb_add_length_slowly(wb_encoder *e, size_t length);

/* Notes a length for the write pass; gives its place. */
static inline size_t wb_add_length(wb_encoder *e, size_t length)
{
    if (e->length_count == e->length_capacity)
        return wb_add_length_slowly(e, length);
    e->lengths[e->length_count] = length;
    return e->length_count++;
}

/* Of each value its size and its bytes, by the tables. `content` is what stands between the ends, `bare` has a length
   in front where the value does not know its own end, `field` has tags. */
size_t wb_content_size(wb_encoder *e, const wb_node *node, const void *value);
uint8_t *wb_put_content(wb_encoder *e, const wb_node *node, uint8_t *at, const void *value);
size_t wb_bare_size(wb_encoder *e, const wb_node *node, const void *value);
uint8_t *wb_put_bare(wb_encoder *e, const wb_node *node, uint8_t *at, const void *value);
size_t wb_field_size(wb_encoder *e, const wb_slot *slot, const void *value);
uint8_t *wb_put_field(wb_encoder *e, const wb_slot *slot, uint8_t *at, const void *value);
/* Notes the index of a text for the write pass; gives the bytes it takes. */
size_t wb_table_text_size(wb_encoder *e, wb_text text);
bool wb_is_zero(const wb_schema *schema, const wb_node *node, const void *value);
bool wb_is_default(const wb_encoder *e, const wb_slot *slot, const void *value);
/* A value in a record of bits, which the write pass may refuse. */
void wb_put_bit_value(wb_encoder *e, const wb_node *node, uint8_t *bytes, size_t bit, const void *value);
void wb_check_groups(wb_encoder *e, const wb_node *node, const void *value);
void wb_check_rules(wb_encoder *e, const wb_slot *slot, const void *value);
/* Unknown fields must be whole and of numbers that the type does not have. */
size_t wb_unknown_size(wb_encoder *e, const wb_node *node, wb_bytes bytes);
uint8_t *wb_put_merged(wb_encoder *e, const wb_node *node, uint8_t *at, const void *value);

/* What a box holds, or a zero. */
static inline const void *wb_boxed(const void *box, const void *zero)
{
    return box != NULL ? box : zero;
}

/* Levels of structs that have no size of their own to find. */
static inline void wb_check_nesting(wb_encoder *e, uint32_t levels)
{
    if (levels > e->depth_limit - e->depth)
        wb_refuse(e, WB_LIMIT_DEPTH);
}

static inline void wb_check_prefix(wb_encoder *e, size_t prefix, size_t count)
{
    if (prefix < 8 && (uint64_t)count > wb_low_bits((unsigned)prefix * 8))
        wb_refuse(e, WB_VALUE_RANGE);
}

/* Text and bytes behind a length of `prefix` bytes, which is not counted. */
static inline size_t wb_span_size(wb_encoder *e, size_t prefix, size_t bytes)
{
    wb_check_text(e, bytes);
    wb_check_prefix(e, prefix, bytes);
    return bytes;
}

static inline uint8_t *wb_put_span(uint8_t *at, size_t prefix, const void *data, size_t size)
{
    wb_store(at, prefix, size);
    return wb_copy_bytes(at + prefix, data, size);
}

static inline void wb_check_list(wb_encoder *e, size_t prefix, size_t count)
{
    wb_check_elements(e, count);
    wb_check_prefix(e, prefix, count);
}

static inline uint64_t wb_bits_of_float(float value)
{
    uint32_t bits = 0;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static inline uint64_t wb_bits_of_double(double value)
{
    uint64_t bits = 0;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

/* Bits of a float as they are written where one form is the right one. */
static inline uint64_t wb_canonical_float(uint64_t bits, unsigned width)
{
    const uint64_t infinity = width == 32 ? UINT64_C(0x7F800000) : UINT64_C(0x7FF0000000000000);
    const uint64_t magnitude = bits & (wb_low_bits(width) >> 1);
    if (magnitude > infinity)
        return width == 32 ? UINT64_C(0x7FC00000) : UINT64_C(0x7FF8000000000000);
    return magnitude == 0 ? 0 : bits;
}

static inline void wb_check_enum(wb_encoder *e, int32_t number)
{
    if (number < 0)
        wb_refuse(e, WB_VALUE_RANGE);
}

/* Text and bytes behind a varint of their length. */
static inline size_t wb_delimited_span_size(wb_encoder *e, size_t bytes)
{
    wb_check_text(e, bytes);
    return wb_varint_size(bytes) + bytes;
}

static inline uint8_t *wb_put_delimited_span(uint8_t *at, const void *data, size_t size)
{
    return wb_copy_bytes(wb_put_varint(at, size), data, size);
}

/* A struct behind a varint of its length, by its functions. */
static inline size_t wb_struct_size(wb_encoder *e, size_t (*size)(wb_encoder *, const void *), const void *value)
{
    const size_t place = wb_add_length(e, 0);
    const size_t bytes = size(e, value);
    e->lengths[place] = bytes;
    return wb_varint_size(bytes) + bytes;
}

static inline uint8_t *wb_put_struct(wb_encoder *e, uint8_t *at, uint8_t *(*put)(wb_encoder *, uint8_t *, const void *),
                                     const void *value)
{
    return put(e, wb_put_varint(at, e->lengths[e->next_length++]), value);
}

/* The same with a tag, and nothing at all where the struct has no bytes. */
static inline size_t wb_nonempty_size(wb_encoder *e, size_t tag_bytes, size_t (*size)(wb_encoder *, const void *),
                                      const void *value)
{
    const size_t place = wb_add_length(e, 0);
    const size_t bytes = size(e, value);
    e->lengths[place] = bytes;
    if (bytes != 0)
        return tag_bytes + wb_varint_size(bytes) + bytes;
    e->length_count = place + 1;
    return 0;
}

static inline uint8_t *wb_put_nonempty(wb_encoder *e, uint8_t *at, uint64_t tag,
                                       uint8_t *(*put)(wb_encoder *, uint8_t *, const void *), const void *value)
{
    const size_t bytes = e->lengths[e->next_length++];
    return bytes == 0 ? at : put(e, wb_put_varint(wb_put_varint(at, tag), bytes), value);
}

void wb_keep_strings(wb_encoder *e, const wb_node *node, const void *value);
size_t wb_table_size(const wb_encoder *e);
uint8_t *wb_put_table(const wb_encoder *e, uint8_t *at);

/* Whole values, by the functions of their struct. The node is that of the struct; null options are the limits of the
   schema. */

static inline size_t wb_whole_size(wb_encoder *e, const wb_node *node, const wb_code *code, const void *value)
{
    if (node->strings != WB_NONE)
        wb_keep_strings(e, node, value);
    size_t bytes = code->size(e, value);
    if (e->string_count != 0)
        bytes += wb_table_size(e);
    if (bytes > e->message_limit)
        wb_refuse(e, WB_LIMIT_MESSAGE);
    return bytes;
}

static inline void wb_put_whole(wb_encoder *e, const wb_code *code, uint8_t *at, const void *value)
{
    code->put(e, e->string_count != 0 ? wb_put_table(e, at) : at, value);
}

static inline wb_status wb_size_by(const wb_schema *schema, const wb_node *node, const wb_code *code, const void *value,
                                   const wb_options *options, size_t *size)
{
    wb_encoder e;
    wb_encoder_init(&e, schema, options == NULL ? &schema->limits : options);
    *size = wb_whole_size(&e, node, code, value);
    wb_encoder_free(&e);
    return wb_status_of(e.error);
}

static inline wb_status wb_encode_by(const wb_schema *schema, const wb_node *node, const wb_code *code,
                                     const void *value, uint8_t *buffer, size_t capacity, size_t *written,
                                     const wb_options *options)
{
    wb_encoder e;
    wb_encoder_init(&e, schema, options == NULL ? &schema->limits : options);
    const size_t bytes = wb_whole_size(&e, node, code, value);
    if (written != NULL)
        *written = bytes;
    if (bytes != 0 && (buffer == NULL || bytes > capacity))
        wb_refuse(&e, WB_BUFFER_TOO_SMALL);
    if (e.error == WB_OK && bytes != 0)
        wb_put_whole(&e, code, buffer, value);
    wb_encoder_free(&e);
    return wb_status_of(e.error);
}

static inline wb_status wb_append_by(const wb_schema *schema, const wb_node *node, const wb_code *code,
                                     const void *value, wb_buffer *out, const wb_options *options)
{
    wb_encoder e;
    wb_encoder_init(&e, schema, options == NULL ? &schema->limits : options);
    const size_t bytes = wb_whole_size(&e, node, code, value);
    uint8_t *const at = e.error == WB_OK ? wb_buffer_more(out, bytes) : NULL;
    if (e.error == WB_OK && at == NULL)
        wb_refuse(&e, WB_OUT_OF_MEMORY);
    if (at != NULL && bytes != 0)
        wb_put_whole(&e, code, at, value);
    if (at != NULL && e.error != WB_OK) /* The write pass found that a field cannot be written. */
        out->size -= bytes;
    wb_encoder_free(&e);
    return wb_status_of(e.error);
}

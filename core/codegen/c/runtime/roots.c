// SPDX-License-Identifier: MIT

/* Whole values. */

static const wb_text_list wb_no_texts = {NULL, 0};

/* Texts of a table that came with unknown fields stay where they were, equal ones included. */
static void wb_keep_strings(wb_encoder *e, const wb_node *node, const void *value)
{
    wb_text_list texts = wb_no_texts;
    if (node->strings != WB_NONE)
        memcpy(&texts, (const uint8_t *)value + node->strings, sizeof texts);
    for (size_t i = 0; i < texts.count && e->error == WB_OK; ++i)
        wb_keep_string(e, texts.items[i]);
}

static size_t wb_whole_size(wb_encoder *e, const wb_node *node, const void *value)
{
    if (node->op == WB_OP_RECORD)
        return wb_record_bytes(node);
    wb_keep_strings(e, node, value);
    const size_t content = wb_content_size(e, node, value);
    const size_t bytes = content + wb_table_size(e);
    if (bytes > e->message_limit)
        wb_refuse(e, WB_LIMIT_MESSAGE);
    return bytes;
}

/* Room for `bytes` bytes: that of a buffer of fixed size, or at the end of one that grows. */
typedef struct wb_target {
    uint8_t *data;
    size_t capacity;
    wb_buffer *buffer;
} wb_target;

static wb_status wb_write_whole(const wb_schema *schema, const wb_node *node, const void *value,
                                const wb_options *options, wb_target target, size_t *written)
{
    wb_encoder e;
    wb_encoder_init(&e, schema, wb_options_of(schema, options));
    const size_t bytes = wb_whole_size(&e, node, value);
    uint8_t *at = target.data;
    *written = bytes;
    if (e.error == WB_OK && target.buffer != NULL) {
        at = wb_buffer_more(target.buffer, bytes);
        if (at == NULL)
            wb_refuse(&e, WB_OUT_OF_MEMORY);
    } else if (e.error == WB_OK && bytes > target.capacity) {
        wb_refuse(&e, WB_BUFFER_TOO_SMALL);
    }
    if (e.error == WB_OK && bytes != 0) {
        if (node->op == WB_OP_RECORD) {
            memset(at, 0, bytes);
            wb_put_record(&e, node, at, 0, value);
            if ((node->flags & WB_REVERSED) != 0)
                wb_reverse(at, bytes);
        } else {
            wb_put_content(&e, node, wb_put_table(&e, at), value);
        }
    }
    if (e.error != WB_OK && e.error != WB_OUT_OF_MEMORY && target.buffer != NULL && at != NULL)
        target.buffer->size -= bytes;
    wb_encoder_free(&e);
    return wb_status_of(e.error);
}

wb_status wb_encode(const wb_schema *schema, uint32_t node, const void *value, uint8_t *buffer, size_t capacity,
                    size_t *written, const wb_options *options)
{
    const wb_target target = {buffer, buffer == NULL ? 0 : capacity, NULL};
    size_t bytes = 0;
    const wb_status status = wb_write_whole(schema, &schema->nodes[node], value, options, target, &bytes);
    if (written != NULL)
        *written = bytes;
    return status;
}

wb_status wb_append(const wb_schema *schema, uint32_t node, const void *value, wb_buffer *out,
                    const wb_options *options)
{
    const wb_target target = {NULL, 0, out};
    size_t bytes = 0;
    return wb_write_whole(schema, &schema->nodes[node], value, options, target, &bytes);
}

wb_status wb_validate(const wb_schema *schema, uint32_t node, const void *value, const wb_options *options)
{
    wb_buffer out = {NULL, 0, 0};
    const wb_status status = wb_append(schema, node, value, &out, options);
    wb_buffer_free(&out);
    return status;
}

wb_status wb_encoded_size(const wb_schema *schema, uint32_t node, const void *value, const wb_options *options,
                          size_t *size)
{
    wb_encoder e;
    wb_encoder_init(&e, schema, wb_options_of(schema, options));
    *size = wb_whole_size(&e, &schema->nodes[node], value);
    wb_encoder_free(&e);
    return wb_status_of(e.error);
}

static const uint8_t *wb_read_record(wb_decoder *d, const wb_node *node, wb_bytes input, void *value)
{
    const size_t bytes = wb_record_bytes(node);
    if (input.size < bytes)
        return wb_fail(d, WB_TRUNCATED, d->end);
    const uint8_t *packed = input.data;
    if ((node->flags & WB_REVERSED) != 0) {
        uint8_t *const turned = wb_arena_raw(d->arena, bytes);
        if (turned == NULL) {
            wb_no_memory(d);
            return NULL;
        }
        memcpy(turned, input.data, bytes);
        wb_reverse(turned, bytes);
        packed = turned;
    }
    return wb_get_record(d, node, packed, 0, value) ? input.data + bytes : NULL;
}

/* Reads a value up to the end of the input, or one that knows its end where `used` is not null. */
static wb_status wb_read_whole(const wb_schema *schema, const wb_node *node, void *value, wb_arena *arena,
                               wb_bytes input, size_t *used, const wb_options *options)
{
    wb_decoder d;
    if (input.data == NULL)
        input.data = wb_nothing;
    memset(value, 0, node->size);
    wb_decoder_init(&d, schema, arena, input, wb_options_of(schema, options));
    const uint8_t *end = NULL;
    if (d.status.error != WB_OK)
        return d.status;
    if (node->op == WB_OP_RECORD)
        end = wb_read_record(&d, node, input, value);
    else if (node->op == WB_OP_TAGGED || node->op == WB_OP_PRESENCE_MAP)
        end = wb_read_content(&d, node, d.begin, d.end, value) ? d.end : NULL;
    else
        end = wb_get_self(&d, node, d.begin, d.end, value);
    if (end != NULL && used != NULL)
        *used = (size_t)(end - input.data);
    if (end != NULL && d.has_table && d.has_unknown && node->strings != WB_NONE) {
        const wb_text_list texts = {d.table, d.table_count};
        memcpy((uint8_t *)value + node->strings, &texts, sizeof texts);
    }
    return d.status;
}

wb_status wb_decode(const wb_schema *schema, uint32_t node, void *value, wb_arena *arena, const uint8_t *data,
                    size_t size, const wb_options *options)
{
    const wb_bytes input = {data, size};
    return wb_read_whole(schema, &schema->nodes[node], value, arena, input, NULL, options);
}

wb_status wb_decode_first(const wb_schema *schema, uint32_t node, void *value, wb_arena *arena, const uint8_t *data,
                          size_t size, size_t *used, const wb_options *options)
{
    const wb_bytes input = {data, size};
    return wb_read_whole(schema, &schema->nodes[node], value, arena, input, used, options);
}

wb_status wb_init(const wb_schema *schema, uint32_t node, void *value, wb_arena *arena)
{
    const wb_bytes none = {wb_nothing, 0};
    wb_decoder d;
    memset(value, 0, schema->nodes[node].size);
    wb_decoder_init(&d, schema, arena, none, &wb_no_limits);
    wb_set_default(&d, NULL, &schema->nodes[node], value);
    return d.status;
}

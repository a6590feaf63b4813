// SPDX-License-Identifier: MIT

/* Whole values. */

/* Texts of a table that came with unknown fields stay where they were, equal ones included. */
void wb_keep_strings(wb_encoder *e, const wb_node *node, const void *value)
{
    wb_text_list texts;
    memcpy(&texts, (const uint8_t *)value + node->strings, sizeof texts);
    for (size_t i = 0; i < texts.count && e->error == WB_OK; ++i)
        wb_keep_string(e, texts.items[i]);
}

void wb_take_strings(const wb_decoder *d, const wb_node *node, void *value)
{
    const wb_text_list texts = {d->table, d->table_count};
    memcpy((uint8_t *)value + node->strings, &texts, sizeof texts);
}

wb_status wb_encoded_size(const wb_schema *schema, uint32_t index, const void *value, const wb_options *options,
                          size_t *size)
{
    const wb_node *const node = &schema->nodes[index];
    return wb_size_by(schema, node, node->code, value, options, size);
}

wb_status wb_encode(const wb_schema *schema, uint32_t index, const void *value, uint8_t *buffer, size_t capacity,
                    size_t *written, const wb_options *options)
{
    const wb_node *const node = &schema->nodes[index];
    return wb_encode_by(schema, node, node->code, value, buffer, capacity, written, options);
}

wb_status wb_append(const wb_schema *schema, uint32_t index, const void *value, wb_buffer *out,
                    const wb_options *options)
{
    const wb_node *const node = &schema->nodes[index];
    return wb_append_by(schema, node, node->code, value, out, options);
}

wb_status wb_validate(const wb_schema *schema, uint32_t node, const void *value, const wb_options *options)
{
    wb_buffer out = {NULL, 0, 0};
    const wb_status status = wb_append(schema, node, value, &out, options);
    wb_buffer_free(&out);
    return status;
}

wb_status wb_decode(const wb_schema *schema, uint32_t node, void *value, wb_arena *arena, const uint8_t *data,
                    size_t size, const wb_options *options)
{
    return wb_decode_first(schema, node, value, arena, data, size, NULL, options);
}

wb_status wb_decode_first(const wb_schema *schema, uint32_t index, void *value, wb_arena *arena, const uint8_t *data,
                          size_t size, size_t *used, const wb_options *options)
{
    const wb_node *const node = &schema->nodes[index];
    return wb_decode_by(schema, node, node->code, value, node->size, arena, data, size, used, options);
}

wb_status wb_init(const wb_schema *schema, uint32_t node, void *value, wb_arena *arena)
{
    wb_decoder d;
    memset(value, 0, schema->nodes[node].size);
    wb_decoder_init(&d, schema, arena, wb_nothing, 0, &wb_no_limits);
    wb_set_default(&d, NULL, &schema->nodes[node], value);
    return d.status;
}

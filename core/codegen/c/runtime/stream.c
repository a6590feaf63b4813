// SPDX-License-Identifier: MIT

/* Several values in a row, taken from pieces of any size as they come in. */

static wb_step wb_frame_next(wb_reader *reader, wb_arena *arena, wb_item *item);

void wb_reader_init(wb_reader *reader, const wb_schema *schema, wb_framing framing, uint32_t node,
                    const wb_options *options, const wb_compression *compression)
{
    memset(reader, 0, sizeof *reader);
    reader->schema = schema;
    reader->framing = framing;
    reader->node = node;
    reader->options = *wb_options_of(schema, options);
    reader->compression = compression;
}

void wb_reader_free(wb_reader *reader)
{
    wb_buffer_free(&reader->input);
    wb_buffer_free(&reader->content);
    wb_buffer_free(&reader->algorithm);
}

static wb_step wb_step_fail(wb_reader *reader, wb_error error, size_t offset)
{
    if (reader->status.error == WB_OK) {
        reader->status.error = error;
        reader->status.offset = reader->offset + reader->used + offset;
    }
    return WB_STEP_FAILED;
}

bool wb_reader_feed(wb_reader *reader, const uint8_t *data, size_t size)
{
    wb_buffer *const input = &reader->input;
    if (reader->used > input->size / 2) {
        memmove(input->data, input->data + reader->used, input->size - reader->used);
        input->size -= reader->used;
        reader->offset += reader->used;
        reader->used = 0;
    }
    return wb_buffer_put(input, data, size) || wb_step_fail(reader, WB_OUT_OF_MEMORY, 0) == WB_STEP_ITEM;
}

static wb_bytes wb_input_left(const wb_reader *reader)
{
    wb_bytes left = {wb_nothing, 0};
    if (reader->input.size != reader->used) {
        left.data = reader->input.data + reader->used;
        left.size = reader->input.size - reader->used;
    }
    return left;
}

/* A varint of which perhaps not all has come in. */
static wb_step wb_peek_varint(wb_reader *reader, wb_bytes bytes, size_t before, uint64_t *value, size_t *size)
{
    wb_decoder d;
    wb_decoder_init(&d, reader->schema, NULL, bytes.data, bytes.size, &wb_no_limits);
    const uint8_t *const end = wb_get_varint(&d, d.begin, d.end, value);
    if (end == NULL)
        return d.status.error == WB_TRUNCATED ? WB_STEP_MORE
                                              : wb_step_fail(reader, d.status.error, before + d.status.offset);
    *size = (size_t)(end - bytes.data);
    return WB_STEP_ITEM;
}

/* Memory for a value of a type; decodes into it. */
static wb_status wb_decode_item(const wb_reader *reader, uint32_t node, wb_bytes bytes, size_t *used, wb_arena *arena,
                                wb_item *item)
{
    item->value = wb_arena_alloc(arena, reader->schema->nodes[node].size);
    if (item->value == NULL)
        return wb_status_of(WB_OUT_OF_MEMORY);
    wb_options options = reader->options;
    options.zero_copy = false; /* the input moves on */
    return wb_decode_first(reader->schema, node, item->value, arena, bytes.data, bytes.size, used, &options);
}

static wb_step wb_delimited_next(wb_reader *reader, wb_arena *arena, wb_item *item)
{
    wb_bytes bytes = wb_input_left(reader);
    uint64_t length = 0;
    size_t prefix = 0;
    const wb_step step = wb_peek_varint(reader, bytes, 0, &length, &prefix);
    if (step != WB_STEP_ITEM)
        return step;
    if (reader->options.message_bytes != 0 && length > reader->options.message_bytes)
        return wb_step_fail(reader, WB_LIMIT_MESSAGE, 0);
    if (length > bytes.size - prefix)
        return WB_STEP_MORE;
    bytes.data += prefix;
    bytes.size = (size_t)length;
    const wb_status status = wb_decode_item(reader, reader->node, bytes, NULL, arena, item);
    if (status.error != WB_OK)
        return wb_step_fail(reader, status.error, prefix + status.offset);
    reader->used += prefix + bytes.size;
    return WB_STEP_ITEM;
}

static wb_step wb_concatenated_next(wb_reader *reader, wb_arena *arena, wb_item *item)
{
    wb_bytes bytes = wb_input_left(reader);
    size_t used = 0;
    if (bytes.size == 0)
        return WB_STEP_MORE;
    const uint64_t most = wb_limit_or(reader->options.message_bytes, bytes.size);
    const bool whole = bytes.size <= most;
    if (!whole)
        bytes.size = (size_t)most;
    const wb_status status = wb_decode_item(reader, reader->node, bytes, &used, arena, item);
    if (status.error == WB_TRUNCATED && whole)
        return WB_STEP_MORE;
    if (status.error != WB_OK)
        return wb_step_fail(reader, status.error, status.offset);
    reader->used += used;
    return WB_STEP_ITEM;
}

/* The type of a message; 0 and up, or the number of types. */
static uint32_t wb_find_message(const wb_schema *schema, uint64_t type_id)
{
    uint32_t type = 0;
    for (; type < schema->type_count; ++type) {
        const wb_node *const node = &schema->nodes[schema->types[type].node];
        if (node->op == WB_OP_MESSAGE && node->type_id == type_id)
            break;
    }
    return type;
}

static wb_step wb_message_next(wb_reader *reader, wb_arena *arena, wb_item *item)
{
    wb_bytes bytes = wb_input_left(reader);
    if (bytes.size < WB_HEADER_BYTES)
        return WB_STEP_MORE;
    const uint64_t size = WB_HEADER_BYTES + wb_load(bytes.data + 8, 4);
    if (reader->options.message_bytes != 0 && size > reader->options.message_bytes)
        return wb_step_fail(reader, WB_LIMIT_MESSAGE, 8);
    if (bytes.size < size)
        return WB_STEP_MORE;
    bytes.size = (size_t)size;
    const uint32_t type = wb_find_message(reader->schema, wb_load(bytes.data, 8));
    wb_status status = wb_status_of(WB_OK);
    if (type < reader->schema->type_count) {
        item->type = type + 1;
        status = wb_decode_item(reader, reader->schema->types[type].node, bytes, NULL, arena, item);
    } else {
        wb_bytes *const unknown = wb_arena_alloc(arena, sizeof *unknown);
        const uint8_t *const copy = wb_arena_copy(arena, bytes.data, bytes.size);
        if (unknown == NULL || copy == NULL)
            return wb_step_fail(reader, WB_OUT_OF_MEMORY, 0);
        unknown->data = copy;
        unknown->size = bytes.size;
        item->value = unknown;
    }
    if (status.error != WB_OK)
        return wb_step_fail(reader, status.error, status.offset);
    reader->used += bytes.size;
    return WB_STEP_ITEM;
}

wb_step wb_reader_next(wb_reader *reader, wb_arena *arena, wb_item *item)
{
    memset(item, 0, sizeof *item);
    if (reader->status.error != WB_OK)
        return WB_STEP_FAILED;
    switch (reader->framing) {
    case WB_FRAMING_MESSAGES:
        return wb_message_next(reader, arena, item);
    case WB_FRAMING_DELIMITED:
        return wb_delimited_next(reader, arena, item);
    case WB_FRAMING_FRAMES:
        return wb_frame_next(reader, arena, item);
    case WB_FRAMING_CONCATENATED:
        return wb_concatenated_next(reader, arena, item);
    default:
        return wb_step_fail(reader, WB_UNKNOWN_TYPE, 0);
    }
}

wb_status wb_reader_finish(wb_reader *reader)
{
    const wb_bytes left = wb_input_left(reader);
    if (left.size != 0 || reader->open)
        wb_step_fail(reader, WB_TRUNCATED, left.size);
    return reader->status;
}

static wb_status wb_write_frame(wb_writer *writer, const wb_item *item, wb_buffer *out);

void wb_writer_init(wb_writer *writer, const wb_schema *schema, wb_framing framing, uint32_t node,
                    const wb_options *options, const wb_compression *compression)
{
    memset(writer, 0, sizeof *writer);
    writer->schema = schema;
    writer->framing = framing;
    writer->node = node;
    writer->options = *wb_options_of(schema, options);
    writer->compression = compression;
}

void wb_writer_free(wb_writer *writer)
{
    wb_buffer_free(&writer->algorithm);
}

static bool wb_buffer_varint(wb_buffer *out, uint64_t value)
{
    uint8_t bytes[10];
    return wb_buffer_put(out, bytes, (size_t)(wb_put_varint(bytes, value) - bytes));
}

wb_status wb_writer_append(wb_writer *writer, const wb_item *item, wb_buffer *out)
{
    size_t size = 0;
    switch (writer->framing) {
    case WB_FRAMING_MESSAGES:
        if (item->type == 0 || item->type > writer->schema->type_count) {
            const wb_bytes *const unknown = item->value;
            return wb_status_of(wb_buffer_put(out, unknown->data, unknown->size) ? WB_OK : WB_OUT_OF_MEMORY);
        }
        return wb_append(writer->schema, writer->schema->types[item->type - 1].node, item->value, out,
                         &writer->options);
    case WB_FRAMING_DELIMITED: {
        const wb_status status = wb_encoded_size(writer->schema, writer->node, item->value, &writer->options, &size);
        if (status.error != WB_OK)
            return status;
        if (!wb_buffer_varint(out, size))
            return wb_status_of(WB_OUT_OF_MEMORY);
        return wb_append(writer->schema, writer->node, item->value, out, &writer->options);
    }
    case WB_FRAMING_FRAMES:
        return wb_write_frame(writer, item, out);
    case WB_FRAMING_CONCATENATED:
        return wb_append(writer->schema, writer->node, item->value, out, &writer->options);
    default:
        return wb_status_of(WB_UNKNOWN_TYPE);
    }
}

// SPDX-License-Identifier: MIT

/* Streams of frames: a header byte, a length, a payload. */

enum { WB_END_OF_MESSAGE = 0x10, WB_COMPRESSED = 0x20, WB_RESERVED_BITS = 0xC0, WB_THRESHOLD = 1024 };

static const wb_options wb_frame_limits = {0, 0, 0, 0, 0, 0, false, true, false};

static bool wb_inflate(wb_reader *reader, wb_arena *arena, wb_bytes *payload)
{
    const wb_text algorithm = wb_text_at(reader->algorithm.data, reader->algorithm.size);
    if (algorithm.size == 0 || wb_text_is(algorithm, "none") || reader->compression == NULL
        || reader->compression->inflate == NULL)
        return wb_step_fail(reader, WB_COMPRESSION, 0) == WB_STEP_ITEM;
    const uint64_t limit = wb_limit_or(reader->options.message_bytes, WB_MOST_EXPANDED);
    const uint64_t used = reader->content.size < limit ? reader->content.size : limit;
    wb_bytes inflated = {NULL, 0};
    /* The type id in front is not part of the message. */
    const wb_error error = reader->compression->inflate(reader->compression->context, algorithm, *payload,
                                                        limit - used + 10, arena, &inflated);
    if (error != WB_OK)
        return wb_step_fail(reader, error, 0) == WB_STEP_ITEM;
    *payload = inflated;
    if (payload->data == NULL)
        payload->data = wb_nothing;
    return true;
}

/* The message whose last part has come. */
static bool wb_finish_message(wb_reader *reader, wb_bytes bytes, wb_arena *arena, wb_item *item)
{
    wb_decoder d;
    wb_any any = {0, NULL};
    const wb_schema *const schema = reader->schema;
    wb_options options = reader->options;
    options.zero_copy = false;
    wb_decoder_init(&d, schema, arena, bytes.data, bytes.size, &options);
    const wb_type_name name = {reader->type_id, {NULL, 0}, d.begin, d.end};
    if (d.status.error == WB_OK && wb_read_typed(&d, &schema->messages, &name, &any)) {
        item->type = any.type;
        item->value = any.value;
        if (any.type <= schema->messages.type_count && d.has_table && d.has_unknown) {
            const wb_reference_type *const type = &schema->reference_types[schema->messages.first_type + any.type - 1];
            const wb_text_list texts = {d.table, d.table_count};
            if (schema->nodes[type->node].strings != WB_NONE)
                memcpy((uint8_t *)any.value + schema->nodes[type->node].strings, &texts, sizeof texts);
        }
    }
    reader->content.size = 0;
    return d.status.error == WB_OK || wb_step_fail(reader, d.status.error, 0) == WB_STEP_ITEM;
}

static bool wb_message_frame(wb_reader *reader, uint8_t header, wb_bytes payload, wb_arena *arena, wb_item *item,
                             bool *complete)
{
    if (!reader->open) {
        wb_decoder d;
        wb_decoder_init(&d, reader->schema, NULL, payload.data, payload.size, &wb_no_limits);
        const uint8_t *const p = wb_get_varint(&d, d.begin, d.end, &reader->type_id);
        if (p == NULL)
            return wb_step_fail(reader, d.status.error, 0) == WB_STEP_ITEM;
        payload.size -= (size_t)(p - payload.data);
        payload.data = p;
        reader->open = true;
        reader->content.size = 0;
    }
    if (reader->options.message_bytes != 0 && payload.size > reader->options.message_bytes - reader->content.size)
        return wb_step_fail(reader, WB_LIMIT_MESSAGE, 0) == WB_STEP_ITEM;
    *complete = (header & WB_END_OF_MESSAGE) != 0;
    if (!*complete || reader->content.size != 0) {
        if (!wb_buffer_put(&reader->content, payload.data, payload.size))
            return wb_step_fail(reader, WB_OUT_OF_MEMORY, 0) == WB_STEP_ITEM;
        payload.data = reader->content.data;
        payload.size = reader->content.size;
    }
    if (!*complete)
        return true;
    reader->open = false;
    return wb_finish_message(reader, payload, arena, item);
}

static bool wb_control_text(wb_decoder *d, const uint8_t *at, const uint8_t *end, wb_text *text)
{
    wb_bytes bytes = {NULL, 0};
    const size_t size = (size_t)(end - at);
    if (!wb_check_utf8(d, at, size) || !wb_assign(d, &bytes, at, size))
        return false;
    *text = wb_text_at(bytes.data, bytes.size);
    return true;
}

static bool wb_control_pair(wb_decoder *d, const uint8_t *at, wb_item *item)
{
    for (int i = 0; i < 2; ++i) {
        uint64_t length = 0;
        at = wb_get_length(d, at, d->end, &length);
        if (at == NULL || !wb_control_text(d, at, at + length, i == 0 ? &item->key : &item->text))
            return false;
        at += length;
    }
    return true;
}

static bool wb_set_algorithm(wb_buffer *algorithm, const wb_frame_type *type, const wb_item *item)
{
    if (type->body != WB_BODY_PAIR || type->ends_stream || !wb_text_is(item->key, "compression"))
        return true;
    algorithm->size = 0;
    return wb_buffer_put(algorithm, item->text.data, item->text.size);
}

static bool wb_control_frame(wb_reader *reader, const wb_frame_type *type, wb_bytes payload, wb_arena *arena,
                             wb_item *item)
{
    wb_decoder d;
    wb_options options = wb_frame_limits;
    options.validate_utf8 = reader->options.validate_utf8;
    wb_decoder_init(&d, reader->schema, arena, payload.data, payload.size, &options);
    const uint8_t *p = d.begin;
    if (type->most_bytes != 0 && payload.size > type->most_bytes)
        return wb_step_fail(reader, WB_PING_LENGTH, 0) == WB_STEP_ITEM;
    switch (type->body) {
    case WB_BODY_PAIR:
        wb_control_pair(&d, p, item);
        break;
    case WB_BODY_CODE:
    case WB_BODY_NUMBER:
        p = wb_get_varint(&d, p, d.end, &item->number);
        if (p != NULL && type->body == WB_BODY_CODE)
            wb_control_text(&d, p, d.end, &item->text);
        break;
    case WB_BODY_TEXT:
        wb_control_text(&d, p, d.end, &item->text);
        break;
    default:
        wb_assign(&d, &item->bytes, p, payload.size);
        break;
    }
    if (d.status.error == WB_OK && !wb_set_algorithm(&reader->algorithm, type, item))
        wb_no_memory(&d);
    return d.status.error == WB_OK || wb_step_fail(reader, d.status.error, 0) == WB_STEP_ITEM;
}

static bool wb_read_frame(wb_reader *reader, uint8_t header, wb_bytes payload, wb_arena *arena, wb_item *item,
                          bool *complete)
{
    const wb_frame_type *const type = &reader->schema->frames[header & 0x0Fu];
    if ((header & WB_RESERVED_BITS) != 0)
        return wb_step_fail(reader, WB_FRAME_RESERVED_BITS, 0) == WB_STEP_ITEM;
    if (type->body == WB_BODY_NONE)
        return wb_step_fail(reader, WB_BAD_FRAME_TYPE, 0) == WB_STEP_ITEM;
    if ((header & WB_COMPRESSED) != 0 && !wb_inflate(reader, arena, &payload))
        return false;
    item->frame = header & 0x0Fu;
    if (type->body == WB_BODY_MESSAGE)
        return wb_message_frame(reader, header, payload, arena, item, complete);
    *complete = true;
    if (type->abandons_message) {
        reader->open = false;
        reader->content.size = 0;
    }
    return wb_control_frame(reader, type, payload, arena, item);
}

/* The next item: a whole message, or what another frame says. */
static wb_step wb_frame_next(wb_reader *reader, wb_arena *arena, wb_item *item)
{
    if (reader->schema->frames == NULL)
        return wb_step_fail(reader, WB_UNKNOWN_TYPE, 0);
    for (bool complete = false; !complete;) {
        const wb_bytes bytes = wb_input_left(reader);
        uint64_t length = 0;
        size_t prefix = 0;
        if (bytes.size == 0)
            return WB_STEP_MORE;
        const wb_bytes behind = {bytes.data + 1, bytes.size - 1};
        const wb_step step = wb_peek_varint(reader, behind, 1, &length, &prefix);
        if (step != WB_STEP_ITEM)
            return step;
        ++prefix;
        if (length > bytes.size - prefix)
            return WB_STEP_MORE;
        const wb_bytes payload = {bytes.data + prefix, (size_t)length};
        if (!wb_read_frame(reader, bytes.data[0], payload, arena, item, &complete))
            return WB_STEP_FAILED;
        reader->used += prefix + payload.size;
    }
    return WB_STEP_ITEM;
}

static bool wb_buffer_text(wb_buffer *out, wb_text text)
{
    return wb_buffer_varint(out, text.size) && wb_buffer_put(out, text.data, text.size);
}

/* A message with its type id in front. */
static wb_error wb_message_payload(const wb_writer *writer, const wb_item *item, wb_buffer *out)
{
    wb_encoder e;
    const wb_any any = {item->type, item->value};
    if (item->type == 0 || item->value == NULL)
        return WB_MISSING_TYPE;
    wb_encoder_init(&e, writer->schema, &writer->options);
    const size_t bytes = wb_reference_size(&e, &writer->schema->messages, any);
    if (bytes > e.message_limit)
        wb_refuse(&e, WB_LIMIT_MESSAGE);
    uint8_t *const at = e.error == WB_OK ? wb_buffer_more(out, bytes) : NULL;
    if (at != NULL)
        wb_put_reference(&e, &writer->schema->messages, at, any);
    else
        wb_refuse(&e, WB_OUT_OF_MEMORY);
    const wb_error error = e.error;
    wb_encoder_free(&e);
    return error;
}

static wb_error wb_frame_payload(wb_writer *writer, const wb_frame_type *type, const wb_item *item, wb_buffer *out)
{
    bool fine = true;
    switch (type->body) {
    case WB_BODY_MESSAGE:
        return wb_message_payload(writer, item, out);
    case WB_BODY_PAIR:
        fine = wb_buffer_text(out, item->key) && wb_buffer_text(out, item->text)
            && wb_set_algorithm(&writer->algorithm, type, item);
        break;
    case WB_BODY_CODE:
        fine = wb_buffer_varint(out, item->number) && wb_buffer_put(out, item->text.data, item->text.size);
        break;
    case WB_BODY_NUMBER:
        fine = wb_buffer_varint(out, item->number);
        break;
    case WB_BODY_TEXT:
        fine = wb_buffer_put(out, item->text.data, item->text.size);
        break;
    case WB_BODY_OPAQUE:
        fine = wb_buffer_put(out, item->bytes.data, item->bytes.size);
        break;
    default:
        return WB_BAD_FRAME_TYPE;
    }
    if (!fine)
        return WB_OUT_OF_MEMORY;
    return type->most_bytes != 0 && out->size > type->most_bytes ? WB_PING_LENGTH : WB_OK;
}

static wb_status wb_write_frame(wb_writer *writer, const wb_item *item, wb_buffer *out)
{
    if (writer->schema->frames == NULL)
        return wb_status_of(WB_UNKNOWN_TYPE);
    const wb_frame_type *const type = &writer->schema->frames[item->frame & 0x0Fu];
    const bool message = type->body == WB_BODY_MESSAGE;
    const wb_compression *const compression = writer->compression;
    uint8_t header = (uint8_t)((item->frame & 0x0Fu) | (message ? WB_END_OF_MESSAGE : 0u));
    wb_arena arena;
    wb_buffer buffer = {NULL, 0, 0};
    wb_arena_init(&arena);
    wb_error error = wb_frame_payload(writer, type, item, &buffer);
    wb_bytes payload = {buffer.data, buffer.size};
    if (error == WB_OK && message && payload.size > WB_THRESHOLD && writer->algorithm.size != 0 && compression != NULL
        && compression->deflate != NULL) {
        const wb_text algorithm = wb_text_at(writer->algorithm.data, writer->algorithm.size);
        wb_bytes packed = {NULL, 0};
        if (compression->deflate(compression->context, algorithm, payload, &arena, &packed)) {
            payload = packed;
            header |= WB_COMPRESSED;
        }
    }
    if (error == WB_OK
        && (!wb_buffer_put(out, &header, 1) || !wb_buffer_varint(out, payload.size)
            || !wb_buffer_put(out, payload.data, payload.size)))
        error = WB_OUT_OF_MEMORY;
    wb_buffer_free(&buffer);
    wb_arena_free(&arena);
    return wb_status_of(error);
}

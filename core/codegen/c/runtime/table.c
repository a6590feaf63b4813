// SPDX-License-Identifier: MIT

/* Unknown fields, the string table, and texts that stand where an index into it should be. */

/* Moves behind a payload; null when it is not all there. */
static const uint8_t *wb_skip_payload(wb_decoder *d, uint8_t skip, const uint8_t *at, const uint8_t *end)
{
    uint64_t value = 0;
    const uint8_t *p = at;
    switch (skip) {
    case WB_SKIP_VARINT:
        return wb_get_varint(d, p, end, &value);
    case WB_SKIP_FIXED32:
    case WB_SKIP_FIXED64: {
        const ptrdiff_t bytes = skip == WB_SKIP_FIXED32 ? 4 : 8;
        return end - p < bytes ? wb_fail(d, WB_TRUNCATED, p) : p + bytes;
    }
    case WB_SKIP_REFERENCE:
    case WB_SKIP_LENGTH:
        if (skip == WB_SKIP_REFERENCE)
            p = wb_get_varint(d, p, end, &value);
        if (p != NULL)
            p = wb_get_length(d, p, end, &value);
        return p == NULL ? NULL : p + value;
    default:
        return wb_fail(d, WB_BAD_WIRE_TYPE, at);
    }
}

/* Takes the first field off `rest`; false when there is no whole one. */
static bool wb_take_unknown(const wb_schema *schema, wb_bytes *rest, wb_unknown *field)
{
    wb_decoder d;
    wb_decoder_init(&d, schema, NULL, rest->data, rest->size, &wb_no_limits);
    uint64_t tag = 0;
    const uint8_t *p = wb_get_varint(&d, d.begin, d.end, &tag);
    if (p == NULL || tag >> 3 == 0 || tag >> 3 > WB_HIGHEST_NUMBER)
        return false;
    p = wb_skip_payload(&d, schema->skip[tag & 7u], p, d.end);
    if (p == NULL)
        return false;
    field->number = tag >> 3;
    field->data = rest->data;
    field->size = (size_t)(p - rest->data);
    rest->data = p;
    rest->size -= field->size;
    return true;
}

/* Reads the string table of the outermost message. */
static const uint8_t *wb_read_table(wb_decoder *d, const uint8_t *start, const uint8_t *at, const uint8_t *end)
{
    uint64_t length = 0;
    uint64_t count = 0;
    const uint8_t *p = wb_get_length(d, at, end, &length);
    if (p == NULL)
        return NULL;
    if (d->depth != 1)
        return wb_fail(d, WB_STRING_TABLE_POSITION, start);
    const uint8_t *const last = p + length;
    const uint8_t *const counted = p;
    d->table_count = 0;
    d->has_table = true;
    p = wb_get_varint(d, p, last, &count);
    if (p == NULL || !wb_elements(d, count, 0, counted))
        return NULL;
    if (count > (uint64_t)(last - p))
        return wb_fail(d, WB_TRUNCATED, counted);
    d->table = wb_arena_array(d->arena, count, sizeof *d->table);
    for (uint64_t i = 0; d->table != NULL && i < count; ++i) {
        uint64_t bytes = 0;
        wb_bytes entry = {NULL, 0};
        const uint8_t *const text = wb_get_varint(d, p, last, &bytes);
        if (text == NULL || !wb_tick(d, p) || !wb_text_fits(d, bytes, p))
            return NULL;
        if (bytes > (uint64_t)(last - text))
            return wb_fail(d, WB_TRUNCATED, p);
        if (!wb_check_utf8(d, text, (size_t)bytes) || !wb_assign(d, &entry, text, (size_t)bytes))
            return NULL;
        d->table[d->table_count++] = wb_text_at(entry.data, entry.size);
        p = text + bytes;
    }
    if (d->table == NULL)
        wb_no_memory(d);
    return d->table == NULL ? NULL : last;
}

/* Bytes of the character at `at`; 0 when there is none, or one that is no text of a person. */
static size_t wb_character(const uint8_t *at, const uint8_t *end)
{
    if (*at < 0x80)
        return (*at >= 0x20 ? *at != 0x7F : *at == '\t' || *at == '\n' || *at == '\r') ? 1 : 0;
    if (*at == 0xC2 && end - at > 1 && at[1] < 0xA0) /* U+0080 to U+009F */
        return 0;
    return wb_long_character(at, (size_t)(end - at));
}

static bool wb_inline_is_text(const wb_inline *texts, const uint8_t *at, uint64_t length)
{
    const size_t size = (size_t)(texts->end - texts->begin);
    const size_t offset = (size_t)(at - texts->begin);
    if (length == 0 || length > size - offset || !texts->starts[offset] || texts->text_end[offset] < offset + length)
        return false;
    const size_t next = offset + (size_t)length;
    return (texts->starts[next] || texts->text_end[next] == next) && texts->parses[next];
}

static bool wb_is_interned(const wb_schema *schema, const wb_node *node, uint64_t number)
{
    const wb_slot *const slot = wb_find_number(schema, node, number);
    for (uint32_t i = 0; slot != NULL && i < slot->form_count; ++i) {
        if (schema->forms[slot->first_form + i].form == WB_FORM_TABLE_INDEX)
            return true;
    }
    return false;
}

static bool wb_parses_from(const wb_schema *schema, const wb_inline *texts, const wb_node *node, size_t offset,
                           bool outermost)
{
    wb_decoder d;
    uint64_t tag = 0;
    wb_decoder_init(&d, schema, NULL, wb_nothing, 0, &wb_no_limits);
    const uint8_t *p = wb_get_varint(&d, texts->begin + offset, texts->end, &tag);
    if (p == NULL)
        return false;
    const uint64_t number = tag >> 3;
    const uint8_t wire_type = (uint8_t)(tag & 7u);
    const bool table = number == 0 && wire_type == schema->table_wire_type && outermost;
    if ((number == 0 && !table) || number > WB_HIGHEST_NUMBER)
        return false;
    const uint8_t skip = table ? WB_SKIP_LENGTH : schema->skip[wire_type];
    if (skip == WB_SKIP_VARINT && wire_type == schema->table_wire_type && wb_is_interned(schema, node, number)) {
        uint64_t index = 0;
        p = wb_get_varint(&d, p, texts->end, &index);
        if (p == NULL)
            return false;
        if (wb_inline_is_text(texts, p, index))
            return true;
    } else {
        p = wb_skip_payload(&d, skip, p, texts->end);
    }
    return p != NULL && texts->parses[p - texts->begin];
}

static bool wb_make_inline(wb_decoder *d, wb_inline *texts, const wb_node *node, const uint8_t *begin,
                           const uint8_t *end)
{
    const size_t size = (size_t)(end - begin);
    texts->made = true;
    texts->begin = begin;
    texts->end = end;
    texts->starts = wb_arena_array(d->arena, size + 1, sizeof(bool));
    texts->parses = wb_arena_array(d->arena, size + 1, sizeof(bool));
    texts->text_end = wb_arena_array(d->arena, size + 1, sizeof(size_t));
    bool *const inside = wb_arena_array(d->arena, size + 1, sizeof(bool));
    if (texts->starts == NULL || texts->parses == NULL || texts->text_end == NULL || inside == NULL)
        return wb_no_memory(d);
    texts->starts[size] = texts->parses[size] = true;
    for (size_t at = 0; at < size; ++at) {
        const size_t bytes = wb_character(begin + at, end);
        texts->starts[at] = bytes != 0;
        for (size_t part = at; part < at + bytes; ++part)
            inside[part] = true;
    }
    for (size_t at = size + 1; at-- > 0;)
        texts->text_end[at] = at < size && inside[at] ? texts->text_end[at + 1] : at;
    for (size_t at = size; at-- > 0;) {
        if (!wb_tick(d, begin + at))
            return false;
        texts->parses[at] = wb_parses_from(d->schema, texts, node, at, d->depth == 1);
    }
    return true;
}

/* Reads an index into the string table, or a text that stands in its place. */
static const uint8_t *wb_get_table_text(wb_decoder *d, wb_inline *texts, const wb_node *owner, const uint8_t *at,
                                        const uint8_t *end, void *value)
{
    uint64_t index = 0;
    const uint8_t *const p = wb_get_varint(d, at, end, &index);
    if (p == NULL)
        return NULL;
    if (!d->has_table && d->schema->guess_inline_text && index != 0 && index <= (uint64_t)(end - p)) {
        if (!texts->made && !wb_make_inline(d, texts, owner, p, end))
            return NULL;
        if (index <= d->string_limit && wb_inline_is_text(texts, p, index))
            return wb_assign(d, value, p, (size_t)index) ? p + index : NULL;
    }
    if (index >= d->table_count)
        return wb_fail(d, WB_STRING_INDEX, at);
    memcpy(value, &d->table[index], sizeof *d->table);
    return p;
}

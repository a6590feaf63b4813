// SPDX-License-Identifier: MIT

/* Several values in JSON: an array of them. */

static void wb_print_frame(wb_writing *w, const wb_item *item)
{
    const wb_frame_type *const type = &w->schema->frames[item->frame];
    const wb_any any = {item->type, item->value};
    bool first = true;
    bool inner = true;
    wb_print_text(&w->p, "{");
    wb_print_key(w, type->name, &first);
    switch (type->body) {
    case WB_BODY_MESSAGE:
        wb_print_union(w, &w->schema->messages, any);
        break;
    case WB_BODY_PAIR:
        wb_print_text(&w->p, "{");
        wb_print_key(w, "key", &inner);
        wb_print_any_text(&w->p, item->key);
        wb_print_key(w, "value", &inner);
        wb_print_any_text(&w->p, item->text);
        wb_print_text(&w->p, "}");
        break;
    case WB_BODY_CODE:
        wb_print_text(&w->p, "{");
        wb_print_key(w, "code", &inner);
        wb_print_number(&w->p, item->number, false);
        wb_print_key(w, "text", &inner);
        wb_print_any_text(&w->p, item->text);
        wb_print_text(&w->p, "}");
        break;
    case WB_BODY_NUMBER:
        wb_print_number(&w->p, item->number, false);
        break;
    case WB_BODY_TEXT:
        wb_print_any_text(&w->p, item->text);
        break;
    default:
        wb_print_bytes(&w->p, item->bytes);
        break;
    }
    wb_print_text(&w->p, "}");
}

static void wb_print_item(wb_writing *w, wb_framing framing, const wb_type *type, const wb_item *item)
{
    bool first = true;
    if (framing == WB_FRAMING_FRAMES) {
        wb_print_frame(w, item);
        return;
    }
    if (framing == WB_FRAMING_MESSAGES)
        type = item->type == 0 ? NULL : &w->schema->types[item->type - 1];
    if (type != NULL) {
        wb_print_struct(w, &w->schema->nodes[type->node], item->value, type->name);
        return;
    }
    wb_print_text(&w->p, "{");
    wb_print_key(w, "@unknown", &first);
    wb_print_bytes(&w->p, *(const wb_bytes *)item->value);
    wb_print_text(&w->p, "}");
}

/* How values follow one another, by name, and the type where all are of one. */
static bool wb_find_framing(const wb_schema *schema, const char *name, const char *type_name, wb_framing *framing,
                            const wb_type **type)
{
    static const char *const names[] = {"none", "messages", "delimited", "frames", "concatenated"};
    *framing = schema->framing;
    for (unsigned i = 1; name != NULL && *name != '\0' && i < sizeof names / sizeof *names; ++i) {
        if (strcmp(names[i], name) == 0)
            *framing = (wb_framing)i;
    }
    *type = wb_find_type(schema, type_name);
    if (*framing == WB_FRAMING_DELIMITED || *framing == WB_FRAMING_CONCATENATED)
        return *type != NULL && ((*type)->framings >> *framing & 1u) != 0;
    return *framing == WB_FRAMING_MESSAGES ? schema->framing == WB_FRAMING_MESSAGES
                                           : *framing == WB_FRAMING_FRAMES && schema->frames != NULL;
}

/* Takes what a reader has; false after an error. */
static bool wb_print_items(wb_writing *w, wb_reader *reader, const wb_type *type, bool *first)
{
    wb_item item;
    for (;;) {
        wb_arena arena;
        wb_arena_init(&arena);
        const wb_step step = wb_reader_next(reader, &arena, &item);
        if (step == WB_STEP_ITEM) {
            if (!*first)
                wb_print_text(&w->p, ",");
            *first = false;
            wb_print_item(w, reader->framing, type, &item);
        }
        wb_arena_free(&arena);
        if (step != WB_STEP_ITEM)
            return step == WB_STEP_MORE;
    }
}

wb_status wb_decode_stream_json(const wb_schema *schema, const char *framing, const char *type, const uint8_t *data,
                                size_t size, wb_buffer *json, const wb_options *options,
                                const wb_compression *compression)
{
    wb_framing kind = WB_FRAMING_NONE;
    const wb_type *found = NULL;
    if (!wb_find_framing(schema, framing, type, &kind, &found))
        return wb_status_of(WB_UNKNOWN_TYPE);
    wb_writing w = {schema, {json, false}};
    wb_reader reader;
    bool first = true;
    wb_reader_init(&reader, schema, kind, found == NULL ? 0 : found->node, options, compression);
    wb_print_text(&w.p, "[");
    /* Pieces of growing size, as they would come from elsewhere. */
    bool fine = true;
    for (size_t piece = 1; fine && size != 0; ++piece) {
        const size_t part = piece < size ? piece : size;
        fine = wb_reader_feed(&reader, data, part) && wb_print_items(&w, &reader, found, &first);
        data += part;
        size -= part;
    }
    wb_print_text(&w.p, "]");
    wb_status status = fine ? wb_reader_finish(&reader) : reader.status;
    if (status.error == WB_OK && w.p.failed)
        status = wb_status_of(WB_OUT_OF_MEMORY);
    wb_reader_free(&reader);
    return status;
}

/* The two members of an object that has no others. */
static bool wb_parse_parts(wb_reading *r, const wb_json *json, const char *first, const char *second)
{
    if (json->kind != WB_JSON_OBJECT)
        return wb_reject(r, WB_WRONG_TYPE);
    for (size_t i = 0; i < json->count; ++i) {
        if (!wb_text_is(json->keys[i], first) && !wb_text_is(json->keys[i], second))
            return wb_reject(r, WB_UNKNOWN_KEY);
    }
    return json->count == 2 || wb_reject(r, WB_MISSING_VALUE);
}

static bool wb_parse_frame(wb_reading *r, const wb_json *json, wb_item *item)
{
    if (json->kind != WB_JSON_OBJECT)
        return wb_reject(r, WB_WRONG_TYPE);
    if (json->count != 1 || json->items[0].kind == WB_JSON_NULL)
        return wb_reject(r, json->count > 1 ? WB_ONEOF_MULTIPLE : WB_MISSING_VALUE);
    const wb_json *const inside = &json->items[0];
    const wb_frame_type *type = NULL;
    for (uint8_t i = 0; i < 16; ++i) {
        if (r->schema->frames[i].body != WB_BODY_NONE && wb_text_is(json->keys[0], r->schema->frames[i].name)) {
            type = &r->schema->frames[i];
            item->frame = i;
        }
    }
    if (type == NULL)
        return wb_reject(r, WB_UNKNOWN_KEY);
    wb_any any = {0, NULL};
    switch (type->body) {
    case WB_BODY_MESSAGE:
        if (!wb_parse_union(r, &r->schema->messages, inside, &any))
            return false;
        item->type = any.type;
        item->value = any.value;
        return true;
    case WB_BODY_PAIR:
        return wb_parse_parts(r, inside, "key", "value") && wb_parse_text(r, wb_json_find(inside, "key"), &item->key)
            && wb_parse_text(r, wb_json_find(inside, "value"), &item->text);
    case WB_BODY_CODE:
        return wb_parse_parts(r, inside, "code", "text")
            && wb_judge(r, wb_json_integer(wb_json_find(inside, "code"), false, 0, UINT64_MAX, &item->number))
            && wb_parse_text(r, wb_json_find(inside, "text"), &item->text);
    case WB_BODY_NUMBER:
        return wb_judge(r, wb_json_integer(inside, false, 0, UINT64_MAX, &item->number));
    case WB_BODY_TEXT:
        return wb_parse_text(r, inside, &item->text);
    default:
        return inside->kind == WB_JSON_STRING ? wb_judge(r, wb_json_bytes(inside, r->arena, &item->bytes))
                                              : wb_reject(r, WB_WRONG_TYPE);
    }
}

/* A message that the schema does not have: one whole message, header included. */
static bool wb_parse_unknown_message(wb_reading *r, const wb_json *json, wb_item *item)
{
    wb_bytes *const bytes = wb_arena_alloc(r->arena, sizeof *bytes);
    if (bytes == NULL)
        return wb_reject(r, WB_OUT_OF_MEMORY);
    item->value = bytes;
    if (!wb_judge(r, wb_json_bytes(wb_json_find(json, "@unknown"), r->arena, bytes)))
        return false;
    const bool whole = json->count == 1 && bytes->size >= WB_HEADER_BYTES
        && wb_load(bytes->data + 8, 4) == bytes->size - WB_HEADER_BYTES;
    return (whole && wb_find_message(r->schema, wb_load(bytes->data, 8)) == r->schema->type_count)
        || wb_reject(r, WB_BAD_UNKNOWN);
}

static bool wb_parse_item(wb_reading *r, wb_framing framing, const wb_type *type, const wb_json *json, wb_item *item)
{
    if (framing == WB_FRAMING_FRAMES)
        return wb_parse_frame(r, json, item);
    if (framing == WB_FRAMING_MESSAGES) {
        const wb_json *const named = wb_json_find(json, "@type");
        if (wb_json_find(json, "@unknown") != NULL)
            return wb_parse_unknown_message(r, json, item);
        if (named == NULL || named->kind != WB_JSON_STRING)
            return wb_reject(r, json->kind == WB_JSON_OBJECT && named == NULL ? WB_MISSING_TYPE : WB_WRONG_TYPE);
        type = named->text.size == 0 ? NULL : wb_find_type(r->schema, named->text.data);
        if (type == NULL || r->schema->nodes[type->node].op != WB_OP_MESSAGE)
            return wb_reject(r, WB_UNKNOWN_TYPE);
        item->type = (uint32_t)(type - r->schema->types) + 1;
    }
    item->value = wb_arena_alloc(r->arena, r->schema->nodes[type->node].size);
    return item->value == NULL ? wb_reject(r, WB_OUT_OF_MEMORY)
                               : wb_judge(r, wb_parse_root(r->schema, type->node, json, item->value, r->arena));
}

wb_status wb_encode_stream_json(const wb_schema *schema, const char *framing, const char *type, const char *json,
                                size_t size, wb_buffer *out, const wb_options *options,
                                const wb_compression *compression)
{
    wb_framing kind = WB_FRAMING_NONE;
    const wb_type *found = NULL;
    if (!wb_find_framing(schema, framing, type, &kind, &found))
        return wb_status_of(WB_UNKNOWN_TYPE);
    wb_arena arena;
    wb_json parsed;
    wb_writer writer;
    wb_arena_init(&arena);
    wb_writer_init(&writer, schema, kind, found == NULL ? 0 : found->node, options, compression);
    wb_status status = wb_json_parse(&parsed, &arena, json, size);
    if (status.error == WB_OK && parsed.kind != WB_JSON_ARRAY)
        status = wb_status_of(WB_WRONG_TYPE);
    wb_reading r = {schema, &arena, WB_OK};
    for (size_t i = 0; status.error == WB_OK && i < parsed.count; ++i) {
        wb_item item;
        memset(&item, 0, sizeof item);
        if (wb_parse_item(&r, kind, found, &parsed.items[i], &item))
            status = wb_writer_append(&writer, &item, out);
        else
            status = wb_status_of(r.error);
    }
    wb_writer_free(&writer);
    wb_arena_free(&arena);
    return status;
}

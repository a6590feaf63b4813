// SPDX-License-Identifier: MIT

static bool wb_parse_date(wb_reading *r, const wb_date *date, const wb_json *json, int64_t *value)
{
    if (json->kind != WB_JSON_STRING)
        return wb_reject(r, WB_WRONG_TYPE);
    const wb_text text = json->text;
    if (!wb_civil_seconds(text, value) || memcmp(text.data, "0000", 4) == 0
        || (text.size != 10) != (date->unit != 86400) || (text.size == 19 && text.data[10] != 'T'))
        return wb_reject(r, WB_BAD_DATE);
    return true;
}

static bool wb_parse_uuid(wb_reading *r, const wb_json *json, uint8_t *value)
{
    size_t digits = 0;
    if (json->kind != WB_JSON_STRING)
        return wb_reject(r, WB_WRONG_TYPE);
    if (json->text.size != 36)
        return wb_reject(r, WB_INVALID_BYTES);
    for (size_t i = 0; i < 36; ++i) {
        const char c = json->text.data[i];
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        const int digit = wb_hex_digit(c);
        if (dash != (c == '-') || (!dash && digit < 0))
            return wb_reject(r, WB_INVALID_BYTES);
        if (!dash) {
            value[digits / 2] = (uint8_t)(value[digits / 2] << 4 | digit);
            ++digits;
        }
    }
    return true;
}

static bool wb_parse_decimal(wb_reading *r, const wb_json *json, uint8_t *value)
{
    const wb_json *const raw = wb_raw_bytes(json);
    wb_bytes bytes;
    if (raw != NULL) {
        if (!wb_judge(r, wb_json_bytes(raw, r->arena, &bytes)))
            return false;
        if (bytes.size != 16)
            return wb_reject(r, WB_INVALID_BYTES);
        memcpy(value, bytes.data, 16);
        return true;
    }
    return json->kind == WB_JSON_STRING ? wb_judge(r, wb_read_decimal(json->text, r->arena, value))
                                        : wb_reject(r, WB_WRONG_TYPE);
}

static bool wb_parse_bigint(wb_reading *r, const wb_json *json, wb_bigint *value)
{
    wb_text text = json->text;
    if (json->kind != WB_JSON_STRING && json->kind != WB_JSON_NUMBER)
        return wb_reject(r, WB_WRONG_TYPE);
    value->negative = text.size != 0 && *text.data == '-';
    if (value->negative)
        text = wb_text_at(text.data + 1, text.size - 1);
    return wb_judge(r, wb_read_natural(text, r->arena, &value->magnitude));
}

static bool wb_parse_bytes(wb_reading *r, const wb_node *node, const wb_json *json, void *value)
{
    wb_bytes bytes;
    if (json->kind != WB_JSON_STRING)
        return wb_reject(r, WB_WRONG_TYPE);
    if (!wb_judge(r, wb_json_bytes(json, r->arena, &bytes)))
        return false;
    if ((node->flags & WB_INLINE_BYTES) == 0) {
        memcpy(value, &bytes, sizeof bytes);
        return true;
    }
    if (bytes.size != node->size)
        return wb_reject(r, WB_ARRAY_COUNT);
    wb_copy_bytes(value, bytes.data, bytes.size);
    return true;
}

static bool wb_parse_complex(wb_reading *r, const wb_node *node, const wb_json *json, void *value)
{
    if (json->kind != WB_JSON_ARRAY || json->count != 2)
        return wb_reject(r, WB_WRONG_TYPE);
    wb_node part = *node;
    part.kind = WB_KIND_FLOAT;
    for (size_t i = 0; i < 2; ++i) {
        uint64_t bits = 0;
        if (!wb_judge(r, wb_json_float(&json->items[i], node->bits, &bits)))
            return false;
        wb_set_number(&part, (uint8_t *)value + i * node->bits / 8, bits);
    }
    return true;
}

static bool wb_parse_integer(wb_reading *r, const wb_node *node, const wb_json *json, void *value)
{
    const bool is_signed = node->kind == WB_KIND_INT;
    uint64_t number = 0;
    uint64_t lowest = is_signed ? UINT64_C(0) - (UINT64_C(1) << (node->bits - 1)) : 0;
    uint64_t highest = wb_low_bits(node->bits) >> (is_signed ? 1 : 0);
    if (node->op == WB_OP_BITS) {
        lowest = node->lowest;
        highest = node->highest;
    }
    if (!wb_judge(r, wb_json_integer(json, is_signed, lowest, highest, &number)))
        return false;
    wb_set_number(node, value, number);
    return true;
}

static bool wb_parse_float(wb_reading *r, const wb_node *node, const wb_json *json, void *value)
{
    uint64_t bits = 0;
    if (!wb_judge(r, wb_json_float(json, node->bits, &bits)))
        return false;
    wb_set_number(node, value, bits);
    return true;
}

static bool wb_parse_value(wb_reading *r, const wb_node *node, const wb_json *json, void *value)
{
    switch (node->kind) {
    case WB_KIND_BOOL:
        *(bool *)value = json->truth;
        return json->kind == WB_JSON_BOOL || wb_reject(r, WB_WRONG_TYPE);
    case WB_KIND_UINT:
    case WB_KIND_INT:
        return wb_parse_integer(r, node, json, value);
    case WB_KIND_FLOAT:
        return wb_parse_float(r, node, json, value);
    case WB_KIND_TEXT:
        return wb_parse_text(r, json, value);
    case WB_KIND_BYTES:
        return wb_parse_bytes(r, node, json, value);
    case WB_KIND_ENUM:
        return wb_parse_enum(r, &r->schema->enums[node->detail], json, value);
    case WB_KIND_FLAGS:
        return wb_parse_flags(r, node, json, value);
    case WB_KIND_DATE:
        return wb_parse_date(r, &r->schema->dates[node->detail], json, value);
    case WB_KIND_TIME:
        return wb_judge(r, wb_json_time(json, value));
    case WB_KIND_COMPLEX:
        return wb_parse_complex(r, node, json, value);
    case WB_KIND_UUID:
        return wb_parse_uuid(r, json, value);
    case WB_KIND_DECIMAL:
        return wb_parse_decimal(r, json, value);
    case WB_KIND_BIGINT:
        return wb_parse_bigint(r, json, value);
    case WB_KIND_STRUCT:
        return wb_parse_struct(r, node, json, value, false);
    case WB_KIND_LIST:
        return wb_parse_list(r, node, json, value);
    case WB_KIND_MAP:
        return wb_parse_map(r, node, json, value);
    default:
        return wb_parse_union(r, wb_reference_of(r->schema, node), json, value);
    }
}

/* Whether a name with the package in front is the type's. */
static bool wb_is_own_type(const wb_schema *schema, const wb_type *type, wb_text name)
{
    const wb_text package = wb_text_of(schema->package);
    const wb_text own = wb_text_of(type->name);
    return package.size != 0 && own.size == package.size + 1 + name.size && own.data[package.size] == '.'
        && wb_text_equal(wb_text_at(own.data, package.size), package)
        && wb_text_equal(wb_text_at(own.data + package.size + 1, name.size), name);
}

/* The type with this name, bare where it is of the schema's own package, or with this full name; the only one where
   there is no name; null when there is none. */
static const wb_type *wb_find_type(const wb_schema *schema, const char *name)
{
    const wb_text wanted = name == NULL ? wb_text_at("", 0) : wb_text_of(name);
    if (wanted.size == 0)
        return schema->type_count == 1 ? schema->types : NULL;
    for (uint32_t i = 0; i < schema->type_count; ++i) {
        if (wb_text_is(wanted, schema->types[i].name))
            return &schema->types[i];
    }
    for (uint32_t i = 0; i < schema->type_count; ++i) {
        if (wb_text_is(wanted, schema->types[i].full_name) || wb_is_own_type(schema, &schema->types[i], wanted))
            return &schema->types[i];
    }
    return NULL;
}

/* A whole value, which may name its type. */
static wb_error wb_parse_root(const wb_schema *schema, uint32_t node, const wb_json *json, void *value, wb_arena *arena)
{
    wb_reading r = {schema, arena, WB_OK};
    memset(value, 0, schema->nodes[node].size);
    const wb_json *const named = wb_json_find(json, "@type");
    for (uint32_t i = 0; named != NULL && i < schema->type_count; ++i) {
        const wb_type *const type = &schema->types[i];
        if (type->node == node
            && (named->kind != WB_JSON_STRING || named->text.size == 0
                || (!wb_text_is(named->text, type->name) && !wb_text_is(named->text, type->full_name)
                    && !wb_is_own_type(schema, type, named->text))))
            return WB_UNKNOWN_TYPE;
    }
    wb_parse_struct(&r, &schema->nodes[node], json, value, true);
    return r.error;
}

wb_status wb_from_json(const wb_schema *schema, uint32_t node, void *value, wb_arena *arena, const char *json,
                       size_t size)
{
    wb_json parsed;
    wb_status status = wb_json_parse(&parsed, arena, json, size);
    if (status.error == WB_OK)
        status = wb_status_of(wb_parse_root(schema, node, &parsed, value, arena));
    return status;
}

wb_status wb_encode_json(const wb_schema *schema, const char *type, const char *json, size_t size, wb_buffer *out,
                         const wb_options *options)
{
    const wb_type *const found = wb_find_type(schema, type);
    if (found == NULL)
        return wb_status_of(WB_UNKNOWN_TYPE);
    wb_arena arena;
    wb_arena_init(&arena);
    void *const value = wb_arena_alloc(&arena, schema->nodes[found->node].size);
    wb_status status = wb_status_of(WB_OUT_OF_MEMORY);
    if (value != NULL)
        status = wb_from_json(schema, found->node, value, &arena, json, size);
    if (status.error == WB_OK)
        status = wb_append(schema, found->node, value, out, options);
    wb_arena_free(&arena);
    return status;
}

wb_status wb_decode_json(const wb_schema *schema, const char *type, const uint8_t *data, size_t size, wb_buffer *json,
                         const wb_options *options)
{
    const wb_type *const found = wb_find_type(schema, type);
    if (found == NULL)
        return wb_status_of(WB_UNKNOWN_TYPE);
    wb_arena arena;
    wb_arena_init(&arena);
    void *const value = wb_arena_alloc(&arena, schema->nodes[found->node].size);
    wb_status status = wb_status_of(WB_OUT_OF_MEMORY);
    if (value != NULL)
        status = wb_decode(schema, found->node, value, &arena, data, size, options);
    if (status.error == WB_OK)
        status = wb_to_json(schema, found->node, value, NULL, json);
    wb_arena_free(&arena);
    return status;
}

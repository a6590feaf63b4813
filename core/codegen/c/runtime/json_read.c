// SPDX-License-Identifier: MIT

/* Values from JSON. */

typedef struct wb_reading {
    const wb_schema *schema;
    wb_arena *arena;
    wb_error error;
} wb_reading;

static bool wb_reject(wb_reading *r, wb_error error)
{
    if (r->error == WB_OK)
        r->error = error;
    return false;
}

static bool wb_judge(wb_reading *r, wb_error error)
{
    return error == WB_OK || wb_reject(r, error);
}

/* Reads into a value that is zero. */
static bool wb_parse_value(wb_reading *r, const wb_node *node, const wb_json *json, void *value);

/* Sets what is left out to what a missing value means. */
static bool wb_parse_missing(wb_reading *r, const wb_slot *slot, const wb_node *node, void *value)
{
    wb_decoder d;
    wb_decoder_init(&d, r->schema, r->arena, wb_nothing, 0, &wb_no_limits);
    return wb_set_default(&d, slot, node, value) || wb_reject(r, d.status.error);
}

/* A value in a list, entry or field. */
static bool wb_parse_slot(wb_reading *r, const wb_slot *slot, const wb_json *json, void *base)
{
    const wb_node *const node = wb_payload(r->schema, slot);
    if (json->kind == WB_JSON_NULL && node->kind != WB_KIND_UNION)
        return slot->has != WB_NONE || wb_reject(r, WB_MISSING_VALUE);
    void *const value = wb_make(r->arena, slot, node, base);
    return value == NULL ? wb_reject(r, WB_OUT_OF_MEMORY) : wb_parse_value(r, node, json, value);
}

static bool wb_parse_list(wb_reading *r, const wb_node *node, const wb_json *json, void *value)
{
    if (json->kind != WB_JSON_ARRAY)
        return wb_reject(r, WB_WRONG_TYPE);
    if ((node->flags & WB_FIXED_COUNT) != 0 ? json->count != node->capacity
                                            : node->op == WB_OP_SLOTS && json->count > node->capacity)
        return wb_reject(r, WB_ARRAY_COUNT);
    uint8_t *item = wb_list_of(r->arena, node, value, json->count);
    if (item == NULL)
        return wb_reject(r, WB_OUT_OF_MEMORY);
    for (size_t i = 0; i < json->count; ++i, item += node->stride) {
        if (!wb_parse_slot(r, &r->schema->slots[node->first_slot], &json->items[i], item))
            return false;
    }
    return true;
}

static bool wb_parse_map(wb_reading *r, const wb_node *node, const wb_json *json, void *value)
{
    const wb_slot *const slots = &r->schema->slots[node->first_slot];
    const wb_node *const key = &r->schema->nodes[slots[0].node];
    const bool object = json->kind == WB_JSON_OBJECT && key->kind == WB_KIND_TEXT;
    if (!object && json->kind != WB_JSON_ARRAY)
        return wb_reject(r, WB_WRONG_TYPE);
    uint8_t *entry = wb_list_of(r->arena, node, value, json->count);
    if (entry == NULL)
        return wb_reject(r, WB_OUT_OF_MEMORY);
    for (size_t i = 0; i < json->count; ++i, entry += node->stride) {
        const wb_json *item = &json->items[i];
        if (object) {
            memcpy(entry + slots[0].value, &json->keys[i], sizeof(wb_text));
        } else {
            if (item->kind != WB_JSON_ARRAY || item->count != 2)
                return wb_reject(r, WB_WRONG_TYPE);
            if (!wb_parse_slot(r, &slots[0], &item->items[0], entry))
                return false;
            item = &item->items[1];
        }
        if (!wb_parse_slot(r, &slots[1], item, entry))
            return false;
    }
    wb_arena scratch;
    wb_arena_init(&scratch);
    const wb_sorted *const sorted = wb_sort_map(r->schema, &scratch, node, wb_get_list(value));
    bool fine = sorted != NULL || wb_reject(r, WB_OUT_OF_MEMORY);
    for (size_t i = 1; fine && i < json->count; ++i)
        fine = wb_compare_sorted(&sorted[i - 1], &sorted[i]) != 0 || wb_reject(r, WB_DUPLICATE_KEY);
    wb_arena_free(&scratch);
    return fine;
}

static bool wb_parse_unknown(wb_reading *r, const wb_node *node, const wb_json *json, void *value)
{
    wb_bytes bytes;
    if (json->kind != WB_JSON_STRING)
        return wb_reject(r, WB_WRONG_TYPE);
    if (!wb_judge(r, wb_json_bytes(json, r->arena, &bytes)))
        return false;
    memcpy((uint8_t *)value + node->unknown, &bytes, sizeof bytes);
    return wb_check_unknown(r->schema, node, bytes) || wb_reject(r, WB_BAD_UNKNOWN);
}

static bool wb_parse_text(wb_reading *r, const wb_json *json, wb_text *text)
{
    const wb_json *const raw = wb_raw_bytes(json);
    wb_bytes bytes;
    if (raw != NULL) {
        if (!wb_judge(r, wb_json_bytes(raw, r->arena, &bytes)))
            return false;
        *text = wb_text_at(bytes.data, bytes.size);
        return true;
    }
    if (json->kind != WB_JSON_STRING)
        return wb_reject(r, WB_WRONG_TYPE);
    *text = json->text;
    return !json->lone_surrogate || wb_reject(r, WB_INVALID_UTF8);
}

static bool wb_parse_strings(wb_reading *r, const wb_node *node, const wb_json *json, void *value)
{
    wb_text_list texts = {NULL, 0};
    if (json->kind != WB_JSON_ARRAY)
        return wb_reject(r, WB_WRONG_TYPE);
    texts.items = wb_arena_array(r->arena, json->count, sizeof *texts.items);
    if (texts.items == NULL)
        return wb_reject(r, WB_OUT_OF_MEMORY);
    for (; texts.count < json->count; ++texts.count) {
        if (!wb_parse_text(r, &json->items[texts.count], &texts.items[texts.count]))
            return false;
    }
    memcpy((uint8_t *)value + node->strings, &texts, sizeof texts);
    return true;
}

static bool wb_is_field(const wb_reading *r, const wb_node *node, wb_text key)
{
    for (uint32_t i = 0; i < node->slot_count; ++i) {
        const wb_slot *const slot = &r->schema->slots[node->first_slot + i];
        if ((slot->flags & WB_SLOT_FIELD) != 0 && wb_text_is(key, slot->name))
            return true;
    }
    return false;
}

static bool wb_is_left_out(const wb_json *json, bool null_too)
{
    return json == NULL || (null_too && json->kind == WB_JSON_NULL);
}

static bool wb_parse_groups(wb_reading *r, const wb_node *node, const wb_json *json)
{
    for (uint32_t i = 0; (node->flags & WB_ONEOF) != 0 && i < node->slot_count; ++i) {
        const wb_slot *const slot = &r->schema->slots[node->first_slot + i];
        if (slot->oneof == 0 || wb_is_left_out(wb_json_find(json, slot->name), true))
            continue;
        for (uint32_t j = i + 1; j < node->slot_count; ++j) {
            const wb_slot *const other = &r->schema->slots[node->first_slot + j];
            if (other->oneof == slot->oneof && !wb_is_left_out(wb_json_find(json, other->name), true))
                return wb_reject(r, WB_ONEOF_MULTIPLE);
        }
    }
    return true;
}

static bool wb_parse_field(wb_reading *r, const wb_slot *slot, const wb_json *given, void *value)
{
    if (!wb_is_left_out(given, (slot->flags & WB_SLOT_NULL) != 0)) {
        if (given->kind == WB_JSON_NULL && wb_payload(r->schema, slot)->kind != WB_KIND_UNION)
            return wb_reject(r, WB_MISSING_VALUE);
        return wb_parse_slot(r, slot, given, value);
    }
    if ((slot->flags & WB_SLOT_MUST) != 0)
        return wb_reject(r, WB_MISSING_VALUE);
    return slot->has != WB_NONE || (slot->flags & WB_SLOT_BOXED) != 0
        || wb_parse_missing(r, slot, &r->schema->nodes[slot->node], (uint8_t *)value + slot->value);
}

static bool wb_parse_struct(wb_reading *r, const wb_node *node, const wb_json *json, void *value, bool typed)
{
    if (json->kind != WB_JSON_OBJECT)
        return wb_reject(r, WB_WRONG_TYPE);
    for (size_t i = 0; i < json->count; ++i) {
        const wb_text key = json->keys[i];
        if (wb_is_field(r, node, key))
            continue;
        bool fine = false;
        if (node->unknown != WB_NONE && wb_text_is(key, "@unknown"))
            fine = wb_parse_unknown(r, node, &json->items[i], value);
        else if (typed && node->strings != WB_NONE && wb_text_is(key, "@strings"))
            fine = wb_parse_strings(r, node, &json->items[i], value);
        else
            fine = (typed && wb_text_is(key, "@type")) || wb_reject(r, WB_UNKNOWN_KEY);
        if (!fine)
            return false;
    }
    for (uint32_t i = 0; i < node->slot_count; ++i) {
        const wb_slot *const slot = &r->schema->slots[node->first_slot + i];
        if ((slot->flags & WB_SLOT_FIELD) != 0 && !wb_parse_field(r, slot, wb_json_find(json, slot->name), value))
            return false;
    }
    return wb_parse_groups(r, node, json);
}

/* Reads a type that the schema does not have; false, without an error, when it is not given as one. */
static bool wb_parse_foreign(wb_reading *r, uint8_t by, const wb_json *json, wb_foreign *value)
{
    const wb_json *const name = wb_json_find(json, "@type");
    const wb_json *const bytes = wb_json_find(json, "@bytes");
    if (name == NULL || bytes == NULL || json->count != 2 || bytes->kind != WB_JSON_STRING
        || wb_read_bytes(bytes->text, r->arena, &value->bytes) != WB_OK)
        return false;
    if (by == WB_BY_NAME) {
        const wb_json *const named = wb_raw_bytes(name);
        wb_bytes raw;
        if (named != NULL && wb_json_bytes(named, r->arena, &raw) == WB_OK) {
            value->name = wb_text_at(raw.data, raw.size);
            return !wb_is_utf8(value->name);
        }
        value->name = name->text;
        return name->kind == WB_JSON_STRING && name->text.size != 0 && !name->lone_surrogate;
    }
    wb_integer integer;
    if (name->kind != WB_JSON_STRING || name->text.size < 2 || *name->text.data != '#')
        return false;
    if (!wb_read_integer(wb_text_at(name->text.data + 1, name->text.size - 1), true, &integer) || integer.negative
        || !integer.fits)
        return false;
    value->id = integer.magnitude;
    return value->id != 0 && (by != WB_BY_HASH || value->id <= 0xFFFFFFFFu);
}

static bool wb_parse_alternative(wb_reading *r, const wb_node *node, const wb_json *json, void *value)
{
    if (node->kind == WB_KIND_STRUCT)
        return wb_parse_struct(r, node, json, value, true);
    const wb_json *const given = wb_json_find(json, "value");
    if (given == NULL)
        return wb_reject(r, WB_MISSING_VALUE);
    if (json->count != 2)
        return wb_reject(r, WB_UNKNOWN_KEY);
    if (given->kind == WB_JSON_NULL && node->kind != WB_KIND_UNION)
        return wb_reject(r, WB_MISSING_VALUE);
    return wb_parse_value(r, node, given, value);
}

static bool wb_parse_union(wb_reading *r, const wb_reference *reference, const wb_json *json, void *value)
{
    if (json->kind == WB_JSON_NULL)
        return true;
    const wb_json *const named = wb_json_find(json, "@type");
    if (named == NULL)
        return wb_reject(r, json->kind == WB_JSON_OBJECT ? WB_MISSING_TYPE : WB_WRONG_TYPE);
    for (uint32_t i = 0; named->kind == WB_JSON_STRING && i < reference->type_count; ++i) {
        const wb_reference_type *const type = &r->schema->reference_types[reference->first_type + i];
        const wb_text name = named->text;
        if (name.size == 0
            || (!wb_text_is(name, type->short_name) && !wb_text_is(name, type->full_name)
                && (reference->by != WB_BY_NAME || !wb_text_is(name, type->wire_name))))
            continue;
        const wb_node *const node = &r->schema->nodes[type->node];
        void *const inner = wb_arena_alloc(r->arena, node->size);
        if (inner == NULL)
            return wb_reject(r, WB_OUT_OF_MEMORY);
        wb_set_any(value, i + 1, inner);
        return wb_parse_alternative(r, node, json, inner);
    }
    wb_foreign *const foreign = wb_arena_alloc(r->arena, sizeof *foreign);
    if (foreign == NULL)
        return wb_reject(r, WB_OUT_OF_MEMORY);
    if (!wb_parse_foreign(r, reference->by, json, foreign))
        return wb_reject(r, WB_UNKNOWN_TYPE);
    wb_set_any(value, reference->type_count + 1, foreign);
    /* A foreign type may not be one that would be read as a type of the schema. */
    bool taken = wb_is_known(r->schema, reference->by, foreign->id, foreign->name);
    for (uint32_t i = 0; reference->by != WB_BY_NAME && i < reference->type_count; ++i)
        taken |= wb_type_key(reference, &r->schema->reference_types[reference->first_type + i]) == foreign->id;
    return !taken || wb_reject(r, WB_TYPE_NOT_ALLOWED);
}

static bool wb_parse_enum(wb_reading *r, const wb_names *names, const wb_json *json, void *value)
{
    if (json->kind == WB_JSON_STRING) {
        for (uint32_t i = 0; i < names->count && !json->lone_surrogate; ++i) {
            if (wb_text_is(json->text, names->names[i].name)) {
                *(uint32_t *)value = (uint32_t)names->names[i].number;
                return true;
            }
        }
        return wb_reject(r, WB_UNKNOWN_ENUM_VALUE);
    }
    uint64_t number = 0;
    if (json->kind != WB_JSON_NUMBER || !r->schema->enums_by_number)
        return wb_reject(r, WB_WRONG_TYPE);
    if (!wb_judge(r, wb_json_integer(json, false, 0, 0x7FFFFFFF, &number)))
        return false;
    *(uint32_t *)value = (uint32_t)number;
    for (uint32_t i = 0; i < names->count; ++i) {
        if (names->names[i].number == number)
            return true;
    }
    return names->open || wb_reject(r, WB_UNKNOWN_ENUM_VALUE);
}

static bool wb_parse_flags(wb_reading *r, const wb_node *node, const wb_json *json, void *value)
{
    const wb_names *const flags = &r->schema->flags[node->detail];
    const bool named = json->kind == WB_JSON_ARRAY;
    uint64_t mask = 0;
    if (!named && json->kind != WB_JSON_OBJECT)
        return wb_reject(r, WB_WRONG_TYPE);
    for (size_t i = 0; i < json->count; ++i) {
        const wb_json *const item = &json->items[i];
        if (item->kind != (named ? WB_JSON_STRING : WB_JSON_BOOL))
            return wb_reject(r, WB_WRONG_TYPE);
        uint32_t flag = 0;
        while (flag < flags->count && !wb_text_is(named ? item->text : json->keys[i], flags->names[flag].name))
            ++flag;
        if (flag == flags->count)
            return wb_reject(r, WB_UNKNOWN_FLAG);
        mask |= named || item->truth ? flags->names[flag].number : 0;
    }
    wb_set_number(node, value, mask);
    return true;
}

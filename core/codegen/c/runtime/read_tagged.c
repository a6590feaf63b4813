// SPDX-License-Identifier: MIT

/* Reading structs whose fields have numbers. */

static bool wb_keep_unknown(wb_decoder *d, wb_fields *fields, const uint8_t *start, size_t size)
{
    if (fields->node->unknown == WB_NONE)
        return true;
    wb_buffer *const kept = &fields->unknown;
    if (kept->capacity - kept->size < size) {
        const size_t capacity = (kept->size + size) * 2;
        uint8_t *const data = wb_arena_raw(d->arena, capacity);
        if (data == NULL)
            return wb_no_memory(d);
        wb_copy_bytes(data, kept->data, kept->size);
        kept->data = data;
        kept->capacity = capacity;
    }
    wb_copy_bytes(kept->data + kept->size, start, size);
    kept->size += size;
    const wb_bytes bytes = {kept->data, kept->size};
    memcpy((uint8_t *)fields->value + fields->node->unknown, &bytes, sizeof bytes);
    d->has_unknown = true;
    return true;
}

/* A field whose tag is none of those that the struct is read from. */
static const uint8_t *wb_other_field(wb_decoder *d, wb_fields *fields, uint64_t tag, const uint8_t *start,
                                     const uint8_t *at, const uint8_t *end)
{
    const uint64_t number = tag >> 3;
    const uint8_t wire_type = (uint8_t)(tag & 7u);
    if (number == 0 && wire_type == d->schema->table_wire_type)
        return wb_read_table(d, start, at, end);
    if (d->schema->skip[wire_type] == WB_SKIP_NONE)
        return wb_fail(d, WB_BAD_WIRE_TYPE, start);
    const uint8_t *const p = wb_skip_payload(d, d->schema->skip[wire_type], at, end);
    if (p == NULL)
        return NULL;
    if (number == 0 || number > WB_HIGHEST_NUMBER)
        return wb_fail(d, WB_BAD_FIELD_NUMBER, start);
    if (wb_find_number(d->schema, fields->node, number) != NULL)
        return wb_fail(d, WB_WIRE_TYPE_MISMATCH, start);
    if (d->strict)
        return wb_fail(d, WB_UNKNOWN_FIELD, start);
    return wb_keep_unknown(d, fields, start, (size_t)(p - start)) ? p : NULL;
}

/* The last one of a oneof group wins: the others become absent. */
static void wb_drop_others(const wb_decoder *d, const wb_node *node, const wb_slot *slot, void *value)
{
    for (uint32_t i = 0; i < node->slot_count; ++i) {
        const wb_slot *const other = &d->schema->slots[node->first_slot + i];
        if (other != slot && other->oneof == slot->oneof)
            wb_drop(other, &d->schema->nodes[other->node], value);
    }
}

/* A length, then elements that are appended. */
static const uint8_t *wb_append_run(wb_decoder *d, const wb_node *node, const uint8_t *at, const uint8_t *end,
                                    void *value)
{
    uint64_t length = 0;
    const uint8_t *p = wb_get_length(d, at, end, &length);
    if (p == NULL)
        return NULL;
    end = p + length;
    while (p != NULL && p != end) {
        if (!wb_tick(d, p) || !wb_elements(d, 1, wb_get_list(value).count, p))
            return NULL;
        void *const item = wb_next_item(d, node, value);
        p = item == NULL ? NULL : wb_get_bare(d, wb_element_node(d, node), p, end, item);
    }
    return p;
}

/* A length, then bools as bits, least significant first, that are appended. */
static const uint8_t *wb_append_bits(wb_decoder *d, const wb_node *node, const uint8_t *at, const uint8_t *end,
                                     void *value)
{
    uint64_t length = 0;
    const uint8_t *const p = wb_get_length(d, at, end, &length);
    if (p == NULL || !wb_elements(d, length * 8, wb_get_list(value).count, at))
        return NULL;
    for (size_t i = 0; i < length * 8; ++i) {
        bool *const item = wb_tick(d, p) ? wb_next_item(d, node, value) : NULL;
        if (item == NULL)
            return NULL;
        *item = wb_bit(p, i);
    }
    return p + length;
}

const uint8_t *wb_get_form(wb_decoder *d, wb_fields *fields, const wb_slot *slot, uint8_t form, const uint8_t *at,
                           const uint8_t *end)
{
    const wb_node *const node = &d->schema->nodes[slot->node];
    uint8_t *value = (uint8_t *)fields->value + slot->value;
    const bool appends = form != WB_FORM_VALUE && node->op == WB_OP_SERIES;
    if (slot->oneof != 0)
        wb_drop_others(d, fields->node, slot, fields->value);
    if (!appends) {
        value = wb_make(d->arena, slot, node, fields->value);
        if (value == NULL) {
            wb_no_memory(d);
            return NULL;
        }
    } else if (slot->has != WB_NONE) {
        *(bool *)((uint8_t *)fields->value + slot->has) = true;
    }
    if (form == WB_FORM_VALUE)
        return wb_get_bare(d, node, at, end, value);
    if (form == WB_FORM_RUN)
        return wb_append_run(d, node, at, end, value);
    if (form == WB_FORM_BIT_RUN)
        return wb_append_bits(d, node, at, end, value);
    if (!appends)
        return wb_get_table_text(d, &fields->texts, fields->node, at, end, value);
    if (!wb_elements(d, 1, wb_get_list(value).count, at))
        return NULL;
    void *const item = wb_next_item(d, node, value);
    if (item == NULL)
        return NULL;
    return form == WB_FORM_ELEMENT ? wb_get_bare(d, wb_element_node(d, node), at, end, item)
                                   : wb_get_table_text(d, &fields->texts, fields->node, at, end, item);
}

const uint8_t *wb_get_field(wb_decoder *d, wb_fields *fields, uint64_t tag, const uint8_t *start, const uint8_t *at,
                            const uint8_t *end)
{
    const wb_slot *const slot = wb_find_number(d->schema, fields->node, tag >> 3);
    for (uint32_t i = 0; slot != NULL && i < slot->form_count; ++i) {
        const wb_form form = d->schema->forms[slot->first_form + i];
        if (form.wire_type != (tag & 7u))
            continue;
        if (form.form == WB_FORM_TABLE_INDEX && i > 0 && !d->has_table)
            return wb_fail(d, WB_WIRE_TYPE_MISMATCH, start);
        fields->seen[slot - d->schema->slots - fields->node->first_slot] = true;
        return wb_get_form(d, fields, slot, form.form, at, end);
    }
    return wb_other_field(d, fields, tag, start, at, end);
}

/* Sets what a slot of a struct holds when it is missing: a box that must be there gets its zero, others stay empty. */
static bool wb_set_missing(wb_decoder *d, const wb_slot *slot, void *base)
{
    const wb_node *const node = &d->schema->nodes[slot->node];
    if (slot->has != WB_NONE)
        return true;
    if ((slot->flags & WB_SLOT_BOXED) == 0)
        return wb_set_default(d, slot, node, (uint8_t *)base + slot->value);
    if (slot->occurs != WB_ALWAYS)
        return true;
    void *const box = wb_make(d->arena, slot, node, base);
    return box == NULL ? wb_no_memory(d) : wb_set_default(d, slot, node, box);
}

bool wb_fill_missing(wb_decoder *d, const wb_slot *slot, void *base, const uint8_t *end)
{
    if (slot->occurs == WB_REQUIRED)
        return wb_fail(d, WB_MISSING_REQUIRED, end) != NULL;
    if ((slot->flags & WB_SLOT_COUNTS) != 0 && !wb_total(d, slot->zeros, end))
        return false;
    return wb_set_missing(d, slot, base);
}

bool wb_check_presence(wb_decoder *d, const uint8_t *present, uint64_t bytes, uint64_t count)
{
    for (uint64_t i = count; i < bytes * 8; ++i) {
        if (wb_bit(present, i))
            return wb_fail(d, WB_PRESENCE_BIT, present + i / 8) != NULL;
    }
    return true;
}

void *wb_one_more(wb_decoder *d, const wb_node *node, void *list, uint64_t count, const uint8_t *at)
{
    return wb_elements(d, 1, count, at) ? wb_next_item(d, node, list) : NULL;
}

bool wb_read_content(wb_decoder *d, const wb_node *node, const uint8_t *at, const uint8_t *end, void *value)
{
    switch (node->op) {
    case WB_OP_CONTENT:
        return wb_read_leaf(d, node, at, end, value);
    case WB_OP_TAGGED:
    case WB_OP_PRESENCE_MAP:
        return node->code->get(d, at, end, value) != NULL;
    case WB_OP_SERIES:
        return wb_read_series(d, node, at, end, value);
    case WB_OP_MAP:
        return wb_read_map(d, node, at, end, value);
    case WB_OP_REFERENCE: {
        wb_type_name name = {0, {NULL, 0}, NULL, NULL};
        const wb_reference *const reference = wb_reference_of(d->schema, node);
        return wb_read_type_name(d, reference->by, at, end, &name) && wb_read_typed(d, reference, &name, value);
    }
    default:
        return wb_get_self(d, node, at, end, value) != NULL;
    }
}

const uint8_t *wb_get_self(wb_decoder *d, const wb_node *node, const uint8_t *at, const uint8_t *end, void *value)
{
    switch (node->op) {
    case WB_OP_FIXED:
    case WB_OP_VARINT:
        return wb_get_scalar(d, node, at, end, value);
    case WB_OP_TEXT:
        return wb_get_span(d, at, end, node->prefix, value);
    case WB_OP_SEQUENCE:
    case WB_OP_MESSAGE:
        return node->code->get(d, at, end, value);
    case WB_OP_LIST:
        return wb_get_list_items(d, node, at, end, value);
    case WB_OP_REFERENCE: {
        wb_type_name name = {0, {NULL, 0}, NULL, NULL};
        const wb_reference *const reference = wb_reference_of(d->schema, node);
        return wb_read_type_name(d, reference->by, at, end, &name) && wb_read_typed(d, reference, &name, value)
            ? name.end
            : NULL;
    }
    default: {
        /* Content of a fixed size. */
        const size_t bytes = (size_t)(node->min_bits / 8);
        if ((size_t)(end - at) < bytes)
            return wb_fail(d, WB_TRUNCATED, at);
        return wb_read_content(d, node, at, at + bytes, value) ? at + bytes : NULL;
    }
    }
}

static bool wb_set_default(wb_decoder *d, const wb_slot *slot, const wb_node *node, void *value)
{
    if (slot != NULL && slot->default_bytes != WB_NONE) {
        const wb_bytes bytes = d->schema->defaults[slot->default_bytes];
        return wb_get_bare(d, node, bytes.data, bytes.data + bytes.size, value) != NULL;
    }
    if (node->kind == WB_KIND_LIST && (node->flags & WB_FIXED_COUNT) != 0) {
        const wb_slot *const inner = &d->schema->slots[node->first_slot];
        const wb_node *const element = &d->schema->nodes[inner->node];
        uint8_t *const items
            = node->capacity > WB_MOST_ELEMENTS ? NULL : wb_list_make(d->arena, node, value, node->capacity);
        if (items == NULL)
            return wb_no_memory(d);
        for (uint64_t i = 0; inner->has == WB_NONE && i < node->capacity; ++i) {
            if (!wb_set_default(d, NULL, element, items + (size_t)i * node->stride))
                return false;
        }
        return true;
    }
    for (uint32_t i = 0; node->kind == WB_KIND_STRUCT && i < node->slot_count; ++i) {
        const wb_slot *const inner = &d->schema->slots[node->first_slot + i];
        if ((inner->flags & WB_SLOT_FIELD) != 0 && !wb_set_missing(d, inner, value))
            return false;
    }
    return true;
}

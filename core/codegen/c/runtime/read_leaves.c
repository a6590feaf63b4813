// SPDX-License-Identifier: MIT

/* Reading values that are not structs. */

static bool wb_read_bigint(wb_decoder *d, const uint8_t *at, const uint8_t *end, wb_bigint *value)
{
    uint64_t length = 0;
    if (at == end)
        return true;
    if (!wb_text_fits(d, (uint64_t)(end - at), at))
        return false;
    if (*at > 1)
        return wb_fail(d, WB_BIGINT_SIGN, at) != NULL;
    value->negative = *at == 1;
    const uint8_t *const p = wb_get_length(d, at + 1, end, &length);
    return p != NULL && wb_assign(d, &value->magnitude, p, (size_t)length);
}

static bool wb_read_leaf(wb_decoder *d, const wb_node *node, const uint8_t *at, const uint8_t *end, void *value)
{
    const size_t size = (size_t)(end - at);
    const size_t fixed = node->kind == WB_KIND_TIME ? 12 : node->kind == WB_KIND_COMPLEX ? (size_t)node->bits / 4 : 16;
    switch (node->kind) {
    case WB_KIND_TEXT:
        return wb_text_fits(d, size, at) && wb_check_utf8(d, at, size) && wb_assign(d, value, at, size);
    case WB_KIND_BYTES:
        if ((node->flags & WB_INLINE_BYTES) == 0)
            return wb_text_fits(d, size, at) && wb_assign(d, value, at, size);
        if (size != node->size)
            return wb_fail(d, WB_ARRAY_COUNT, at) != NULL;
        wb_copy_bytes(value, at, size);
        return true;
    case WB_KIND_BIGINT:
        return wb_read_bigint(d, at, end, value);
    default:
        break;
    }
    if (size != fixed)
        return wb_fail(d, WB_BAD_LENGTH, at) != NULL;
    if (node->kind == WB_KIND_TIME) {
        wb_time *const time = value;
        time->seconds = (int64_t)wb_load(at, 8);
        time->nanos = (int32_t)(uint32_t)wb_load(at + 8, 4);
        return (time->nanos >= 0 && time->nanos < WB_SECOND) || wb_fail(d, WB_VALUE_RANGE, at + 8) != NULL;
    }
    if (node->kind == WB_KIND_COMPLEX) {
        wb_node part = *node;
        part.kind = WB_KIND_FLOAT;
        wb_set_number(&part, value, wb_load(at, fixed / 2));
        wb_set_number(&part, (uint8_t *)value + fixed / 2, wb_load(at + fixed / 2, fixed / 2));
        return true;
    }
    memcpy(value, at, 16);
    return true;
}

const uint8_t *wb_cut_short(wb_decoder *d, uint32_t slot, const uint8_t *at, const uint8_t *end)
{
    for (;; ++slot) {
        const size_t bytes = (size_t)(d->schema->nodes[d->schema->slots[slot].node].min_bits / 8);
        if ((size_t)(end - at) < bytes)
            return wb_fail(d, WB_TRUNCATED, at);
        at += bytes;
    }
}

static const uint8_t *wb_get_scalar(wb_decoder *d, const wb_node *node, const uint8_t *at, const uint8_t *end,
                                    void *value)
{
    uint64_t stored = 0;
    const uint8_t *const p = wb_get_stored(d, node, at, end, &stored);
    return p != NULL && wb_accept(d, node, at, stored, value) ? p : NULL;
}

/* A value in a sequence or list: with its presence byte, where it has one. */
static const uint8_t *wb_get_slot(wb_decoder *d, const wb_slot *slot, const uint8_t *at, const uint8_t *end, void *base)
{
    const wb_node *const node = &d->schema->nodes[slot->node];
    const wb_node *const payload = wb_payload(d->schema, slot);
    if (node->op == WB_OP_OPTIONAL) {
        if (at == end)
            return wb_fail(d, WB_TRUNCATED, at);
        if (*at > 1)
            return wb_fail(d, WB_BAD_PRESENCE, at);
        if (*at++ == 0)
            return at;
    }
    /* Nothing was read into this memory before, so that it is zero where there is no box. */
    const bool in_place = (slot->flags & WB_SLOT_BOXED) == 0 && slot->has == WB_NONE;
    void *const value = in_place ? (uint8_t *)base + slot->value : wb_make(d->arena, slot, payload, base);
    if (value == NULL) {
        wb_no_memory(d);
        return NULL;
    }
    switch (payload->op) {
    case WB_OP_TEXT:
        return wb_get_span(d, at, end, payload->prefix, value);
    case WB_OP_FIXED:
        return wb_get_scalar(d, payload, at, end, value);
    default:
        return wb_get_self(d, payload, at, end, value);
    }
}

static const uint8_t *wb_get_list_items(wb_decoder *d, const wb_node *node, const uint8_t *at, const uint8_t *end,
                                        void *value)
{
    const wb_slot *const slot = &d->schema->slots[node->first_slot];
    const wb_node *const element = &d->schema->nodes[slot->node];
    const size_t least = element->min_bits < 8 ? 1 : (size_t)(element->min_bits / 8);
    if ((size_t)(end - at) < node->prefix)
        return wb_fail(d, WB_TRUNCATED, at);
    const uint64_t count = wb_load(at, node->prefix);
    const uint8_t *p = at + node->prefix;
    if (!wb_elements(d, count, 0, at))
        return NULL;
    if (count > (uint64_t)(end - p) / least)
        return wb_fail(d, WB_TRUNCATED, at);
    uint8_t *item = wb_list_of(d->arena, node, value, count);
    if (item == NULL) {
        wb_no_memory(d);
        return NULL;
    }
    if (count != 0 && wb_is_block(d->schema, node)) {
        if (element->op == WB_OP_SEQUENCE && element->lowest > d->depth_limit - d->depth)
            return wb_fail(d, WB_LIMIT_DEPTH, at);
        memcpy(item, p, (size_t)count * node->stride);
        return p + (size_t)count * node->stride;
    }
    for (uint64_t i = 0; i < count && p != NULL; ++i, item += node->stride)
        p = wb_tick(d, p) ? wb_get_slot(d, slot, p, end, item) : NULL;
    return p;
}

/* Of equal keys the last one wins, and takes its place. */
static bool wb_drop_equal_keys(wb_decoder *d, const wb_node *node, void *value)
{
    const wb_list list = wb_get_list(value);
    wb_arena scratch;
    wb_arena_init(&scratch);
    wb_sorted *const sorted = wb_sort_map(d->schema, &scratch, node, list);
    bool *const drop = wb_arena_array(&scratch, list.count, sizeof *drop);
    const bool fine = sorted != NULL && drop != NULL;
    for (size_t i = 1; fine && i < list.count; ++i) {
        if (wb_compare_sorted(&sorted[i - 1], &sorted[i]) == 0) {
            /* The later one stays; it moves on to be compared with the next. */
            const bool later = (const uint8_t *)sorted[i - 1].entry > (const uint8_t *)sorted[i].entry;
            const wb_sorted keep = later ? sorted[i - 1] : sorted[i];
            const void *const gone = later ? sorted[i].entry : sorted[i - 1].entry;
            drop[(size_t)((const uint8_t *)gone - (const uint8_t *)list.items) / node->stride] = true;
            sorted[i] = keep;
        }
    }
    wb_list kept = {list.items, 0};
    for (size_t i = 0; fine && i < list.count; ++i) {
        if (drop[i])
            continue;
        if (kept.count != i)
            memcpy((uint8_t *)list.items + kept.count * node->stride, (uint8_t *)list.items + i * node->stride,
                   node->stride);
        ++kept.count;
    }
    if (fine)
        wb_set_list(value, kept);
    wb_arena_free(&scratch);
    return fine || wb_no_memory(d);
}

static bool wb_read_map(wb_decoder *d, const wb_node *node, const uint8_t *at, const uint8_t *end, void *value)
{
    const wb_slot *const slots = &d->schema->slots[node->first_slot];
    const uint8_t *const begin = at;
    uint64_t count = 0;
    if (at == end)
        return true;
    at = wb_get_varint(d, at, end, &count);
    if (at == NULL || !wb_elements(d, count, 0, begin))
        return false;
    if (count > (uint64_t)(end - at) / 2)
        return wb_fail(d, WB_TRUNCATED, begin) != NULL;
    uint8_t *const items = wb_list_make(d->arena, node, value, count);
    if (items == NULL)
        return wb_no_memory(d);
    for (uint64_t i = 0; i < count; ++i) {
        uint8_t *const entry = items + (size_t)i * node->stride;
        for (uint32_t part = 0; part < 2 && at != NULL; ++part) {
            const wb_node *const inner = &d->schema->nodes[slots[part].node];
            void *const held = wb_make(d->arena, &slots[part], inner, entry);
            at = held == NULL ? NULL : wb_get_delimited(d, inner, at, end, held);
        }
        if (at == NULL || !wb_tick(d, at))
            return false;
    }
    return count < 2 || wb_drop_equal_keys(d, node, value);
}

/* The name of a type, and where its content lies. */
typedef struct wb_type_name {
    uint64_t id; /* Or hash. */
    wb_text name;
    const uint8_t *value;
    const uint8_t *end;
} wb_type_name;

static bool wb_read_type_name(wb_decoder *d, uint8_t by, const uint8_t *at, const uint8_t *end, wb_type_name *type)
{
    uint64_t length = 0;
    const uint8_t *p = at;
    type->end = end;
    if (by == WB_BY_ID) {
        p = wb_get_varint(d, at, end, &type->id);
        if (p == NULL || (p = wb_get_length(d, p, end, &length)) == NULL)
            return false;
        type->end = p + length;
    } else if (by == WB_BY_NAME) {
        p = wb_get_length(d, at, end, &length);
        if (p == NULL)
            return false;
        type->name = wb_text_at(p, (size_t)length);
        p += length;
    } else {
        if (end - at < 4)
            return wb_fail(d, WB_TRUNCATED, at) != NULL;
        type->id = wb_load(at, 4);
        p = at + 4;
    }
    type->value = p;
    const bool nil = by == WB_BY_NAME ? type->name.size == 0 : type->id == 0;
    return !nil || p == type->end || wb_fail(d, WB_NIL_LENGTH, p) != NULL;
}

/* Whether a type is one of the schema's, which only stands where it is allowed. */
static bool wb_is_known(const wb_schema *schema, uint8_t by, uint64_t id, wb_text name)
{
    for (uint32_t i = 0; by != WB_BY_HASH && i < schema->known_type_count; ++i) {
        const wb_name *const known = &schema->known_types[i];
        if (by == WB_BY_NAME ? wb_text_is(name, known->name) : known->number == id)
            return true;
    }
    return false;
}

static bool wb_read_typed(wb_decoder *d, const wb_reference *reference, const wb_type_name *name, void *value)
{
    const uint8_t by = reference->by;
    if (by != WB_BY_BARE_ID && (by == WB_BY_NAME ? name->name.size == 0 : name->id == 0))
        return true;
    for (uint32_t i = 0; i < reference->type_count; ++i) {
        const wb_reference_type *const type = &d->schema->reference_types[reference->first_type + i];
        if (by == WB_BY_NAME ? wb_text_is(name->name, type->wire_name) : name->id == wb_type_key(reference, type)) {
            const wb_node *const node = &d->schema->nodes[type->node];
            void *const inner = wb_arena_alloc(d->arena, node->size);
            if (inner == NULL)
                return wb_no_memory(d);
            wb_set_any(value, i + 1, inner);
            return wb_read_part(d, node, name->value, name->end, inner);
        }
    }
    if (by != WB_BY_BARE_ID && wb_is_known(d->schema, by, name->id, name->name))
        return wb_fail(d, WB_TYPE_NOT_ALLOWED, name->value) != NULL;
    wb_foreign *const foreign = wb_arena_alloc(d->arena, sizeof *foreign);
    if (foreign == NULL)
        return wb_no_memory(d);
    foreign->id = name->id;
    wb_bytes named = {NULL, 0};
    if (name->name.size != 0 && !wb_assign(d, &named, (const uint8_t *)name->name.data, name->name.size))
        return false;
    foreign->name = wb_text_at(named.data, named.size);
    wb_set_any(value, reference->type_count + 1, foreign);
    return wb_assign(d, &foreign->bytes, name->value, (size_t)(name->end - name->value));
}

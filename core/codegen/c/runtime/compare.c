// SPDX-License-Identifier: MIT

/* Equality and copies. */

static bool wb_same(const wb_schema *schema, const wb_node *node, const void *a, const void *b);

static bool wb_same_bytes(wb_bytes a, wb_bytes b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

static bool wb_same_slot(const wb_schema *schema, const wb_slot *slot, const void *a, const void *b)
{
    const void *const x = wb_held(slot, a);
    const void *const y = wb_held(slot, b);
    if (x == NULL || y == NULL)
        return x == y;
    return wb_same(schema, wb_payload(schema, slot), x, y);
}

static bool wb_same_struct(const wb_schema *schema, const wb_node *node, const void *a, const void *b)
{
    for (uint32_t i = 0; i < node->slot_count; ++i) {
        const wb_slot *const slot = &schema->slots[node->first_slot + i];
        if ((slot->flags & WB_SLOT_FIELD) != 0 && !wb_same_slot(schema, slot, a, b))
            return false;
    }
    return wb_same_bytes(wb_unknown_of(node, a), wb_unknown_of(node, b));
}

/* Entries of maps are compared in the order of their keys. */
static bool wb_same_map(const wb_schema *schema, const wb_node *node, wb_list a, wb_list b)
{
    wb_arena scratch;
    wb_arena_init(&scratch);
    const wb_sorted *const x = wb_sort_map(schema, &scratch, node, a);
    const wb_sorted *const y = wb_sort_map(schema, &scratch, node, b);
    bool same = x != NULL && y != NULL;
    for (size_t i = 0; same && i < a.count; ++i) {
        same = wb_same_slot(schema, &schema->slots[node->first_slot], x[i].entry, y[i].entry)
            && wb_same_slot(schema, &schema->slots[node->first_slot + 1], x[i].entry, y[i].entry);
    }
    wb_arena_free(&scratch);
    return same;
}

static bool wb_same_list(const wb_schema *schema, const wb_node *node, wb_list a, wb_list b)
{
    if (a.count != b.count)
        return false;
    if (node->kind == WB_KIND_MAP)
        return wb_same_map(schema, node, a, b);
    for (size_t i = 0; i < a.count; ++i) {
        if (!wb_same_slot(schema, &schema->slots[node->first_slot], wb_item_at(node, a, i), wb_item_at(node, b, i)))
            return false;
    }
    return true;
}

static bool wb_same_union(const wb_schema *schema, const wb_reference *reference, wb_any a, wb_any b)
{
    if (a.type != b.type || a.value == NULL || b.value == NULL)
        return a.type == b.type && a.value == b.value;
    if (a.type <= reference->type_count)
        return wb_same(schema, &schema->nodes[schema->reference_types[reference->first_type + a.type - 1].node],
                       a.value, b.value);
    const wb_foreign *const x = a.value;
    const wb_foreign *const y = b.value;
    return x->id == y->id && wb_text_equal(x->name, y->name) && wb_same_bytes(x->bytes, y->bytes);
}

static bool wb_same(const wb_schema *schema, const wb_node *node, const void *a, const void *b)
{
    switch (node->kind) {
    case WB_KIND_TEXT:
    case WB_KIND_BYTES:
        return wb_text_equal(wb_span(node, a), wb_span(node, b));
    case WB_KIND_TIME:
        return ((const wb_time *)a)->seconds == ((const wb_time *)b)->seconds
            && ((const wb_time *)a)->nanos == ((const wb_time *)b)->nanos;
    case WB_KIND_COMPLEX:
    case WB_KIND_UUID:
    case WB_KIND_DECIMAL:
        return memcmp(a, b, node->size) == 0;
    case WB_KIND_BIGINT: {
        const wb_bytes x = wb_significant(a);
        return wb_same_bytes(x, wb_significant(b))
            && (x.size == 0 || ((const wb_bigint *)a)->negative == ((const wb_bigint *)b)->negative);
    }
    case WB_KIND_STRUCT:
        return wb_same_struct(schema, node, a, b);
    case WB_KIND_LIST:
    case WB_KIND_MAP:
        return wb_same_list(schema, node, wb_get_list(a), wb_get_list(b));
    case WB_KIND_UNION:
        return wb_same_union(schema, wb_reference_of(schema, node), wb_get_any(a), wb_get_any(b));
    default:
        return wb_number_of(node, a) == wb_number_of(node, b);
    }
}

bool wb_equal(const wb_schema *schema, uint32_t node, const void *a, const void *b)
{
    return wb_same(schema, &schema->nodes[node], a, b);
}

/* Gives what lies in `value` copies of its own; false when there is no memory. */
static bool wb_own(const wb_schema *schema, wb_arena *arena, const wb_node *node, void *value);

static bool wb_own_bytes(wb_arena *arena, void *value)
{
    wb_bytes bytes;
    memcpy(&bytes, value, sizeof bytes);
    if (bytes.size == 0)
        return true;
    bytes.data = wb_arena_copy(arena, bytes.data, bytes.size);
    memcpy(value, &bytes, sizeof bytes);
    return bytes.data != NULL;
}

static bool wb_own_slot(const wb_schema *schema, wb_arena *arena, const wb_slot *slot, void *base)
{
    const void *const held = wb_held(slot, base);
    const wb_node *const node = wb_payload(schema, slot);
    void *inner = (uint8_t *)base + slot->value;
    if (held == NULL)
        return true;
    if ((slot->flags & WB_SLOT_BOXED) != 0) {
        inner = wb_make(arena, slot, node, base);
        if (inner == NULL)
            return false;
        memcpy(inner, held, node->size);
    }
    return wb_own(schema, arena, node, inner);
}

static bool wb_own_struct(const wb_schema *schema, wb_arena *arena, const wb_node *node, void *value)
{
    for (uint32_t i = 0; i < node->slot_count; ++i) {
        const wb_slot *const slot = &schema->slots[node->first_slot + i];
        if ((slot->flags & WB_SLOT_FIELD) != 0 && !wb_own_slot(schema, arena, slot, value))
            return false;
    }
    if (node->strings != WB_NONE) {
        wb_text_list texts;
        memcpy(&texts, (uint8_t *)value + node->strings, sizeof texts);
        wb_text *const items = wb_arena_array(arena, texts.count, sizeof *items);
        for (size_t i = 0; items != NULL && i < texts.count; ++i) {
            items[i] = texts.items[i];
            if (!wb_own_bytes(arena, &items[i]))
                return false;
        }
        texts.items = items;
        memcpy((uint8_t *)value + node->strings, &texts, sizeof texts);
        if (items == NULL)
            return false;
    }
    return node->unknown == WB_NONE || wb_own_bytes(arena, (uint8_t *)value + node->unknown);
}

static bool wb_own_list(const wb_schema *schema, wb_arena *arena, const wb_node *node, void *value)
{
    const wb_list from = wb_get_list(value);
    uint8_t *item = wb_list_make(arena, node, value, from.count);
    if (item == NULL)
        return false;
    if (from.count != 0)
        memcpy(item, from.items, from.count * node->stride);
    for (size_t i = 0; i < from.count; ++i, item += node->stride) {
        for (uint32_t part = 0; part < (node->kind == WB_KIND_MAP ? 2u : 1u); ++part) {
            if (!wb_own_slot(schema, arena, &schema->slots[node->first_slot + part], item))
                return false;
        }
    }
    return true;
}

static bool wb_own_union(const wb_schema *schema, wb_arena *arena, const wb_reference *reference, void *value)
{
    const wb_any any = wb_get_any(value);
    if (any.type == 0 || any.value == NULL)
        return true;
    const bool known = any.type <= reference->type_count;
    const wb_node *const node
        = known ? &schema->nodes[schema->reference_types[reference->first_type + any.type - 1].node] : NULL;
    const size_t size = known ? node->size : sizeof(wb_foreign);
    void *const inner = wb_arena_alloc(arena, size);
    if (inner == NULL)
        return false;
    memcpy(inner, any.value, size);
    wb_set_any(value, any.type, inner);
    if (known)
        return wb_own(schema, arena, node, inner);
    wb_foreign *const foreign = inner;
    return wb_own_bytes(arena, &foreign->name) && wb_own_bytes(arena, &foreign->bytes);
}

static bool wb_own(const wb_schema *schema, wb_arena *arena, const wb_node *node, void *value)
{
    switch (node->kind) {
    case WB_KIND_TEXT:
    case WB_KIND_BYTES:
        return (node->flags & WB_INLINE_BYTES) != 0 || wb_own_bytes(arena, value);
    case WB_KIND_BIGINT:
        return wb_own_bytes(arena, &((wb_bigint *)value)->magnitude);
    case WB_KIND_STRUCT:
        return wb_own_struct(schema, arena, node, value);
    case WB_KIND_LIST:
    case WB_KIND_MAP:
        return wb_own_list(schema, arena, node, value);
    case WB_KIND_UNION:
        return wb_own_union(schema, arena, wb_reference_of(schema, node), value);
    default:
        return true;
    }
}

wb_status wb_clone(const wb_schema *schema, uint32_t node, void *to, const void *from, wb_arena *arena)
{
    memcpy(to, from, schema->nodes[node].size);
    return wb_status_of(wb_own(schema, arena, &schema->nodes[node], to) ? WB_OK : WB_OUT_OF_MEMORY);
}

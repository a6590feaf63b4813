// SPDX-License-Identifier: MIT

/* Sizes and bytes of values that are not structs. */

#define WB_SECOND INT64_C(1000000000)

static size_t wb_leaf_content_size(wb_encoder *e, const wb_node *node, const void *value)
{
    switch (node->kind) {
    case WB_KIND_TEXT:
    case WB_KIND_BYTES: {
        const wb_text text = wb_span(node, value);
        if ((node->flags & WB_INLINE_BYTES) == 0)
            wb_check_text(e, text.size);
        return text.size;
    }
    case WB_KIND_TIME: {
        const wb_time *const time = value;
        if (time->nanos < 0 || time->nanos >= WB_SECOND)
            wb_refuse(e, WB_VALUE_RANGE);
        return 12;
    }
    case WB_KIND_COMPLEX:
        return (size_t)node->bits / 4;
    case WB_KIND_BIGINT: {
        const wb_bytes magnitude = wb_significant(value);
        const size_t bytes = 1 + wb_varint_size(magnitude.size) + magnitude.size;
        wb_check_text(e, bytes);
        return bytes;
    }
    default:
        return 16;
    }
}

static uint64_t wb_complex_part(const wb_node *node, const void *value, size_t part)
{
    wb_node scalar = *node;
    scalar.kind = WB_KIND_FLOAT;
    return wb_number_of(&scalar, (const uint8_t *)value + part * node->bits / 8);
}

static uint64_t wb_float_part(const wb_node *node, const void *value, size_t part)
{
    wb_node scalar = *node;
    scalar.kind = WB_KIND_FLOAT;
    return wb_stored(&scalar, (const uint8_t *)value + part * node->bits / 8);
}

static uint8_t *wb_put_leaf_content(const wb_node *node, uint8_t *at, const void *value)
{
    switch (node->kind) {
    case WB_KIND_TEXT:
    case WB_KIND_BYTES: {
        const wb_text text = wb_span(node, value);
        return wb_copy_bytes(at, text.data, text.size);
    }
    case WB_KIND_TIME: {
        const wb_time *const time = value;
        wb_store(at, 8, (uint64_t)time->seconds);
        wb_store(at + 8, 4, (uint32_t)time->nanos);
        return at + 12;
    }
    case WB_KIND_COMPLEX: {
        const size_t bytes = (size_t)node->bits / 8;
        wb_store(at, bytes, wb_float_part(node, value, 0));
        wb_store(at + bytes, bytes, wb_float_part(node, value, 1));
        return at + 2 * bytes;
    }
    case WB_KIND_BIGINT: {
        const wb_bytes magnitude = wb_significant(value);
        *at++ = ((const wb_bigint *)value)->negative && magnitude.size != 0 ? 1 : 0;
        return wb_copy_bytes(wb_put_varint(at, magnitude.size), magnitude.data, magnitude.size);
    }
    default:
        return wb_copy_bytes(at, value, 16);
    }
}

static size_t wb_list_size(wb_encoder *e, const wb_node *node, const void *value)
{
    const wb_list list = wb_get_list(value);
    const wb_slot *const slot = &e->schema->slots[node->first_slot];
    const wb_node *const element = &e->schema->nodes[slot->node];
    wb_check_elements(e, list.count);
    if (!wb_fits_prefix(node, list.count))
        wb_refuse(e, WB_VALUE_RANGE);
    if (element->op == WB_OP_FIXED)
        return node->prefix + list.count * (size_t)(element->min_bits / 8);
    size_t bytes = node->prefix;
    for (size_t i = 0; i < list.count && e->error == WB_OK; ++i)
        bytes += wb_slot_size(e, slot, wb_item_at(node, list, i));
    return bytes;
}

/* Whether elements lie in memory as they do on the wire. */
bool wb_is_block(const wb_schema *schema, const wb_node *node)
{
    const wb_node *const element = &schema->nodes[schema->slots[node->first_slot].node];
    if (!wb_is_little_endian() || element->min_bits / 8 != node->stride)
        return false;
    return (element->flags & WB_FLAT) != 0
        || (element->op == WB_OP_FIXED && element->kind != WB_KIND_BOOL && (element->flags & WB_CANONICAL_FLOAT) == 0);
}

static uint8_t *wb_put_list(wb_encoder *e, const wb_node *node, uint8_t *at, const void *value)
{
    const wb_list list = wb_get_list(value);
    const wb_slot *const slot = &e->schema->slots[node->first_slot];
    wb_store(at, node->prefix, list.count);
    at += node->prefix;
    if (wb_is_block(e->schema, node))
        return wb_copy_bytes(at, list.items, list.count * node->stride);
    for (size_t i = 0; i < list.count; ++i)
        at = wb_put_slot(e, slot, at, wb_item_at(node, list, i));
    return at;
}

/* The entries of a map by the bytes of their keys. */
typedef struct wb_sorted {
    wb_text key;
    const void *entry;
    uint8_t stored[10];
    uint8_t stored_size;
} wb_sorted;

static wb_text wb_key_of(const wb_sorted *sorted)
{
    return sorted->stored_size != 0 ? wb_text_at(sorted->stored, sorted->stored_size) : sorted->key;
}

static int wb_compare_sorted(const void *a, const void *b)
{
    return wb_text_order(wb_key_of(a), wb_key_of(b));
}

static wb_sorted *wb_sort_map(const wb_schema *schema, wb_arena *scratch, const wb_node *node, wb_list list)
{
    const wb_slot *const slot = &schema->slots[node->first_slot];
    const wb_node *const key = &schema->nodes[slot->node];
    wb_sorted *const sorted = wb_arena_array(scratch, list.count, sizeof *sorted);
    if (sorted == NULL)
        return NULL;
    for (size_t i = 0; i < list.count; ++i) {
        const void *const entry = wb_item_at(node, list, i);
        const void *const held = wb_held(slot, entry);
        sorted[i].entry = entry;
        if (wb_is_scalar(key))
            sorted[i].stored_size
                = (uint8_t)(wb_put_stored(key, sorted[i].stored, wb_stored(key, held)) - sorted[i].stored);
        else
            sorted[i].key = wb_span(key, held);
    }
    qsort(sorted, list.count, sizeof *sorted, wb_compare_sorted);
    return sorted;
}

static size_t wb_map_size(wb_encoder *e, const wb_node *node, const void *value)
{
    const wb_list list = wb_get_list(value);
    const wb_slot *const slots = &e->schema->slots[node->first_slot];
    wb_check_elements(e, list.count);
    const wb_sorted *const sorted = wb_sort_map(e->schema, &e->scratch, node, list);
    if (sorted == NULL) {
        wb_refuse(e, WB_OUT_OF_MEMORY);
        return 0;
    }
    size_t bytes = wb_varint_size(list.count);
    for (size_t i = 0; i < list.count && e->error == WB_OK; ++i) {
        if (i > 0 && wb_compare_sorted(&sorted[i - 1], &sorted[i]) == 0)
            wb_refuse(e, WB_DUPLICATE_KEY);
        bytes += wb_delimited_size(e, &e->schema->nodes[slots[0].node], wb_held(&slots[0], sorted[i].entry));
        bytes += wb_delimited_size(e, &e->schema->nodes[slots[1].node], wb_held(&slots[1], sorted[i].entry));
    }
    return bytes;
}

static uint8_t *wb_put_map(wb_encoder *e, const wb_node *node, uint8_t *at, const void *value)
{
    const wb_list list = wb_get_list(value);
    const wb_slot *const slots = &e->schema->slots[node->first_slot];
    wb_arena scratch;
    wb_arena_init(&scratch);
    const wb_sorted *const sorted = wb_sort_map(e->schema, &scratch, node, list);
    at = wb_put_varint(at, list.count);
    for (size_t i = 0; sorted != NULL && i < list.count; ++i) {
        at = wb_put_delimited(e, &e->schema->nodes[slots[0].node], at, wb_held(&slots[0], sorted[i].entry));
        at = wb_put_delimited(e, &e->schema->nodes[slots[1].node], at, wb_held(&slots[1], sorted[i].entry));
    }
    if (sorted == NULL)
        wb_refuse(e, WB_OUT_OF_MEMORY);
    wb_arena_free(&scratch);
    return at;
}

/* What names a type on the wire. */
static size_t wb_type_name_size(uint8_t by, uint64_t id, wb_text name)
{
    return by == WB_BY_HASH ? 4 : by == WB_BY_NAME ? wb_varint_size(name.size) + name.size : wb_varint_size(id);
}

static uint8_t *wb_put_type_name(uint8_t by, uint8_t *at, uint64_t id, wb_text name)
{
    if (by == WB_BY_HASH) {
        wb_store(at, 4, id);
        return at + 4;
    }
    return by == WB_BY_NAME ? wb_copy_bytes(wb_put_varint(at, name.size), name.data, name.size) : wb_put_varint(at, id);
}

static const wb_reference *wb_reference_of(const wb_schema *schema, const wb_node *node)
{
    return &schema->references[node->detail];
}

static uint64_t wb_type_key(const wb_reference *reference, const wb_reference_type *type)
{
    return reference->by == WB_BY_HASH ? type->hash : type->id;
}

static size_t wb_reference_size(wb_encoder *e, const wb_reference *reference, wb_any any)
{
    const wb_text none = {NULL, 0};
    const uint8_t by = reference->by;
    if (any.type == 0 || any.value == NULL)
        return wb_type_name_size(by, 0, none) + (by == WB_BY_ID ? 1 : 0);
    if (any.type <= reference->type_count) {
        const wb_reference_type *const type = &e->schema->reference_types[reference->first_type + any.type - 1];
        const wb_node *const node = &e->schema->nodes[type->node];
        const size_t front = wb_type_name_size(by, wb_type_key(reference, type), wb_text_of(type->wire_name));
        return front + (by == WB_BY_ID ? wb_delimited_size(e, node, any.value) : wb_content_size(e, node, any.value));
    }
    const wb_foreign *const foreign = any.value;
    wb_check_text(e, foreign->bytes.size);
    if (by == WB_BY_NAME ? foreign->name.size == 0
                         : foreign->id == 0 || (by == WB_BY_HASH && foreign->id > 0xFFFFFFFFu))
        wb_refuse(e, WB_UNKNOWN_TYPE);
    const size_t front = wb_type_name_size(by, foreign->id, foreign->name);
    return front + (by == WB_BY_ID ? wb_varint_size(foreign->bytes.size) : 0) + foreign->bytes.size;
}

static uint8_t *wb_put_reference(wb_encoder *e, const wb_reference *reference, uint8_t *at, wb_any any)
{
    const wb_text none = {NULL, 0};
    const uint8_t by = reference->by;
    if (any.type == 0 || any.value == NULL) {
        at = wb_put_type_name(by, at, 0, none);
        if (by == WB_BY_ID)
            *at++ = 0;
        return at;
    }
    if (any.type <= reference->type_count) {
        const wb_reference_type *const type = &e->schema->reference_types[reference->first_type + any.type - 1];
        const wb_node *const node = &e->schema->nodes[type->node];
        at = wb_put_type_name(by, at, wb_type_key(reference, type), wb_text_of(type->wire_name));
        return by == WB_BY_ID ? wb_put_delimited(e, node, at, any.value) : wb_put_content(e, node, at, any.value);
    }
    const wb_foreign *const foreign = any.value;
    at = wb_put_type_name(by, at, foreign->id, foreign->name);
    if (by == WB_BY_ID)
        at = wb_put_varint(at, foreign->bytes.size);
    return wb_copy_bytes(at, foreign->bytes.data, foreign->bytes.size);
}

// SPDX-License-Identifier: MIT

/* Sizes and bytes of structs whose fields have numbers. */

/* A field of an unknown number. */
typedef struct wb_unknown {
    uint64_t number;
    const uint8_t *data;
    size_t size;
    size_t order;
} wb_unknown;

static bool wb_take_unknown(const wb_schema *schema, wb_bytes *rest, wb_unknown *field);

static int wb_compare_unknown(const void *a, const void *b)
{
    const wb_unknown *const x = a;
    const wb_unknown *const y = b;
    if (x->number != y->number)
        return x->number < y->number ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

static wb_bytes wb_unknown_of(const wb_node *node, const void *value)
{
    wb_bytes bytes = {NULL, 0};
    if (node->unknown != WB_NONE)
        memcpy(&bytes, (const uint8_t *)value + node->unknown, sizeof bytes);
    return bytes;
}

/* Unknown fields must be whole and of numbers that the type does not have. */
static bool wb_check_unknown(const wb_schema *schema, const wb_node *node, wb_bytes bytes)
{
    wb_unknown field;
    while (bytes.size != 0) {
        if (!wb_take_unknown(schema, &bytes, &field) || wb_find_number(schema, node, field.number) != NULL)
            return false;
    }
    return true;
}

size_t wb_unknown_size(wb_encoder *e, const wb_node *node, wb_bytes bytes)
{
    if (!wb_check_unknown(e->schema, node, bytes))
        wb_refuse(e, WB_BAD_UNKNOWN);
    return bytes.size;
}

/* Whether nothing is written of a struct but what always is. */
static bool wb_struct_is_zero(const wb_schema *schema, const wb_node *node, const void *value)
{
    wb_encoder e;
    wb_encoder_init(&e, schema, &wb_no_limits);
    const size_t bitmap = ((size_t)node->slot_count + 7) / 8;
    const size_t least = node->op == WB_OP_PRESENCE_MAP ? wb_varint_size(bitmap) + bitmap : 0;
    const bool zero = wb_content_size(&e, node, value) == least;
    wb_encoder_free(&e);
    return zero;
}

bool wb_is_zero(const wb_schema *schema, const wb_node *node, const void *value)
{
    uint8_t bytes[32];
    if (wb_is_scalar(node))
        return wb_stored(node, value) == 0;
    switch (node->kind) {
    case WB_KIND_TEXT:
    case WB_KIND_BYTES: {
        const wb_text text = wb_span(node, value);
        if ((node->flags & WB_INLINE_BYTES) == 0)
            return text.size == 0;
        for (size_t i = 0; i < text.size; ++i) {
            if (text.data[i] != 0)
                return false;
        }
        return true;
    }
    case WB_KIND_BIGINT:
        return wb_significant(value).size == 0;
    case WB_KIND_MAP:
        return wb_get_list(value).count == 0;
    case WB_KIND_UNION:
        return wb_get_any(value).type == 0;
    case WB_KIND_STRUCT:
        return wb_struct_is_zero(schema, node, value);
    case WB_KIND_LIST: {
        const wb_list list = wb_get_list(value);
        const wb_node *const element = &schema->nodes[schema->slots[node->first_slot].node];
        if ((node->flags & WB_FIXED_COUNT) == 0)
            return list.count == 0;
        for (size_t i = 0; i < list.count; ++i) {
            if (!wb_is_zero(schema, element, wb_element(schema, node, list, i)))
                return false;
        }
        return list.count == node->capacity;
    }
    default:
        break;
    }
    const uint8_t *const end = wb_put_leaf_content(node, bytes, value);
    for (const uint8_t *at = bytes; at != end; ++at) {
        if (*at != 0)
            return false;
    }
    return true;
}

/* Whether the bare form of a value is these bytes: those of a declared default. */
static bool wb_has_bytes(const wb_schema *schema, const wb_node *node, const void *value, wb_bytes bytes)
{
    wb_encoder e;
    wb_encoder_init(&e, schema, &wb_no_limits);
    bool same = wb_bare_size(&e, node, value) == bytes.size && e.error == WB_OK;
    if (same && bytes.size != 0) {
        uint8_t *const written = wb_arena_alloc(&e.scratch, bytes.size);
        same = written != NULL;
        if (same) {
            wb_put_bare(&e, node, written, value);
            same = memcmp(written, bytes.data, bytes.size) == 0;
        }
    }
    wb_encoder_free(&e);
    return same;
}

bool wb_is_default(const wb_encoder *e, const wb_slot *slot, const void *value)
{
    return wb_has_bytes(e->schema, &e->schema->nodes[slot->node], value, e->schema->defaults[slot->default_bytes]);
}

/* What is written of a field; null when it is left out. */
static const void *wb_written(const wb_schema *schema, const wb_node *owner, const wb_slot *slot, const void *base)
{
    const void *const held = wb_held(slot, base);
    if (held == NULL || slot->has != WB_NONE || (slot->flags & WB_SLOT_BOXED) != 0)
        return held;
    const wb_node *const node = &schema->nodes[slot->node];
    const bool tagged = owner->op == WB_OP_TAGGED;
    if (node->kind == WB_KIND_UNION) {
        const bool must = slot->occurs == WB_ALWAYS || slot->occurs == WB_REQUIRED;
        return (must && tagged) || wb_get_any(held).type != 0 ? held : NULL;
    }
    if (!tagged)
        return held;
    if (slot->occurs == WB_REPEATED)
        return wb_get_list(held).count != 0 ? held : NULL;
    if (slot->occurs != WB_DEFAULT)
        return held;
    const bool left_out = slot->default_bytes != WB_NONE
        ? wb_has_bytes(schema, node, held, schema->defaults[slot->default_bytes])
        : wb_is_zero(schema, node, held);
    return left_out ? NULL : held;
}

/* Whether a struct is left out when it has no bytes. */
static bool wb_left_out_empty(const wb_schema *schema, const wb_slot *slot)
{
    return slot->occurs == WB_DEFAULT && slot->oneof == 0 && schema->nodes[slot->node].op == WB_OP_TAGGED;
}

static uint64_t wb_tag_of(const wb_schema *schema, const wb_slot *slot)
{
    return (uint64_t)slot->number << 3 | schema->forms[slot->first_form].wire_type;
}

size_t wb_field_size(wb_encoder *e, const wb_slot *slot, const void *value)
{
    const wb_schema *const schema = e->schema;
    const wb_node *const node = &schema->nodes[slot->node];
    const size_t tag = wb_varint_size(wb_tag_of(schema, slot));
    const uint8_t form = schema->forms[slot->first_form].form;
    const bool series = node->op == WB_OP_SERIES;
    size_t bytes = 0;
    if (series && (form == WB_FORM_ELEMENT || form == WB_FORM_TABLE_INDEX)) {
        const wb_list list = wb_get_list(value);
        const wb_node *const element = &schema->nodes[schema->slots[node->first_slot].node];
        wb_check_elements(e, list.count);
        for (size_t i = 0; i < list.count && e->error == WB_OK; ++i) {
            const void *const item = wb_element(schema, node, list, i);
            bytes += tag
                + (form == WB_FORM_ELEMENT ? wb_bare_size(e, element, item)
                                           : wb_table_text_size(e, wb_span(element, item)));
        }
        return bytes;
    }
    if (form == WB_FORM_TABLE_INDEX)
        return tag + wb_table_text_size(e, wb_span(node, value));
    if (!wb_left_out_empty(schema, slot))
        return tag + wb_bare_size(e, node, value);
    const size_t place = wb_add_length(e, 0);
    bytes = wb_content_size(e, node, value);
    e->lengths[place] = bytes;
    if (bytes != 0)
        return tag + wb_varint_size(bytes) + bytes;
    e->length_count = place + 1;
    return 0;
}

uint8_t *wb_put_field(wb_encoder *e, const wb_slot *slot, uint8_t *at, const void *value)
{
    const wb_schema *const schema = e->schema;
    const wb_node *const node = &schema->nodes[slot->node];
    const uint64_t tag = wb_tag_of(schema, slot);
    const uint8_t form = schema->forms[slot->first_form].form;
    if (node->op == WB_OP_SERIES && (form == WB_FORM_ELEMENT || form == WB_FORM_TABLE_INDEX)) {
        const wb_list list = wb_get_list(value);
        const wb_node *const element = &schema->nodes[schema->slots[node->first_slot].node];
        for (size_t i = 0; i < list.count; ++i) {
            at = wb_put_varint(at, tag);
            at = form == WB_FORM_ELEMENT ? wb_put_bare(e, element, at, wb_element(schema, node, list, i))
                                         : wb_put_varint(at, e->lengths[e->next_length++]);
        }
        return at;
    }
    if (form == WB_FORM_TABLE_INDEX)
        return wb_put_varint(wb_put_varint(at, tag), e->lengths[e->next_length++]);
    if (!wb_left_out_empty(schema, slot))
        return wb_put_bare(e, node, wb_put_varint(at, tag), value);
    const size_t bytes = e->lengths[e->next_length++];
    return bytes == 0 ? at : wb_put_content(e, node, wb_put_varint(wb_put_varint(at, tag), bytes), value);
}

static bool wb_is_set(const wb_schema *schema, const wb_slot *slot, const void *base)
{
    const void *const held = wb_held(slot, base);
    return held != NULL && (schema->nodes[slot->node].kind != WB_KIND_UNION || wb_get_any(held).type != 0);
}

/* At most one field of a oneof group may be set. */
void wb_check_groups(wb_encoder *e, const wb_node *node, const void *value)
{
    for (uint32_t i = 0; (node->flags & WB_ONEOF) != 0 && i < node->slot_count; ++i) {
        const wb_slot *const slot = &e->schema->slots[node->first_slot + i];
        const bool set = slot->oneof != 0 && wb_is_set(e->schema, slot, value);
        for (uint32_t j = i + 1; set && j < node->slot_count; ++j) {
            const wb_slot *const other = &e->schema->slots[node->first_slot + j];
            if (other->oneof == slot->oneof && wb_is_set(e->schema, other, value))
                wb_refuse(e, WB_ONEOF_MULTIPLE);
        }
    }
}

/* Unknown fields in the order of their numbers. */
static wb_unknown *wb_sort_unknown(wb_encoder *e, wb_bytes bytes, size_t *count)
{
    wb_unknown *fields = NULL;
    wb_unknown field;
    size_t capacity = 0;
    while (bytes.size != 0 && wb_take_unknown(e->schema, &bytes, &field)) {
        if (*count == capacity) {
            fields = wb_regrown(e, fields, *count, sizeof *fields);
            capacity = *count < 16 ? 32 : *count * 2;
            if (fields == NULL)
                return NULL;
        }
        field.order = *count;
        fields[(*count)++] = field;
    }
    if (*count > 1)
        qsort(fields, *count, sizeof *fields, wb_compare_unknown);
    return fields;
}

/* A struct whose unknown fields stand among the known ones by their numbers. */
uint8_t *wb_put_merged(wb_encoder *e, const wb_node *node, uint8_t *at, const void *value)
{
    size_t count = 0;
    size_t next = 0;
    const wb_unknown *const fields = wb_sort_unknown(e, wb_unknown_of(node, value), &count);
    if (fields == NULL)
        count = 0;
    for (uint32_t i = 0; i < node->slot_count; ++i) {
        const wb_slot *const slot = &e->schema->slots[e->schema->order[node->first_order + i]];
        for (; next < count && fields[next].number < slot->number; ++next)
            at = wb_copy_bytes(at, fields[next].data, fields[next].size);
        const void *const written = wb_written(e->schema, node, slot, value);
        if (written != NULL)
            at = wb_put_field(e, slot, at, written);
    }
    for (; next < count; ++next)
        at = wb_copy_bytes(at, fields[next].data, fields[next].size);
    return at;
}

size_t wb_content_size(wb_encoder *e, const wb_node *node, const void *value)
{
    switch (node->op) {
    case WB_OP_FIXED:
        return (size_t)(node->min_bits / 8);
    case WB_OP_VARINT:
        if (node->kind == WB_KIND_ENUM && *(const uint32_t *)value > 0x7FFFFFFF)
            wb_refuse(e, WB_VALUE_RANGE);
        return wb_varint_size(wb_stored(node, value));
    case WB_OP_CONTENT:
        return wb_leaf_content_size(e, node, value);
    case WB_OP_TEXT:
        return wb_prefixed_size(e, node, value);
    case WB_OP_SEQUENCE:
    case WB_OP_MESSAGE:
    case WB_OP_TAGGED:
    case WB_OP_PRESENCE_MAP:
        return node->code->size(e, value);
    case WB_OP_LIST:
        return wb_list_size(e, node, value);
    case WB_OP_SERIES:
        return wb_series_size(e, node, value);
    case WB_OP_MAP:
        return wb_map_size(e, node, value);
    case WB_OP_REFERENCE:
        return wb_reference_size(e, wb_reference_of(e->schema, node), wb_get_any(value));
    default:
        return 0;
    }
}

uint8_t *wb_put_content(wb_encoder *e, const wb_node *node, uint8_t *at, const void *value)
{
    switch (node->op) {
    case WB_OP_FIXED:
    case WB_OP_VARINT:
        return wb_put_stored(node, at, wb_stored(node, value));
    case WB_OP_CONTENT:
        return wb_put_leaf_content(node, at, value);
    case WB_OP_TEXT:
        return wb_put_prefixed(node, at, value);
    case WB_OP_SEQUENCE:
    case WB_OP_MESSAGE:
    case WB_OP_TAGGED:
    case WB_OP_PRESENCE_MAP:
        return node->code->put(e, at, value);
    case WB_OP_LIST:
        return wb_put_list(e, node, at, value);
    case WB_OP_SERIES:
        return wb_put_series(e, node, at, value);
    case WB_OP_MAP:
        return wb_put_map(e, node, at, value);
    case WB_OP_REFERENCE:
        return wb_put_reference(e, wb_reference_of(e->schema, node), at, wb_get_any(value));
    default:
        return at;
    }
}

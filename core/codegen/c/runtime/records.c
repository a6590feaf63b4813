// SPDX-License-Identifier: MIT

/* Fields at bit offsets of a packed integer, least significant bit first. */

static bool wb_get_record(wb_decoder *d, const wb_node *node, const uint8_t *bytes, size_t bit, void *value);

static bool wb_bits_fail(wb_decoder *d, wb_error error, const uint8_t *bytes, size_t bit)
{
    return wb_fail(d, error, bytes + bit / 8) != NULL;
}

/* Whether stored bits are a value, and which. */
static bool wb_accept_bits(wb_decoder *d, const wb_node *node, const uint8_t *bytes, size_t bit, void *value)
{
    const uint64_t stored = wb_get_bits(bytes, bit, (unsigned)node->min_bits);
    switch (node->kind) {
    case WB_KIND_UINT:
    case WB_KIND_INT:
        if (stored > node->highest - node->lowest)
            return wb_bits_fail(d, WB_VALUE_RANGE, bytes, bit);
        wb_set_number(node, value, node->lowest + stored);
        return true;
    case WB_KIND_ENUM:
        if (stored >= d->schema->enums[node->detail].count)
            return wb_bits_fail(d, WB_UNKNOWN_ENUM_VALUE, bytes, bit);
        break;
    case WB_KIND_FLAGS:
        if ((stored & ~d->schema->flags[node->detail].defined) != 0)
            return wb_bits_fail(d, WB_UNDEFINED_FLAG, bytes, bit);
        break;
    case WB_KIND_DATE: {
        const wb_date *const date = &d->schema->dates[node->detail];
        if (stored > date->units)
            return wb_bits_fail(d, WB_PAST_MAX_DATE, bytes, bit);
        *(int64_t *)value = date->origin + (int64_t)stored * date->unit;
        return true;
    }
    default:
        break;
    }
    wb_set_number(node, value, stored);
    return true;
}

static bool wb_get_bit_slot(wb_decoder *d, const wb_slot *slot, const uint8_t *bytes, size_t bit, void *base);

bool wb_get_bit_value(wb_decoder *d, const wb_node *node, const uint8_t *bytes, size_t bit, void *value)
{
    if (node->op == WB_OP_RECORD)
        return wb_get_record(d, node, bytes, bit, value);
    if (node->op != WB_OP_SLOTS)
        return wb_accept_bits(d, node, bytes, bit, value);
    const wb_slot *const slot = &d->schema->slots[node->first_slot];
    const size_t width
        = (size_t)d->schema->nodes[slot->node].min_bits + ((slot->flags & WB_SLOT_PRESENCE_BIT) != 0 ? 1 : 0);
    const uint64_t count = node->count_bits == 0 ? node->capacity : wb_get_bits(bytes, bit, node->count_bits);
    if (count > node->capacity)
        return wb_bits_fail(d, WB_COUNT_ABOVE_MAX, bytes, bit);
    if (!wb_elements(d, count, 0, bytes + bit / 8))
        return false;
    uint8_t *item = wb_list_of(d->arena, node, value, count);
    if (item == NULL)
        return wb_no_memory(d);
    bit += node->count_bits;
    for (uint64_t i = 0; i < count; ++i, bit += width, item += node->stride) {
        if (!wb_tick(d, bytes + bit / 8) || !wb_get_bit_slot(d, slot, bytes, bit, item))
            return false;
    }
    return true;
}

static bool wb_get_bit_slot(wb_decoder *d, const wb_slot *slot, const uint8_t *bytes, size_t bit, void *base)
{
    const wb_node *const node = &d->schema->nodes[slot->node];
    if ((slot->flags & WB_SLOT_PRESENCE_BIT) != 0) {
        if (wb_get_bits(bytes, bit, 1) == 0)
            return true;
        ++bit;
    }
    void *const value = wb_make(d->arena, slot, node, base);
    return value != NULL ? wb_get_bit_value(d, node, bytes, bit, value) : wb_no_memory(d);
}

static bool wb_get_record(wb_decoder *d, const wb_node *node, const uint8_t *bytes, size_t bit, void *value)
{
    if (!wb_enter(d, bytes + bit / 8))
        return false;
    for (uint32_t i = 0; i < node->slot_count; ++i) {
        const wb_slot *const slot = &d->schema->slots[node->first_slot + i];
        if ((slot->flags & WB_SLOT_FIELD) != 0 && !wb_get_bit_slot(d, slot, bytes, bit + (size_t)slot->offset, value))
            return false;
    }
    --d->depth;
    return true;
}

static void wb_put_bit_leaf(wb_encoder *e, const wb_node *node, uint8_t *bytes, size_t bit, const void *value)
{
    uint64_t number = wb_number_of(node, value);
    switch (node->kind) {
    case WB_KIND_UINT:
    case WB_KIND_INT:
        if (node->kind == WB_KIND_INT
                ? (int64_t)number < (int64_t)node->lowest || (int64_t)number > (int64_t)node->highest
                : number < node->lowest || number > node->highest)
            wb_refuse(e, WB_VALUE_RANGE);
        number -= node->lowest;
        break;
    case WB_KIND_ENUM:
        if (number >= e->schema->enums[node->detail].count)
            wb_refuse(e, WB_UNKNOWN_ENUM_VALUE);
        break;
    case WB_KIND_FLAGS:
        if ((number & ~e->schema->flags[node->detail].defined) != 0)
            wb_refuse(e, WB_UNKNOWN_FLAG);
        break;
    case WB_KIND_DATE: {
        const wb_date *const date = &e->schema->dates[node->detail];
        const int64_t since = (int64_t)(number - (uint64_t)date->origin);
        if (since % date->unit != 0)
            wb_refuse(e, WB_DATE_NOT_WHOLE);
        else if (since < 0 || (uint64_t)(since / date->unit) > date->units)
            wb_refuse(e, WB_VALUE_RANGE);
        number = (uint64_t)(since / date->unit);
        break;
    }
    default:
        break;
    }
    if (e->error == WB_OK)
        wb_set_bits(bytes, bit, (unsigned)node->min_bits, number);
}

static void wb_put_record(wb_encoder *e, const wb_node *node, uint8_t *bytes, size_t bit, const void *value);
static void wb_put_bit_slot(wb_encoder *e, const wb_slot *slot, uint8_t *bytes, size_t bit, const void *base);

void wb_put_bit_value(wb_encoder *e, const wb_node *node, uint8_t *bytes, size_t bit, const void *value)
{
    if (node->op == WB_OP_RECORD) {
        wb_put_record(e, node, bytes, bit, value);
        return;
    }
    if (node->op != WB_OP_SLOTS) {
        wb_put_bit_leaf(e, node, bytes, bit, value);
        return;
    }
    const wb_list list = wb_get_list(value);
    const wb_slot *const slot = &e->schema->slots[node->first_slot];
    const size_t width
        = (size_t)e->schema->nodes[slot->node].min_bits + ((slot->flags & WB_SLOT_PRESENCE_BIT) != 0 ? 1 : 0);
    wb_check_elements(e, list.count);
    if (node->count_bits == 0 ? list.count != node->capacity : list.count > node->capacity) {
        wb_refuse(e, WB_ARRAY_COUNT);
        return;
    }
    wb_set_bits(bytes, bit, node->count_bits, list.count);
    bit += node->count_bits;
    for (size_t i = 0; i < list.count; ++i, bit += width)
        wb_put_bit_slot(e, slot, bytes, bit, wb_item_at(node, list, i));
}

static void wb_put_bit_slot(wb_encoder *e, const wb_slot *slot, uint8_t *bytes, size_t bit, const void *base)
{
    const void *const held = wb_held(slot, base);
    if (held == NULL)
        return;
    if ((slot->flags & WB_SLOT_PRESENCE_BIT) != 0)
        wb_set_bits(bytes, bit++, 1, 1);
    wb_put_bit_value(e, &e->schema->nodes[slot->node], bytes, bit, held);
}

static void wb_put_record(wb_encoder *e, const wb_node *node, uint8_t *bytes, size_t bit, const void *value)
{
    if (!wb_open_struct(e))
        return;
    for (uint32_t i = 0; i < node->slot_count && e->error == WB_OK; ++i) {
        const wb_slot *const slot = &e->schema->slots[node->first_slot + i];
        if ((slot->flags & WB_SLOT_FIELD) != 0)
            wb_put_bit_slot(e, slot, bytes, bit + (size_t)slot->offset, value);
    }
    --e->depth;
}

static size_t wb_record_bytes(const wb_node *node)
{
    return node->min_bits == 0 ? 1 : (size_t)((node->min_bits + 7) / 8);
}

const uint8_t *wb_get_reversed_record(wb_decoder *d, const wb_node *node, const uint8_t *at, const uint8_t *end,
                                      void *value)
{
    const size_t bytes = wb_record_bytes(node);
    if ((size_t)(end - at) < bytes)
        return wb_fail(d, WB_TRUNCATED, end);
    uint8_t *const turned = wb_arena_raw(d->arena, bytes);
    if (turned == NULL)
        return wb_exhausted(d);
    memcpy(turned, at, bytes);
    wb_reverse(turned, bytes);
    return wb_get_record(d, node, turned, 0, value) ? at + bytes : NULL;
}

// SPDX-License-Identifier: MIT

/* Reading series. */

static const wb_node *wb_element_node(const wb_decoder *d, const wb_node *node)
{
    return &d->schema->nodes[d->schema->slots[node->first_slot].node];
}

static bool wb_right_count(wb_decoder *d, const wb_node *node, uint64_t count, const uint8_t *at)
{
    return (node->flags & WB_FIXED_COUNT) == 0 || count == node->capacity || wb_fail(d, WB_ARRAY_COUNT, at) != NULL;
}

/* One more element of a series, zero; null when there is no memory. */
static void *wb_next_item(wb_decoder *d, const wb_node *node, void *value)
{
    void *const item = wb_list_more(d->arena, node, value);
    if (item == NULL) {
        wb_no_memory(d);
        return NULL;
    }
    const wb_slot *const slot = &d->schema->slots[node->first_slot];
    return wb_make(d->arena, slot, &d->schema->nodes[slot->node], item);
}

/* A count and its limits. */
static const uint8_t *wb_get_series_count(wb_decoder *d, const wb_node *node, const uint8_t *at, const uint8_t *end,
                                          uint64_t *count)
{
    const uint8_t *const p = wb_get_varint(d, at, end, count);
    return p != NULL && wb_elements(d, *count, 0, at) && wb_right_count(d, node, *count, at) ? p : NULL;
}

static bool wb_read_packed(wb_decoder *d, const wb_node *node, const uint8_t *at, const uint8_t *end, void *value)
{
    const wb_node *const element = wb_element_node(d, node);
    const uint8_t *const begin = at;
    if (element->op == WB_OP_FIXED) {
        const size_t width = (size_t)(element->min_bits / 8);
        const size_t bytes = (size_t)(end - at);
        const size_t count = bytes / width;
        if (!wb_elements(d, count, 0, at))
            return false;
        if (bytes % width != 0)
            return wb_fail(d, WB_TRUNCATED, at + count * width) != NULL;
        if (!wb_right_count(d, node, count, at))
            return false;
        uint8_t *item = wb_list_make(d->arena, node, value, count);
        if (item == NULL)
            return wb_no_memory(d);
        if (wb_is_little_endian() && width == node->stride && element->kind != WB_KIND_BOOL) {
            if (count != 0)
                memcpy(item, at, bytes);
            return true;
        }
        for (size_t i = 0; i < count; ++i, item += node->stride, at += width)
            wb_accept(d, element, at, wb_load(at, width), item);
        return true;
    }
    uint64_t count = 0;
    while (at != end) {
        if (!wb_tick(d, at) || !wb_elements(d, 1, count++, at))
            return false;
        void *const item = wb_next_item(d, node, value);
        at = item == NULL ? NULL : wb_get_bare(d, element, at, end, item);
        if (at == NULL)
            return false;
    }
    return wb_right_count(d, node, count, begin);
}

static bool wb_read_bits(wb_decoder *d, const wb_node *node, const uint8_t *at, const uint8_t *end, void *value)
{
    const uint64_t count = (uint64_t)(end - at) * 8;
    if (!wb_elements(d, count, 0, at))
        return false;
    bool *const items = wb_list_make(d->arena, node, value, count);
    if (items == NULL)
        return wb_no_memory(d);
    for (size_t i = 0; i < count; ++i)
        items[i] = wb_bit(at, i);
    return true;
}

static bool wb_read_counted(wb_decoder *d, const wb_node *node, const uint8_t *at, const uint8_t *end, void *value)
{
    uint64_t count = 0;
    const uint8_t *const begin = at;
    at = wb_get_series_count(d, node, at, end, &count);
    if (at == NULL)
        return false;
    if (count > (uint64_t)(end - at))
        return wb_fail(d, WB_TRUNCATED, begin) != NULL;
    for (uint64_t i = 0; i < count; ++i) {
        void *const item = wb_tick(d, at) ? wb_next_item(d, node, value) : NULL;
        at = item == NULL ? NULL : wb_get_delimited(d, wb_element_node(d, node), at, end, item);
        if (at == NULL)
            return false;
    }
    return true;
}

static bool wb_read_delta(wb_decoder *d, const wb_node *node, const uint8_t *at, const uint8_t *end, void *value)
{
    const uint8_t *const begin = at;
    uint64_t count = 0;
    uint64_t sum = 0;
    for (const uint8_t *p = at; p != end; ++p)
        count += *p < 0x80 ? 1 : 0;
    if (!wb_elements(d, count, 0, at))
        return false;
    for (count = 0; at != end; ++count) {
        uint64_t difference = 0;
        const uint8_t *const p = wb_get_varint(d, at, end, &difference);
        void *const item = p == NULL || !wb_tick(d, at) ? NULL : wb_next_item(d, node, value);
        if (item == NULL)
            return false;
        sum += wb_unzigzag(difference);
        if (!wb_accept_number(d, wb_element_node(d, node), at, sum, item))
            return false;
        at = p;
    }
    return wb_right_count(d, node, count, begin);
}

static bool wb_read_runs(wb_decoder *d, const wb_node *node, const uint8_t *at, const uint8_t *end, void *value)
{
    const uint8_t *const begin = at;
    const wb_node *const element = wb_element_node(d, node);
    uint64_t count = 0;
    while (at != end) {
        uint64_t run = 0;
        uint64_t stored = 0;
        const uint8_t *const p = wb_get_varint(d, at, end, &run);
        const uint8_t *const next = p == NULL ? NULL : wb_get_stored(d, element, p, end, &stored);
        if (next == NULL)
            return false;
        if (run == 0)
            return wb_fail(d, WB_RUN_ZERO, at) != NULL;
        if ((node->flags & WB_FIXED_COUNT) != 0 && run > node->capacity - count)
            return wb_fail(d, WB_ARRAY_COUNT, at) != NULL;
        if (!wb_elements(d, run, count, at) || !wb_imply(d, run - 1, at))
            return false;
        for (uint64_t i = 0; i < run; ++i) {
            void *const item = wb_tick(d, at) ? wb_next_item(d, node, value) : NULL;
            if (item == NULL || !wb_accept(d, element, p, stored, item))
                return false;
        }
        count += run;
        at = next;
    }
    return wb_right_count(d, node, count, begin);
}

static bool wb_read_sparse(wb_decoder *d, const wb_node *node, const uint8_t *at, const uint8_t *end, void *value)
{
    const wb_node *const element = wb_element_node(d, node);
    const uint8_t *const begin = at;
    uint64_t count = 0;
    uint64_t kept = 0;
    uint64_t place = 0;
    const uint8_t *const second = wb_get_series_count(d, node, at, end, &count);
    if (second == NULL || (at = wb_get_varint(d, second, end, &kept)) == NULL)
        return false;
    if (kept > count)
        return wb_fail(d, WB_SPARSE_COUNT, second) != NULL;
    if (!wb_imply(d, count - kept, begin))
        return false;
    if (kept > (uint64_t)(end - at) / 2)
        return wb_fail(d, WB_TRUNCATED, second) != NULL;
    uint8_t *const items = wb_list_make(d->arena, node, value, count);
    if (items == NULL)
        return wb_no_memory(d);
    for (uint64_t i = 0; i < kept; ++i, ++place) {
        uint64_t gap = 0;
        uint64_t stored = 0;
        const uint8_t *const p = wb_get_varint(d, at, end, &gap);
        if (p == NULL || !wb_tick(d, at))
            return false;
        if (gap >= count - place)
            return wb_fail(d, WB_SPARSE_GAP, at) != NULL;
        at = wb_get_stored(d, element, p, end, &stored);
        place += gap;
        if (at == NULL || !wb_accept(d, element, p, stored, items + (size_t)place * node->stride))
            return false;
    }
    return true;
}

static bool wb_read_bit_packed(wb_decoder *d, const wb_node *node, const uint8_t *at, const uint8_t *end, void *value)
{
    const wb_node *const element = wb_element_node(d, node);
    const uint8_t *const begin = at;
    uint64_t count = 0;
    at = wb_get_series_count(d, node, at, end, &count);
    if (at == NULL)
        return false;
    if (count > (uint64_t)(end - at) * 8 / node->bit_width)
        return wb_fail(d, WB_TRUNCATED, begin) != NULL;
    uint8_t *const items = wb_list_make(d->arena, node, value, count);
    if (items == NULL)
        return wb_no_memory(d);
    for (size_t i = 0; i < count; ++i) {
        const uint64_t number = wb_get_bits(at, i * node->bit_width, node->bit_width);
        if (!wb_tick(d, at) || !wb_accept_number(d, element, at, number, items + i * node->stride))
            return false;
    }
    return true;
}

static bool wb_read_dictionary(wb_decoder *d, const wb_node *node, const uint8_t *at, const uint8_t *end, void *value)
{
    const wb_node *const element = wb_element_node(d, node);
    const uint8_t *begin = at;
    uint64_t texts = 0;
    uint64_t count = 0;
    at = wb_get_varint(d, at, end, &texts);
    if (at == NULL)
        return false;
    if (texts > (uint64_t)(end - at))
        return wb_fail(d, WB_TRUNCATED, begin) != NULL;
    wb_bytes *const table = wb_arena_array(d->arena, texts, sizeof *table);
    if (table == NULL)
        return wb_no_memory(d);
    for (uint64_t i = 0; i < texts; ++i) {
        uint64_t length = 0;
        const uint8_t *const text = wb_get_length(d, at, end, &length);
        if (text == NULL || !wb_tick(d, at) || !wb_text_fits(d, length, at))
            return false;
        table[i].data = text;
        table[i].size = (size_t)length;
        at = text + length;
    }
    begin = at;
    at = wb_get_series_count(d, node, at, end, &count);
    if (at == NULL)
        return false;
    if (count > (uint64_t)(end - at))
        return wb_fail(d, WB_TRUNCATED, begin) != NULL;
    for (uint64_t i = 0; i < count; ++i) {
        uint64_t index = 0;
        const uint8_t *const p = wb_get_varint(d, at, end, &index);
        if (p == NULL || !wb_tick(d, at))
            return false;
        if (index >= texts)
            return wb_fail(d, WB_DICT_INDEX, at) != NULL;
        const wb_bytes text = table[index];
        void *const item = wb_next_item(d, node, value);
        if (item == NULL || !wb_expand(d, text.size, at)
            || !wb_read_leaf(d, element, text.data, text.data + text.size, item))
            return false;
        at = p;
    }
    return true;
}

/* Reads a text that lies in the arena already. */
static bool wb_read_lasting(wb_decoder *d, const wb_node *node, const uint8_t *text, size_t size, void *value)
{
    const bool zero_copy = d->zero_copy;
    d->zero_copy = true;
    const bool fine = wb_read_leaf(d, node, text, text + size, value);
    d->zero_copy = zero_copy;
    return fine;
}

static bool wb_read_prefixes(wb_decoder *d, const wb_node *node, const uint8_t *at, const uint8_t *end, void *value)
{
    const uint8_t *const begin = at;
    uint64_t count = 0;
    wb_bytes previous = {wb_nothing, 0};
    at = wb_get_series_count(d, node, at, end, &count);
    if (at == NULL)
        return false;
    if (count > (uint64_t)(end - at) / 2)
        return wb_fail(d, WB_TRUNCATED, begin) != NULL;
    for (uint64_t i = 0; i < count; ++i) {
        uint64_t same = 0;
        uint64_t length = 0;
        const uint8_t *p = wb_get_varint(d, at, end, &same);
        if (p == NULL || !wb_tick(d, at))
            return false;
        if (same > previous.size)
            return wb_fail(d, WB_PREFIX_LENGTH, at) != NULL;
        p = wb_get_length(d, p, end, &length);
        if (p == NULL)
            return false;
        const size_t size = (size_t)(same + length);
        if (!wb_text_fits(d, size, at) || !wb_expand(d, size, at))
            return false;
        uint8_t *const text = wb_arena_raw(d->arena, size + 1);
        void *const item = text == NULL ? NULL : wb_next_item(d, node, value);
        if (item == NULL)
            return wb_no_memory(d);
        *wb_copy_bytes(wb_copy_bytes(text, previous.data, (size_t)same), p, (size_t)length) = 0;
        previous.data = text;
        previous.size = size;
        if (!wb_read_lasting(d, wb_element_node(d, node), text, size, item))
            return false;
        at = p + length;
    }
    return true;
}

static bool wb_read_series(wb_decoder *d, const wb_node *node, const uint8_t *at, const uint8_t *end, void *value)
{
    const wb_list none = {NULL, 0};
    wb_set_list(value, none);
    switch (node->coding) {
    case WB_SERIES_PACKED:
        return wb_read_packed(d, node, at, end, value);
    case WB_SERIES_BITS:
        return wb_read_bits(d, node, at, end, value);
    case WB_SERIES_DELTA:
        return wb_read_delta(d, node, at, end, value);
    case WB_SERIES_RUN_LENGTH:
        return wb_read_runs(d, node, at, end, value);
    default:
        break;
    }
    if (at == end)
        return wb_right_count(d, node, 0, at);
    switch (node->coding) {
    case WB_SERIES_COUNTED:
        return wb_read_counted(d, node, at, end, value);
    case WB_SERIES_DICTIONARY:
        return wb_read_dictionary(d, node, at, end, value);
    case WB_SERIES_SPARSE:
        return wb_read_sparse(d, node, at, end, value);
    case WB_SERIES_PREFIX:
        return wb_read_prefixes(d, node, at, end, value);
    default:
        return wb_read_bit_packed(d, node, at, end, value);
    }
}

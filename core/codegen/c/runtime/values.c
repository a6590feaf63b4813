// SPDX-License-Identifier: MIT

/* Values in memory, by the tables. */

typedef struct wb_list {
    void *items;
    size_t count;
} wb_list;

typedef struct wb_any {
    uint32_t type;
    void *value;
} wb_any;

static wb_list wb_get_list(const void *value)
{
    wb_list list;
    memcpy(&list, value, sizeof list);
    return list;
}

static void wb_set_list(void *value, wb_list list)
{
    memcpy(value, &list, sizeof list);
}

static wb_any wb_get_any(const void *value)
{
    wb_any any;
    memcpy(&any, value, sizeof any);
    return any;
}

static void wb_set_any(void *value, uint32_t type, void *inner)
{
    wb_any any = {type, inner};
    memcpy(value, &any, sizeof any);
}

static const void *wb_item_at(const wb_node *node, wb_list list, size_t index)
{
    return (const uint8_t *)list.items + index * node->stride;
}

/* Room for one more element, which is zero; null when there is no memory. Lists of decoded values have room for the
   next power of two of their elements. */
static void *wb_list_more(wb_arena *arena, const wb_node *node, void *value)
{
    wb_list list = wb_get_list(value);
    if (list.count == 0 || (list.count >= 4 && (list.count & (list.count - 1)) == 0)) {
        void *const items = wb_arena_array(arena, list.count == 0 ? 4 : (uint64_t)list.count * 2, node->stride);
        if (items == NULL)
            return NULL;
        if (list.count != 0)
            memcpy(items, list.items, list.count * node->stride);
        list.items = items;
    }
    void *const item = (uint8_t *)list.items + list.count * node->stride;
    ++list.count;
    wb_set_list(value, list);
    return item;
}

static void *wb_set_items(void *value, void *items, uint64_t count)
{
    const wb_list list = {items, (size_t)count};
    if (count == 0) {
        wb_set_list(value, list);
        return value;
    }
    if (items != NULL)
        wb_set_list(value, list);
    return items;
}

void *wb_list_of(wb_arena *arena, const wb_node *node, void *value, uint64_t count)
{
    return wb_set_items(value, count == 0 ? NULL : wb_arena_array(arena, count, node->stride), count);
}

/* The same, with room for more elements where wb_list_more() expects it. */
static void *wb_list_make(wb_arena *arena, const wb_node *node, void *value, uint64_t count)
{
    uint64_t capacity = 4;
    while (capacity < count)
        capacity *= 2;
    return wb_set_items(value, count == 0 ? NULL : wb_arena_array(arena, capacity, node->stride), count);
}

/* What a slot holds in a struct, an entry or an element; null when there is nothing. */
static inline const void *wb_held(const wb_slot *slot, const void *base)
{
    const uint8_t *const at = (const uint8_t *)base;
    if ((slot->flags & WB_SLOT_BOXED) != 0) {
        const void *box;
        memcpy(&box, at + slot->value, sizeof box);
        return box;
    }
    return slot->has != WB_NONE && !*(const bool *)(at + slot->has) ? NULL : at + slot->value;
}

static void wb_drop(const wb_slot *slot, const wb_node *node, void *base)
{
    uint8_t *const at = (uint8_t *)base;
    if ((slot->flags & WB_SLOT_BOXED) != 0) {
        void *const box = NULL;
        memcpy(at + slot->value, &box, sizeof box);
    } else {
        if (slot->has != WB_NONE)
            *(bool *)(at + slot->has) = false;
        memset(at + slot->value, 0, node->size);
    }
}

/* Makes a slot hold a zero value; null when there is no memory. `node` is that of the value. */
static void *wb_make(wb_arena *arena, const wb_slot *slot, const wb_node *node, void *base)
{
    uint8_t *const at = (uint8_t *)base;
    if ((slot->flags & WB_SLOT_BOXED) != 0) {
        void *const box = wb_arena_alloc(arena, node->size);
        memcpy(at + slot->value, &box, sizeof box);
        return box;
    }
    if (slot->has != WB_NONE)
        *(bool *)(at + slot->has) = true;
    memset(at + slot->value, 0, node->size);
    return at + slot->value;
}

/* The node of what a slot holds. */
static const wb_node *wb_payload(const wb_schema *schema, const wb_slot *slot)
{
    const wb_node *const node = &schema->nodes[slot->node];
    return node->op == WB_OP_OPTIONAL ? &schema->nodes[schema->slots[node->first_slot].node] : node;
}

/* A number as an integer of 64 bits, two's complement; a float as its bits. */
static uint64_t wb_number_of(const wb_node *node, const void *value)
{
    switch (node->kind) {
    case WB_KIND_BOOL:
        return *(const bool *)value ? 1 : 0;
    case WB_KIND_ENUM:
        return *(const uint32_t *)value;
    case WB_KIND_DATE:
        return *(const uint64_t *)value;
    case WB_KIND_FLOAT: {
        uint64_t bits = 0;
        uint32_t few = 0;
        if (node->bits == 32) {
            memcpy(&few, value, sizeof few);
            return few;
        }
        memcpy(&bits, value, sizeof bits);
        return bits;
    }
    case WB_KIND_INT:
        switch (node->bits) {
        case 8:
            return (uint64_t)(int64_t) * (const int8_t *)value;
        case 16:
            return (uint64_t)(int64_t) * (const int16_t *)value;
        case 32:
            return (uint64_t)(int64_t) * (const int32_t *)value;
        default:
            return (uint64_t) * (const int64_t *)value;
        }
    default:
        switch (node->bits) {
        case 8:
            return *(const uint8_t *)value;
        case 16:
            return *(const uint16_t *)value;
        case 32:
            return *(const uint32_t *)value;
        default:
            return *(const uint64_t *)value;
        }
    }
}

/* False when the number does not fit. */
static bool wb_set_number(const wb_node *node, void *value, uint64_t number)
{
    switch (node->kind) {
    case WB_KIND_BOOL:
        *(bool *)value = number != 0;
        return true;
    case WB_KIND_ENUM:
        *(uint32_t *)value = (uint32_t)number;
        return number <= 0x7FFFFFFF;
    case WB_KIND_DATE:
        *(uint64_t *)value = number;
        return true;
    case WB_KIND_FLOAT: {
        const uint32_t few = (uint32_t)number;
        if (node->bits == 32)
            memcpy(value, &few, sizeof few);
        else
            memcpy(value, &number, sizeof number);
        return true;
    }
    default:
        break;
    }
    switch (node->bits) {
    case 8:
        *(uint8_t *)value = (uint8_t)number;
        break;
    case 16:
        *(uint16_t *)value = (uint16_t)number;
        break;
    case 32:
        *(uint32_t *)value = (uint32_t)number;
        break;
    default:
        *(uint64_t *)value = number;
        break;
    }
    return wb_number_of(node, value) == number;
}

/* A scalar as it lies on the wire. */
static uint64_t wb_stored(const wb_node *node, const void *value)
{
    const uint64_t number = wb_number_of(node, value);
    if (node->kind == WB_KIND_FLOAT)
        return (node->flags & WB_CANONICAL_FLOAT) != 0 ? wb_canonical_float(number, node->bits) : number;
    if (node->op == WB_OP_VARINT && node->coding == WB_CODING_ZIGZAG)
        return wb_zigzag(number);
    return node->op == WB_OP_FIXED ? number & wb_low_bits((unsigned)node->min_bits) : number;
}

static bool wb_is_scalar(const wb_node *node)
{
    return node->op == WB_OP_FIXED || node->op == WB_OP_VARINT;
}

static size_t wb_stored_size(const wb_node *node, uint64_t stored)
{
    return node->op == WB_OP_FIXED ? (size_t)(node->min_bits / 8) : wb_varint_size(stored);
}

static uint8_t *wb_put_stored(const wb_node *node, uint8_t *at, uint64_t stored)
{
    if (node->op != WB_OP_FIXED)
        return wb_put_varint(at, stored);
    const size_t bytes = (size_t)(node->min_bits / 8);
    wb_store(at, bytes, stored);
    return at + bytes;
}

/* The bytes of text and bytes. */
static wb_text wb_span(const wb_node *node, const void *value)
{
    if ((node->flags & WB_INLINE_BYTES) != 0)
        return wb_text_at(value, node->size);
    wb_text text;
    memcpy(&text, value, sizeof text);
    return text;
}

/* The magnitude without leading zero bytes. */
static wb_bytes wb_significant(const void *value)
{
    wb_bytes magnitude = ((const wb_bigint *)value)->magnitude;
    while (magnitude.size != 0 && *magnitude.data == 0) {
        ++magnitude.data;
        --magnitude.size;
    }
    return magnitude;
}

static const wb_options *wb_options_of(const wb_schema *schema, const wb_options *options)
{
    return options == NULL ? &schema->limits : options;
}

/* The slot with a field number; null when there is none. */
static const wb_slot *wb_find_number(const wb_schema *schema, const wb_node *node, uint64_t number)
{
    const wb_number *const numbers = schema->numbers + node->first_number;
    uint32_t low = 0;
    uint32_t high = node->slot_count;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (numbers[middle].number < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low < node->slot_count && numbers[low].number == number ? &schema->slots[numbers[low].slot] : NULL;
}

// SPDX-License-Identifier: MIT

/* Writing one message. */

/* An array of the scratch memory with twice the room. */
static void *wb_regrown(wb_encoder *e, const void *items, size_t count, size_t bytes)
{
    void *const more = wb_arena_array(&e->scratch, count < 16 ? 32 : (uint64_t)count * 2, bytes);
    if (more == NULL)
        wb_refuse(e, WB_OUT_OF_MEMORY);
    else if (count != 0)
        memcpy(more, items, count * bytes);
    return more;
}

size_t wb_add_length_slowly(wb_encoder *e, size_t length)
{
    size_t *const more = wb_regrown(e, e->lengths, e->length_count, sizeof *more);
    if (more == NULL)
        return 0;
    e->lengths = more;
    e->length_capacity *= 2;
    e->lengths[e->length_count] = length;
    return e->length_count++;
}

static uint64_t wb_hash(const wb_encoder *e, wb_text text)
{
    /* The seed keeps chosen texts from sharing buckets. */
    uint64_t hash = UINT64_C(14695981039346656037) ^ (uint64_t)(uintptr_t)e * UINT64_C(0x9E3779B97F4A7C15);
    for (size_t i = 0; i < text.size; ++i) {
        hash = (hash ^ (uint8_t)text.data[i]) * UINT64_C(0xFF51AFD7ED558CCD);
        hash ^= hash >> 32;
    }
    return hash;
}

static bool wb_grow_buckets(wb_encoder *e)
{
    const size_t count = e->bucket_count == 0 ? 64 : e->bucket_count * 4;
    wb_string_entry **const buckets = wb_arena_array(&e->scratch, count, sizeof *buckets);
    if (buckets == NULL) {
        wb_refuse(e, WB_OUT_OF_MEMORY);
        return false;
    }
    for (size_t i = 0; i < e->bucket_count; ++i) {
        wb_string_entry *next = NULL;
        for (wb_string_entry *entry = e->buckets[i]; entry != NULL; entry = next) {
            next = entry->next;
            entry->next = buckets[entry->hash % count];
            buckets[entry->hash % count] = entry;
        }
    }
    e->buckets = buckets;
    e->bucket_count = count;
    return true;
}

static wb_string_entry *wb_find_string(const wb_encoder *e, wb_text text, uint64_t hash)
{
    if (e->bucket_count == 0)
        return NULL;
    wb_string_entry *entry = e->buckets[hash % e->bucket_count];
    while (entry != NULL && (entry->hash != hash || !wb_text_equal(entry->text, text)))
        entry = entry->next;
    return entry;
}

/* Puts a text into the table; `find` is whether the first of equal ones may be found. */
static size_t wb_keep_string(wb_encoder *e, wb_text text)
{
    const uint64_t hash = wb_hash(e, text);
    if (e->string_count == e->string_capacity) {
        wb_text *const more = wb_regrown(e, e->strings, e->string_count, sizeof *more);
        if (more == NULL)
            return 0;
        e->strings = more;
        e->string_capacity = e->string_count < 16 ? 32 : e->string_count * 2;
    }
    e->strings[e->string_count] = text;
    if (wb_find_string(e, text, hash) == NULL) {
        wb_string_entry *const entry = wb_arena_alloc(&e->scratch, sizeof *entry);
        if (entry == NULL || (e->string_count >= e->bucket_count && !wb_grow_buckets(e))) {
            wb_refuse(e, WB_OUT_OF_MEMORY);
            return 0;
        }
        entry->text = text;
        entry->hash = hash;
        entry->index = e->string_count;
        entry->next = e->buckets[hash % e->bucket_count];
        e->buckets[hash % e->bucket_count] = entry;
    }
    return e->string_count++;
}

/* A text of the string table, where it is put if it is new. */
static size_t wb_string_index(wb_encoder *e, wb_text text)
{
    const wb_string_entry *const entry = wb_find_string(e, text, wb_hash(e, text));
    return entry != NULL ? entry->index : wb_keep_string(e, text);
}

/* Notes the index of a text for the write pass; gives the bytes it takes. */
size_t wb_table_text_size(wb_encoder *e, wb_text text)
{
    wb_check_text(e, text.size);
    const size_t index = wb_string_index(e, text);
    wb_add_length(e, index);
    return wb_varint_size(index);
}

static size_t wb_table_content(const wb_encoder *e)
{
    size_t bytes = wb_varint_size(e->string_count);
    for (size_t i = 0; i < e->string_count; ++i)
        bytes += wb_varint_size(e->strings[i].size) + e->strings[i].size;
    return bytes;
}

size_t wb_table_size(const wb_encoder *e)
{
    const size_t bytes = wb_table_content(e);
    return wb_varint_size(e->schema->table_wire_type) + wb_varint_size(bytes) + bytes;
}

uint8_t *wb_put_table(const wb_encoder *e, uint8_t *at)
{
    at = wb_put_varint(at, e->schema->table_wire_type);
    at = wb_put_varint(at, wb_table_content(e));
    at = wb_put_varint(at, e->string_count);
    for (size_t i = 0; i < e->string_count; ++i)
        at = wb_copy_bytes(wb_put_varint(at, e->strings[i].size), e->strings[i].data, e->strings[i].size);
    return at;
}

/* Whether the size pass notes the length of the content for the write pass. */
static bool wb_remembers(const wb_node *node)
{
    return node->op == WB_OP_TAGGED || node->op == WB_OP_PRESENCE_MAP || node->op == WB_OP_SERIES
        || node->op == WB_OP_MAP || node->op == WB_OP_REFERENCE;
}

static size_t wb_delimited_size(wb_encoder *e, const wb_node *node, const void *value)
{
    if (!wb_remembers(node)) {
        const size_t bytes = wb_content_size(e, node, value);
        return wb_varint_size(bytes) + bytes;
    }
    const size_t place = wb_add_length(e, 0);
    const size_t bytes = wb_content_size(e, node, value);
    e->lengths[place] = bytes;
    return wb_varint_size(bytes) + bytes;
}

static uint8_t *wb_put_delimited(wb_encoder *e, const wb_node *node, uint8_t *at, const void *value)
{
    const size_t bytes = wb_remembers(node) ? e->lengths[e->next_length++] : wb_content_size(e, node, value);
    return wb_put_content(e, node, wb_put_varint(at, bytes), value);
}

size_t wb_bare_size(wb_encoder *e, const wb_node *node, const void *value)
{
    return (node->flags & WB_SELF) != 0 ? wb_content_size(e, node, value) : wb_delimited_size(e, node, value);
}

uint8_t *wb_put_bare(wb_encoder *e, const wb_node *node, uint8_t *at, const void *value)
{
    return (node->flags & WB_SELF) != 0 ? wb_put_content(e, node, at, value) : wb_put_delimited(e, node, at, value);
}

static inline bool wb_fits_prefix(const wb_node *node, size_t count)
{
    return node->prefix >= 8 || (uint64_t)count <= wb_low_bits(node->prefix * 8u);
}

/* Texts with a prefix, and numbers of a fixed width: what most sequences consist of. */
static inline size_t wb_prefixed_size(wb_encoder *e, const wb_node *node, const void *value)
{
    const wb_text text = wb_span(node, value);
    wb_check_text(e, text.size);
    if (!wb_fits_prefix(node, text.size))
        wb_refuse(e, WB_VALUE_RANGE);
    return node->prefix + text.size;
}

static inline uint8_t *wb_put_prefixed(const wb_node *node, uint8_t *at, const void *value)
{
    const wb_text text = wb_span(node, value);
    wb_store(at, node->prefix, text.size);
    return wb_copy_bytes(at + node->prefix, text.data, text.size);
}

static inline uint8_t *wb_put_fixed(const wb_node *node, uint8_t *at, const void *value)
{
    if (node->kind != WB_KIND_BOOL)
        return wb_put_stored(node, at, wb_stored(node, value));
    *at = *(const bool *)value ? 1 : 0;
    return at + 1;
}

/* A value in a sequence, list or entry: with its presence byte, where it has one. */
static inline size_t wb_slot_size(wb_encoder *e, const wb_slot *slot, const void *base)
{
    const wb_node *const node = &e->schema->nodes[slot->node];
    const void *const held = wb_held(slot, base);
    switch (node->op) {
    case WB_OP_TEXT:
        return wb_prefixed_size(e, node, held);
    case WB_OP_FIXED:
        return (size_t)(node->min_bits / 8);
    case WB_OP_OPTIONAL:
        break;
    default:
        return wb_content_size(e, node, held);
    }
    return held == NULL ? 1 : 1 + wb_content_size(e, wb_payload(e->schema, slot), held);
}

static inline uint8_t *wb_put_slot(wb_encoder *e, const wb_slot *slot, uint8_t *at, const void *base)
{
    const wb_node *const node = &e->schema->nodes[slot->node];
    const void *const held = wb_held(slot, base);
    switch (node->op) {
    case WB_OP_TEXT:
        return wb_put_prefixed(node, at, held);
    case WB_OP_FIXED:
        return wb_put_fixed(node, at, held);
    case WB_OP_OPTIONAL:
        break;
    default:
        return wb_put_content(e, node, at, held);
    }
    *at++ = held == NULL ? 0 : 1;
    return held == NULL ? at : wb_put_content(e, wb_payload(e->schema, slot), at, held);
}

// SPDX-License-Identifier: MIT

/* Values that are built piece by piece: each struct is tentative until the one around it is committed. */

enum { WB_TENTATIVE_BYTES = 2 * 1024 * 1024, WB_TENTATIVE_DEPTH = 32, WB_BUILDER_STRING_BYTES = 10 * 1024 * 1024 };

typedef struct wb_builder wb_builder;

struct wb_tentative {
    wb_builder *builder;
    wb_tentative *parent;
    wb_tentative *first_child;
    wb_tentative *last_child;
    wb_tentative *next;
    void *value;
    size_t bytes; /* Of what was set, roughly as encoded. */
    uint32_t node;
    uint32_t slot; /* Of the parent. */
    uint32_t last_array; /* Slot of the array that is being written; WB_NONE. */
    uint32_t depth;
};

struct wb_builder {
    const wb_schema *schema;
    wb_arena arena;
    wb_error error;
    wb_buffer result;
    wb_tentative root;
};

static bool wb_build_fail(wb_tentative *t, wb_error error)
{
    if (t->builder->error == WB_OK)
        t->builder->error = error;
    return false;
}

static bool wb_start(wb_tentative *t, wb_builder *builder, wb_tentative *parent, uint32_t node)
{
    t->builder = builder;
    t->parent = parent;
    t->node = node;
    t->last_array = WB_NONE;
    t->depth = parent == NULL ? 0 : parent->depth + 1;
    t->value = wb_arena_alloc(&builder->arena, builder->schema->nodes[node].size);
    if (t->value == NULL)
        return false;
    return wb_init(builder->schema, node, t->value, &builder->arena).error == WB_OK;
}

wb_tentative *wb_builder_new(const wb_schema *schema, uint32_t node)
{
    wb_builder *const builder = calloc(1, sizeof *builder);
    if (builder == NULL)
        return NULL;
    builder->schema = schema;
    if (!wb_start(&builder->root, builder, NULL, node)) {
        wb_builder_free(&builder->root);
        return NULL;
    }
    return &builder->root;
}

void wb_builder_free(wb_tentative *root)
{
    if (root == NULL)
        return;
    wb_builder *const builder = root->builder;
    wb_arena_free(&builder->arena);
    wb_buffer_free(&builder->result);
    free(builder);
}

static bool wb_use_bytes(wb_tentative *t, size_t bytes)
{
    if (bytes > (size_t)WB_TENTATIVE_BYTES - t->bytes)
        return wb_build_fail(t, WB_TENTATIVE_TOO_LARGE);
    t->bytes += bytes;
    return true;
}

/* Arrays come in the order of the schema, after everything else. */
static bool wb_may_write(wb_tentative *t, uint32_t slot, bool array)
{
    if (t == NULL || t->builder->error != WB_OK)
        return false;
    if (t->last_array != WB_NONE && (!array || slot < t->last_array))
        return wb_build_fail(t, WB_BUILDER_ORDER);
    if (array)
        t->last_array = slot;
    return true;
}

wb_tentative *wb_begin(wb_tentative *parent, uint32_t slot_index)
{
    if (parent == NULL)
        return NULL;
    const wb_schema *const schema = parent->builder->schema;
    const wb_slot *const slot = &schema->slots[slot_index];
    const wb_node *const held = wb_payload(schema, slot);
    const bool array = held->kind == WB_KIND_LIST;
    if (!wb_may_write(parent, slot_index, array))
        return NULL;
    if (parent->depth + 1 > WB_TENTATIVE_DEPTH) {
        wb_build_fail(parent, WB_LIMIT_DEPTH);
        return NULL;
    }
    wb_tentative *const t = wb_arena_alloc(&parent->builder->arena, sizeof *t);
    const uint32_t node = array ? schema->slots[held->first_slot].node : (uint32_t)(held - schema->nodes);
    if (t == NULL || !wb_start(t, parent->builder, parent, node)) {
        wb_build_fail(parent, WB_OUT_OF_MEMORY);
        return NULL;
    }
    t->slot = slot_index;
    if (parent->last_child == NULL)
        parent->first_child = t;
    else
        parent->last_child->next = t;
    parent->last_child = t;
    return t;
}

void wb_discard(wb_tentative *parent, wb_tentative *t)
{
    if (t == NULL || t->parent == NULL || t->parent != parent)
        return;
    wb_tentative *before = NULL;
    wb_tentative *child = parent->first_child;
    while (child != NULL && child != t) {
        before = child;
        child = child->next;
    }
    if (child == NULL)
        return;
    if (before == NULL)
        parent->first_child = t->next;
    else
        before->next = t->next;
    if (parent->last_child == t)
        parent->last_child = before;
    t->parent = NULL;
}

/* Copies a value of a field or element into its place. */
static void wb_place_value(wb_tentative *t, const wb_node *node, void *place, const void *value)
{
    const wb_text text = node->kind == WB_KIND_TEXT ? wb_span(node, value) : wb_text_at(NULL, 0);
    if (text.size > WB_BUILDER_STRING_BYTES) {
        wb_build_fail(t, WB_LIMIT_STRING);
        return;
    }
    if (place == NULL || !wb_use_bytes(t, node->kind == WB_KIND_TEXT ? node->prefix + text.size : node->size)) {
        wb_build_fail(t, WB_OUT_OF_MEMORY);
        return;
    }
    memcpy(place, value, node->size);
    if (!wb_own(t->builder->schema, &t->builder->arena, node, place))
        wb_build_fail(t, WB_OUT_OF_MEMORY);
}

void wb_set(wb_tentative *t, uint32_t slot_index, const void *value)
{
    if (!wb_may_write(t, slot_index, false))
        return;
    const wb_slot *const slot = &t->builder->schema->slots[slot_index];
    const wb_node *const node = wb_payload(t->builder->schema, slot);
    wb_place_value(t, node, wb_make(&t->builder->arena, slot, node, t->value), value);
}

void wb_add(wb_tentative *t, uint32_t slot_index, const void *value)
{
    if (!wb_may_write(t, slot_index, true))
        return;
    const wb_schema *const schema = t->builder->schema;
    const wb_slot *const slot = &schema->slots[slot_index];
    const wb_node *const list = wb_payload(schema, slot);
    const wb_slot *const inner = &schema->slots[list->first_slot];
    const wb_node *const node = wb_payload(schema, inner);
    void *const item = wb_list_more(&t->builder->arena, list, (uint8_t *)t->value + slot->value);
    void *const place = item == NULL ? NULL : wb_make(&t->builder->arena, inner, node, item);
    wb_place_value(t, node, place, value);
}

void wb_set_string(wb_tentative *t, uint32_t slot, const char *text)
{
    const wb_text value = wb_text_of(text);
    wb_set(t, slot, &value);
}

void wb_add_string(wb_tentative *t, uint32_t slot, const char *text)
{
    const wb_text value = wb_text_of(text);
    wb_add(t, slot, &value);
}

/* Puts the values of children into their parent's; nesting is bounded, so that recursion is too. */
static bool wb_commit(wb_tentative *t)
{
    const wb_schema *const schema = t->builder->schema;
    wb_arena *const arena = &t->builder->arena;
    for (wb_tentative *child = t->first_child; child != NULL; child = child->next) {
        const wb_slot *const slot = &schema->slots[child->slot];
        const wb_node *const held = wb_payload(schema, slot);
        const wb_node *const node = &schema->nodes[child->node];
        void *place = NULL;
        if (!wb_commit(child))
            return false;
        if (held->kind == WB_KIND_LIST) {
            void *const item = wb_list_more(arena, held, (uint8_t *)t->value + slot->value);
            place = item == NULL ? NULL : wb_make(arena, &schema->slots[held->first_slot], node, item);
        } else {
            place = wb_make(arena, slot, node, t->value);
        }
        if (place == NULL)
            return wb_build_fail(t, WB_OUT_OF_MEMORY);
        if (!wb_use_bytes(t, child->bytes))
            return false;
        memcpy(place, child->value, node->size);
    }
    t->first_child = t->last_child = NULL;
    return true;
}

wb_serial_data wb_finalize(wb_tentative *root)
{
    wb_serial_data data = {NULL, 0, WB_OUT_OF_MEMORY, "out-of-memory"};
    if (root == NULL)
        return data;
    wb_builder *const builder = root->builder;
    if (builder->error == WB_OK && wb_commit(root)) {
        builder->result.size = 0;
        builder->error = wb_append(builder->schema, root->node, root->value, &builder->result, NULL).error;
    }
    data.error = builder->error;
    data.error_msg = wb_error_name(builder->error);
    if (builder->error == WB_OK) {
        data.data = builder->result.data;
        data.len = builder->result.size;
    }
    return data;
}

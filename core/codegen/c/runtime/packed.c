// SPDX-License-Identifier: MIT

/* Single fields of packed bit records. */

/* The bytes of a record whose first one holds the least significant bits, in memory of its own. */
static uint8_t *wb_turned(const wb_node *node, const uint8_t *packed)
{
    const size_t size = wb_record_bytes(node);
    uint8_t *const bytes = malloc(size);
    if (bytes == NULL)
        return NULL;
    memcpy(bytes, packed, size);
    if ((node->flags & WB_REVERSED) != 0)
        wb_reverse(bytes, size);
    return bytes;
}

bool wb_get_packed(const wb_schema *schema, uint32_t record, uint32_t slot_index, const uint8_t *packed, void *value)
{
    const wb_node *const node = &schema->nodes[record];
    const wb_slot *const slot = &schema->slots[slot_index];
    const bool optional = (slot->flags & WB_SLOT_PRESENCE_BIT) != 0;
    const size_t bit = (size_t)slot->offset;
    uint8_t *const bytes = wb_turned(node, packed);
    wb_decoder d;
    if (bytes == NULL)
        return false;
    wb_decoder_init(&d, schema, NULL, wb_nothing, 0, &wb_no_limits);
    const bool there = (!optional || wb_bit(bytes, bit))
        && wb_accept_bits(&d, &schema->nodes[slot->node], bytes, bit + (optional ? 1 : 0), value);
    free(bytes);
    return there;
}

bool wb_set_packed(const wb_schema *schema, uint32_t record, uint32_t slot_index, uint8_t *packed, const void *value)
{
    const wb_node *const node = &schema->nodes[record];
    const wb_slot *const slot = &schema->slots[slot_index];
    const bool optional = (slot->flags & WB_SLOT_PRESENCE_BIT) != 0;
    const size_t bit = (size_t)slot->offset;
    uint8_t *const bytes = wb_turned(node, packed);
    wb_encoder e;
    if (bytes == NULL)
        return false;
    wb_encoder_init(&e, schema, &wb_no_limits);
    wb_put_bit_leaf(&e, &schema->nodes[slot->node], bytes, bit + (optional ? 1 : 0), value);
    if (optional)
        wb_set_bits(bytes, bit, 1, 1);
    if (e.error == WB_OK) {
        if ((node->flags & WB_REVERSED) != 0)
            wb_reverse(bytes, wb_record_bytes(node));
        memcpy(packed, bytes, wb_record_bytes(node));
    }
    wb_encoder_free(&e);
    free(bytes);
    return e.error == WB_OK;
}

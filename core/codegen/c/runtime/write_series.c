// SPDX-License-Identifier: MIT

/* Sizes and bytes of series. One walk serves both passes: `at` is null in the size pass. */

typedef struct wb_output {
    uint8_t *at;
    size_t bytes;
} wb_output;

static void wb_out_varint(wb_output *out, uint64_t value)
{
    if (out->at != NULL)
        out->at = wb_put_varint(out->at, value);
    else
        out->bytes += wb_varint_size(value);
}

static void wb_out_stored(wb_output *out, const wb_node *node, uint64_t stored)
{
    if (out->at != NULL)
        out->at = wb_put_stored(node, out->at, stored);
    else
        out->bytes += wb_stored_size(node, stored);
}

static void wb_out_text(wb_output *out, const char *data, size_t size)
{
    if (out->at != NULL)
        out->at = wb_copy_bytes(out->at, data, size);
    else
        out->bytes += size;
}

static const void *wb_element(const wb_schema *schema, const wb_node *node, wb_list list, size_t index)
{
    return wb_held(&schema->slots[node->first_slot], wb_item_at(node, list, index));
}

/* A time as nanoseconds of 64 bits; false when it lies outside of them. */
static bool wb_time_number(const wb_time *time, uint64_t *number)
{
    /* Before 1970 the whole seconds may lie below the range and the sum within it: one of them is moved over. */
    const int64_t moved = time->seconds < 0 ? 1 : 0;
    const int64_t seconds = time->seconds + moved;
    const int64_t rest = time->nanos - moved * WB_SECOND;
    if (seconds > INT64_MAX / WB_SECOND || seconds < INT64_MIN / WB_SECOND)
        return false;
    const int64_t whole = seconds * WB_SECOND;
    if (rest > 0 ? whole > INT64_MAX - rest : whole < INT64_MIN - rest)
        return false;
    *number = (uint64_t)(whole + rest);
    return true;
}

static void wb_write_delta(wb_encoder *e, const wb_node *node, wb_list list, wb_output *out)
{
    const wb_node *const element = &e->schema->nodes[e->schema->slots[node->first_slot].node];
    uint64_t previous = 0;
    for (size_t i = 0; i < list.count; ++i) {
        const void *const value = wb_element(e->schema, node, list, i);
        uint64_t number = 0;
        if (element->kind != WB_KIND_TIME)
            number = wb_number_of(element, value);
        else if (!wb_time_number(value, &number))
            wb_refuse(e, WB_VALUE_RANGE);
        wb_out_varint(out, wb_zigzag(number - previous));
        previous = number;
    }
}

static void wb_write_runs(wb_encoder *e, const wb_node *node, wb_list list, wb_output *out)
{
    const wb_node *const element = &e->schema->nodes[e->schema->slots[node->first_slot].node];
    uint64_t run = 0;
    uint64_t running = 0;
    for (size_t i = 0; i < list.count; ++i) {
        const uint64_t stored = wb_stored(element, wb_element(e->schema, node, list, i));
        if (run != 0 && stored != running) {
            wb_out_varint(out, run);
            wb_out_stored(out, element, running);
            run = 0;
        }
        running = stored;
        ++run;
    }
    if (run != 0) {
        wb_out_varint(out, run);
        wb_out_stored(out, element, running);
    }
}

static void wb_write_sparse(wb_encoder *e, const wb_node *node, wb_list list, wb_output *out)
{
    const wb_node *const element = &e->schema->nodes[e->schema->slots[node->first_slot].node];
    uint64_t kept = 0;
    for (size_t i = 0; i < list.count; ++i)
        kept += wb_stored(element, wb_element(e->schema, node, list, i)) != 0 ? 1 : 0;
    wb_out_varint(out, list.count);
    wb_out_varint(out, kept);
    uint64_t gap = 0;
    for (size_t i = 0; i < list.count; ++i) {
        const uint64_t stored = wb_stored(element, wb_element(e->schema, node, list, i));
        if (stored == 0) {
            ++gap;
            continue;
        }
        wb_out_varint(out, gap);
        wb_out_stored(out, element, stored);
        gap = 0;
    }
}

static void wb_write_bits(wb_encoder *e, const wb_node *node, wb_list list, unsigned width, wb_output *out)
{
    const wb_node *const element = &e->schema->nodes[e->schema->slots[node->first_slot].node];
    const size_t bytes = (list.count * width + 7) / 8;
    if (out->at == NULL) {
        out->bytes += bytes;
        for (size_t i = 0; i < list.count; ++i) {
            if (wb_number_of(element, wb_element(e->schema, node, list, i)) > wb_low_bits(width))
                wb_refuse(e, WB_VALUE_RANGE);
        }
        return;
    }
    memset(out->at, 0, bytes);
    for (size_t i = 0; i < list.count; ++i)
        wb_set_bits(out->at, i * width, width, wb_number_of(element, wb_element(e->schema, node, list, i)));
    out->at += bytes;
}

static void wb_write_dictionary(wb_encoder *e, const wb_node *node, wb_list list, wb_output *out)
{
    const wb_node *const element = &e->schema->nodes[e->schema->slots[node->first_slot].node];
    wb_encoder texts; /* for its table */
    wb_encoder_init(&texts, e->schema, &wb_no_limits);
    size_t *const indices = wb_arena_array(&texts.scratch, list.count, sizeof *indices);
    for (size_t i = 0; indices != NULL && i < list.count && texts.error == WB_OK; ++i)
        indices[i] = wb_string_index(&texts, wb_span(element, wb_element(e->schema, node, list, i)));
    if (indices == NULL || texts.error != WB_OK)
        wb_refuse(e, WB_OUT_OF_MEMORY);
    wb_out_varint(out, texts.string_count);
    for (size_t i = 0; i < texts.string_count; ++i) {
        wb_out_varint(out, texts.strings[i].size);
        wb_out_text(out, texts.strings[i].data, texts.strings[i].size);
    }
    wb_out_varint(out, list.count);
    for (size_t i = 0; indices != NULL && i < list.count; ++i)
        wb_out_varint(out, indices[i]);
    wb_encoder_free(&texts);
}

static void wb_write_prefixes(wb_encoder *e, const wb_node *node, wb_list list, wb_output *out)
{
    const wb_node *const element = &e->schema->nodes[e->schema->slots[node->first_slot].node];
    wb_text previous = {NULL, 0};
    wb_out_varint(out, list.count);
    for (size_t i = 0; i < list.count; ++i) {
        const wb_text text = wb_span(element, wb_element(e->schema, node, list, i));
        size_t same = 0;
        while (same < text.size && same < previous.size && text.data[same] == previous.data[same])
            ++same;
        wb_out_varint(out, same);
        wb_out_varint(out, text.size - same);
        if (text.size != same)
            wb_out_text(out, text.data + same, text.size - same);
        previous = text;
    }
}

static void wb_write_alone(wb_encoder *e, const wb_node *node, wb_list list, wb_output *out)
{
    const wb_node *const element = &e->schema->nodes[e->schema->slots[node->first_slot].node];
    const bool counted = node->coding == WB_SERIES_COUNTED;
    if (counted)
        wb_out_varint(out, list.count);
    for (size_t i = 0; i < list.count && (out->at != NULL || e->error == WB_OK); ++i) {
        const void *const value = wb_element(e->schema, node, list, i);
        if (out->at == NULL)
            out->bytes += counted ? wb_delimited_size(e, element, value) : wb_bare_size(e, element, value);
        else
            out->at = counted ? wb_put_delimited(e, element, out->at, value) : wb_put_bare(e, element, out->at, value);
    }
}

static void wb_write_series(wb_encoder *e, const wb_node *node, wb_list list, wb_output *out)
{
    switch (node->coding) {
    case WB_SERIES_BITS:
        wb_write_bits(e, node, list, 1, out);
        break;
    case WB_SERIES_DELTA:
        wb_write_delta(e, node, list, out);
        break;
    case WB_SERIES_RUN_LENGTH:
        wb_write_runs(e, node, list, out);
        break;
    case WB_SERIES_DICTIONARY:
        wb_write_dictionary(e, node, list, out);
        break;
    case WB_SERIES_SPARSE:
        wb_write_sparse(e, node, list, out);
        break;
    case WB_SERIES_PREFIX:
        wb_write_prefixes(e, node, list, out);
        break;
    case WB_SERIES_BIT_PACKED:
        wb_out_varint(out, list.count);
        wb_write_bits(e, node, list, node->bit_width, out);
        break;
    default:
        wb_write_alone(e, node, list, out);
        break;
    }
}

static size_t wb_series_size(wb_encoder *e, const wb_node *node, const void *value)
{
    const wb_list list = wb_get_list(value);
    const wb_node *const element = &e->schema->nodes[e->schema->slots[node->first_slot].node];
    wb_check_elements(e, list.count);
    if ((node->flags & WB_FIXED_COUNT) != 0 && list.count != node->capacity)
        wb_refuse(e, WB_ARRAY_COUNT);
    if (node->coding != WB_SERIES_PACKED && node->coding != WB_SERIES_COUNTED) {
        for (size_t i = 0; i < list.count && e->error == WB_OK; ++i)
            wb_content_size(e, element, wb_element(e->schema, node, list, i)); /* for its checks */
    }
    if (e->error != WB_OK)
        return 0;
    wb_output out = {NULL, 0};
    wb_write_series(e, node, list, &out);
    return out.bytes;
}

static uint8_t *wb_put_series(wb_encoder *e, const wb_node *node, uint8_t *at, const void *value)
{
    const wb_list list = wb_get_list(value);
    if (node->coding == WB_SERIES_PACKED && wb_is_block(e->schema, node))
        return wb_copy_bytes(at, list.items, list.count * node->stride);
    wb_output out = {at, 0};
    wb_write_series(e, node, list, &out);
    return out.at;
}

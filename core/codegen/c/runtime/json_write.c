// SPDX-License-Identifier: MIT

/* JSON of values. */

typedef struct wb_writing {
    const wb_schema *schema;
    wb_printer p;
} wb_writing;

static void wb_print_value(wb_writing *w, const wb_node *node, const void *value);

static void wb_print_key(wb_writing *w, const char *key, bool *first)
{
    if (!*first)
        wb_print_text(&w->p, ",");
    *first = false;
    wb_print_string(&w->p, wb_text_of(key));
    wb_print_text(&w->p, ":");
}

/* A value in a list, entry or field; null where there is none. */
static void wb_print_slot(wb_writing *w, const wb_slot *slot, const void *base)
{
    const void *const held = wb_held(slot, base);
    if (held == NULL)
        wb_print_text(&w->p, "null");
    else
        wb_print_value(w, wb_payload(w->schema, slot), held);
}

static void wb_print_struct(wb_writing *w, const wb_node *node, const void *value, const char *type)
{
    bool first = true;
    wb_print_text(&w->p, "{");
    if (type != NULL) {
        wb_print_key(w, "@type", &first);
        wb_print_string(&w->p, wb_text_of(type));
    }
    for (uint32_t i = 0; i < node->slot_count; ++i) {
        const wb_slot *const slot = &w->schema->slots[node->first_slot + i];
        if ((slot->flags & WB_SLOT_FIELD) == 0)
            continue;
        const void *const held = wb_held(slot, value);
        const wb_node *const inner = wb_payload(w->schema, slot);
        const bool there = held != NULL && (inner->kind != WB_KIND_UNION || wb_get_any(held).type != 0);
        if (!there && !w->schema->nulls_shown)
            continue;
        wb_print_key(w, slot->name, &first);
        wb_print_slot(w, slot, value);
    }
    const wb_bytes unknown = wb_unknown_of(node, value);
    if (unknown.size != 0) {
        wb_print_key(w, "@unknown", &first);
        wb_print_bytes(&w->p, unknown);
    }
    wb_text_list strings = {NULL, 0};
    if (node->strings != WB_NONE)
        memcpy(&strings, (const uint8_t *)value + node->strings, sizeof strings);
    if (strings.count != 0) {
        wb_print_key(w, "@strings", &first);
        for (size_t i = 0; i < strings.count; ++i) {
            wb_print_text(&w->p, i == 0 ? "[" : ",");
            wb_print_any_text(&w->p, strings.items[i]);
        }
        wb_print_text(&w->p, "]");
    }
    wb_print_text(&w->p, "}");
}

static void wb_print_list(wb_writing *w, const wb_node *node, const void *value)
{
    const wb_list list = wb_get_list(value);
    wb_print_text(&w->p, "[");
    for (size_t i = 0; i < list.count && !w->p.failed; ++i) {
        if (i != 0)
            wb_print_text(&w->p, ",");
        wb_print_slot(w, &w->schema->slots[node->first_slot], wb_item_at(node, list, i));
    }
    wb_print_text(&w->p, "]");
}

/* An object where the keys are text and all of it UTF-8, else an array of pairs. */
static void wb_print_map(wb_writing *w, const wb_node *node, const void *value)
{
    const wb_list list = wb_get_list(value);
    const wb_slot *const slots = &w->schema->slots[node->first_slot];
    const wb_node *const key = &w->schema->nodes[slots[0].node];
    bool object = key->kind == WB_KIND_TEXT;
    for (size_t i = 0; object && i < list.count; ++i)
        object = wb_is_utf8(wb_span(key, wb_held(&slots[0], wb_item_at(node, list, i))));
    wb_print_text(&w->p, object ? "{" : "[");
    for (size_t i = 0; i < list.count && !w->p.failed; ++i) {
        if (i != 0)
            wb_print_text(&w->p, ",");
        if (!object)
            wb_print_text(&w->p, "[");
        wb_print_slot(w, &slots[0], wb_item_at(node, list, i));
        wb_print_text(&w->p, object ? ":" : ",");
        wb_print_slot(w, &slots[1], wb_item_at(node, list, i));
        if (!object)
            wb_print_text(&w->p, "]");
    }
    wb_print_text(&w->p, object ? "}" : "]");
}

static void wb_print_union(wb_writing *w, const wb_reference *reference, wb_any any)
{
    bool first = true;
    char name[32];
    if (any.type == 0 || any.value == NULL) {
        wb_print_text(&w->p, "null");
        return;
    }
    if (any.type <= reference->type_count) {
        const wb_reference_type *const type = &w->schema->reference_types[reference->first_type + any.type - 1];
        const wb_node *const node = &w->schema->nodes[type->node];
        if (node->kind == WB_KIND_STRUCT) {
            wb_print_struct(w, node, any.value, type->short_name);
            return;
        }
        wb_print_text(&w->p, "{");
        wb_print_key(w, "@type", &first);
        wb_print_string(&w->p, wb_text_of(type->short_name));
        wb_print_key(w, "value", &first);
        wb_print_value(w, node, any.value);
        wb_print_text(&w->p, "}");
        return;
    }
    const wb_foreign *const foreign = any.value;
    wb_print_text(&w->p, "{");
    wb_print_key(w, "@type", &first);
    if (reference->by == WB_BY_NAME) {
        wb_print_any_text(&w->p, foreign->name);
    } else {
        snprintf(name, sizeof name, reference->by == WB_BY_HASH ? "#0x%08llx" : "#%llu",
                 (unsigned long long)foreign->id);
        wb_print_string(&w->p, wb_text_of(name));
    }
    wb_print_key(w, "@bytes", &first);
    wb_print_bytes(&w->p, foreign->bytes);
    wb_print_text(&w->p, "}");
}

static void wb_print_flags(wb_writing *w, const wb_names *flags, uint64_t bits)
{
    bool first = true;
    wb_print_text(&w->p, "{");
    for (uint32_t i = 0; i < flags->count; ++i) {
        wb_print_key(w, flags->names[i].name, &first);
        wb_print_text(&w->p, (bits & flags->names[i].number) != 0 ? "true" : "false");
    }
    wb_print_text(&w->p, "}");
}

static void wb_print_enum(wb_writing *w, const wb_names *names, uint64_t number)
{
    for (uint32_t i = 0; i < names->count; ++i) {
        if (names->names[i].number == number) {
            wb_print_string(&w->p, wb_text_of(names->names[i].name));
            return;
        }
    }
    wb_print_number(&w->p, number, false);
}

static void wb_print_uuid(wb_writing *w, const uint8_t *bytes)
{
    static const size_t parts[] = {0, 4, 6, 8, 10, 16};
    for (size_t i = 0; i < 5; ++i) {
        const wb_bytes part = {bytes + parts[i], parts[i + 1] - parts[i]};
        wb_print_text(&w->p, i == 0 ? "\"" : "-");
        wb_print_hex(&w->p, part);
    }
    wb_print_text(&w->p, "\"");
}

static void wb_print_bigint(wb_writing *w, const wb_bigint *value)
{
    const wb_bytes magnitude = wb_significant(value);
    char *const digits = wb_natural_text(magnitude);
    if (digits == NULL) {
        w->p.failed = true;
        return;
    }
    wb_print_text(&w->p, value->negative && magnitude.size != 0 ? "\"-" : "\"");
    wb_print_text(&w->p, digits);
    wb_print_text(&w->p, "\"");
    free(digits);
}

static void wb_print_value(wb_writing *w, const wb_node *node, const void *value)
{
    switch (node->kind) {
    case WB_KIND_BOOL:
        wb_print_text(&w->p, wb_number_of(node, value) != 0 ? "true" : "false");
        break;
    case WB_KIND_UINT:
    case WB_KIND_INT:
        wb_print_number(&w->p, wb_number_of(node, value), node->kind == WB_KIND_INT);
        break;
    case WB_KIND_FLOAT:
        wb_print_float(&w->p, wb_number_of(node, value), node->bits);
        break;
    case WB_KIND_TEXT:
        wb_print_any_text(&w->p, wb_span(node, value));
        break;
    case WB_KIND_BYTES: {
        const wb_text text = wb_span(node, value);
        const wb_bytes bytes = {(const uint8_t *)text.data, text.size};
        wb_print_bytes(&w->p, bytes);
        break;
    }
    case WB_KIND_ENUM:
        wb_print_enum(w, &w->schema->enums[node->detail], wb_number_of(node, value));
        break;
    case WB_KIND_FLAGS:
        wb_print_flags(w, &w->schema->flags[node->detail], wb_number_of(node, value));
        break;
    case WB_KIND_DATE:
        wb_print_text(&w->p, "\"");
        wb_print_civil(&w->p, *(const int64_t *)value, w->schema->dates[node->detail].unit != 86400);
        wb_print_text(&w->p, "\"");
        break;
    case WB_KIND_TIME:
        wb_print_time(&w->p, value);
        break;
    case WB_KIND_COMPLEX:
        wb_print_text(&w->p, "[");
        wb_print_float(&w->p, wb_complex_part(node, value, 0), node->bits);
        wb_print_text(&w->p, ",");
        wb_print_float(&w->p, wb_complex_part(node, value, 1), node->bits);
        wb_print_text(&w->p, "]");
        break;
    case WB_KIND_UUID:
        wb_print_uuid(w, value);
        break;
    case WB_KIND_DECIMAL:
        wb_print_decimal(&w->p, value);
        break;
    case WB_KIND_BIGINT:
        wb_print_bigint(w, value);
        break;
    case WB_KIND_STRUCT:
        wb_print_struct(w, node, value, NULL);
        break;
    case WB_KIND_LIST:
        wb_print_list(w, node, value);
        break;
    case WB_KIND_MAP:
        wb_print_map(w, node, value);
        break;
    case WB_KIND_UNION:
        wb_print_union(w, wb_reference_of(w->schema, node), wb_get_any(value));
        break;
    default:
        wb_print_text(&w->p, "null");
        break;
    }
}

wb_status wb_to_json(const wb_schema *schema, uint32_t node, const void *value, const char *type, wb_buffer *json)
{
    wb_writing w = {schema, {json, false}};
    const wb_node *const shown = &schema->nodes[node];
    if (type != NULL && shown->kind == WB_KIND_STRUCT)
        wb_print_struct(&w, shown, value, type);
    else
        wb_print_value(&w, shown, value);
    return wb_status_of(w.p.failed ? WB_OUT_OF_MEMORY : WB_OK);
}

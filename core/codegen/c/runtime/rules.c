// SPDX-License-Identifier: MIT

/* Rules of fields. */

static bool wb_relation_holds(uint8_t relation, int order, bool ordered)
{
    if (!ordered)
        return relation == WB_NOT_EQUAL;
    switch (relation) {
    case WB_LESS:
        return order < 0;
    case WB_LESS_EQUAL:
        return order <= 0;
    case WB_EQUAL:
        return order == 0;
    case WB_NOT_EQUAL:
        return order != 0;
    case WB_GREATER_EQUAL:
        return order >= 0;
    default:
        return order > 0;
    }
}

/* Compares a number, two's complement where it is signed, with that of a rule. */
static bool wb_integer_holds(const wb_rule *rule, uint64_t number, bool is_signed)
{
    const bool negative = is_signed && (int64_t)number < 0;
    int order = 0;
    if (rule->literal == WB_LITERAL_FLOAT) {
        const long double value = negative ? (long double)(int64_t)number : (long double)number;
        const long double wanted = rule->fraction;
        order = (value > wanted) - (value < wanted);
        return wb_relation_holds(rule->relation, order, wanted == wanted);
    }
    const bool wanted_negative = rule->literal == WB_LITERAL_INT && rule->integer < 0;
    const uint64_t wanted = rule->literal == WB_LITERAL_INT ? (uint64_t)rule->integer : rule->natural;
    if (negative != wanted_negative)
        order = negative ? -1 : 1;
    else
        order = (number > wanted) - (number < wanted);
    return wb_relation_holds(rule->relation, order, true);
}

static bool wb_float_holds(const wb_rule *rule, const wb_node *node, const void *value)
{
    long double number = 0;
    float few = 0;
    double many = 0;
    if (node->bits == 32) {
        memcpy(&few, value, sizeof few);
        number = few;
    } else {
        memcpy(&many, value, sizeof many);
        number = many;
    }
    const long double wanted = rule->literal == WB_LITERAL_FLOAT ? rule->fraction
        : rule->literal == WB_LITERAL_INT                        ? (long double)rule->integer
                                                                 : (long double)rule->natural;
    const int order = (number > wanted) - (number < wanted);
    return wb_relation_holds(rule->relation, order, number == number && wanted == wanted);
}

/* Code points; bytes that begin none count for nothing. */
static uint64_t wb_code_points(wb_text text)
{
    uint64_t count = 0;
    for (size_t i = 0; i < text.size; ++i)
        count += ((uint8_t)text.data[i] & 0xC0u) != 0x80u ? 1 : 0;
    return count;
}

static bool wb_rule_holds(const wb_rule *rule, const wb_node *node, const void *value)
{
    if (rule->unchecked)
        return true;
    switch (node->kind) {
    case WB_KIND_TEXT:
        if (rule->pattern != NULL)
            return wb_matches(rule->pattern, wb_span(node, value));
        if (rule->length)
            return wb_integer_holds(rule, wb_code_points(wb_span(node, value)), false);
        return rule->literal != WB_LITERAL_TEXT
            || wb_relation_holds(rule->relation, wb_text_order(wb_span(node, value), rule->text), true);
    case WB_KIND_BYTES:
        return !rule->length || wb_integer_holds(rule, wb_span(node, value).size, false);
    case WB_KIND_LIST:
    case WB_KIND_MAP:
        return !rule->length || wb_integer_holds(rule, wb_get_list(value).count, false);
    case WB_KIND_FLOAT:
        return rule->length || rule->literal == WB_LITERAL_TEXT || wb_float_holds(rule, node, value);
    case WB_KIND_BOOL:
    case WB_KIND_UINT:
    case WB_KIND_INT:
    case WB_KIND_ENUM:
        return rule->length || rule->literal == WB_LITERAL_TEXT
            || wb_integer_holds(rule, wb_number_of(node, value), node->kind == WB_KIND_INT);
    default:
        return true;
    }
}

void wb_check_rules(wb_encoder *e, const wb_slot *slot, const void *value)
{
    for (uint32_t i = 0; i < slot->rule_count; ++i) {
        if (!wb_rule_holds(&e->schema->rules[slot->first_rule + i], &e->schema->nodes[slot->node], value))
            wb_refuse(e, WB_VALIDATE);
    }
}

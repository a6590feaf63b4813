// SPDX-License-Identifier: MIT

/* The search for regular expressions: all ways through the steps are followed at once. */

typedef struct wb_search {
    const wb_pattern *pattern;
    const uint8_t *text;
    size_t size;
    size_t at;
    size_t queued;
    uint32_t here[WB_MOST_STEPS / 32];
    uint32_t there[WB_MOST_STEPS / 32];
    uint16_t queue[WB_MOST_STEPS]; /* The steps that are marked in `here`. */
} wb_search;

static bool wb_mark(uint32_t *marks, uint32_t step)
{
    const uint32_t bit = 1u << step % 32;
    const bool is_new = (marks[step / 32] & bit) == 0;
    marks[step / 32] |= bit;
    return is_new;
}

static void wb_reach(wb_search *s, uint16_t step)
{
    if (wb_mark(s->here, step))
        s->queue[s->queued++] = step;
}

/* Begins with the steps that the byte before led to, and with the first: a match may begin anywhere. */
static void wb_begin_here(wb_search *s)
{
    s->queued = 0;
    for (uint32_t i = 0; i * 32 < s->pattern->step_count; ++i) {
        s->here[i] = s->there[i];
        s->there[i] = 0;
        uint32_t step = i * 32;
        for (uint32_t left = s->here[i]; left != 0; left >>= 1, ++step) {
            if ((left & 1) != 0)
                s->queue[s->queued++] = (uint16_t)step;
        }
    }
    wb_reach(s, 0);
}

static bool wb_is_word(uint8_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

static bool wb_place_holds(const wb_search *s, uint8_t op)
{
    const bool first = s->at == 0;
    const bool last = s->at == s->size;
    switch (op) {
    case WB_MATCH_TEXT_BEGIN:
        return first;
    case WB_MATCH_TEXT_END:
        return last;
    case WB_MATCH_LINE_BEGIN:
        return first || s->text[s->at - 1] == '\n';
    case WB_MATCH_LINE_END:
        return last || s->text[s->at] == '\n';
    default: {
        const bool before = !first && wb_is_word(s->text[s->at - 1]);
        const bool behind = !last && wb_is_word(s->text[s->at]);
        return (before != behind) == (op == WB_MATCH_WORD_EDGE);
    }
    }
}

static bool wb_found_here(wb_search *s)
{
    wb_begin_here(s);
    for (size_t i = 0; i < s->queued; ++i) {
        const wb_match_step *step = &s->pattern->steps[s->queue[i]];
        switch (step->op) {
        case WB_MATCH_FOUND:
            return true;
        case WB_MATCH_BYTE:
            if (s->at < s->size) {
                const uint8_t byte = s->text[s->at];
                if ((s->pattern->sets[step->other].words[byte / 32] >> byte % 32 & 1) != 0)
                    wb_mark(s->there, step->next);
            }
            break;
        case WB_MATCH_SPLIT:
            wb_reach(s, step->next);
            wb_reach(s, step->other);
            break;
        default:
            if (wb_place_holds(s, step->op))
                wb_reach(s, step->next);
            break;
        }
    }
    return false;
}

/* Whether the text has a part that the pattern matches. */
static bool wb_matches(const wb_pattern *pattern, wb_text text)
{
    wb_search s;
    s.pattern = pattern;
    s.text = (const uint8_t *)text.data;
    s.size = text.size;
    memset(s.there, 0, sizeof s.there);
    for (s.at = 0; !wb_found_here(&s); ++s.at) {
        if (s.at == s.size)
            return false;
    }
    return true;
}

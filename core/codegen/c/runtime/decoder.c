// SPDX-License-Identifier: MIT

/* Reading one message. */

const uint8_t *wb_fail(wb_decoder *d, wb_error error, const uint8_t *at)
{
    if (d->status.error == WB_OK) {
        const uintptr_t place = (uintptr_t)at;
        d->status.error = error;
        if (place >= (uintptr_t)d->begin && place <= (uintptr_t)d->end)
            d->status.offset = (size_t)(place - (uintptr_t)d->begin);
    }
    return NULL;
}

/* The clock in milliseconds; 0 where there is none, and then time has no limit. */
static uint64_t wb_now(void)
{
    struct timespec now;
    if (timespec_get(&now, TIME_UTC) != TIME_UTC)
        return 0;
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

/* The first look at the clock starts it: what comes before takes less time than to look. A clock that was set back
   starts anew. */
bool wb_check_time(wb_decoder *d, const uint8_t *at)
{
    if (d->milliseconds == 0)
        return true;
    const uint64_t now = wb_now();
    if (d->started == 0 || now < d->started)
        d->started = now;
    return now - d->started <= d->milliseconds || wb_fail(d, WB_LIMIT_TIME, at) != NULL;
}

/* Elements that have no bytes of their own. */
static bool wb_imply(wb_decoder *d, uint64_t count, const uint8_t *at)
{
    d->implied += count;
    return d->implied <= d->implied_limit || wb_fail(d, WB_LIMIT_TOTAL, at) != NULL;
}

/* Bytes of text that the input holds once and means several times. */
static bool wb_expand(wb_decoder *d, uint64_t bytes, const uint8_t *at)
{
    if (bytes > d->expanded_limit - d->expanded)
        return wb_fail(d, WB_LIMIT_MESSAGE, at) != NULL;
    d->expanded += bytes;
    return true;
}

static bool wb_read_part(wb_decoder *d, const wb_node *node, const uint8_t *at, const uint8_t *end, void *value)
{
    return (node->flags & WB_SELF) != 0 ? wb_get_self(d, node, at, end, value) != NULL
                                        : wb_read_content(d, node, at, end, value);
}

static const uint8_t *wb_get_delimited(wb_decoder *d, const wb_node *node, const uint8_t *at, const uint8_t *end,
                                       void *value)
{
    uint64_t length = 0;
    const uint8_t *const p = wb_get_length(d, at, end, &length);
    return p != NULL && wb_read_part(d, node, p, p + length, value) ? p + length : NULL;
}

static const uint8_t *wb_get_bare(wb_decoder *d, const wb_node *node, const uint8_t *at, const uint8_t *end,
                                  void *value)
{
    return (node->flags & WB_SELF) != 0 ? wb_get_self(d, node, at, end, value)
                                        : wb_get_delimited(d, node, at, end, value);
}

/* A scalar as it lies on the wire, and what it means. */
static const uint8_t *wb_get_stored(wb_decoder *d, const wb_node *node, const uint8_t *at, const uint8_t *end,
                                    uint64_t *stored)
{
    if (node->op != WB_OP_FIXED)
        return wb_get_varint(d, at, end, stored);
    const size_t bytes = (size_t)(node->min_bits / 8);
    if ((size_t)(end - at) < bytes)
        return wb_fail(d, WB_TRUNCATED, at);
    *stored = wb_load(at, bytes);
    return at + bytes;
}

static bool wb_accept(wb_decoder *d, const wb_node *node, const uint8_t *at, uint64_t stored, void *value)
{
    if (node->op == WB_OP_FIXED) {
        if (node->kind == WB_KIND_INT && node->min_bits < 64) {
            const uint64_t sign = UINT64_C(1) << (node->min_bits - 1);
            stored = ((stored & wb_low_bits((unsigned)node->min_bits)) ^ sign) - sign;
        }
        wb_set_number(node, value, stored);
        return true;
    }
    const uint64_t number = node->coding == WB_CODING_ZIGZAG ? wb_unzigzag(stored) : stored;
    return wb_set_number(node, value, number) || wb_fail(d, WB_VALUE_RANGE, at) != NULL;
}

/* A number or time from its 64 bits, as a coding of differences gives them. */
static bool wb_accept_number(wb_decoder *d, const wb_node *node, const uint8_t *at, uint64_t number, void *value)
{
    if (node->kind == WB_KIND_TIME) {
        wb_time *const time = value;
        const int64_t total = (int64_t)number;
        time->seconds = total / WB_SECOND;
        time->nanos = (int32_t)(total % WB_SECOND);
        if (time->nanos < 0) {
            time->nanos += (int32_t)WB_SECOND;
            --time->seconds;
        }
        return true;
    }
    return wb_set_number(node, value, number) || wb_fail(d, WB_VALUE_RANGE, at) != NULL;
}

/* Sets a value, which is zero, to what a missing one means. */
static bool wb_set_default(wb_decoder *d, const wb_slot *slot, const wb_node *node, void *value);

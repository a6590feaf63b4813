// SPDX-License-Identifier: MIT
#ifndef WIREBENCH_CODEC_H
#define WIREBENCH_CODEC_H

#include "wirebench_runtime.h"

#include <string.h>

/* What the engine shares with the code that is printed for each struct: nothing in it is for hands. */

#define WB_HIGHEST_NUMBER UINT64_C(536870911)
#define WB_MOST_ELEMENTS UINT64_C(100000000)
#define WB_MOST_IMPLIED UINT64_C(10000000)
#define WB_MOST_EXPANDED (UINT64_C(1) << 30)
enum { WB_DEEPEST = 500 };

extern const uint8_t wb_nothing[1];

struct wb_block {
    wb_block *next;
    size_t capacity;
};

enum { WB_ALIGNMENT = 16, WB_BLOCK_BYTES = 1008, WB_HEADER_BYTES = 12 };

uint8_t *wb_buffer_grow(wb_buffer *buffer, size_t bytes);
void *wb_arena_grow(wb_arena *arena, size_t bytes);
size_t wb_valid_utf8(const uint8_t *data, size_t size);

static inline size_t wb_round_up(size_t bytes)
{
    return (bytes + (WB_ALIGNMENT - 1)) & ~(size_t)(WB_ALIGNMENT - 1);
}

/* Memory as it is, aligned for every type; null when there is no more. */
static inline void *wb_arena_raw(wb_arena *arena, size_t bytes)
{
    const size_t start = wb_round_up(arena->used);
    if (bytes > SIZE_MAX / 4)
        return NULL;
    if (arena->blocks == NULL || start > arena->blocks->capacity || bytes > arena->blocks->capacity - start)
        return wb_arena_grow(arena, bytes);
    arena->used = start + bytes;
    return (uint8_t *)arena->blocks + start;
}

/* Copies bytes, and puts a zero behind them. They are not aligned. */
static inline const void *wb_arena_copy(wb_arena *arena, const void *from, size_t bytes)
{
    char *memory = NULL;
    if (bytes >= SIZE_MAX / 4)
        return NULL;
    if (arena->blocks != NULL && bytes < arena->blocks->capacity - arena->used) {
        memory = (char *)arena->blocks + arena->used;
        arena->used += bytes + 1;
    } else {
        memory = wb_arena_grow(arena, bytes + 1);
    }
    if (memory == NULL)
        return NULL;
    if (bytes != 0)
        memcpy(memory, from, bytes);
    memory[bytes] = '\0';
    return memory;
}

static inline wb_text wb_text_at(const void *data, size_t size)
{
    const wb_text result = {data, size};
    return result;
}

/* Whether 4 to 16 bytes are all below 0x80: two loads that overlap. Other sizes give false. */
static inline bool wb_is_short_ascii(const uint8_t *data, size_t size)
{
    uint64_t first = 0;
    uint64_t last = 0;
    if (size < 4 || size > 16)
        return false;
    if (size < 8) {
        memcpy(&first, data, 4);
        memcpy(&last, data + size - 4, 4);
    } else {
        memcpy(&first, data, 8);
        memcpy(&last, data + size - 8, 8);
    }
    return ((first | last) & UINT64_C(0x8080808080808080)) == 0;
}

static inline bool wb_is_little_endian(void)
{
    const uint16_t one = 1;
    uint8_t first = 0;
    memcpy(&first, &one, 1);
    return first == 1;
}

/* Whether numbers of a struct lie in memory as on the wire, `distance` bytes between the first and the last one. */
#define WB_ADJOIN(type, first, last, distance)                                                                         \
    (wb_is_little_endian() && offsetof(type, last) - offsetof(type, first) == (distance))

/* memcpy(), which is in place for the usual widths of numbers. */
static inline void wb_copy_number(void *to, const void *from, size_t bytes)
{
    switch (bytes) {
    case 1:
        memcpy(to, from, 1);
        break;
    case 2:
        memcpy(to, from, 2);
        break;
    case 4:
        memcpy(to, from, 4);
        break;
    case 8:
        memcpy(to, from, 8);
        break;
    default:
        memcpy(to, from, bytes);
        break;
    }
}

static inline uint64_t wb_load(const uint8_t *at, size_t bytes)
{
    uint64_t value = 0;
    uint32_t four = 0;
    if (wb_is_little_endian() && bytes == 4) {
        memcpy(&four, at, 4);
        return four;
    }
    if (wb_is_little_endian() && bytes == 8) {
        memcpy(&value, at, 8);
        return value;
    }
    for (size_t i = bytes; i-- > 0;)
        value = value << 8 | at[i];
    return value;
}

static inline void wb_store(uint8_t *at, size_t bytes, uint64_t value)
{
    if (wb_is_little_endian()) {
        wb_copy_number(at, &value, bytes);
        return;
    }
    for (size_t i = 0; i < bytes; ++i, value >>= 8)
        at[i] = (uint8_t)value;
}

static inline uint8_t *wb_copy_bytes(uint8_t *at, const void *from, size_t bytes)
{
    if (bytes != 0)
        memcpy(at, from, bytes);
    return at + bytes;
}

static inline size_t wb_varint_size(uint64_t value)
{
    size_t bytes = 1;
    for (; value >= 0x80; value >>= 7)
        ++bytes;
    return bytes;
}

static inline uint8_t *wb_put_varint(uint8_t *at, uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        *at++ = (uint8_t)(value | 0x80u);
    *at++ = (uint8_t)value;
    return at;
}

static inline uint64_t wb_zigzag(uint64_t number)
{
    return (number << 1) ^ (UINT64_C(0) - (number >> 63));
}

static inline uint64_t wb_unzigzag(uint64_t stored)
{
    return (stored >> 1) ^ (UINT64_C(0) - (stored & 1u));
}

static inline uint64_t wb_low_bits(unsigned count)
{
    return count >= 64 ? ~UINT64_C(0) : (UINT64_C(1) << count) - 1;
}

/* Makes room for `bytes` more; null when there is no memory. */
static inline uint8_t *wb_buffer_more(wb_buffer *buffer, size_t bytes)
{
    if (buffer->data == NULL || buffer->capacity - buffer->size < bytes)
        return wb_buffer_grow(buffer, bytes);
    uint8_t *const at = buffer->data + buffer->size;
    buffer->size += bytes;
    return at;
}

static inline wb_status wb_status_of(wb_error error)
{
    const wb_status status = {error, 0};
    return status;
}

static inline uint64_t wb_limit_or(uint64_t limit, uint64_t otherwise)
{
    return limit == 0 ? otherwise : limit;
}

static inline uint32_t wb_depth_limit(const wb_options *options)
{
    return options->depth == 0 || options->depth > WB_DEEPEST ? WB_DEEPEST : options->depth;
}

static inline void wb_reverse(uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < size / 2; ++i) {
        const uint8_t byte = bytes[i];
        bytes[i] = bytes[size - 1 - i];
        bytes[size - 1 - i] = byte;
    }
}

/* Up to 64 bits from a bit on, of which the first is the least significant one. Where the place is known when this is
   compiled, one load or a few. */
static inline uint64_t wb_take_bits(const uint8_t *bytes, size_t bit, unsigned count)
{
    const unsigned offset = (unsigned)(bit % 8);
    if (offset + count > 64)
        return wb_get_bits(bytes, bit, count);
    return wb_load(bytes + bit / 8, (offset + count + 7) / 8) >> offset & wb_low_bits(count);
}

/* Adds bits to those that are there, which are zero. */
static inline void wb_add_bits(uint8_t *bytes, size_t bit, unsigned count, uint64_t value)
{
    const unsigned offset = (unsigned)(bit % 8);
    const size_t size = (offset + count + 7) / 8;
    uint8_t *const at = bytes + bit / 8;
    if (offset + count > 64)
        wb_set_bits(bytes, bit, count, value);
    else
        wb_store(at, size, wb_load(at, size) | (value & wb_low_bits(count)) << offset);
}

// SPDX-License-Identifier: MIT
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* Memory, text, integers. */

static const wb_options wb_no_limits = {0, 0, 0, 0, 0, 0, false, false, false};
const uint8_t wb_nothing[1] = {0};

const char *wb_error_name(wb_error error)
{
    static const char *const names[] = {
#define WB_ERROR_NAME(name, text) text,
        WB_ERRORS(WB_ERROR_NAME)
#undef WB_ERROR_NAME
    };
    return (size_t)error < sizeof names / sizeof *names ? names[error] : "unknown";
}

/* A block with room for `bytes` bytes, which are aligned; gives the first of them. */
void *wb_arena_grow(wb_arena *arena, size_t bytes)
{
    const size_t header = wb_round_up(sizeof(wb_block));
    size_t capacity = arena->blocks == NULL ? WB_BLOCK_BYTES : arena->blocks->capacity * 2;
    if (capacity > ((size_t)1 << 20))
        capacity = (size_t)1 << 20;
    if (capacity < header + bytes)
        capacity = header + bytes;
    wb_block *const block = malloc(capacity);
    if (block == NULL)
        return NULL;
    block->next = arena->blocks;
    block->capacity = capacity;
    arena->blocks = block;
    arena->used = header + bytes;
    return (uint8_t *)block + header;
}

void wb_arena_init(wb_arena *arena)
{
    arena->blocks = NULL;
    arena->used = 0;
}

static void wb_free_blocks(wb_block *block)
{
    while (block != NULL) {
        wb_block *const next = block->next;
        free(block);
        block = next;
    }
}

void wb_arena_free(wb_arena *arena)
{
    wb_free_blocks(arena->blocks);
    wb_arena_init(arena);
}

void wb_arena_reset(wb_arena *arena)
{
    if (arena->blocks == NULL)
        return;
    wb_free_blocks(arena->blocks->next); /* The newest stays: blocks grow. */
    arena->blocks->next = NULL;
    arena->used = wb_round_up(sizeof(wb_block));
}

void *wb_arena_alloc(wb_arena *arena, size_t bytes)
{
    void *const memory = wb_arena_raw(arena, bytes);
    if (memory != NULL)
        memset(memory, 0, bytes);
    return memory;
}

static void *wb_arena_array(wb_arena *arena, uint64_t count, size_t bytes)
{
    return bytes != 0 && count > SIZE_MAX / 4 / bytes ? NULL : wb_arena_alloc(arena, (size_t)count * bytes);
}

void wb_buffer_free(wb_buffer *buffer)
{
    free(buffer->data);
    buffer->data = NULL;
    buffer->size = buffer->capacity = 0;
}

/* Makes a buffer longer than it has room for; gives the first of the new bytes, null when there is no memory. */
uint8_t *wb_buffer_grow(wb_buffer *buffer, size_t bytes)
{
    if (bytes > SIZE_MAX / 4 - buffer->size)
        return NULL;
    size_t capacity = buffer->capacity * 2;
    if (capacity < buffer->size + bytes)
        capacity = buffer->size + bytes;
    if (capacity < 64)
        capacity = 64;
    uint8_t *const data = buffer->data == NULL ? malloc(capacity) : realloc(buffer->data, capacity);
    if (data == NULL)
        return NULL;
    buffer->data = data;
    buffer->capacity = capacity;
    uint8_t *const at = data + buffer->size;
    buffer->size += bytes;
    return at;
}

static bool wb_buffer_put(wb_buffer *buffer, const void *data, size_t size)
{
    uint8_t *const at = wb_buffer_more(buffer, size);
    if (at == NULL)
        return false;
    if (size != 0)
        memcpy(at, data, size);
    return true;
}

wb_text wb_text_of(const char *text)
{
    const wb_text result = {text, text == NULL ? 0 : strlen(text)};
    return result;
}

bool wb_text_equal(wb_text a, wb_text b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

static bool wb_text_is(wb_text text, const char *wanted)
{
    return wb_text_equal(text, wb_text_of(wanted));
}

static int wb_text_order(wb_text a, wb_text b)
{
    const size_t least = a.size < b.size ? a.size : b.size;
    const int order = least == 0 ? 0 : memcmp(a.data, b.data, least);
    return order != 0 ? order : (a.size > b.size) - (a.size < b.size);
}

/* Bytes of the UTF-8 character that starts with a byte above 0x7F; 0 when there is none. */
static size_t wb_long_character(const uint8_t *at, size_t left)
{
    const unsigned first = at[0];
    const bool second = left > 1 && (at[1] & 0xC0u) == 0x80u;
    const bool third = second && left > 2 && (at[2] & 0xC0u) == 0x80u;
    const bool fourth = third && left > 3 && (at[3] & 0xC0u) == 0x80u;
    if (first >= 0xC2 && first < 0xE0)
        return second ? 2 : 0;
    if (first >= 0xE0 && first < 0xF0)
        return third && (first != 0xE0 || at[1] >= 0xA0) && (first != 0xED || at[1] < 0xA0) ? 3 : 0;
    if (first >= 0xF0 && first < 0xF5)
        return fourth && (first != 0xF0 || at[1] >= 0x90) && (first != 0xF4 || at[1] < 0x90) ? 4 : 0;
    return 0;
}

/* Length of the longest prefix that is UTF-8. */
size_t wb_valid_utf8(const uint8_t *data, size_t size)
{
    size_t at = 0;
    while (at < size) {
        uint64_t word = 0;
        if (size - at >= sizeof word) {
            memcpy(&word, data + at, sizeof word);
            if ((word & UINT64_C(0x8080808080808080)) == 0) {
                at += sizeof word;
                continue;
            }
        }
        const size_t bytes = data[at] < 0x80 ? 1 : wb_long_character(data + at, size - at);
        if (bytes == 0)
            return at;
        at += bytes;
    }
    return at;
}

static bool wb_is_utf8(wb_text text)
{
    return text.size == 0 || wb_valid_utf8((const uint8_t *)text.data, text.size) == text.size;
}

uint64_t wb_get_bits(const uint8_t *bytes, size_t bit, unsigned count)
{
    uint64_t value = 0;
    unsigned done = 0;
    while (done < count) {
        const unsigned offset = (unsigned)(bit % 8);
        const unsigned taken = count - done < 8 - offset ? count - done : 8 - offset;
        value |= ((uint64_t)bytes[bit / 8] >> offset & wb_low_bits(taken)) << done;
        done += taken;
        bit += taken;
    }
    return value;
}

void wb_set_bits(uint8_t *bytes, size_t bit, unsigned count, uint64_t value)
{
    while (count > 0) {
        const unsigned offset = (unsigned)(bit % 8);
        const unsigned taken = count < 8 - offset ? count : 8 - offset;
        const unsigned mask = (unsigned)wb_low_bits(taken) << offset;
        const unsigned part = (unsigned)(value & wb_low_bits(taken)) << offset;
        bytes[bit / 8] = (uint8_t)((bytes[bit / 8] & ~mask) | part);
        value >>= taken;
        bit += taken;
        count -= taken;
    }
}

static bool wb_bit(const uint8_t *bytes, uint64_t bit)
{
    return ((unsigned)bytes[bit / 8] >> (bit % 8) & 1u) != 0;
}

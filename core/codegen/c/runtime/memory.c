// SPDX-License-Identifier: MIT
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Memory, text, integers. */

enum { WB_DEEPEST = 500 };
#define WB_MOST_ELEMENTS UINT64_C(100000000)
#define WB_MOST_IMPLIED UINT64_C(10000000)
#define WB_MOST_EXPANDED (UINT64_C(1) << 30)
#define WB_HIGHEST_NUMBER UINT64_C(536870911)

static const wb_options wb_no_limits = {0, 0, 0, 0, 0, 0, false, false, false};
static const uint8_t wb_nothing[1] = {0};

const char *wb_error_name(wb_error error)
{
    static const char *const names[] = {
#define WB_ERROR_NAME(name, text) text,
        WB_ERRORS(WB_ERROR_NAME)
#undef WB_ERROR_NAME
    };
    return (size_t)error < sizeof names / sizeof *names ? names[error] : "unknown";
}

static wb_status wb_status_of(wb_error error)
{
    const wb_status status = {error, 0};
    return status;
}

struct wb_block {
    wb_block *next;
    size_t capacity;
};

enum { WB_ALIGNMENT = 16, WB_BLOCK_BYTES = 1008 };

static size_t wb_round_up(size_t bytes)
{
    return (bytes + (WB_ALIGNMENT - 1)) & ~(size_t)(WB_ALIGNMENT - 1);
}

void wb_arena_init(wb_arena *arena)
{
    arena->blocks = NULL;
    arena->used = 0;
}

void wb_arena_free(wb_arena *arena)
{
    while (arena->blocks != NULL) {
        wb_block *const block = arena->blocks;
        arena->blocks = block->next;
        free(block);
    }
    arena->used = 0;
}

static void *wb_arena_raw(wb_arena *arena, size_t bytes)
{
    const size_t header = wb_round_up(sizeof(wb_block));
    if (bytes > SIZE_MAX / 4)
        return NULL;
    bytes = wb_round_up(bytes == 0 ? 1 : bytes);
    if (arena->blocks == NULL || bytes > arena->blocks->capacity - arena->used) {
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
        arena->used = header;
    }
    void *const memory = (uint8_t *)arena->blocks + arena->used;
    arena->used += bytes;
    return memory;
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

static const void *wb_arena_copy(wb_arena *arena, const void *from, size_t bytes)
{
    char *const memory = wb_arena_raw(arena, bytes + 1);
    if (memory == NULL)
        return NULL;
    if (bytes != 0)
        memcpy(memory, from, bytes);
    memory[bytes] = '\0';
    return memory;
}

void wb_buffer_free(wb_buffer *buffer)
{
    free(buffer->data);
    buffer->data = NULL;
    buffer->size = buffer->capacity = 0;
}

/* Makes room for `bytes` more; null when there is no memory. */
static uint8_t *wb_buffer_more(wb_buffer *buffer, size_t bytes)
{
    if (bytes > SIZE_MAX / 4 - buffer->size)
        return NULL;
    if (buffer->capacity - buffer->size < bytes || buffer->data == NULL) {
        size_t capacity = buffer->capacity * 2;
        if (capacity < buffer->size + bytes)
            capacity = buffer->size + bytes;
        if (capacity < 64)
            capacity = 64;
        uint8_t *const data = realloc(buffer->data, capacity);
        if (data == NULL)
            return NULL;
        buffer->data = data;
        buffer->capacity = capacity;
    }
    uint8_t *const at = buffer->data + buffer->size;
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

static wb_text wb_text_at(const void *data, size_t size)
{
    const wb_text result = {data, size};
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
static size_t wb_valid_utf8(const uint8_t *data, size_t size)
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

static bool wb_is_utf8(wb_text text)
{
    return text.size == 0 || wb_valid_utf8((const uint8_t *)text.data, text.size) == text.size;
}

static inline bool wb_is_little_endian(void)
{
    const uint16_t one = 1;
    uint8_t first = 0;
    memcpy(&first, &one, 1);
    return first == 1;
}

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

static uint8_t *wb_copy_bytes(uint8_t *at, const void *from, size_t bytes)
{
    if (bytes != 0)
        memcpy(at, from, bytes);
    return at + bytes;
}

static size_t wb_varint_size(uint64_t value)
{
    size_t bytes = 1;
    for (; value >= 0x80; value >>= 7)
        ++bytes;
    return bytes;
}

static uint8_t *wb_put_varint(uint8_t *at, uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        *at++ = (uint8_t)(value | 0x80u);
    *at++ = (uint8_t)value;
    return at;
}

static uint64_t wb_zigzag(uint64_t number)
{
    return (number << 1) ^ (UINT64_C(0) - (number >> 63));
}

static uint64_t wb_unzigzag(uint64_t stored)
{
    return (stored >> 1) ^ (UINT64_C(0) - (stored & 1u));
}

static uint64_t wb_low_bits(unsigned count)
{
    return count >= 64 ? ~UINT64_C(0) : (UINT64_C(1) << count) - 1;
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

// SPDX-License-Identifier: MIT
#ifndef COMPRESSION_H
#define COMPRESSION_H

#include "wirebench_runtime.h"

#include <stdlib.h>
#include <string.h>

#ifdef HAS_ZSTD
#include <zstd.h>
#endif
#ifdef HAS_LZ4
#include <lz4frame.h>
#endif
#ifdef HAS_SNAPPY
#include <snappy-c.h>
#endif

/* The compressions of the machine, as a callback for streams. */

enum { PIECE_BYTES = 1 << 16 };

/* Bytes in an arena to which pieces are appended. */
typedef struct inflated {
    wb_arena *arena;
    uint64_t limit;
    uint8_t *data;
    size_t size;
    size_t capacity;
} inflated;

static inline wb_error take_piece(inflated *out, const uint8_t *piece, size_t size)
{
    if (size > out->limit - out->size)
        return WB_LIMIT_MESSAGE;
    if (out->capacity - out->size < size) {
        const size_t capacity = (out->size + size) * 2;
        uint8_t *const data = wb_arena_alloc(out->arena, capacity);
        if (data == NULL)
            return WB_OUT_OF_MEMORY;
        if (out->size != 0)
            memcpy(data, out->data, out->size);
        out->data = data;
        out->capacity = capacity;
    }
    if (size != 0)
        memcpy(out->data + out->size, piece, size);
    out->size += size;
    return WB_OK;
}

#ifdef HAS_ZSTD
static wb_error inflate_zstd(wb_bytes in, uint8_t *piece, inflated *out)
{
    ZSTD_DCtx *const context = ZSTD_createDCtx();
    ZSTD_inBuffer input = {in.data, in.size, 0};
    wb_error error = context == NULL ? WB_OUT_OF_MEMORY : WB_OK;
    for (size_t state = 1; error == WB_OK && state != 0;) {
        ZSTD_outBuffer output = {piece, PIECE_BYTES, 0};
        const size_t before = input.pos;
        state = ZSTD_decompressStream(context, &output, &input);
        if (ZSTD_isError(state) || (state != 0 && input.pos == before && output.pos == 0))
            error = WB_COMPRESSION;
        else
            error = take_piece(out, piece, output.pos);
    }
    ZSTD_freeDCtx(context);
    return error == WB_OK && input.pos != input.size ? WB_COMPRESSION : error;
}
#endif

#ifdef HAS_LZ4
static wb_error inflate_lz4(wb_bytes in, uint8_t *piece, inflated *out)
{
    LZ4F_dctx *context = NULL;
    wb_error error = LZ4F_isError(LZ4F_createDecompressionContext(&context, LZ4F_VERSION)) ? WB_OUT_OF_MEMORY : WB_OK;
    for (size_t state = 1; error == WB_OK && state != 0;) {
        size_t read = in.size;
        size_t written = PIECE_BYTES;
        state = LZ4F_decompress(context, piece, &written, in.data, &read, NULL);
        if (LZ4F_isError(state) || (state != 0 && read == 0 && written == 0))
            error = WB_COMPRESSION;
        else
            error = take_piece(out, piece, written);
        in.data += read;
        in.size -= read;
    }
    LZ4F_freeDecompressionContext(context);
    return error == WB_OK && in.size != 0 ? WB_COMPRESSION : error;
}
#endif

#ifdef HAS_SNAPPY
static wb_error inflate_snappy(wb_bytes in, inflated *out)
{
    const char *const data = (const char *)in.data;
    size_t size = 0;
    if (snappy_uncompressed_length(data, in.size, &size) != SNAPPY_OK || size / 64 > in.size
        || snappy_validate_compressed_buffer(data, in.size) != SNAPPY_OK)
        return WB_COMPRESSION;
    if (size > out->limit)
        return WB_LIMIT_MESSAGE;
    out->data = wb_arena_alloc(out->arena, size);
    out->size = size;
    if (out->data == NULL)
        return WB_OUT_OF_MEMORY;
    return snappy_uncompress(data, in.size, (char *)out->data, &size) == SNAPPY_OK ? WB_OK : WB_COMPRESSION;
}
#endif

static inline wb_error inflate_any(void *context, wb_text algorithm, wb_bytes in, uint64_t limit, wb_arena *arena,
                                   wb_bytes *result)
{
    inflated out = {arena, limit, NULL, 0, 0};
    uint8_t *const piece = malloc(PIECE_BYTES);
    wb_error error = piece == NULL ? WB_OUT_OF_MEMORY : WB_COMPRESSION;
    (void)context;
    (void)algorithm;
    (void)in;
#ifdef HAS_ZSTD
    if (piece != NULL && wb_text_equal(algorithm, wb_text_of("zstd")))
        error = inflate_zstd(in, piece, &out);
#endif
#ifdef HAS_LZ4
    if (piece != NULL && wb_text_equal(algorithm, wb_text_of("lz4")))
        error = inflate_lz4(in, piece, &out);
#endif
#ifdef HAS_SNAPPY
    if (wb_text_equal(algorithm, wb_text_of("snappy")))
        error = inflate_snappy(in, &out);
#endif
    free(piece);
    result->data = out.data;
    result->size = out.size;
    return error;
}

#endif

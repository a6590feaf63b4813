// SPDX-License-Identifier: MIT
#pragma once

#include "wirebench_json.h"

#if __has_include(<zstd.h>)
#include <zstd.h>
#define HAS_ZSTD 1
#endif
#if __has_include(<lz4frame.h>)
#include <lz4frame.h>
#define HAS_LZ4 1
#endif
#if __has_include(<snappy-c.h>)
#include <snappy-c.h>
#define HAS_SNAPPY 1
#endif

// The compressions of the machine, as callbacks for streams.

namespace compression {

namespace wb = ::wirebench_runtime;
using Bytes = std::vector<std::uint8_t>;

/// Appends `size` bytes of a piece; false when that is more than the limit allows.
inline bool append(Bytes& out, const Bytes& piece, std::size_t size, std::uint64_t limit)
{
    if (size > limit - out.size())
        return false;
    out.insert(out.end(), piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(size));
    return true;
}

#ifdef HAS_ZSTD
inline wb::Inflated inflateZstd(std::span<const std::uint8_t> in, std::uint64_t limit, Bytes& out)
{
    const std::unique_ptr<ZSTD_DCtx, std::size_t (*)(ZSTD_DCtx*)> context(ZSTD_createDCtx(), ZSTD_freeDCtx);
    Bytes piece(1 << 16);
    ZSTD_inBuffer input{in.data(), in.size(), 0};
    for (std::size_t state = 1; state != 0;) {
        ZSTD_outBuffer output{piece.data(), piece.size(), 0};
        const std::size_t before = input.pos;
        state = ZSTD_decompressStream(context.get(), &output, &input);
        if (ZSTD_isError(state) != 0 || (state != 0 && input.pos == before && output.pos == 0))
            return wb::Inflated::broken;
        if (!append(out, piece, output.pos, limit))
            return wb::Inflated::too_large;
    }
    return input.pos == input.size ? wb::Inflated::done : wb::Inflated::broken;
}
#endif

#ifdef HAS_LZ4
inline wb::Inflated inflateLz4(std::span<const std::uint8_t> in, std::uint64_t limit, Bytes& out)
{
    LZ4F_dctx* raw = nullptr;
    if (LZ4F_isError(LZ4F_createDecompressionContext(&raw, LZ4F_VERSION)) != 0)
        return wb::Inflated::broken;
    const std::unique_ptr<LZ4F_dctx, std::size_t (*)(LZ4F_dctx*)> context(raw, LZ4F_freeDecompressionContext);
    Bytes piece(1 << 16);
    for (std::size_t state = 1; state != 0;) {
        std::size_t read = in.size();
        std::size_t written = piece.size();
        state = LZ4F_decompress(context.get(), piece.data(), &written, in.data(), &read, nullptr);
        if (LZ4F_isError(state) != 0 || (state != 0 && read == 0 && written == 0))
            return wb::Inflated::broken;
        if (!append(out, piece, written, limit))
            return wb::Inflated::too_large;
        in = in.subspan(read);
    }
    return in.empty() ? wb::Inflated::done : wb::Inflated::broken;
}
#endif

#ifdef HAS_SNAPPY
inline wb::Inflated inflateSnappy(std::span<const std::uint8_t> in, std::uint64_t limit, Bytes& out)
{
    const auto* const data = reinterpret_cast<const char*>(in.data());
    std::size_t size = 0;
    if (snappy_uncompressed_length(data, in.size(), &size) != SNAPPY_OK || size / 64 > in.size()
        || snappy_validate_compressed_buffer(data, in.size()) != SNAPPY_OK)
        return wb::Inflated::broken;
    if (size > limit)
        return wb::Inflated::too_large;
    out.resize(size);
    const bool fine = snappy_uncompress(data, in.size(), reinterpret_cast<char*>(out.data()), &size) == SNAPPY_OK;
    return fine ? wb::Inflated::done : wb::Inflated::broken;
}
#endif

inline wb::Inflated inflate(std::string_view algorithm, [[maybe_unused]] std::span<const std::uint8_t> in,
                            [[maybe_unused]] std::uint64_t limit, [[maybe_unused]] Bytes& out)
{
#ifdef HAS_ZSTD
    if (algorithm == "zstd")
        return inflateZstd(in, limit, out);
#endif
#ifdef HAS_LZ4
    if (algorithm == "lz4")
        return inflateLz4(in, limit, out);
#endif
#ifdef HAS_SNAPPY
    if (algorithm == "snappy")
        return inflateSnappy(in, limit, out);
#endif
    return wb::Inflated::broken;
}

} // namespace compression

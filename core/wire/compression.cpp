// SPDX-License-Identifier: MIT
#include "core/wire/compression.h"

#include <algorithm>
#include <array>
#include <lz4frame.h>
#include <lz4hc.h>
#include <memory>
#include <snappy.h>
#include <string>
#include <zstd.h>

namespace wirebench {

namespace {

constexpr std::uint64_t kMostWithoutLimit = 1ull << 30;
constexpr std::size_t kChunk = 64 * 1024;

struct Named {
    std::string_view name;
    Compression algorithm;
};
constexpr std::array names{Named{"none", Compression::None}, Named{"lz4", Compression::Lz4},
                           Named{"zstd", Compression::Zstd}, Named{"snappy", Compression::Snappy}};

struct FreeLz4 {
    void operator()(LZ4F_dctx* context) const { LZ4F_freeDecompressionContext(context); }
};
struct FreeZstd {
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

/// Appends a decompressed piece; false when the limit is passed.
bool append(Bytes& output, const Bytes& piece, std::size_t size, std::uint64_t limit)
{
    const std::size_t room = limit - output.size();
    output.insert(output.end(), piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(std::min(size, room)));
    return size <= room;
}

InflateResult inflateLz4(ByteView input, std::uint64_t limit, Bytes& output)
{
    LZ4F_dctx* raw = nullptr;
    if (LZ4F_isError(LZ4F_createDecompressionContext(&raw, LZ4F_VERSION)) != 0)
        return InflateResult::Broken;
    const std::unique_ptr<LZ4F_dctx, FreeLz4> context(raw);
    Bytes piece(kChunk);
    std::size_t state = 1;
    while (state != 0) {
        std::size_t read = input.size();
        std::size_t written = piece.size();
        state = LZ4F_decompress(context.get(), piece.data(), &written, input.data(), &read, nullptr);
        if (LZ4F_isError(state) != 0)
            return InflateResult::Broken;
        if (!append(output, piece, written, limit))
            return InflateResult::TooLarge;
        input = input.subspan(read);
        if (state != 0 && read == 0 && written == 0)
            return InflateResult::Broken;
    }
    return input.empty() ? InflateResult::Done : InflateResult::Broken;
}

InflateResult inflateZstd(ByteView input, std::uint64_t limit, Bytes& output)
{
    constexpr int largestWindow = 27; // 128 MiB: what a decoder accepts without being asked to
    const std::unique_ptr<ZSTD_DCtx, FreeZstd> context(ZSTD_createDCtx());
    if (!context || ZSTD_isError(ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, largestWindow)) != 0)
        return InflateResult::Broken;
    Bytes piece(kChunk);
    ZSTD_inBuffer in{input.data(), input.size(), 0};
    std::size_t state = 1;
    while (state != 0) {
        ZSTD_outBuffer out{piece.data(), piece.size(), 0};
        const std::size_t before = in.pos;
        state = ZSTD_decompressStream(context.get(), &out, &in);
        if (ZSTD_isError(state) != 0)
            return InflateResult::Broken;
        if (!append(output, piece, out.pos, limit))
            return InflateResult::TooLarge;
        if (state != 0 && in.pos == before && out.pos == 0)
            return InflateResult::Broken;
    }
    return in.pos == in.size ? InflateResult::Done : InflateResult::Broken;
}

InflateResult inflateSnappy(ByteView input, std::uint64_t limit, Bytes& output)
{
    constexpr std::uint64_t bestRatio = 64; // a copy of 64 bytes takes at least two
    const auto* data = reinterpret_cast<const char*>(input.data());
    std::size_t size = 0;
    if (!snappy::GetUncompressedLength(data, input.size(), &size) || size / bestRatio > input.size()
        || !snappy::IsValidCompressedBuffer(data, input.size()))
        return InflateResult::Broken;
    if (size > limit)
        return InflateResult::TooLarge;
    output.resize(size);
    return snappy::RawUncompress(data, input.size(), reinterpret_cast<char*>(output.data())) ? InflateResult::Done
                                                                                             : InflateResult::Broken;
}

Bytes compressLz4(ByteView input, int level)
{
    LZ4F_preferences_t preferences{};
    preferences.compressionLevel = std::clamp(level, 0, LZ4HC_CLEVEL_MAX);
    Bytes output(LZ4F_compressFrameBound(input.size(), &preferences));
    output.resize(LZ4F_compressFrame(output.data(), output.size(), input.data(), input.size(), &preferences));
    return output;
}

Bytes compressZstd(ByteView input, int level)
{
    Bytes output(ZSTD_compressBound(input.size()));
    output.resize(ZSTD_compress(output.data(), output.size(), input.data(), input.size(),
                                std::clamp(level, 0, ZSTD_maxCLevel())));
    return output;
}

Bytes compressSnappy(ByteView input)
{
    Bytes output(snappy::MaxCompressedLength(input.size()));
    std::size_t size = 0;
    snappy::RawCompress(reinterpret_cast<const char*>(input.data()), input.size(),
                        reinterpret_cast<char*>(output.data()), &size);
    output.resize(size);
    return output;
}

} // namespace

std::optional<Compression> compressionNamed(std::string_view name)
{
    const auto* found = std::find_if(names.begin(), names.end(), [name](const Named& n) { return n.name == name; });
    return found == names.end() ? std::nullopt : std::optional(found->algorithm);
}

std::string_view compressionName(Compression algorithm)
{
    return names[static_cast<std::size_t>(algorithm)].name;
}

InflateResult inflate(Compression algorithm, ByteView input, std::uint64_t limit, Bytes& output)
{
    if (limit == 0)
        limit = kMostWithoutLimit;
    output.clear();
    switch (algorithm) {
    case Compression::Lz4:
        return inflateLz4(input, limit, output);
    case Compression::Zstd:
        return inflateZstd(input, limit, output);
    case Compression::Snappy:
        return inflateSnappy(input, limit, output);
    case Compression::None:
        break;
    }
    if (input.size() > limit)
        return InflateResult::TooLarge;
    output.assign(input.begin(), input.end());
    return InflateResult::Done;
}

Bytes compress(Compression algorithm, ByteView input, int level)
{
    switch (algorithm) {
    case Compression::Lz4:
        return compressLz4(input, level);
    case Compression::Zstd:
        return compressZstd(input, level);
    case Compression::Snappy:
        return compressSnappy(input);
    case Compression::None:
        break;
    }
    return Bytes(input.begin(), input.end());
}

} // namespace wirebench

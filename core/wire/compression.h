// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace wirebench {

/// How the payload of a stream frame is compressed.
enum class Compression : std::uint8_t {
    None,
    Lz4, ///< LZ4 frame format
    Zstd,
    Snappy, ///< raw block, without framing
};

/// `none`, `lz4`, `zstd` or `snappy`, as a stream's header spells it; nothing for any other name.
std::optional<Compression> compressionNamed(std::string_view name);
std::string_view compressionName(Compression algorithm);

enum class InflateResult : std::uint8_t {
    Done,
    Broken, ///< Not data of this algorithm, damaged, cut short, or followed by bytes that do not belong to it.
    TooLarge, ///< More than the limit; stopped there.
};

/// Decompresses `input` into `output`. Never holds more than `limit` bytes of output (0: a gigabyte) and a block.
/// Total: any bytes may come in.
InflateResult inflate(Compression algorithm, ByteView input, std::uint64_t limit, Bytes& output);

/// Compresses `input`. `level` is the algorithm's own: lz4 0–12, zstd 1–22, clamped to what there is; 0 is its default.
/// Snappy has none.
Bytes compress(Compression algorithm, ByteView input, int level);

} // namespace wirebench

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/document.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wirebench {

/// A message of a stream whose bytes are nowhere in the file as they are: put together from several frames, or
/// decompressed. It has an address space of its own.
struct UnpackedMessage {
    std::uint64_t element = 0; ///< In Decoded::items.
    std::string path; ///< Of its value in that of the stream: "[3].message".
    std::string type; ///< Name of its type.
    Compression compression = Compression::None;
    std::vector<BitRange> frames; ///< In the file; those that carry it, headers included.
    std::shared_ptr<const Bytes> bytes;
    std::shared_ptr<const AnnotationTree> tree; ///< Of `bytes`.
    std::shared_ptr<const Layout> layout; ///< Of its type.
};

/// The message that item `element` of the stream carries; nothing when that is none, or one that lies in the file.
/// What is still true of `before` is taken over.
std::optional<UnpackedMessage> unpackedMessage(const Snapshot& snapshot, std::uint64_t element,
                                               const UnpackedMessage* before = nullptr);

/// The item that a field path of the stream is about and what follows its index: 3 and ".message.id" of
/// "[3].message.id". Nothing for other paths.
struct ItemPath {
    std::uint64_t element;
    std::string_view rest; ///< Of the path that was given.
};
std::optional<ItemPath> itemPath(std::string_view path);

/// A path within the value at `outer`: "id" for "[3].message.id" in "[3].message". Nothing when it is not in it.
std::optional<std::string_view> pathWithin(std::string_view outer, std::string_view path);

/// A document like `document` whose buffer is the message that item `element` of the stream carries, put together and
/// decompressed. Nothing when that item is no such message.
std::optional<DocumentState> unpackedDocument(const Document& document, std::uint64_t element);

} // namespace wirebench

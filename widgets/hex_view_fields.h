// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/wire/annotation_tree.h"
#include "widgets/theme.h"

#include <QtGlobal>

#include <memory>
#include <optional>
#include <vector>

namespace wirebench {

/// Between the bytes of a document (file order, perhaps edited since) and the bits of the decoded buffer (perhaps
/// byte-reversed). The decoded buffer may lag behind: everything that was edited since counts as one stale stretch.
class HexMapping {
public:
    HexMapping() = default;
    /// A mapping for `decoded` when the document's bytes are now `bytes`.
    HexMapping(const Decoded& decoded, const std::shared_ptr<const Bytes>& bytes);

    void edited(quint64 offset, quint64 removed, quint64 inserted);
    /// True when this byte of the document has changed since it was decoded.
    bool stale(quint64 byte) const { return byte >= m_begin && byte < m_documentEnd; }
    /// Byte of the decoded buffer for a byte of the document; nothing where there is none any more.
    std::optional<quint64> spaceByte(quint64 byte) const;
    /// The same for ranges of bits, in order, joined where they touch.
    std::vector<BitRange> toSpace(BitRange documentBits) const;
    std::vector<BitRange> toDocument(BitRange spaceBits) const;

private:
    std::vector<BitRange> reversed(BitRange bits) const;
    bool sameLength() const { return m_treeEnd == m_documentEnd; }

    ByteReversal m_reversal;
    quint64 m_begin = 0; ///< Before this byte nothing has changed.
    quint64 m_treeEnd = 0; ///< From here on the decoded bytes …
    quint64 m_documentEnd = 0; ///< … are the document's from here on.
};

/// How a stretch of bits is drawn.
enum class HexStyle : std::uint8_t {
    Value,
    Structure, ///< Length, count, presence, header, tag …
    Padding,
    Unknown, ///< Bits no field explains.
    Error,
};

struct HexLeaf {
    BitRange bits; ///< Of the decoded buffer.
    HexStyle style = HexStyle::Value;
    std::uint16_t colour = AnnotationTree::kNoColour;
    bool damaged = false;
    bool null = false;
};

/// Bits of one byte that belong to one leaf.
struct HexPart {
    std::uint8_t low = 0;
    std::uint8_t count = 8;
    std::uint32_t leaf = 0; ///< Index into HexPage::leaves.
    bool stale = false;
};

/// The leaves of a stretch of bytes, byte by byte; the parts of a byte from its highest bit down.
class HexPage {
public:
    HexPage() = default;
    /// The leaves of document bytes `[first, end)`. Cost grows with what is shown.
    HexPage(const AnnotationTree& tree, const HexMapping& mapping, quint64 first, quint64 end);

    const std::vector<HexPart>& parts(quint64 byte) const;
    const HexLeaf& leaf(std::uint32_t index) const { return m_leaves[index]; }
    /// The leaf that has all bits of this byte; nothing when there is none or there are several.
    std::optional<std::uint32_t> wholeLeaf(quint64 byte) const;

private:
    void add(const AnnotationTree& tree, const HexMapping& mapping, const std::vector<Item>& chain);

    quint64 m_first = 0;
    std::vector<std::vector<HexPart>> m_parts;
    std::vector<HexLeaf> m_leaves;
};

HexStyle hexStyleOf(Role role);

} // namespace wirebench

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/diagnostic.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wirebench {

enum class JsonKind : std::uint8_t { Null, Bool, Number, String, Array, Object };

/// One value of a JsonDocument. Nodes lie in pre-order: the first child of a container with children is the node
/// right behind it.
struct JsonNode {
    JsonKind kind = JsonKind::Null;
    bool boolean = false; ///< Bool only.
    bool loneSurrogate = false; ///< String only: a `\uD800`-like escape without its partner (kept as U+FFFD).
    bool keyLoneSurrogate = false; ///< The same for the key of an object member.
    bool invalid = false; ///< Null only: what stands here is no value; that was reported, so readers stay silent.
    bool incomplete = false; ///< Array, Object: the text broke off inside; what is missing may only be unread.
    std::uint32_t begin = 0; ///< UTF-8 byte range of the value in the text; a string's range has its quotes.
    std::uint32_t end = 0;
    std::uint32_t keyBegin = 0; ///< UTF-8 byte range of the key, when this is a member of an object.
    std::uint32_t keyEnd = 0;
    std::uint32_t next = 0; ///< Index of the next sibling; 0 when there is none.
    std::uint32_t childCount = 0; ///< Array: elements. Object: members.
    std::string_view text; ///< String: decoded. Number: a JSON number literal as written.
    std::string_view key; ///< Decoded key, when this is a member of an object.

    TextRange range() const { return {begin, end}; }
    TextRange keyRange() const { return {keyBegin, keyEnd}; }
};

/// A JSON (or YAML) text as written by a person: every value and key with its place, numbers kept as literals,
/// repeated keys kept (and reported). Movable, not copyable; the views inside its nodes live as long as it does.
class JsonDocument {
public:
    JsonDocument() = default;
    JsonDocument(JsonDocument&&) noexcept = default;
    JsonDocument& operator=(JsonDocument&&) noexcept = default;
    JsonDocument(const JsonDocument&) = delete;
    JsonDocument& operator=(const JsonDocument&) = delete;
    ~JsonDocument() = default;

    std::string_view text() const { return m_text ? std::string_view(*m_text) : std::string_view(); }
    bool empty() const { return m_nodes.empty(); }
    const std::vector<JsonNode>& nodes() const { return m_nodes; }
    /// The document's value; null when the text held none that could be read.
    const JsonNode* root() const { return m_nodes.empty() ? nullptr : m_nodes.data(); }
    const JsonNode* firstChild(const JsonNode& parent) const { return parent.childCount == 0 ? nullptr : &parent + 1; }
    const JsonNode* next(const JsonNode& node) const { return node.next == 0 ? nullptr : &m_nodes[node.next]; }
    /// The last member of `object` with this key; null when there is none or `object` is no object. Cost: the number
    /// of members.
    const JsonNode* find(const JsonNode& object, std::string_view key) const;

private:
    friend class JsonDocumentBuilder;
    std::unique_ptr<std::string> m_text; // stable address: nodes view into it
    std::deque<std::string> m_decoded; // texts that differ from their source (escapes)
    std::vector<JsonNode> m_nodes;
};

/// Builds a JsonDocument from front to back; used by the JSON and the YAML reader.
class JsonDocumentBuilder {
public:
    explicit JsonDocumentBuilder(std::string text);

    std::string_view text() const { return *m_document.m_text; }
    /// Keeps `decoded` alive as long as the document and gives a view of it.
    std::string_view keep(std::string decoded);
    /// Appends a value below the innermost open container and returns its index. Containers are then open until
    /// closed.
    std::uint32_t add(JsonNode node);
    void close(std::uint32_t container, std::uint32_t end);
    JsonNode& node(std::uint32_t index) { return m_document.m_nodes[index]; }
    std::size_t depth() const { return m_open.size(); }
    const std::vector<JsonNode>& nodes() const { return m_document.m_nodes; }
    /// Path of the innermost open container from the root: `a.b[2]`, `m["odd key"]`; empty for the root.
    std::string path() const;
    JsonDocument finish() { return std::move(m_document); }

private:
    struct Open {
        std::uint32_t container;
        std::uint32_t lastChild;
    };
    JsonDocument m_document;
    std::vector<Open> m_open;
};

struct JsonLimits {
    std::uint32_t maxDepth = 512; ///< Nested containers; deeper ones are reported (`limit-depth`) and skipped.
    std::uint32_t maxNodes = 20'000'000;
};

/// Which kind of text a problem is in: the schema or a value.
enum class JsonRole : std::uint8_t { Schema, Value };

/// Reports every pair of equal keys in the innermost open object `container`: `duplicate-key` at the later one, with
/// the place of the first. O(n log n). At most `budget` reports; the number made is subtracted from it.
void reportDuplicateKeys(const JsonDocumentBuilder& builder, std::uint32_t container, JsonRole role,
                         std::size_t& budget, Diagnostics& diagnostics);

/// Reads JSON text (RFC 8259). Never throws. Reports every problem it can find with its exact range: `syntax` (it
/// recovers at the next comma or closing bracket), `duplicate-key` (naming the key; both members are kept), lone
/// surrogates (kept as U+FFFD and marked; the reader of the value decides what they mean). A byte order mark at the
/// start is skipped. Time and memory are linear in the text; after kMaxJsonProblems problems reading stops.
inline constexpr std::size_t kMaxJsonProblems = 200;
JsonDocument readJson(std::string text, JsonRole role, Diagnostics& diagnostics, const JsonLimits& limits = {});

/// An integer written as a JSON number: digits with an optional minus sign, no fraction, no exponent.
/// `negative` tells the sign also of `-0`; `fits` is false when the magnitude needs more than 64 bits.
struct JsonInteger {
    bool negative = false;
    bool fits = true;
    std::uint64_t magnitude = 0;

    std::optional<std::int64_t> asSigned() const;
    std::optional<std::uint64_t> asUnsigned() const;
};
/// Reads `-?[0-9]+`; with `allowHex` also `-?0x[0-9A-Fa-f]+`. Nothing when the text has another form.
std::optional<JsonInteger> readInteger(std::string_view text, bool allowHex);

} // namespace wirebench

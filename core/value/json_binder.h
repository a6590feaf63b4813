// SPDX-License-Identifier: MIT
#pragma once

#include "core/syntax/json_document.h"
#include "core/value/leaf_problem.h"
#include "core/wire/value.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace wirebench {

/// Binds one JSON value to a plan, in plan order (see ValueNode). Internal to bindJson() and its like. The depth of the
/// recursion is bounded by the JSON reader's limit.
class JsonBinder {
public:
    JsonBinder(const Plan& plan, const JsonDocument& document, std::vector<ValueNode>& nodes, Bytes& heap,
               Diagnostics& problems)
        : m_plan(plan)
        , m_document(document)
        , m_nodes(nodes)
        , m_heap(heap)
        , m_problems(problems)
        , m_problemsBefore(problems.size())
    {
    }

    /// A whole value of `type`, which may say so in `@type`.
    void bindRoot(const PlanType& type, const JsonNode& json);
    /// An array of messages or of frames.
    void bindBuffer(const BufferForm& form, const JsonNode& json);

private:
    /// One step of a field path.
    struct Step {
        SlotIndex slot = kNoIndex; ///< Its name, where it has one.
        std::uint64_t element = kUnbounded; ///< Index in an array.
        std::uint32_t key = kNoIndex; ///< Value node of the key in a map.
        std::string_view text = {}; ///< A part that is no slot.
    };
    /// Puts a step on the path for as long as it lives.
    class PathScope {
    public:
        PathScope(JsonBinder& binder, Step step) : m_path(binder.m_path) { m_path.push_back(step); }
        PathScope(const PathScope&) = delete;
        PathScope& operator=(const PathScope&) = delete;
        ~PathScope() { m_path.pop_back(); }

    private:
        std::vector<Step>& m_path;
    };

    /// What an object may have beside the fields of its struct.
    struct Extras {
        bool type = false; ///< `@type`
        bool strings = false; ///< `@strings`
    };

    /// The members of an object, by what they are for.
    struct Members {
        std::vector<const JsonNode*> fields; ///< One a slot of the struct; null where nothing is given.
        const JsonNode* unknown = nullptr;
        const JsonNode* strings = nullptr;
    };

    // json_binder.cpp
    void checkTypeName(const PlanType& type, const JsonNode& named);
    void bindMessage(const BufferForm& form, const JsonNode& json);
    void bindFrame(const JsonNode& json);
    void bindUnknownMessage(const JsonNode& json, const JsonNode& unknown);
    std::string path() const;
    void appendKey(std::string& path, const ValueNode& key) const;
    void wrongType(const JsonNode& json, std::string_view expected);
    void problem(std::string_view code, const JsonNode& where, Message message, Severity severity = Severity::Error);
    void report(Diagnostic diagnostic);
    void report(LeafProblems& problems);

    // struct_input.cpp
    void bindStruct(SlotIndex slot, const Node& node, const JsonNode& json, Extras extras);
    Members assignMembers(const Node& node, const JsonNode& json, Extras extras);
    bool isNamed(SlotIndex slot, std::string_view name) const;
    void unknownKey(const JsonNode& member, std::string_view owner, const std::vector<std::string_view>& known);
    void unknownKey(const Node& node, const JsonNode& member);
    void bindMember(SlotIndex slot, const JsonNode* json, const JsonNode& object);
    void bindField(SlotIndex slot, const JsonNode* json, const JsonNode& object);
    void missingValue(SlotIndex slot, const JsonNode& where);
    void addZero(SlotIndex slot);
    void checkUnions(const Node& node, const Members& members);
    void bindUnknownFields(const Node& node, const JsonNode& json);
    void bindStrings(const JsonNode& json);

    // value_input.cpp
    void bindValue(SlotIndex slot, const JsonNode& json);
    void bindList(SlotIndex slot, const Node& node, const JsonNode& json);
    void checkCount(const Node& node, const JsonNode& json);
    void bindText(SlotIndex slot, const JsonNode& json);
    void bindRawText(SlotIndex slot, const JsonNode& json, const JsonNode& raw);
    void bindLeaf(SlotIndex slot, const Node& node, const JsonNode& json);
    void bindContent(SlotIndex slot, const Node& node, const JsonNode& json);
    void bindMap(SlotIndex slot, const Node& node, const JsonNode& json);
    void bindObjectMap(const Node& node, const JsonNode& json);
    void bindPairs(const Node& node, const JsonNode& json);
    bool bindKey(SlotIndex slot, const JsonNode& json);
    bool isTextNode(const Node& node) const;

    // reference_input.cpp
    void bindReference(SlotIndex slot, const Node& node, const JsonNode& json);
    void bindConcrete(SlotIndex slot, std::uint32_t type, const JsonNode& json);
    void bindScalarOfType(SlotIndex slot, const JsonNode& json);
    bool bindForeign(SlotIndex slot, const ReferenceInfo& info, const JsonNode& json, const JsonNode& named);
    bool bindForeignName(const ReferenceInfo& info, const JsonNode& named);
    void refuseType(const Node& node, const ReferenceInfo& info, const JsonNode& named);
    std::uint32_t typeNamed(const Node& node, const ReferenceInfo& info, std::string_view name);
    bool isKnownName(std::string_view name) const;
    bool isTaken(const ReferenceInfo& info, std::uint64_t number) const;

    /// Whether problems still name the nearest known name; behind many of them nobody reads that.
    bool suggests() const
    {
        constexpr std::size_t mostSuggested = 1'000;
        return m_problems.size() - m_problemsBefore < mostSuggested;
    }
    const JsonNode* elementsOf(const JsonNode& json) const
    {
        return json.kind == JsonKind::Array ? m_document.firstChild(json) : nullptr;
    }

    std::uint32_t open(SlotIndex slot, ValueKind kind)
    {
        m_nodes.push_back({slot, kind, 1, 0});
        return static_cast<std::uint32_t>(m_nodes.size() - 1);
    }
    void close(std::uint32_t index) { m_nodes[index].nodes = static_cast<std::uint32_t>(m_nodes.size()) - index; }
    void add(SlotIndex slot, ValueKind kind, std::uint64_t payload = 0) { m_nodes.push_back({slot, kind, 1, payload}); }
    void addBytes(SlotIndex slot, ValueKind kind, ByteView bytes)
    {
        add(slot, kind, static_cast<std::uint64_t>(m_heap.size()) << 32 | bytes.size());
        m_heap.insert(m_heap.end(), bytes.begin(), bytes.end());
    }
    ByteView heapBytes(const ValueNode& node) const
    {
        return ByteView(m_heap).subspan(node.payload >> 32, node.payload & 0xFFFFFFFFu);
    }

    const Plan& m_plan;
    const JsonDocument& m_document;
    std::vector<ValueNode>& m_nodes;
    Bytes& m_heap;
    Diagnostics& m_problems;
    const std::size_t m_problemsBefore;
    bool m_hasError = false;
    std::vector<Step> m_path;
    /// By Node::detail of references: their types by every spelling that is read.
    std::unordered_map<std::uint32_t, std::unordered_map<std::string_view, std::uint32_t>> m_typesByName;
};

/// "null", "a bool" …
std::string_view jsonKindName(JsonKind kind);

} // namespace wirebench

// SPDX-License-Identifier: MIT
#include "core/wire/annotation_tree.h"

#include "core/base/text.h"
#include "core/wire/bits.h"
#include "core/wire/stored_value.h"

namespace wirebench {

std::string_view roleName(Role role)
{
    switch (role) {
    case Role::Buffer:
        return "buffer";
    case Role::Message:
        return "message";
    case Role::Struct:
        return "struct";
    case Role::Array:
        return "array";
    case Role::Optional:
        return "optional";
    case Role::Field:
        return "field";
    case Role::Value:
        return "value";
    case Role::Length:
        return "length";
    case Role::Count:
        return "count";
    case Role::Presence:
        return "presence";
    case Role::TypeId:
        return "type-id";
    case Role::Header:
        return "header";
    case Role::Reference:
        return "reference";
    case Role::Map:
        return "map";
    case Role::Entry:
        return "entry";
    case Role::Table:
        return "table";
    case Role::Frame:
        return "frame";
    case Role::Tag:
        return "tag";
    case Role::StringTable:
        return "string-table";
    case Role::Padding:
        return "padding";
    case Role::Unknown:
        return "unknown";
    case Role::Trailing:
        return "trailing";
    case Role::Error:
        return "error";
    }
    return "error";
}

namespace {

bool isStructural(Role role)
{
    return role == Role::Length || role == Role::Count || role == Role::Presence || role == Role::TypeId;
}

std::string byteWidthName(std::uint64_t bits)
{
    return bits == 8 ? "u8" : bits == 32 ? "u32" : bits == 64 ? "u64" : std::to_string(bits) + " bits";
}

} // namespace

std::string AnnotationTree::stepText(const Item* parent, const Item& item) const
{
    if (item.role == Role::Entry)
        return keyText(item);
    std::string step;
    const bool own = item.slot != kNoIndex && (parent == nullptr || parent->slot != item.slot);
    if (own)
        step = plan().text(plan().slots[item.slot].name);
    if (item.element != kUnbounded)
        step += '[' + std::to_string(item.element) + ']';
    return step;
}

std::string AnnotationTree::path(const std::vector<Item>& chain) const
{
    std::string path;
    for (std::size_t i = 0; i < chain.size(); ++i) {
        const std::string step = stepText(i == 0 ? nullptr : &chain[i - 1], chain[i]);
        if (!step.empty() && step.front() != '[' && !path.empty())
            path += '.';
        path += step;
    }
    return path;
}

std::vector<Item> AnnotationTree::chainOf(std::string_view path) const
{
    std::vector<Item> chain;
    const std::vector<Item> tops = roots();
    if (tops.empty())
        return chain;
    chain.push_back(tops.front());
    if (!findPath(chain, path))
        chain.clear();
    return chain;
}

/// Appends the items below the last of `chain` that a path leads through. False, with `chain` as it was, when there are
/// none.
bool AnnotationTree::findPath(std::vector<Item>& chain, std::string_view path) const
{
    if (path.empty())
        return true;
    const Item parent = chain.back();
    const std::string_view wanted = path.front() == '.' ? path.substr(1) : path;
    return !forEachChild(parent, {0, kUnbounded}, [&](const Item& child) {
        const std::string step = stepText(&parent, child);
        std::string_view rest = path;
        if (!step.empty()) {
            const bool fits = wanted.substr(0, step.size()) == step
                && (wanted.size() == step.size() || wanted[step.size()] == '.' || wanted[step.size()] == '[');
            if (fits)
                rest = wanted.substr(step.size());
            else if (standsFor(child, wanted))
                rest = {};
            else
                return true;
        } else if (child.leaf || child.role == Role::Header) {
            return true;
        }
        chain.push_back(rest.empty() ? valueLeaf(child) : child);
        const bool found = findPath(chain, rest);
        if (!found)
            chain.pop_back();
        return !found;
    });
}

std::uint16_t AnnotationTree::colour(const std::vector<Item>& chain) const
{
    for (auto item = chain.rbegin(); item != chain.rend(); ++item) {
        if (item->role == Role::Padding || item->role == Role::Error || item->role == Role::Trailing
            || item->role == Role::Unknown || item->role == Role::Table)
            return kNoColour;
        if (item->slot != kNoIndex && plan().slots[item->slot].name != 0)
            return plan().slots[item->slot].colour;
    }
    return kNoColour;
}

std::string AnnotationTree::typeName(const Item& item) const
{
    if (isTagged())
        return taggedTypeName(item);
    switch (item.role) {
    case Role::Length:
        return byteWidthName(item.bits.count) + " length";
    case Role::Count:
        return byteWidthName(item.bits.count) + " count";
    case Role::Presence:
        return item.bits.count == 1 ? "presence bit" : "presence byte";
    case Role::TypeId:
        return "u64 type id";
    case Role::Header:
        return "message header";
    case Role::Buffer:
        return "messages";
    default:
        break;
    }
    return item.slot == kNoIndex ? std::string() : std::string(plan().text(plan().nodeOf(item.slot).name));
}

std::string AnnotationTree::valueText(const Item& item) const
{
    const ByteView space = *m_decoded->space;
    const bool inside = item.bits.end() <= space.size() * 8;
    if (item.null)
        return "null";
    if (!inside || item.damaged)
        return {};
    if (isTagged())
        return taggedValueText(item);
    std::string text;
    if (isStructural(item.role) && item.bits.count <= 64)
        return std::to_string(readBits(space, item.bits.first, static_cast<unsigned>(item.bits.count)));
    const bool isText = item.slot != kNoIndex && plan().nodeOf(item.slot).op == Op::Text
        && (item.role == Role::Value || item.role == Role::Field);
    if (isText) {
        ByteView content = space.subspan(item.bits.first / 8, item.bits.count / 8);
        if (item.role == Role::Field)
            content = content.subspan(plan().nodeOf(item.slot).prefixBytes);
        if (isValidUtf8(content))
            appendJsonString(text, asText(content));
        else
            text = "{\"@bytes\":\"" + toHex(content) + "\"}";
        return text;
    }
    if (item.role == Role::Field) {
        const std::vector<Item> parts = children(item);
        return parts.empty() || !parts.back().leaf ? std::string() : valueText(parts.back());
    }
    if (item.role != Role::Value || item.slot == kNoIndex)
        return {};
    const Node& node = plan().nodeOf(item.slot);
    const StoredValue value = interpretStored(
        plan(), node,
        readBits(space, item.bits.first, static_cast<unsigned>(std::min<std::uint64_t>(item.bits.count, 64))));
    appendScalarJson(text, plan(), node, value.kind, value.payload);
    return text;
}

std::string AnnotationTree::meaningText(const Item& item) const
{
    const ByteView space = *m_decoded->space;
    if (item.null)
        return "absent";
    if (item.damaged || item.bits.end() > space.size() * 8)
        return {};
    if (isTagged())
        return taggedMeaningText(item);
    if (item.bits.count > 64)
        return {};
    const std::uint64_t stored = readBits(space, item.bits.first, static_cast<unsigned>(item.bits.count));
    if (item.role == Role::Presence)
        return stored == 0 ? "absent" : "present";
    if (item.role != Role::Value || item.slot == kNoIndex)
        return {};
    const Node& node = plan().nodeOf(item.slot);
    const StoredValue value = interpretStored(plan(), node, stored);
    if (!value.code.empty())
        return std::string(value.code);
    switch (node.meaning) {
    case Meaning::Enum:
        return "index " + std::to_string(stored);
    case Meaning::Flags:
    case Meaning::Date:
        return "stored " + std::to_string(stored);
    case Meaning::UInt:
    case Meaning::Int:
        return node.op == Op::Bits && node.lowest != 0 ? "stored " + std::to_string(stored) : std::string();
    case Meaning::Bool:
        return stored > 1 ? "not 0 or 1" : std::string();
    default:
        return {};
    }
}

} // namespace wirebench

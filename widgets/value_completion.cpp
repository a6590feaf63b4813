// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/value_completion.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>

namespace wirebench {

namespace {

constexpr std::string_view kTypeKey = "@type";

/// An object or array that is open at the cursor.
struct Frame {
    bool object = false;
    bool atValue = false; ///< Object: behind the colon.
    std::size_t index = 0; ///< Array: the element that comes.
    std::string key; ///< Object: the one whose value comes.
    std::string type; ///< Object: what its "@type" says.
    std::set<std::string, std::less<>> keys; ///< Object: those it has.
};

/// The text before the cursor, as far as it tells where the cursor is.
struct Cursor {
    std::vector<Frame> frames;
    TextRange word; ///< What is being typed; empty at the cursor when nothing is.
    bool quoted = false; ///< The word begins with a quotation mark.
};

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isPunctuation(char c)
{
    return std::string_view("{}[]:,").find(c) != std::string_view::npos;
}

/// End of the string that begins at `at`, its closing mark included; a line end closes one that was left open.
std::size_t stringEnd(std::string_view text, std::size_t at)
{
    for (std::size_t i = at + 1; i < text.size(); ++i) {
        if (text[i] == '\\')
            ++i;
        else if (text[i] == '"')
            return i + 1;
        else if (text[i] == '\n')
            return i;
    }
    return text.size();
}

std::size_t wordEnd(std::string_view text, std::size_t at)
{
    if (text[at] == '"')
        return stringEnd(text, at);
    while (at < text.size() && !isBlank(text[at]) && !isPunctuation(text[at]) && text[at] != '"')
        ++at;
    return at;
}

std::string unquoted(std::string_view word)
{
    const std::size_t end = word.size() > 1 && word.back() == '"' ? word.size() - 1 : word.size();
    return std::string(word.front() == '"' ? word.substr(1, end - 1) : word);
}

void nextItem(Frame& frame)
{
    ++frame.index;
    frame.atValue = false;
}

void takePunctuation(char c, std::vector<Frame>& frames)
{
    if (c == '{' || c == '[') {
        Frame frame;
        frame.object = c == '{';
        frames.push_back(std::move(frame));
        return;
    }
    if (frames.empty())
        return;
    if (c == '}' || c == ']')
        frames.pop_back();
    else if (c == ':')
        frames.back().atValue = true;
    else
        nextItem(frames.back());
}

void takeWord(std::string_view word, std::vector<Frame>& frames)
{
    if (frames.empty() || !frames.back().object)
        return;
    Frame& frame = frames.back();
    if (frame.atValue) {
        if (frame.key == kTypeKey)
            frame.type = unquoted(word);
        return;
    }
    frame.key = unquoted(word);
    frame.keys.insert(frame.key);
}

/// Adds the keys that stand behind the cursor in the same object.
void addLaterKeys(std::string_view text, std::size_t at, Frame& frame)
{
    std::size_t depth = 0;
    bool value = frame.atValue;
    std::string key = frame.key;
    while (at < text.size()) {
        const char c = text[at];
        if (isPunctuation(c)) {
            if ((c == '}' || c == ']') && depth-- == 0)
                return;
            depth += c == '{' || c == '[' ? 1 : 0;
            if (depth == 0 && (c == ',' || c == ':'))
                value = c == ':';
            ++at;
        } else if (isBlank(c)) {
            ++at;
        } else {
            const std::size_t end = wordEnd(text, at);
            const std::string word = depth == 0 ? unquoted(text.substr(at, end - at)) : std::string();
            if (depth == 0 && !value) {
                frame.keys.insert(word);
                key = word;
            } else if (depth == 0 && key == kTypeKey) {
                frame.type = word;
            }
            at = end;
        }
    }
}

Cursor cursorAt(std::string_view text, std::uint32_t offset)
{
    Cursor cursor;
    cursor.word = {offset, offset};
    for (std::size_t at = 0; at < offset;) {
        if (isBlank(text[at])) {
            ++at;
        } else if (isPunctuation(text[at])) {
            takePunctuation(text[at++], cursor.frames);
        } else {
            const std::size_t end = wordEnd(text, at);
            const bool closed = text[at] == '"' && end == offset && end > at + 1 && text[end - 1] == '"';
            if (end >= offset && !closed) {
                cursor.quoted = text[at] == '"';
                // A string goes to its end where that is near; an open one ends at the cursor.
                const bool whole = cursor.quoted && text[end - 1] == '"' && end > offset;
                cursor.word = {std::uint32_t(at), whole ? std::uint32_t(end) : offset};
                break;
            }
            takeWord(text.substr(at, end - at), cursor.frames);
            at = end;
        }
    }
    if (!cursor.frames.empty() && cursor.frames.back().object)
        addLaterKeys(text, cursor.word.end, cursor.frames.back());
    return cursor;
}

/// What an open object or array is: the value of a slot, or a pair of key and value of a map in that slot.
struct Spot {
    SlotIndex slot = kNoIndex;
    bool pair = false;
};

/// Walks from the shape's root to the value or object the cursor is in.
class ShapeWalk {
public:
    explicit ShapeWalk(const Plan& plan) : m_plan(plan) { }

    /// The node that a value in `slot` has once optional wrappers are gone.
    const Node* valueNode(SlotIndex slot) const
    {
        const Node* node = &m_plan.nodeOf(slot);
        while (node->op == Op::Optional && node->slotCount == 1)
            node = &m_plan.nodeOf(node->firstSlot);
        return node;
    }
    bool nullable(SlotIndex slot) const
    {
        return m_plan.nodeOf(slot).op == Op::Optional || m_plan.slots[slot].presenceBit
            || m_plan.slots[slot].missing == Missing::Null
            || (m_plan.slots[slot].number != 0 && m_plan.slots[slot].occurs == Occurs::Optional);
    }
    std::optional<SlotIndex> member(const Node& node, std::string_view name) const
    {
        for (SlotIndex slot = node.firstSlot; node.slotCount > 0 && slot < node.firstSlot + node.slotCount; ++slot) {
            if (!name.empty() && m_plan.text(m_plan.slots[slot].name) == name)
                return slot;
        }
        return std::nullopt;
    }
    /// Slot of the elements of a list.
    static std::optional<SlotIndex> element(const Node& node)
    {
        const bool list = node.op == Op::List || node.op == Op::Slots || node.op == Op::Series;
        return list && node.slotCount == 1 ? std::optional(node.firstSlot) : std::nullopt;
    }
    /// The slot of the content of a reference whose object is `frame`; nothing while its type is not known.
    std::optional<SlotIndex> content(const Node& reference, const Frame& frame) const
    {
        const std::uint32_t type = referenceTypeNamed(m_plan, m_plan.references[reference.detail], frame.type);
        return type == kNoIndex ? std::nullopt : std::optional(m_plan.referenceTypes[type].slot);
    }

    /// What the innermost frame is; nothing where the text leaves the shape.
    std::optional<Spot> spotOf(SlotIndex root, const std::vector<Frame>& frames) const
    {
        std::optional<Spot> spot = Spot{root, false};
        for (std::size_t i = 0; i + 1 < frames.size() && spot; ++i)
            spot = childOf(*spot, frames[i]);
        return spot;
    }
    /// The value that comes next in a frame.
    std::optional<Spot> childOf(Spot spot, const Frame& frame) const
    {
        const Node& node = *valueNode(spot.slot);
        if (node.op == Op::Map)
            return entryOf(spot, node, frame);
        const std::optional<SlotIndex> child = !frame.object ? element(node)
            : node.op == Op::Reference                       ? memberOfContent(node, frame)
                                                             : member(node, frame.key);
        return child ? std::optional(Spot{*child, false}) : std::nullopt;
    }

private:
    static std::optional<Spot> entryOf(Spot spot, const Node& map, const Frame& frame)
    {
        if (spot.pair)
            return frame.index < 2 ? std::optional(Spot{map.firstSlot + SlotIndex(frame.index), false}) : std::nullopt;
        return frame.object ? Spot{map.firstSlot + 1, false} : Spot{spot.slot, true};
    }
    std::optional<SlotIndex> memberOfContent(const Node& reference, const Frame& frame) const
    {
        const std::optional<SlotIndex> slot = content(reference, frame);
        if (slot && m_plan.text(m_plan.slots[*slot].name) == frame.key)
            return slot;
        return slot ? member(m_plan.nodeOf(*slot), frame.key) : std::nullopt;
    }

    const Plan& m_plan;
};

std::string quotedText(std::string_view text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += c;
    }
    return out + "\"";
}

class Candidates {
public:
    Candidates(const Plan& plan, TextRange word, bool colonFollows) : m_plan(plan), m_word(word), m_colon(colonFollows)
    {
    }

    void addKey(std::string_view name, std::string_view type)
    {
        add(std::string(name), quotedText(name) + (m_colon ? "" : ": "), std::string(type), TokenKind::FieldName);
    }
    void addLabel(std::string_view label, std::string_view type)
    {
        add(std::string(label), quotedText(label), std::string(type), TokenKind::String);
    }
    void addWord(std::string_view word, std::string_view type)
    {
        add(std::string(word), std::string(word), std::string(type), TokenKind::Keyword);
    }
    void addKeysOf(const Node& node, const Frame& frame)
    {
        if (node.meaning == Meaning::Flags) {
            for (const FlagTable::Flag& flag : m_plan.flags[node.detail].flags) {
                if (!frame.keys.contains(m_plan.text(flag.name)))
                    addKey(m_plan.text(flag.name), "flag");
            }
            return;
        }
        for (SlotIndex slot = node.firstSlot; node.slotCount > 0 && slot < node.firstSlot + node.slotCount; ++slot) {
            const std::string_view name = m_plan.text(m_plan.slots[slot].name);
            const Node& child = m_plan.nodeOf(slot);
            if (!name.empty() && child.meaning != Meaning::Padding && !frame.keys.contains(name))
                addKey(name, m_plan.text(child.name));
        }
    }
    /// Keys of a reference's object: those of its content once its type is known.
    void addKeysOfReference(std::optional<SlotIndex> content, const Frame& frame)
    {
        if (!frame.keys.contains(kTypeKey))
            addKey(kTypeKey, "concrete type");
        if (!content)
            return;
        const std::string_view name = m_plan.text(m_plan.slots[*content].name);
        if (name.empty())
            addKeysOf(m_plan.nodeOf(*content), frame);
        else if (!frame.keys.contains(name))
            addKey(name, m_plan.text(m_plan.nodeOf(*content).name));
    }
    void addTypesOf(const Node& reference)
    {
        const ReferenceInfo& info = m_plan.references[reference.detail];
        for (std::uint32_t i = info.firstType; i < info.firstType + info.typeCount; ++i)
            addLabel(m_plan.text(m_plan.referenceTypes[i].shortName), m_plan.text(reference.name));
    }
    /// Types that the messages of a buffer may have.
    void addMessageTypes()
    {
        for (const PlanType& type : m_plan.types) {
            if (m_plan.framing != Framing::SelfDescribing || m_plan.nodes[type.node].op == Op::Message)
                addLabel(type.name, "message");
        }
    }
    void addValuesOf(const Node& node, bool nullable)
    {
        const std::string_view type = m_plan.text(node.name);
        if (node.meaning == Meaning::Bool) {
            addWord("true", type);
            addWord("false", type);
        } else if (node.meaning == Meaning::Enum) {
            for (const std::uint32_t label : m_plan.enums[node.detail].labels)
                addLabel(m_plan.text(label), type);
        }
        if (nullable)
            addWord("null", "no value");
    }
    std::vector<Completion> take() { return std::move(m_found); }

private:
    void add(std::string label, std::string insert, std::string detail, TokenKind kind)
    {
        Completion completion;
        completion.label = std::move(label);
        completion.insert = std::move(insert);
        completion.detail = std::move(detail);
        completion.kind = kind;
        completion.replace = m_word;
        m_found.push_back(std::move(completion));
    }

    const Plan& m_plan;
    TextRange m_word;
    bool m_colon;
    std::vector<Completion> m_found;
};

bool colonFollows(std::string_view text, std::size_t at)
{
    while (at < text.size() && isBlank(text[at]))
        ++at;
    return at < text.size() && text[at] == ':';
}

} // namespace

std::vector<Completion> completeValue(const ValueShape& shape, std::string_view text, std::uint32_t offset)
{
    offset = std::min(offset, std::uint32_t(text.size()));
    Cursor cursor = cursorAt(text, offset);
    if (!shape.plan || cursor.frames.empty())
        return {};
    const Plan& plan = *shape.plan;
    Candidates candidates(plan, cursor.word, colonFollows(text, cursor.word.end));
    SlotIndex root = shape.root;
    if (root == kNoIndex && cursor.frames.size() > 1) {
        cursor.frames.erase(cursor.frames.begin()); // the array of messages
        const Frame& message = cursor.frames.front();
        SlotIndex element = shape.element;
        if (element == kNoIndex && plan.framing == Framing::Frames)
            element = plan.frame;
        const bool alike = element != kNoIndex;
        if (!alike && cursor.frames.size() == 1 && message.atValue && message.key == kTypeKey) {
            candidates.addMessageTypes();
            return candidates.take();
        }
        if (!alike && cursor.frames.size() == 1 && !message.atValue && !message.keys.contains(kTypeKey))
            candidates.addKey(kTypeKey, "message");
        const PlanType* type = message.type.empty() ? nullptr : plan.findType(message.type);
        root = alike ? element : type ? type->root : kNoIndex;
    }
    const ShapeWalk walk(plan);
    const std::optional<Spot> spot = root == kNoIndex ? std::nullopt : walk.spotOf(root, cursor.frames);
    if (!spot)
        return candidates.take();
    const Frame& frame = cursor.frames.back();
    const Node& node = *walk.valueNode(spot->slot);
    if (frame.object && node.op == Op::Reference && !frame.atValue) {
        candidates.addKeysOfReference(walk.content(node, frame), frame);
    } else if (frame.object && node.op == Op::Reference && frame.key == kTypeKey) {
        candidates.addTypesOf(node);
    } else if (frame.object && !frame.atValue) {
        candidates.addKeysOf(node, frame);
    } else if (frame.object && node.meaning == Meaning::Flags) {
        candidates.addWord("true", "flag");
        candidates.addWord("false", "flag");
    } else if (const std::optional<Spot> child = walk.childOf(*spot, frame); child && !child->pair) {
        candidates.addValuesOf(*walk.valueNode(child->slot), walk.nullable(child->slot));
    }
    return candidates.take();
}

} // namespace wirebench

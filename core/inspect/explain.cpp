// SPDX-License-Identifier: MIT
#include "core/inspect/explain.h"

#include "core/inspect/explain_numbers.h"
#include "core/inspect/source_excerpt.h"
#include "core/wire/bits.h"
#include "core/wire/field_path.h"
#include "core/wire/varint.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace wirebench {

namespace {

/// Explains one leaf: its chain of items, outermost first.
class LeafExplainer {
public:
    LeafExplainer(const AnnotationTree& tree, const std::vector<Item>& chain, const RuleTexts& rules)
        : m_tree(tree)
        , m_plan(tree.plan())
        , m_space(*tree.decoded().space)
        , m_chain(chain)
        , m_item(chain.back())
        , m_rules(rules)
    {
    }

    Explanation run()
    {
        const std::string path = m_tree.path(m_chain);
        const std::string type = m_tree.typeName(m_item);
        m_out.bits = m_item.bits;
        m_out.title = path.empty() ? type : type.empty() ? path : path + ": " + type;
        if (m_item.bits.end() > m_space.size() * 8 || m_item.bits.count == 0)
            return m_out;
        where();
        role();
        if (m_item.slot != kNoIndex && (m_item.role == Role::Value || m_item.role == Role::Tag))
            fieldRule();
        absences();
        summarise();
        return std::move(m_out);
    }

private:
    bool wholeBytes() const { return m_item.bits.first % 8 == 0 && m_item.bits.count % 8 == 0; }
    std::string byteCount() const
    {
        return m_item.bits.count == 8 ? "1 byte" : fmt::format("{} bytes", m_item.bits.count / 8);
    }
    ByteView bytes() const { return m_space.subspan(m_item.bits.first / 8, m_item.bits.count / 8); }

    void step(std::string title, std::string text, std::string rule = {})
    {
        if (!text.empty())
            m_out.steps.push_back({std::move(title), std::move(text), std::move(rule)});
    }

    /// Where the bits lie, and in what.
    void where()
    {
        const auto [first, count] = m_tree.decoded().reversal.fileBytes(m_item.bits);
        std::string text = wholeBytes()
            ? fmt::format("byte{} {} of the buffer: {}", count == 1 ? "" : "s",
                          count == 1 ? std::to_string(first) : fmt::format("{}..{}", first, first + count - 1),
                          hexBytes(fileBytes(first, count)))
            : packedBits(m_item.bits.first, shownBits(), readBits(m_space, m_item.bits.first, shownBits()));
        for (std::size_t i = m_chain.size() - 1; i-- > 0;) {
            const std::vector<Item> outer(m_chain.begin(), m_chain.begin() + static_cast<std::ptrdiff_t>(i) + 1);
            const std::string path = m_tree.path(outer);
            if (path == m_tree.path(m_chain))
                continue;
            text += fmt::format("\nin {}", path.empty() ? m_tree.typeName(outer.back()) : path);
            break;
        }
        step("Where it lies", std::move(text),
             m_tree.decoded().reversal.within(m_item.bits) && m_plan.nodeOf(rootSlot()).op == Op::Record
                 ? "The record is written most significant byte first: its bytes are turned round before bits are "
                   "counted."
                 : "");
    }

    SlotIndex rootSlot() const { return m_chain.front().slot != kNoIndex ? m_chain.front().slot : m_item.slot; }
    unsigned shownBits() const { return static_cast<unsigned>(std::min<std::uint64_t>(64, m_item.bits.count)); }

    ByteView fileBytes(std::uint64_t first, std::uint64_t count) const
    {
        const Bytes& file = *m_tree.decoded().bytes;
        first = std::min<std::uint64_t>(first, file.size());
        return ByteView(file).subspan(first, std::min<std::uint64_t>(count, file.size() - first));
    }

    void role()
    {
        switch (m_item.role) {
        case Role::Tag:
            tag();
            break;
        case Role::Length:
            number("The length",
                   "It says how many bytes belong to what follows, so that a reader who does not know the "
                   "field can pass over it.");
            break;
        case Role::Count:
            number("The count", "It says how many elements or entries follow.");
            break;
        case Role::TypeId:
            number("The type id", "It names the type of what follows: which fields there are, and how they are read.");
            break;
        case Role::Presence:
            presence();
            break;
        case Role::Header:
            step("The header", fmt::format("{} = {}", byteBits(bytes()[0]), m_tree.meaningText(m_item)),
                 "Bits 0 to 3 are the frame's type, bit 4 ends a message, bit 5 says that the payload is compressed, "
                 "bits 6 and 7 are zero.");
            break;
        case Role::Padding:
            step("Padding", "No field lies here.", "Bits between and behind the fields are zero.");
            break;
        case Role::Unknown:
            unknown();
            break;
        case Role::Trailing:
            step("Left over", "The value ends before these bytes.",
                 "A value knows where it ends; what follows is no part of it.");
            break;
        case Role::Error:
            step("Unreadable", "Nothing could be made of these bits; the problems list says why.");
            break;
        case Role::StringTable:
            step("A text of the string table", m_tree.valueText(m_item),
                 "Texts that occur in several places are written once, in a table before the first field; fields hold "
                 "their index.");
            break;
        case Role::Value:
            value();
            break;
        default:
            break;
        }
    }

    void tag()
    {
        const ReadVarint read = readVarint(m_space, m_item.bits.first / 8, m_item.bits.end() / 8);
        if (!read.readable())
            return;
        step("The varint", varintSteps(bytes(), read.value), varintRule());
        const std::uint64_t number = read.value >> 3;
        const std::uint64_t wireType = read.value & 7u;
        step("Number and wire type",
             fmt::format("{0} = {1} × 8 + {2}\nfield number {1}, wire type {2} ({3})", read.value, number, wireType,
                         m_plan.text(m_plan.dialect.wireTypeName[wireType])),
             "A tag is the field number times eight plus the wire type; the wire type says how the bytes behind it are "
             "read.");
        if (m_item.slot != kNoIndex && !m_plan.text(m_plan.slots[m_item.slot].name).empty())
            step("The field", fmt::format("number {} is `{}`", number, m_plan.text(m_plan.slots[m_item.slot].name)));
    }

    static std::string varintRule()
    {
        return "A varint holds seven bits a byte, the least significant ones first; the highest bit of a byte says "
               "whether another byte follows.";
    }

    /// A structural number: a varint in the tagged family, else a fixed width.
    void number(std::string title, std::string rule)
    {
        if (!wholeBytes()) {
            step(std::move(title), std::to_string(readBits(m_space, m_item.bits.first, shownBits())), std::move(rule));
            return;
        }
        const bool tagged = m_plan.dialect.skip[0] != Skip::None;
        const ReadVarint read = readVarint(m_space, m_item.bits.first / 8, m_item.bits.end() / 8);
        if (tagged && read.readable() && read.bytes == m_item.bits.count / 8)
            step(std::move(title), varintSteps(bytes(), read.value), std::move(rule) + ' ' + varintRule());
        else if (m_item.bits.count <= 64)
            step(std::move(title), littleEndianSteps(bytes(), readLittle(bytes().data(), shownBits() / 8)),
                 std::move(rule) + " It has a fixed width, least significant byte first.");
    }

    void presence()
    {
        if (m_item.bits.count < 8) {
            const bool set = readBits(m_space, m_item.bits.first, 1) != 0;
            step("The presence bit", set ? "1: the field has a value" : "0: the field is absent, and its bits are zero",
                 "A field that may be absent has one bit in front of its value that says whether it is there.");
            return;
        }
        if (m_plan.dialect.skip[0] == Skip::None) {
            step("The presence byte", bytes()[0] == 0 ? "0: nothing follows" : "1: the value follows",
                 "An optional value is one byte, 0 or 1, and behind a 1 the value.");
            return;
        }
        const Item& owner = m_chain[m_chain.size() > 1 ? m_chain.size() - 2 : 0];
        const NodeIndex node = structNode(owner);
        std::string text;
        for (std::uint32_t i = 0; node != kNoIndex && i < m_plan.nodes[node].slotCount && i < m_item.bits.count; ++i) {
            const NumberedSlot& field = m_plan.numbers[m_plan.nodes[node].firstNumber + i];
            const bool set = readBits(m_space, m_item.bits.first + i, 1) != 0;
            text += fmt::format("{}bit {} is {}: `{}` is {}", i == 0 ? "" : "\n", i, set ? 1 : 0,
                                m_plan.text(m_plan.slots[field.slot].name), set ? "there" : "absent");
        }
        step("The presence bits", std::move(text),
             "One bit a field in ascending field number, least significant bit first; only fields whose bit is 1 "
             "follow.");
    }

    NodeIndex structNode(const Item& item) const
    {
        const SlotIndex slot = valueSlot(m_plan, {item.slot, item.element});
        return slot == kNoIndex || m_plan.nodeOf(slot).op != Op::PresenceMap ? kNoIndex : m_plan.slots[slot].node;
    }

    void unknown()
    {
        const ReadVarint tag = readVarint(m_space, m_item.bits.first / 8, m_item.bits.end() / 8);
        if (m_plan.dialect.skip[0] != Skip::None && tag.readable() && tag.value >> 3 != 0)
            step("An unknown field",
                 fmt::format("field number {}, wire type {} ({})", tag.value >> 3, tag.value & 7u,
                             m_plan.text(m_plan.dialect.wireTypeName[tag.value & 7u])),
                 "A field whose number the type does not have is passed over by its wire type and kept as it is.");
        else
            step("Not looked into", "The schema does not say what these bytes are; they are kept as they are.");
    }

    void value()
    {
        if (m_item.slot == kNoIndex)
            return;
        const Node& node = m_plan.nodeOf(valueSlot(m_plan, {m_item.slot, m_item.element}));
        if (m_item.null) {
            step("Absent", "The presence bit in front of it is 0.");
        } else if (node.op == Op::Varint && wholeBytes()) {
            varintValue(node);
        } else if (node.op == Op::Bits) {
            bitsValue(node);
        } else if (node.op == Op::Content || node.op == Op::Text) {
            contentValue(node);
        } else if (wholeBytes() && m_item.bits.count <= 64) {
            fixedValue(node);
        } else if (m_item.bits.count <= 64) {
            step("The bits",
                 packedBits(m_item.bits.first, shownBits(), readBits(m_space, m_item.bits.first, shownBits())));
        }
        const std::string meaning = m_tree.meaningText(m_item);
        const std::string text = m_tree.valueText(m_item);
        if (!text.empty())
            step("What it means", meaning.empty() ? text : fmt::format("{} ({})", text, meaning));
    }

    void varintValue(const Node& node)
    {
        const ReadVarint read = readVarint(m_space, m_item.bits.first / 8, m_item.bits.end() / 8);
        if (!read.readable())
            return;
        step("The varint", varintSteps(bytes(), read.value), varintRule());
        const std::uint64_t number = node.coding == VarintCoding::ZigZag ? unZigZag(read.value) : read.value;
        step(node.coding == VarintCoding::ZigZag ? "ZigZag" : "The sign", codingSteps(node.coding, read.value, number),
             node.coding == VarintCoding::ZigZag
                 ? "ZigZag counts 0, −1, 1, −2, 2 …, so that small negative numbers take few bytes too."
                 : "Signed numbers are extended to 64 bits, so a negative one always takes ten bytes.");
    }

    void fixedValue(const Node& node)
    {
        const std::uint64_t stored = readLittle(bytes().data(), shownBits() / 8);
        step("The bytes", littleEndianSteps(bytes(), stored), "Fixed widths lie least significant byte first.");
        if (node.meaning == Meaning::Float)
            step("Sign, exponent, mantissa", floatSteps(stored, shownBits()),
                 "IEEE 754: one sign bit, a biased exponent, and a mantissa with an implied leading 1.");
        else if (node.meaning == Meaning::Int && (stored >> (shownBits() - 1)) != 0)
            step("Two's complement",
                 fmt::format("The highest bit is set, so this is {} − 2^{} = {}", stored, shownBits(),
                             m_tree.valueText(m_item)),
                 "Negative numbers are stored as their distance below the next power of two.");
    }

    void bitsValue(const Node& node)
    {
        const std::uint64_t stored = readBits(m_space, m_item.bits.first, shownBits());
        step("The bits", packedBits(m_item.bits.first, shownBits(), stored),
             "Fields take just the bits they need; bit 0 is the least significant of the packed integer.");
        const auto lowest = static_cast<std::int64_t>(node.lowest);
        if ((node.meaning == Meaning::Int || node.meaning == Meaning::UInt) && node.lowest != 0)
            step(
                "The smallest value",
                fmt::format("{} + {} = {}", stored,
                            node.isSigned ? std::to_string(lowest) : std::to_string(node.lowest),
                            m_tree.valueText(m_item)),
                "The stored number counts from the field's smallest value, so that no bit is spent on values it cannot "
                "have.");
    }

    void contentValue(const Node& node)
    {
        if (node.meaning == Meaning::Text || node.op == Op::Text)
            step("The text", fmt::format("{} of UTF-8: {}", byteCount(), hexBytes(bytes())),
                 "Text is UTF-8; its length counts bytes, not characters.");
        else
            step("The content", fmt::format("{}: {}", byteCount(), hexBytes(bytes())));
    }

    /// What the format's own rule for this kind of field is.
    void fieldRule()
    {
        const std::string_view id = m_plan.text(m_plan.slots[m_item.slot].rule);
        const std::string_view text = id.empty() || !m_rules ? std::string_view() : m_rules(id);
        step("The format's rule", std::string(text));
    }

    /// Why fields of the struct around are not on the wire.
    void absences()
    {
        if (m_plan.dialect.skip[0] == Skip::None)
            return;
        for (std::size_t i = m_chain.size(); i-- > 0;) {
            const Item& item = m_chain[i];
            const SlotIndex slot = item.slot == kNoIndex ? kNoIndex : valueSlot(m_plan, {item.slot, item.element});
            if (slot == kNoIndex || item.role != Role::Struct || m_plan.nodeOf(slot).op != Op::Tagged)
                continue;
            absencesIn(item, m_plan.nodeOf(slot));
            return;
        }
    }

    void absencesIn(const Item& item, const Node& node)
    {
        constexpr std::uint32_t mostFields = 64;
        if (node.slotCount > mostFields)
            return;
        std::vector<bool> seen(node.slotCount);
        constexpr std::uint64_t mostChildren = 1000;
        for (const Item& child : m_tree.children(item, 0, mostChildren)) {
            if (child.slot != kNoIndex && child.slot >= node.firstSlot && child.slot < node.firstSlot + node.slotCount)
                seen[child.slot - node.firstSlot] = true;
        }
        std::string text;
        for (std::uint32_t i = 0; i < node.slotCount; ++i) {
            if (!seen[i])
                text += (text.empty() ? "" : "\n") + absence(m_plan.slots[node.firstSlot + i]);
        }
        step(fmt::format("Not on the wire in {}", m_plan.text(node.name)), std::move(text),
             "A field that is not written has the value that its absence stands for.");
    }

    std::string absence(const Slot& slot) const
    {
        const std::string_view name = m_plan.text(slot.name);
        switch (slot.occurs) {
        case Occurs::Always:
            return fmt::format("`{}` should be here; missing, it is read as zero", name);
        case Occurs::Required:
            return fmt::format("`{}` is required and missing: an error", name);
        case Occurs::Optional:
            return slot.oneof != 0
                ? fmt::format("`{}`: at most one field of its group is set, and it is not this one", name)
                : fmt::format("`{}` is optional and not given", name);
        case Occurs::Repeated:
            return fmt::format("`{}` is repeated and has no elements", name);
        case Occurs::Default:
            return slot.defaultBytes != kNoIndex
                ? fmt::format("`{}` equals its declared default, which is not written", name)
                : fmt::format("`{}` is zero or empty, which is not written", name);
        }
        return {};
    }

    void summarise()
    {
        const std::string value = m_tree.valueText(m_item);
        const std::string meaning = m_tree.meaningText(m_item);
        m_out.summary = value.empty() ? meaning : meaning.empty() ? value : fmt::format("{} ({})", value, meaning);
    }

    const AnnotationTree& m_tree;
    const Plan& m_plan;
    const ByteView m_space;
    const std::vector<Item>& m_chain;
    const Item& m_item;
    const RuleTexts& m_rules;
    Explanation m_out;
};

std::string indented(const std::string& text)
{
    std::string out;
    std::size_t begin = 0;
    while (begin <= text.size()) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        out += (out.empty() ? "      " : "\n      ") + terminalText(std::string_view(text).substr(begin, end - begin));
        begin = end + 1;
    }
    return out;
}

std::string explanationText(const Explanation& explanation, bool coloured)
{
    std::string text = coloured ? "\x1b[1m" : "";
    text += terminalText(explanation.title) + (coloured ? "\x1b[0m" : "");
    if (!explanation.summary.empty())
        text += " = " + terminalText(explanation.summary);
    text += '\n';
    std::size_t index = 0;
    for (const ExplainStep& step : explanation.steps) {
        text += fmt::format("  {}. {}\n{}\n", ++index, step.title, indented(step.text));
        if (!step.rule.empty())
            text += (coloured ? "      \x1b[2m" : "      ") + std::string("Rule: ") + step.rule
                + (coloured ? "\x1b[0m\n" : "\n");
    }
    return text + '\n';
}

} // namespace

Explanation explain(const AnnotationTree& tree, std::uint64_t bit, const RuleTexts& rules)
{
    const std::vector<Item> chain = tree.chainAt(bit);
    return chain.empty() ? Explanation() : LeafExplainer(tree, chain, rules).run();
}

void writeExplanations(const AnnotationTree& tree, BitRange range, const RuleTexts& rules, TextColours colours,
                       const TextSink& sink)
{
    tree.walkRange(range, [&](const std::vector<Item>& chain) {
        if (chain.back().leaf && chain.back().bits.count > 0)
            sink(explanationText(LeafExplainer(tree, chain, rules).run(), colours != TextColours::None));
        return true;
    });
}

} // namespace wirebench

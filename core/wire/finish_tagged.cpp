// SPDX-License-Identifier: MIT
#include "core/wire/tagged_sizes.h"

#include "core/wire/varint.h"

#include <algorithm>
#include <map>

namespace wirebench {

namespace {

constexpr SizeRange nothing{};
constexpr SizeRange unbounded{0, kUnbounded};
constexpr std::uint64_t widestIndex = 0xFFFFFFFFu; // of a string table, a dictionary, a count of elements

std::uint64_t addSizes(std::uint64_t a, std::uint64_t b)
{
    return a > kUnbounded - b ? kUnbounded : a + b;
}

std::uint64_t multiplySizes(std::uint64_t size, std::uint64_t times)
{
    return size != 0 && times > kUnbounded / size ? kUnbounded : size * times;
}

SizeRange varintSize(std::uint64_t least, std::uint64_t most)
{
    return {varintBytes(least) * 8u, varintBytes(most) * 8u};
}

SizeRange varintSize(std::uint64_t value)
{
    return varintSize(value, value);
}

SizeRange exactly(std::uint64_t bits)
{
    return {bits, bits};
}

/// The varint of a number between `lowest` and `highest`.
SizeRange numberSize(const Node& node)
{
    constexpr std::uint64_t largestEnum = 0x7FFFFFFFu;
    switch (node.meaning) {
    case Meaning::Bool:
        return exactly(8);
    case Meaning::Enum:
        return varintSize(0, largestEnum);
    case Meaning::Int:
        if (node.coding == VarintCoding::ZigZag)
            return varintSize(0, std::max(zigZag(node.lowest), zigZag(node.highest)));
        // Every negative number is extended to 64 bits, and so the longest.
        return varintSize(0, static_cast<std::int64_t>(node.lowest) < 0 ? node.lowest : node.highest);
    default:
        return varintSize(node.lowest, node.highest);
    }
}

/// A difference between two values of a type, or its first value, as a zigzag varint.
SizeRange differenceSize(const Node& element)
{
    std::uint64_t span = ~std::uint64_t{0};
    if (element.op == Op::Varint)
        span = element.highest - element.lowest;
    else if (element.op == Op::Fixed && element.minBits < 64)
        span = (std::uint64_t{1} << element.minBits) - 1;
    return varintSize(0, span >> 63 != 0 ? ~std::uint64_t{0} : span << 1);
}

SizeRange contentSize(const Node& node)
{
    if (node.capacity != 0)
        return exactly(node.capacity * 8);
    return node.meaning == Meaning::BigInt ? SizeRange{16, kUnbounded} : unbounded;
}

/// Sizes of contents, bottom up. Types may be recursive through fields that may be missing, series, maps and
/// references, and chains of them may be as long as a schema file allows: the walk keeps its own stack.
class TaggedSizePass {
public:
    explicit TaggedSizePass(Plan& plan) : m_plan(plan), m_state(plan.nodes.size(), State::New) { }

    void run()
    {
        for (NodeIndex node = 0; node < m_plan.nodes.size(); ++node)
            visit(node);
    }

private:
    enum class State : std::uint8_t { New, Open, Done };
    struct Frame {
        NodeIndex node;
        std::uint32_t child;
    };

    static bool isTagged(Op op) { return op >= Op::Varint; }

    NodeIndex childOf(const Node& node, std::uint32_t child) const
    {
        if (node.op != Op::Reference)
            return child < node.slotCount ? m_plan.slots[node.firstSlot + child].node : kNoIndex;
        const ReferenceInfo& info = m_plan.references[node.detail];
        return child < info.typeCount ? m_plan.slots[m_plan.referenceTypes[info.firstType + child].slot].node
                                      : kNoIndex;
    }

    void open(NodeIndex node)
    {
        if (m_state[node] != State::New || !isTagged(m_plan.nodes[node].op))
            return;
        m_state[node] = State::Open;
        // Whoever meets an open node is on a cycle with it.
        m_plan.nodes[node].minBits = 0;
        m_plan.nodes[node].maxBits = kUnbounded;
        m_stack.push_back({node, 0});
    }

    void visit(NodeIndex root)
    {
        open(root);
        while (!m_stack.empty()) {
            Frame& frame = m_stack.back();
            const NodeIndex child = childOf(m_plan.nodes[frame.node], frame.child);
            if (child != kNoIndex) {
                ++frame.child;
                open(child);
                continue;
            }
            Node& node = m_plan.nodes[frame.node];
            const SizeRange size = measure(node);
            node.minBits = size.least;
            node.maxBits = size.most;
            m_state[frame.node] = State::Done;
            m_stack.pop_back();
        }
    }

    SizeRange measure(const Node& node) const
    {
        switch (node.op) {
        case Op::Varint:
            return numberSize(node);
        case Op::Content:
            return contentSize(node);
        case Op::Tagged:
            return slotsSize(node);
        case Op::PresenceMap:
            return varintSize((node.slotCount + 7) / 8) + exactly((node.slotCount + 7) / 8 * 8) + slotsSize(node);
        case Op::Series:
            return m_plan.series[node.detail].fixedCount ? fixedSeriesSize(node) : seriesSize(node);
        case Op::Map:
            return {8, kUnbounded};
        default:
            return referenceSize(node);
        }
    }

    /// All fields; of those that exclude one another only the largest.
    SizeRange slotsSize(const Node& node) const
    {
        SizeRange size;
        std::map<std::uint16_t, std::uint64_t> groups;
        for (SlotIndex slot = node.firstSlot; slot < node.firstSlot + node.slotCount; ++slot) {
            const SizeRange own = slotSize(m_plan, slot);
            const std::uint16_t group = m_plan.slots[slot].oneof;
            if (group == 0)
                size = size + own;
            else
                groups[group] = std::max(groups[group], own.most);
        }
        for (const auto& [group, most] : groups)
            size = size + SizeRange{0, most};
        return size;
    }

    SizeRange seriesSize(const Node& node) const
    {
        switch (m_plan.series[node.detail].coding) {
        case SeriesCoding::Counted:
        case SeriesCoding::Prefix:
        case SeriesCoding::BitPacked:
            return {8, kUnbounded};
        case SeriesCoding::Dictionary:
        case SeriesCoding::Sparse:
            return {16, kUnbounded};
        default:
            return unbounded;
        }
    }

    SizeRange fixedSeriesSize(const Node& node) const
    {
        const SeriesInfo& info = m_plan.series[node.detail];
        const Node& element = m_plan.nodeOf(node.firstSlot);
        const std::uint64_t count = node.capacity;
        const SizeRange bare = bareSize(element);
        switch (info.coding) {
        case SeriesCoding::Packed:
            return bare * count;
        case SeriesCoding::Bits:
            return exactly((count + 7) / 8 * 8);
        case SeriesCoding::Counted: {
            const SizeRange content{element.minBits, element.maxBits};
            return varintSize(count) + (lengthSize(content) + content) * count;
        }
        case SeriesCoding::Delta:
            return differenceSize(element) * count;
        case SeriesCoding::RunLength: {
            const SizeRange one = varintSize(count) + bare;
            return {one.least, std::max(one.most, multiplySizes(addSizes(8, bare.most), count))};
        }
        case SeriesCoding::Sparse:
            return varintSize(count) + varintSize(0, count)
                + SizeRange{0, ((varintSize(0, count) + bare) * count).most};
        case SeriesCoding::Dictionary:
            return varintSize(1, count) + SizeRange{bare.least, (bare * count).most} + varintSize(count)
                + varintSize(0, count) * count;
        case SeriesCoding::Prefix:
            return varintSize(count) + SizeRange{16, kUnbounded} * count;
        case SeriesCoding::BitPacked:
            return varintSize(count) + exactly(addSizes(multiplySizes(count, info.bitWidth), 7) / 8 * 8);
        }
        return unbounded;
    }

    SizeRange referenceSize(const Node& node) const
    {
        const ReferenceInfo& info = m_plan.references[node.detail];
        SizeRange size = info.by == Discrimination::Id ? exactly(16)
            : info.by == Discrimination::Name          ? exactly(8)
                                                       : exactly(32);
        for (std::uint32_t i = info.firstType; i < info.firstType + info.typeCount; ++i) {
            const ReferenceType& type = m_plan.referenceTypes[i];
            const Node& target = m_plan.nodeOf(type.slot);
            const SizeRange content{target.minBits, target.maxBits};
            SizeRange name = exactly(32);
            if (info.by == Discrimination::Id) {
                name = varintSize(type.id) + lengthSize(content);
            } else if (info.by == Discrimination::Name) {
                const std::size_t bytes = m_plan.text(type.wireName).size();
                name = varintSize(bytes) + exactly(bytes * 8);
            }
            size.most = std::max(size.most, (name + content).most);
        }
        return size;
    }

    Plan& m_plan;
    std::vector<State> m_state;
    std::vector<Frame> m_stack;
};

/// The wire's tag of a field: its number and three bits of wire type.
SizeRange tagSize(const Slot& slot)
{
    return varintSize(std::uint64_t{slot.number} << 3);
}

bool delimitsItself(const Node& node)
{
    return node.selfDelimiting || node.op == Op::Fixed || node.op == Op::Varint;
}

bool mayBeMissing(const Plan& plan, const Slot& slot)
{
    if (plan.nodes[slot.owner].op == Op::PresenceMap)
        return slot.occurs != Occurs::Required;
    return slot.occurs != Occurs::Always && slot.occurs != Occurs::Required;
}

FieldForm writtenForm(const Plan& plan, const Slot& slot)
{
    return slot.formCount == 0 ? FieldForm::Value : plan.forms[slot.firstForm].form;
}

/// A run that is written has an element.
SizeRange runSize(const Plan& plan, const Node& series, FieldForm form)
{
    if (form == FieldForm::BitRun)
        return {8, kUnbounded};
    return {std::max<std::uint64_t>(8, bareSize(plan.nodeOf(series.firstSlot)).least), kUnbounded};
}

/// The parts of a value in its bare form.
void setBareParts(const Plan& plan, const Node& node, FieldSize& size)
{
    size.whole = bareSize(node);
    size.value = {node.minBits, node.maxBits};
    if (node.op == Op::Reference && plan.references[node.detail].by == Discrimination::Id) {
        const ReferenceInfo& info = plan.references[node.detail];
        size.typeId = exactly(8);
        size.value = nothing;
        for (std::uint32_t i = info.firstType; i < info.firstType + info.typeCount; ++i) {
            const ReferenceType& type = plan.referenceTypes[i];
            size.typeId.most = std::max(size.typeId.most, varintSize(type.id).most);
            size.value.most = std::max(size.value.most, plan.nodeOf(type.slot).maxBits);
        }
        size.length = lengthSize(size.value);
    } else if (!delimitsItself(node)) {
        size.length = lengthSize(size.value);
    }
}

/// True when a message of the type has a field that refers to the string table, itself or in what it holds; with
/// `always` only fields count that are never left out.
bool refersToTable(const Plan& plan, NodeIndex type, bool always)
{
    std::vector<bool> seen(plan.nodes.size());
    std::vector<NodeIndex> open{type};
    seen[type] = true;
    while (!open.empty()) {
        const Node& node = plan.nodes[open.back()];
        open.pop_back();
        if (node.op < Op::Varint || node.op == Op::Reference)
            continue;
        for (SlotIndex slot = node.firstSlot; slot < node.firstSlot + node.slotCount; ++slot) {
            const Slot& field = plan.slots[slot];
            if (always && (node.op != Op::Tagged || mayBeMissing(plan, field)))
                continue;
            if (writtenForm(plan, field) == FieldForm::TableIndex)
                return true;
            if (!seen[field.node])
                open.push_back(field.node);
            seen[field.node] = true;
        }
    }
    return false;
}

} // namespace

SizeRange operator+(SizeRange a, SizeRange b)
{
    return {addSizes(a.least, b.least), addSizes(a.most, b.most)};
}

SizeRange operator*(SizeRange each, std::uint64_t times)
{
    return {multiplySizes(each.least, times), multiplySizes(each.most, times)};
}

SizeRange lengthSize(SizeRange content)
{
    return varintSize(content.least / 8, content.most == kUnbounded ? widestIndex : content.most / 8);
}

SizeRange bareSize(const Node& node)
{
    const SizeRange content{node.minBits, node.maxBits};
    return delimitsItself(node) ? content : lengthSize(content) + content;
}

FieldSize fieldSize(const Plan& plan, SlotIndex slot)
{
    const Slot& field = plan.slots[slot];
    const Node& node = plan.nodes[field.node];
    const FieldForm form = writtenForm(plan, field);
    FieldSize size;
    size.tag = plan.nodes[field.owner].op == Op::PresenceMap ? nothing : tagSize(field);
    switch (form) {
    case FieldForm::Value:
        setBareParts(plan, node, size);
        break;
    case FieldForm::Element:
        setBareParts(plan, plan.nodeOf(node.firstSlot), size);
        break;
    case FieldForm::Run:
    case FieldForm::BitRun:
        size.value = runSize(plan, node, form);
        size.length = lengthSize(size.value);
        size.whole = size.length + size.value;
        break;
    case FieldForm::TableIndex:
        size.value = size.whole = varintSize(0, widestIndex);
        break;
    }
    size.whole = size.tag + size.whole;
    return size;
}

SizeRange slotSize(const Plan& plan, SlotIndex slot)
{
    const Slot& field = plan.slots[slot];
    SizeRange size = fieldSize(plan, slot).whole;
    const bool several = field.occurs == Occurs::Repeated && plan.nodes[field.node].op == Op::Series;
    if (mayBeMissing(plan, field))
        size.least = 0;
    if (several)
        size.most = kUnbounded;
    return size;
}

FieldSize elementSize(const Plan& plan, const Node& series)
{
    const SeriesInfo& info = plan.series[series.detail];
    const Node& element = plan.nodeOf(series.firstSlot);
    const std::uint64_t most = info.fixedCount ? series.capacity : widestIndex;
    FieldSize size;
    const auto set = [&size](SizeRange length, SizeRange value) {
        size.length = length;
        size.value = value;
        size.whole = length + value;
    };
    switch (info.coding) {
    case SeriesCoding::Packed:
        setBareParts(plan, element, size);
        break;
    case SeriesCoding::Bits:
        set(nothing, exactly(1));
        break;
    case SeriesCoding::BitPacked:
        set(nothing, exactly(info.bitWidth));
        break;
    case SeriesCoding::Counted:
        set(lengthSize({element.minBits, element.maxBits}), {element.minBits, element.maxBits});
        break;
    case SeriesCoding::Delta:
        set(nothing, differenceSize(element));
        break;
    case SeriesCoding::RunLength:
    case SeriesCoding::Sparse:
        // Elements that a run or a gap stands for have no bits of their own.
        set(nothing, {0, (varintSize(0, most) + bareSize(element)).most});
        break;
    case SeriesCoding::Dictionary:
        set(nothing, varintSize(0, most));
        break;
    case SeriesCoding::Prefix:
        set({16, varintSize(widestIndex).most * 2}, unbounded);
        break;
    }
    return size;
}

std::optional<SizeRange> stringTableSize(const Plan& plan, NodeIndex type)
{
    constexpr SizeRange smallestTable{32, kUnbounded}; // tag, length, count and the length of one empty text
    if (plan.dialect.tableWireType == kNoWireType)
        return std::nullopt;
    const bool always = refersToTable(plan, type, true);
    if (!always && !refersToTable(plan, type, false))
        return std::nullopt;
    return always ? smallestTable : unbounded;
}

void colourElements(Plan& plan)
{
    const auto holdsElements
        = [&plan](NodeIndex node) { return plan.nodes[node].op == Op::Series || plan.nodes[node].op == Op::Map; };
    std::vector<bool> seen(plan.nodes.size());
    std::vector<NodeIndex> open;
    for (const Slot& field : plan.slots) {
        if (field.owner == kNoIndex || holdsElements(field.owner) || !holdsElements(field.node) || seen[field.node])
            continue;
        const std::uint16_t colour = field.colour;
        seen[field.node] = true;
        open.push_back(field.node);
        while (!open.empty()) {
            const Node& node = plan.nodes[open.back()];
            open.pop_back();
            for (SlotIndex slot = node.firstSlot; slot < node.firstSlot + node.slotCount; ++slot) {
                plan.slots[slot].colour = colour;
                const NodeIndex inner = plan.slots[slot].node;
                if (holdsElements(inner) && !seen[inner])
                    open.push_back(inner);
                seen[inner] = seen[inner] || holdsElements(inner);
            }
        }
    }
}

void finishTaggedSizes(Plan& plan)
{
    TaggedSizePass(plan).run();
}

} // namespace wirebench

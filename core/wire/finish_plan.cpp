// SPDX-License-Identifier: MIT
#include "core/wire/plan.h"

#include "core/wire/tagged_sizes.h"

#include <algorithm>

namespace wirebench {

namespace {

constexpr std::uint64_t messageHeaderBits = 96;
constexpr std::uint32_t longestRun = 0xFFFF; // Annotation::run has 16 bits

std::uint64_t addBits(std::uint64_t a, std::uint64_t b)
{
    return a == kUnbounded || b == kUnbounded || a > kUnbounded - b ? kUnbounded : a + b;
}

std::uint64_t multiplyBits(std::uint64_t count, std::uint64_t bits)
{
    return bits != 0 && count > kUnbounded / bits ? kUnbounded : count * bits;
}

bool isComposite(Op op)
{
    return op == Op::Sequence || op == Op::Message || op == Op::List || op == Op::Optional || op == Op::Record
        || op == Op::Slots;
}

/// Sizes of composites, bottom up. Types may be recursive through lists and optionals, and chains of them may be as
/// long as a schema file allows, so the walk keeps its own stack.
class SizePass {
public:
    explicit SizePass(Plan& plan) : m_plan(plan), m_state(plan.nodes.size(), State::New) { }

    void run()
    {
        // What these take at least does not depend on what they hold; a type that contains itself may ask for it while
        // they are still being measured.
        for (Node& node : m_plan.nodes) {
            if (node.op == Op::List)
                node.minBits = node.prefixBytes * 8u;
            else if (node.op == Op::Optional)
                node.minBits = 8;
        }
        for (NodeIndex node = 0; node < m_plan.nodes.size(); ++node)
            visit(node);
    }

private:
    enum class State : std::uint8_t { New, Open, Done };
    struct Frame {
        NodeIndex node;
        std::uint32_t child;
    };

    void visit(NodeIndex root)
    {
        if (m_state[root] != State::New)
            return;
        m_state[root] = State::Open;
        m_stack.push_back({root, 0});
        while (!m_stack.empty()) {
            Frame& frame = m_stack.back();
            const Node& node = m_plan.nodes[frame.node];
            if (isComposite(node.op) && frame.child < node.slotCount) {
                const NodeIndex child = m_plan.slots[node.firstSlot + frame.child++].node;
                if (m_state[child] == State::New) {
                    m_state[child] = State::Open;
                    m_stack.push_back({child, 0});
                }
                continue;
            }
            measure(m_plan.nodes[frame.node]);
            m_state[frame.node] = State::Done;
            m_stack.pop_back();
        }
    }

    std::uint64_t largest(SlotIndex slot) const
    {
        const NodeIndex node = m_plan.slots[slot].node;
        return m_state[node] == State::Open ? kUnbounded : m_plan.nodes[node].maxBits;
    }

    void measure(Node& node)
    {
        switch (node.op) {
        case Op::Sequence:
        case Op::Message:
            measureSequence(node);
            break;
        case Op::List:
            node.minBits = node.prefixBytes * 8u;
            node.maxBits = kUnbounded;
            break;
        case Op::Optional:
            node.minBits = 8;
            node.maxBits = addBits(8, largest(node.firstSlot));
            break;
        case Op::Record:
            measureRecord(node);
            break;
        case Op::Slots:
            node.minBits = node.maxBits
                = addBits(node.countBits, multiplyBits(node.capacity, m_plan.slotBits(node.firstSlot)));
            node.nesting = m_plan.nodeOf(node.firstSlot).nesting;
            break;
        case Op::Bits:
        case Op::Fixed:
            node.hasBools = node.op == Op::Fixed && node.meaning == Meaning::Bool;
            break;
        default:
            break;
        }
    }

    void measureSequence(Node& node)
    {
        node.minBits = node.maxBits = node.op == Op::Message ? messageHeaderBits : 0;
        node.nesting = 1;
        for (SlotIndex slot = node.firstSlot; slot < node.firstSlot + node.slotCount; ++slot) {
            const Node& child = m_plan.nodeOf(slot);
            m_plan.slots[slot].offset = node.fixedSize() ? node.minBits : kUnbounded;
            node.minBits = addBits(node.minBits, child.minBits);
            node.maxBits = addBits(node.maxBits, largest(slot));
            node.hasBools = node.hasBools || child.hasBools;
            node.nesting = std::max<std::uint16_t>(node.nesting, static_cast<std::uint16_t>(child.nesting + 1));
        }
        if (!node.fixedSize())
            node.nesting = 0;
    }

    void measureRecord(Node& node)
    {
        node.minBits = 0;
        node.nesting = 1;
        for (SlotIndex slot = node.firstSlot; slot < node.firstSlot + node.slotCount; ++slot) {
            const std::uint64_t bits = m_plan.slotBits(slot);
            if (bits > 0)
                node.minBits = std::max(node.minBits, m_plan.slots[slot].offset + bits);
            node.nesting
                = std::max<std::uint16_t>(node.nesting, static_cast<std::uint16_t>(m_plan.nodeOf(slot).nesting + 1));
        }
        node.maxBits = node.minBits;
    }

    Plan& m_plan;
    std::vector<State> m_state;
    std::vector<Frame> m_stack;
};

/// Lists the bool bytes of a block, where they are few and its own.
void listBools(Plan& plan, Step& step)
{
    constexpr std::size_t most = 0xFF;
    std::vector<std::uint32_t> found;
    std::uint64_t at = 0;
    for (SlotIndex slot = step.slot; slot < step.slot + step.count; ++slot) {
        const Node& node = plan.nodeOf(slot);
        if (node.hasBools && (node.op != Op::Fixed || found.size() == most))
            return;
        if (node.hasBools)
            found.push_back(static_cast<std::uint32_t>(at));
        at += node.minBits / 8;
    }
    step.firstBool = static_cast<std::uint32_t>(plan.boolBytes.size());
    step.boolCount = static_cast<std::uint8_t>(found.size());
    plan.boolBytes.insert(plan.boolBytes.end(), found.begin(), found.end());
}

void makeSteps(Plan& plan, Node& node)
{
    node.firstStep = static_cast<std::uint32_t>(plan.steps.size());
    for (SlotIndex slot = node.firstSlot; slot < node.firstSlot + node.slotCount; ++slot) {
        const Node& child = plan.nodeOf(slot);
        Step* last = plan.steps.size() > node.firstStep ? &plan.steps.back() : nullptr;
        if (child.fixedSize() && last && last->kind == Step::Kind::Block && last->count < longestRun) {
            ++last->count;
            last->bytes += child.minBits / 8;
            last->hasBools = last->hasBools || child.hasBools;
            last->nesting = std::max(last->nesting, child.nesting);
            continue;
        }
        Step step;
        step.kind = child.fixedSize() ? Step::Kind::Block
            : child.op == Op::Text    ? Step::Kind::Text
                                      : Step::Kind::Composite;
        step.slot = slot;
        step.bytes = child.fixedSize() ? child.minBits / 8 : 0;
        step.hasBools = child.hasBools;
        step.nesting = child.nesting;
        plan.steps.push_back(step);
    }
    node.stepCount = static_cast<std::uint32_t>(plan.steps.size()) - node.firstStep;
    for (std::uint32_t step = node.firstStep; step < node.firstStep + node.stepCount; ++step) {
        if (plan.steps[step].hasBools)
            listBools(plan, plan.steps[step]);
    }
}

void makeWireOrder(Plan& plan, Node& node)
{
    std::vector<Ordered> order;
    for (SlotIndex slot = node.firstSlot; slot < node.firstSlot + node.slotCount; ++slot)
        order.push_back({plan.slots[slot].offset, plan.slotBits(slot), slot});
    std::stable_sort(order.begin(), order.end(), [](const Ordered& a, const Ordered& b) {
        return a.offset != b.offset ? a.offset < b.offset : a.bits < b.bits;
    });
    node.firstOrdered = static_cast<std::uint32_t>(plan.wireOrder.size());
    std::uint64_t at = 0;
    for (Ordered entry : order) {
        // A field without bits may be placed anywhere; here it stands where the leaves before it end.
        entry.offset = std::min(entry.offset, node.minBits);
        if (entry.offset > at) {
            plan.wireOrder.push_back({at, entry.offset - at, kNoIndex});
            at = entry.offset;
        }
        entry.offset = std::max(entry.offset, entry.bits == 0 ? at : 0);
        plan.wireOrder.push_back(entry);
        at = std::max(at, entry.offset + entry.bits);
    }
    node.orderedCount = static_cast<std::uint32_t>(plan.wireOrder.size()) - node.firstOrdered;
}

/// The table from numbers to slots, and the order in which fields are written.
void orderFields(Plan& plan, Node& node)
{
    std::vector<NumberedSlot> numbers;
    for (SlotIndex slot = node.firstSlot; slot < node.firstSlot + node.slotCount; ++slot)
        numbers.push_back({plan.slots[slot].number, slot});
    std::stable_sort(numbers.begin(), numbers.end(),
                     [](const NumberedSlot& a, const NumberedSlot& b) { return a.number < b.number; });
    const bool ascending = plan.dialect.ascending || node.op == Op::PresenceMap;
    node.firstOrdered = static_cast<std::uint32_t>(plan.wireOrder.size());
    node.orderedCount = node.slotCount;
    for (std::uint32_t i = 0; i < node.slotCount; ++i)
        plan.wireOrder.push_back({kUnbounded, 0, ascending ? numbers[i].slot : node.firstSlot + i});
    node.declaredOrder = true;
    for (std::uint32_t i = 0; i < node.slotCount; ++i) {
        node.declaredOrder = node.declaredOrder && plan.wireOrder[node.firstOrdered + i].slot == node.firstSlot + i;
        node.hasOneof = node.hasOneof || plan.slots[node.firstSlot + i].oneof != 0;
    }
    node.firstNumber = static_cast<std::uint32_t>(plan.numbers.size());
    plan.numbers.insert(plan.numbers.end(), numbers.begin(), numbers.end());
}

void assignColours(Plan& plan)
{
    std::uint16_t next = 0;
    for (Slot& slot : plan.slots) {
        const bool named = slot.owner != kNoIndex && !plan.strings[slot.name].empty();
        slot.colour = named && plan.nodes[slot.node].meaning != Meaning::Padding ? next++ : next;
    }
}

} // namespace

void finishPlan(Plan& plan)
{
    SizePass(plan).run();
    finishTaggedSizes(plan);
    for (Node& node : plan.nodes) {
        if (node.op == Op::Sequence || node.op == Op::Message)
            makeSteps(plan, node);
        else if (node.op == Op::Record)
            makeWireOrder(plan, node);
        else if (node.op == Op::Tagged || node.op == Op::PresenceMap)
            orderFields(plan, node);
    }
    assignColours(plan);
    colourElements(plan);
}

} // namespace wirebench

// SPDX-License-Identifier: MIT
#pragma once

#include "tests/core/tagged_plans.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace wirebench::test {

/// Random numbers that depend on the seed alone.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : m_random(seed) { }

    std::uint64_t seed() { return m_random(); }
    std::uint64_t below(std::uint64_t bound) { return m_random() % bound; }
    bool chance(unsigned outOf) { return below(outOf) == 0; }
    template <class T>
    const T& oneOf(const std::vector<T>& choices)
    {
        return choices[below(choices.size())];
    }
    /// Small numbers more often than large ones.
    std::uint64_t number() { return chance(4) ? 0 : m_random() >> below(64); }

private:
    std::mt19937_64 m_random;
};

/// A random plan: messages of every kind of field, nested and recursive.
class RandomPlan {
public:
    RandomPlan(std::uint64_t seed, bool canonical)
        : m_dice(seed), m_canonical(canonical), m_maker(canonical ? TaggedMaker::canonical() : TaggedMaker::plain())
    {
    }

    std::shared_ptr<const Plan> make()
    {
        m_root = m_maker.open("Root");
        fill(m_root, 3, true);
        return m_maker.finish(m_root);
    }

private:
    using Field = TaggedMaker::Field;

    VarintCoding signedCoding() const { return m_canonical ? VarintCoding::ZigZag : VarintCoding::SignExtended; }

    NodeIndex number()
    {
        switch (m_dice.below(6)) {
        case 0:
            return m_maker.boolean();
        case 1:
            return m_maker.unsignedInt("uint8", 8);
        case 2:
            return m_maker.unsignedInt("uint64", 64);
        case 3:
            return m_maker.signedInt("int32", 32, signedCoding());
        case 4:
            return m_maker.signedInt("int64", 64, signedCoding());
        default:
            return m_maker.choice("Enum", {{"ZERO", 0}, {"ONE", 1}, {"MANY", 3000}});
        }
    }
    NodeIndex scalar()
    {
        switch (m_dice.below(4)) {
        case 0:
            return m_maker.fixed("float", 32, Meaning::Float);
        case 1:
            return m_maker.fixed("double", 64, Meaning::Float);
        default:
            return number();
        }
    }
    NodeIndex content()
    {
        switch (m_dice.below(m_canonical ? 6 : 2)) {
        case 0:
            return m_maker.text();
        case 1:
            return m_maker.bytes();
        case 2:
            return m_maker.content("time", Meaning::Time, 12);
        case 3:
            return m_maker.content("complex64", Meaning::Complex, 8);
        case 4:
            return m_maker.content("bigint", Meaning::BigInt);
        default:
            return m_maker.bytes(5);
        }
    }
    NodeIndex leaf() { return m_dice.chance(2) ? scalar() : content(); }

    NodeIndex codedSeries()
    {
        switch (m_dice.below(7)) {
        case 0:
            return m_maker.series("delta", m_maker.signedInt("int32", 32, signedCoding()), SeriesCoding::Delta);
        case 1:
            return m_maker.series("times", m_maker.content("time", Meaning::Time, 12), SeriesCoding::Delta);
        case 2:
            return m_maker.series("runs", scalar(), SeriesCoding::RunLength);
        case 3:
            return m_maker.series("sparse", scalar(), SeriesCoding::Sparse);
        case 4:
            return m_maker.series("dictionary", m_maker.text(), SeriesCoding::Dictionary);
        case 5:
            return m_maker.series("prefix", m_maker.bytes(), SeriesCoding::Prefix);
        default:
            return m_maker.series("bits", m_maker.unsignedInt("uint8", 8), SeriesCoding::BitPacked, 0, 8);
        }
    }
    NodeIndex canonicalNode(unsigned depth)
    {
        const std::uint64_t fixedCount = m_dice.chance(3) ? 1 + m_dice.below(3) : 0;
        switch (m_dice.below(depth == 0 ? 4 : 9)) {
        case 0:
        case 1:
            return leaf();
        case 2:
            return m_maker.series("packed", scalar(), SeriesCoding::Packed, fixedCount);
        case 3:
            return codedSeries();
        case 4:
            return m_maker.series("counted", counted(depth), SeriesCoding::Counted, fixedCount);
        case 5:
            return m_maker.map("map", m_dice.chance(2) ? number() : m_maker.text(), canonicalNode(depth - 1));
        case 6: {
            const NodeIndex text = m_maker.text();
            const NodeIndex inner = message(depth - 1);
            return m_maker.reference(
                "any", m_dice.oneOf<Discrimination>({Discrimination::Id, Discrimination::Name, Discrimination::Hash}),
                {{3, number()}, {12, text}, {200, inner}});
        }
        default:
            return message(depth - 1);
        }
    }
    /// An element that does not delimit itself, as in counted series.
    NodeIndex counted(unsigned depth) { return m_dice.chance(3) ? content() : message(depth - 1); }

    NodeIndex message(unsigned depth)
    {
        const bool presence = m_canonical && m_dice.chance(4);
        const NodeIndex node
            = m_maker.open("M" + std::to_string(++m_messages), presence ? Op::PresenceMap : Op::Tagged);
        fill(node, depth, !presence);
        return node;
    }

    void fill(NodeIndex node, unsigned depth, bool tagged)
    {
        std::vector<std::uint32_t> numbers;
        std::uint32_t last = 0;
        const std::uint64_t count = m_dice.below(6);
        for (std::uint64_t i = 0; i < count; ++i)
            numbers.push_back(last += 1 + static_cast<std::uint32_t>(m_dice.chance(4) ? m_dice.below(5000) : 0));
        if (m_dice.chance(2))
            std::reverse(numbers.begin(), numbers.end());
        std::vector<Field> fields;
        for (const std::uint32_t number : numbers)
            fields.push_back(m_canonical ? canonicalField(number, depth, tagged) : plainField(number, depth));
        if (tagged && m_dice.chance(3))
            fields.push_back(recursiveField(++last + 5000));
        for (Field& field : fields) {
            m_names.push_back(std::make_unique<std::string>("f" + std::to_string(field.number)));
            field.name = *m_names.back();
        }
        m_maker.fill(node, fields);
    }

    Field canonicalField(std::uint32_t number, unsigned depth, bool tagged)
    {
        Field field{"", number, canonicalNode(depth)};
        if (tagged) {
            field.occurs = m_dice.oneOf<Occurs>({Occurs::Default, Occurs::Default, Occurs::Optional, Occurs::Required});
            if (field.occurs == Occurs::Optional && m_dice.chance(2))
                field.oneof = 1;
        }
        return field;
    }
    Field plainField(std::uint32_t number, unsigned depth)
    {
        const Occurs single = m_dice.chance(2) ? Occurs::Always : Occurs::Optional;
        switch (m_dice.below(depth == 0 ? 6 : 8)) {
        case 0:
            return {"",
                    number,
                    m_maker.series("packed", scalar(), SeriesCoding::Packed),
                    Occurs::Repeated,
                    {{kRunType, FieldForm::Run}}};
        case 1:
            return {"",
                    number,
                    m_maker.series("bitmap", m_maker.boolean(), SeriesCoding::Packed),
                    Occurs::Repeated,
                    {{kBitmapType, FieldForm::BitRun}}};
        case 2:
            return {"", number, m_maker.text(), single, {{kTableType, FieldForm::TableIndex}}};
        case 3:
            return {"",
                    number,
                    m_maker.series("interned", m_maker.text(), SeriesCoding::Packed),
                    Occurs::Repeated,
                    {{kTableType, FieldForm::TableIndex}}};
        case 4: {
            const NodeIndex element = m_maker.unsignedInt("uint32", 32);
            return {"",
                    number,
                    m_maker.series("numbers", element, SeriesCoding::Packed),
                    Occurs::Repeated,
                    {{kVarintType, FieldForm::Element}}};
        }
        case 6:
            return {"", number, message(depth - 1), single};
        case 7: {
            const NodeIndex element = m_dice.chance(2) ? content() : message(depth - 1);
            return {"",
                    number,
                    m_maker.series("repeated", element, SeriesCoding::Packed),
                    Occurs::Repeated,
                    {{kLengthType, FieldForm::Element}}};
        }
        default:
            return {"", number, leaf(), single};
        }
    }
    Field recursiveField(std::uint32_t number)
    {
        if (m_canonical && m_dice.chance(2))
            return {"", number, m_maker.series("[]Root", m_root, SeriesCoding::Counted), Occurs::Default};
        return {"", number, m_root, Occurs::Optional};
    }

    Dice m_dice;
    const bool m_canonical;
    TaggedMaker m_maker;
    NodeIndex m_root = kNoIndex;
    unsigned m_messages = 0;
    std::vector<std::unique_ptr<std::string>> m_names;
};

/// A random value of a plan. Every part has a seed of its own, so that a value with `edits` is the same value but for
/// some parts.
class RandomValue {
public:
    RandomValue(std::shared_ptr<const Plan> plan, std::uint64_t seed, std::uint64_t edits = 0)
        : m_plan(std::move(plan)), m_maker(m_plan), m_seed(seed), m_edits(edits), m_isEdited(edits != 0)
    {
    }

    Value make()
    {
        structure(m_plan->nodeOf(m_plan->types.front().root), m_seed, 0);
        return m_maker.finish();
    }

private:
    /// Another seed for some parts of an edited value.
    std::uint64_t edited(std::uint64_t seed) { return m_isEdited && m_edits.chance(12) ? seed + 1 : seed; }

    void structure(const Node& node, std::uint64_t seed, unsigned level)
    {
        Dice dice(seed);
        m_maker.open(ValueKind::Struct);
        bool inGroup = false;
        for (SlotIndex slot = node.firstSlot; slot < node.firstSlot + node.slotCount; ++slot) {
            const Slot& field = m_plan->slots[slot];
            const std::uint64_t inner = edited(dice.seed());
            Dice presence(inner);
            const bool optional = field.occurs == Occurs::Optional;
            const bool left = optional && (level > 2 || presence.chance(2) || (field.oneof != 0 && inGroup));
            if (left) {
                m_maker.absent();
                continue;
            }
            inGroup = inGroup || field.oneof != 0;
            value(m_plan->nodes[field.node], presence.seed(), level, optional || field.occurs == Occurs::Required);
        }
        m_maker.close();
    }

    /// `given`: nil will not do.
    void value(const Node& node, std::uint64_t seed, unsigned level, bool given)
    {
        switch (node.op) {
        case Op::Tagged:
        case Op::PresenceMap:
            structure(node, seed, level + 1);
            break;
        case Op::Series:
            series(node, seed, level);
            break;
        case Op::Map:
            map(node, seed, level);
            break;
        case Op::Reference:
            reference(node, seed, level, given);
            break;
        default:
            leaf(node, seed);
            break;
        }
    }

    void series(const Node& node, std::uint64_t seed, unsigned level)
    {
        Dice dice(seed);
        const bool bitmap = m_plan->nodeOf(node.firstSlot).meaning == Meaning::Bool;
        std::uint64_t count = level > 2 ? 0 : dice.below(5) * (bitmap ? 8 : 1);
        if (node.capacity != 0)
            count = node.capacity;
        const bool zeros = dice.chance(4);
        m_maker.open(ValueKind::List);
        for (std::uint64_t i = 0; i < count; ++i) {
            const std::uint64_t inner = edited(dice.seed());
            value(m_plan->nodeOf(node.firstSlot), zeros ? seed : inner, level, false);
        }
        m_maker.close(count);
    }

    void map(const Node& node, std::uint64_t seed, unsigned level)
    {
        Dice dice(seed);
        const Node& key = m_plan->nodeOf(node.firstSlot);
        std::vector<std::uint64_t> numbers;
        for (std::uint64_t i = dice.below(4); i > 0; --i) {
            const std::uint64_t number = key.meaning == Meaning::Bool ? i % 2 : i * 37 % 101;
            if (std::find(numbers.begin(), numbers.end(), number) == numbers.end()
                && !(m_isEdited && m_edits.chance(9)))
                numbers.push_back(number);
        }
        m_maker.open(ValueKind::Map);
        for (const std::uint64_t number : numbers) {
            if (key.op == Op::Content)
                m_maker.text("k" + std::to_string(number));
            else
                m_maker.scalar(kindOf(key, number), number);
            value(m_plan->nodeOf(node.firstSlot + 1), edited(seed + number), level, false);
        }
        m_maker.close(numbers.size());
    }

    void reference(const Node& node, std::uint64_t seed, unsigned level, bool given)
    {
        const ReferenceInfo& info = m_plan->references[node.detail];
        Dice dice(seed);
        const std::uint64_t which = dice.below(info.typeCount + 2);
        if (which == info.typeCount && !given) {
            m_maker.null();
        } else if (which >= info.typeCount) {
            m_maker.open(ValueKind::ForeignType);
            if (info.by == Discrimination::Name)
                m_maker.text("foreign.Type");
            else
                m_maker.scalar(ValueKind::UInt, 77'777);
            m_maker.content({1, 2}).close();
        } else {
            m_maker.open(ValueKind::Reference, info.firstType + which);
            const SlotIndex slot = m_plan->referenceTypes[info.firstType + which].slot;
            value(m_plan->nodeOf(slot), dice.seed(), level, true);
            m_maker.close();
        }
    }

    ValueKind kindOf(const Node& node, std::uint64_t number) const
    {
        switch (node.meaning) {
        case Meaning::Bool:
            return ValueKind::Bool;
        case Meaning::Int:
            return ValueKind::Int;
        case Meaning::Float:
            return ValueKind::Float;
        case Meaning::Enum:
            return m_plan->enums[node.detail].labelOf(number) ? ValueKind::Enum : ValueKind::Raw;
        default:
            return ValueKind::UInt;
        }
    }

    void leaf(const Node& node, std::uint64_t seed)
    {
        Dice dice(seed);
        if (node.op == Op::Content) {
            content(node, dice);
            return;
        }
        std::uint64_t number = dice.number();
        if (node.meaning == Meaning::Float && node.minBits == 32)
            number &= 0xFFFFFFFFu;
        else if (node.meaning == Meaning::Int && number > node.highest)
            number = number % 2 == 0 ? node.lowest + number % 1000 : number % 1000;
        else if (node.meaning != Meaning::Int && node.meaning != Meaning::Float && number > node.highest)
            number %= node.highest + 1;
        m_maker.scalar(kindOf(node, number), number);
    }

    void content(const Node& node, Dice& dice)
    {
        Bytes bytes(node.capacity != 0 ? node.capacity : dice.below(6));
        const bool zeros = dice.chance(4);
        for (std::uint8_t& byte : bytes)
            byte = zeros ? std::uint8_t{0} : static_cast<std::uint8_t>('a' + dice.below(20));
        if (node.meaning == Meaning::Time && !zeros) {
            std::fill(bytes.begin() + 3, bytes.begin() + 8, std::uint8_t{0});
            std::fill(bytes.begin() + 10, bytes.end(), std::uint8_t{0});
        }
        if (node.meaning == Meaning::BigInt)
            bytes = dice.chance(4) ? Bytes{0, 0} : Bytes{1, 2, static_cast<std::uint8_t>(1 + dice.below(200)), 7};
        if (node.meaning == Meaning::Text)
            m_maker.text(asText(bytes));
        else
            m_maker.content(bytes);
    }

    std::shared_ptr<const Plan> m_plan;
    ValueMaker m_maker;
    const std::uint64_t m_seed;
    Dice m_edits;
    const bool m_isEdited;
};

} // namespace wirebench::test

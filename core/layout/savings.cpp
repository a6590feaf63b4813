// SPDX-License-Identifier: MIT
#include "core/layout/savings.h"

#include "core/wire/series_encoder.h"
#include "core/wire/varint.h"

#include <algorithm>
#include <map>
#include <string_view>

namespace wirebench {

namespace {

/// A text that may stand in a string table, in the order of the walk.
struct TextUse {
    std::uint64_t order = 0;
    std::uint32_t text = 0;
    SlotIndex slot = kNoIndex;
};

std::uint64_t delimited(std::uint64_t bytes)
{
    return varintBytes(bytes) + bytes;
}

class Counter {
public:
    explicit Counter(const Value& value) : m_value(value), m_plan(*value.plan), m_fieldOf(m_plan.slots.size(), kNoIndex)
    {
    }

    Savings count()
    {
        for (std::uint32_t node = 0; node < m_value.nodes.size(); ++node)
            visit(node);
        Savings savings;
        for (const Field& field : m_fields) {
            addForm(savings, field, FieldForm::Run, field.plain, field.run);
            addForm(savings, field, FieldForm::BitRun, field.plain, field.bits);
        }
        addTables(savings);
        std::stable_sort(savings.fields.begin(), savings.fields.end(),
                         [](const FieldSaving& a, const FieldSaving& b) { return a.slot < b.slot; });
        return savings;
    }

private:
    struct Field {
        SlotIndex slot = kNoIndex;
        std::uint64_t values = 0;
        std::uint64_t plain = 0;
        std::uint64_t run = 0;
        std::uint64_t bits = 0;
        std::vector<TextUse> texts;
    };

    bool has(const Slot& slot, FieldForm form) const
    {
        for (std::uint32_t i = 0; i < slot.formCount; ++i) {
            if (m_plan.forms[slot.firstForm + i].form == form)
                return true;
        }
        return false;
    }

    bool writes(const Slot& slot, FieldForm form) const
    {
        return slot.formCount > 0 && m_plan.forms[slot.firstForm].form == form;
    }

    Field& fieldOf(SlotIndex slot)
    {
        if (m_fieldOf[slot] == kNoIndex) {
            m_fieldOf[slot] = static_cast<std::uint32_t>(m_fields.size());
            m_fields.emplace_back();
            m_fields.back().slot = slot;
        }
        return m_fields[m_fieldOf[slot]];
    }

    void visit(std::uint32_t index)
    {
        const ValueNode& node = m_value.nodes[index];
        if (node.slot == kNoIndex)
            return;
        const Slot& slot = m_plan.slots[node.slot];
        if (slot.formCount == 0)
            return;
        const bool texts = has(slot, FieldForm::TableIndex);
        const bool runs = has(slot, FieldForm::Run) || has(slot, FieldForm::BitRun);
        if (node.kind == ValueKind::List && (texts || runs))
            visitList(index, slot, texts);
        else if (texts)
            visitText(node, node.slot);
    }

    void visitList(std::uint32_t index, const Slot& slot, bool texts)
    {
        const ValueNode& list = m_value.nodes[index];
        const Node& element = m_plan.nodeOf(m_plan.nodes[slot.node].firstSlot);
        const std::uint64_t tag = tagBytes(slot);
        std::uint64_t elements = 0;
        std::uint64_t body = 0;
        for (std::uint32_t child = index + 1; child < index + list.nodes; child += m_value.nodes[child].nodes) {
            if (texts) {
                visitText(m_value.nodes[child], list.slot);
                continue;
            }
            ++elements;
            body += element.op == Op::Varint ? varintBytes(storedNumber(element, m_value.nodes[child].payload))
                                             : element.minBits / 8;
        }
        if (elements == 0)
            return;
        Field& field = fieldOf(list.slot);
        field.values += elements;
        field.plain += elements * tag + body;
        field.run += tag + delimited(body);
        field.bits += tag + delimited((elements + 7) / 8);
    }

    void visitText(const ValueNode& node, SlotIndex slot)
    {
        if (node.kind != ValueKind::Text && node.kind != ValueKind::RawText)
            return;
        const auto [known, added]
            = m_texts.emplace(m_value.heapText(node), static_cast<std::uint32_t>(m_lengths.size()));
        if (added)
            m_lengths.push_back(known->first.size());
        Field& field = fieldOf(slot);
        ++field.values;
        field.texts.push_back({m_uses++, known->second, slot});
    }

    std::uint64_t tagBytes(const Slot& slot) const { return varintBytes(std::uint64_t{slot.number} << 3); }

    void addForm(Savings& savings, const Field& field, FieldForm form, std::uint64_t plain, std::uint64_t bytes) const
    {
        const Slot& slot = m_plan.slots[field.slot];
        if (!has(slot, form))
            return;
        savings.fields.push_back({field.slot, form, writes(slot, form), field.values, plain, bytes});
        if (writes(slot, form))
            savings.saved += savings.fields.back().saved();
    }

    /// Bytes of the uses as they stand in place.
    std::uint64_t inPlace(const std::vector<TextUse>& uses) const
    {
        std::uint64_t bytes = 0;
        for (const TextUse& use : uses)
            bytes += tagBytes(m_plan.slots[use.slot]) + delimited(m_lengths[use.text]);
        return bytes;
    }

    /// Bytes of the uses by index, with their table: texts in the order of first use.
    std::uint64_t interned(const std::vector<TextUse>& uses) const
    {
        if (uses.empty())
            return 0;
        std::vector<std::uint32_t> index(m_lengths.size(), kNoIndex);
        std::uint32_t count = 0;
        std::uint64_t texts = 0;
        std::uint64_t fields = 0;
        for (const TextUse& use : uses) {
            if (index[use.text] == kNoIndex) {
                index[use.text] = count++;
                texts += delimited(m_lengths[use.text]);
            }
            fields += tagBytes(m_plan.slots[use.slot]) + varintBytes(index[use.text]);
        }
        constexpr std::uint64_t tableTag = 1; // field number 0
        return fields + tableTag + delimited(varintBytes(count) + texts);
    }

    static bool earlier(const TextUse& a, const TextUse& b) { return a.order < b.order; }

    void addTables(Savings& savings) const
    {
        std::vector<TextUse> together;
        for (const Field& field : m_fields) {
            if (writes(m_plan.slots[field.slot], FieldForm::TableIndex))
                together.insert(together.end(), field.texts.begin(), field.texts.end());
        }
        std::sort(together.begin(), together.end(), earlier);
        const std::uint64_t now = interned(together);
        savings.saved += static_cast<std::int64_t>(inPlace(together)) - static_cast<std::int64_t>(now);
        for (const Field& field : m_fields) {
            if (field.texts.empty())
                continue;
            const bool inUse = writes(m_plan.slots[field.slot], FieldForm::TableIndex);
            std::vector<TextUse> other;
            if (inUse)
                std::copy_if(together.begin(), together.end(), std::back_inserter(other),
                             [&](const TextUse& use) { return use.slot != field.slot; });
            else
                std::merge(together.begin(), together.end(), field.texts.begin(), field.texts.end(),
                           std::back_inserter(other), earlier);
            const std::uint64_t own = inPlace(field.texts);
            const std::uint64_t then = interned(other);
            savings.fields.push_back({field.slot, FieldForm::TableIndex, inUse, field.values,
                                      inUse ? then + own : now + own, inUse ? now : then});
        }
    }

    const Value& m_value;
    const Plan& m_plan;
    std::vector<std::uint32_t> m_fieldOf; ///< By slot: index into m_fields.
    std::vector<Field> m_fields;
    std::map<std::string_view, std::uint32_t> m_texts;
    std::vector<std::uint64_t> m_lengths; ///< By text.
    std::uint64_t m_uses = 0;
};

std::string bytesText(std::uint64_t bytes)
{
    return std::to_string(bytes) + (bytes == 1 ? " byte" : " bytes");
}

} // namespace

bool offersForms(const Plan& plan)
{
    return std::any_of(plan.forms.begin(), plan.forms.end(), [](const AcceptedForm& form) {
        return form.form == FieldForm::Run || form.form == FieldForm::BitRun || form.form == FieldForm::TableIndex;
    });
}

std::vector<FieldSaving> Savings::of(SlotIndex slot) const
{
    const auto first = std::lower_bound(fields.begin(), fields.end(), slot,
                                        [](const FieldSaving& saving, SlotIndex at) { return saving.slot < at; });
    const auto behind
        = std::find_if(first, fields.end(), [&](const FieldSaving& saving) { return saving.slot != slot; });
    return {first, behind};
}

Savings savingsOf(const Value& value, std::uint64_t bufferBytes)
{
    Savings savings = Counter(value).count();
    savings.bufferBytes = bufferBytes;
    return savings;
}

std::string_view formWord(FieldForm form)
{
    return form == FieldForm::BitRun ? "bitmap" : form == FieldForm::TableIndex ? "interned" : "packed";
}

std::string savingText(const FieldSaving& saving)
{
    const std::int64_t saved = saving.saved();
    const std::string on = " on " + std::to_string(saving.values) + (saving.values == 1 ? " value" : " values");
    std::string text(formWord(saving.form));
    if (saved < 0)
        return text + (saving.inUse ? " costs " : " would cost ") + bytesText(static_cast<std::uint64_t>(-saved))
            + " more" + on;
    return text + (saving.inUse ? " saves " : " would save ") + bytesText(static_cast<std::uint64_t>(saved)) + on;
}

std::string savingsSummary(const Savings& savings)
{
    if (savings.fields.empty())
        return {};
    const bool more = savings.saved < 0;
    const auto bytes = static_cast<std::uint64_t>(more ? -savings.saved : savings.saved);
    return "In this buffer of " + bytesText(savings.bufferBytes) + " the packed, bitmap and interned fields "
        + (more ? "cost " : "save ") + bytesText(bytes) + (more ? " more" : "")
        + "; lengths of enclosing messages are not counted.";
}

} // namespace wirebench

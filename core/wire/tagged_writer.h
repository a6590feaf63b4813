// SPDX-License-Identifier: MIT
#pragma once

#include "core/wire/tagged_measure.h"

#include <cstdint>

namespace wirebench {

/// The tag of a field.
constexpr std::uint64_t tagOf(std::uint32_t number, std::uint8_t wireType)
{
    return std::uint64_t{number} << 3 | wireType;
}

/// The form in which a slot of a message is written. Requires that it has one.
inline const AcceptedForm& writtenForm(const Plan& plan, const Slot& slot)
{
    return plan.forms[slot.firstForm];
}

/// Whether the functions of series_encoder.h write a series: elements whose content has a canonical form of its own
/// are written one by one.
bool isWrittenFlat(const Plan& plan, const Node& series);

/// The write pass of the tagged family, into a buffer of the size that TaggedMeasure gave.
class TaggedWriter {
public:
    /// Requires that `value` was measured without problems and that `at` has room for what is written.
    TaggedWriter(const Value& value, const TaggedMeasures& measures, std::uint8_t* at);

    /// The message at `index` with its string table.
    void message(std::uint32_t index);
    /// The value at `index`, of type `node`, in its bare form.
    void bare(const Node& node, std::uint32_t index);

    /// Its content, without and with a length before it.
    void content(const Node& node, std::uint32_t index);
    void delimited(const Node& node, std::uint32_t index);
    /// The fields of a slot of a message. Requires that the value at `index` is not omitted.
    void field(const Slot& slot, std::uint32_t index);
    /// The entry of a map whose key is at `key`; `node` is the map.
    void mapEntry(const Node& node, std::uint32_t key);

    const std::uint8_t* at() const { return m_at; }

private:
    void fields(const Node& node, std::uint32_t index);
    void mergedFields(const Node& node, std::uint32_t index);
    void elementFields(const Slot& slot, const AcceptedForm& form, std::uint32_t index);
    void run(const Node& node, std::uint32_t index);
    void bitRun(std::uint32_t index);
    void presenceMap(const Node& node, std::uint32_t index);
    void series(const Node& node, std::uint32_t index);
    void map(const Node& node, std::uint32_t index);
    void reference(const Node& node, std::uint32_t index);
    void foreignType(const ReferenceInfo& info, std::uint32_t index);
    void table();

    bool isWritten(std::uint32_t index) const { return m_measures.notes[index] != TaggedMeasures::kOmitted; }
    void varint(std::uint64_t number);
    void raw(ByteView bytes);
    void little(std::uint64_t number, unsigned bytes);

    const Value& m_value;
    const Plan& m_plan;
    const TaggedMeasures& m_measures;
    std::uint8_t* m_at;
    std::vector<std::uint32_t> m_children; ///< A stack: indexes of the fields of the structs being written.
};

} // namespace wirebench

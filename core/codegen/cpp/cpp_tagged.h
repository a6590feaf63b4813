// SPDX-License-Identifier: MIT
#pragma once

#include "core/codegen/cpp/cpp_printer.h"

namespace wirebench::cpp {

/// Writes the functions of the codec of one struct whose fields have numbers.
class TaggedPrinter {
public:
    TaggedPrinter(CodeWriter& out, const Context& context, std::uint32_t index)
        : m_out(out)
        , m_context(context)
        , m_index(index)
        , m_entry(context.model().structs[index])
        , m_node(context.node(m_entry.node))
        , m_name(context.structName(index))
    {
    }

    void writeSize();
    void writePut();
    void writePresencePut();
    void writeExtras();
    void writeRead();
    void writePresenceRead();
    void writeChecks();

private:
    const Slot& slot(std::uint32_t field) const { return m_context.slot(m_entry.fields[field].slot); }
    const AcceptedForm& written(std::uint32_t field) const { return m_context.plan().forms[slot(field).firstForm]; }
    std::string member(std::uint32_t field) const { return "v." + m_context.fieldName(m_index, field); }
    std::string form(std::uint32_t field) const { return formName(m_context, m_index, field); }
    std::string value(std::uint32_t field) const;
    std::string tag(std::uint32_t field) const;
    std::uint64_t tagNumber(std::uint32_t field) const;
    std::vector<std::uint32_t> writingOrder() const;
    std::string condition(std::uint32_t field) const;
    template <class Body>
    void where(const std::string& condition, Body body);
    bool leftOutEmpty(std::uint32_t field) const;
    void sizeOfField(std::uint32_t field);
    void putField(std::uint32_t field);
    void checkGroups(std::string_view told);
    void checkRules(std::uint32_t field);
    void writeFieldChecks(std::uint32_t field);
    bool writtenApart(std::uint32_t field) const;

    void readForm(std::uint32_t field, const AcceptedForm& form);
    void prepare(std::uint32_t field);
    std::string target(std::uint32_t field) const;
    std::string get(std::uint32_t field) const;
    bool counts(std::uint32_t field) const;
    bool usesTable() const;
    void checkMissing();
    void declareSeen();

    CodeWriter& m_out;
    const Context& m_context;
    const std::uint32_t m_index;
    const ApiStruct& m_entry;
    const Node& m_node;
    const std::string& m_name;
};

} // namespace wirebench::cpp

// SPDX-License-Identifier: MIT
// Bit records: places of fields by name, single fields of a packed value.
#include "core/codegen/cpp/cpp_printer.h"

namespace wirebench::cpp {

namespace {

std::uint64_t lowBits(std::uint64_t count)
{
    return count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
}

std::string hex(std::uint64_t number)
{
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text;
    for (; number != 0 || text.empty(); number >>= 4)
        text.insert(text.begin(), digits[number & 15u]);
    return "0x" + text + "u";
}

class LayoutPrinter {
public:
    LayoutPrinter(const Context& context, std::uint32_t index)
        : m_context(context)
        , m_index(index)
        , m_entry(context.model().structs[index])
        , m_node(context.node(m_entry.node))
        , m_name(context.layoutName(index))
    {
        NameScope names = Context::reservedNames();
        names.reserve("kBits");
        names.reserve(m_name);
        for (std::uint32_t i = 0; i < m_entry.fields.size(); ++i)
            m_fields.push_back(names.take(context.fieldName(index, i)));
        for (std::uint32_t i = 0; i < m_entry.fields.size(); ++i) {
            m_getters.push_back(names.take("get_" + context.fieldName(index, i)));
            m_setters.push_back(names.take("set_" + context.fieldName(index, i)));
        }
    }

    void writeType(CodeWriter& out) const
    {
        const auto mark = out.mark(m_entry.decl);
        out.line("/// Where the fields of $1 lie$2", m_context.structName(m_index),
                 isRoot() ? "; reads and replaces single fields of encoded bytes." : ".");
        out.line("struct $1 {", m_name);
        out.indent();
        out.line("static constexpr std::size_t kBits = $1;", std::to_string(m_node.minBits));
        for (std::uint32_t i = 0; i < m_entry.fields.size(); ++i) {
            const auto memberMark = out.mark(m_entry.decl, m_entry.fields[i].member);
            const std::uint64_t offset = m_context.slot(m_entry.fields[i].slot).offset;
            const std::uint64_t bits = m_context.plan().slotBits(m_entry.fields[i].slot);
            out.line("static constexpr ::wirebench_runtime::BitField $1{$2, $3, $4};", m_fields[i],
                     std::to_string(offset), std::to_string(bits),
                     m_node.minBits <= 64 ? hex(lowBits(bits) << offset) : "0");
        }
        if (isRoot() && !m_entry.fields.empty())
            out.blank();
        for (std::uint32_t i = 0; isRoot() && i < m_entry.fields.size(); ++i) {
            const auto memberMark = out.mark(m_entry.decl, m_entry.fields[i].member);
            const std::string front = "static ::wirebench_runtime::Error ";
            writeList(out, front + m_getters[i] + "(",
                      {"std::span<const std::uint8_t> packed", fieldType(i) + "& value"}, ");");
            writeList(out, front + m_setters[i] + "(",
                      {"std::span<std::uint8_t> packed", "const " + fieldType(i) + "& value"}, ");");
        }
        out.dedent();
        out.line("};");
        out.blank();
    }

    void writeDefinitions(CodeWriter& out) const
    {
        if (!isRoot())
            return;
        const std::string record = fillIn("wb::PackedRecord<$1, $2>",
                                          {m_node.byteReversed ? "true" : "false", std::to_string(m_node.minBits)});
        const std::string codec = "codec::" + m_context.structName(m_index);
        for (std::uint32_t i = 0; i < m_entry.fields.size(); ++i) {
            const std::string form = codec + "::" + formName(m_context, m_index, i);
            const std::string front = "wb::Error " + m_name + "::";
            writeList(out, front + m_getters[i] + "(",
                      {"std::span<const std::uint8_t> packed", fieldType(i) + "& value"}, ")");
            out.line("{");
            out.line("    return $1::get<$2>(packed, $3.offset, value);", record, form, m_fields[i]);
            out.line("}");
            out.blank();
            writeList(out, front + m_setters[i] + "(",
                      {"std::span<std::uint8_t> packed", "const " + fieldType(i) + "& value"}, ")");
            out.line("{");
            out.line("    return $1::set<$2>(packed, $3.offset, value);", record, form, m_fields[i]);
            out.line("}");
            out.blank();
        }
        if (packedBits(m_context, m_entry) == 0)
            return;
        const std::string& name = m_context.structName(m_index);
        const std::string type = "std::uint" + std::to_string(packedBits(m_context, m_entry)) + "_t";
        out.line("$1 $2::pack() const", type, name);
        out.line("{");
        out.line("    return wb::pack<$1, $2>(*this, kLimits);", codec, type);
        out.line("}");
        out.blank();
        out.line("bool $1::unpack($2 packed)", name, type);
        out.line("{");
        out.line("    return !wb::unpack<$1>(packed, kLimits, *this);", codec);
        out.line("}");
        out.blank();
    }

private:
    bool isRoot() const { return m_entry.type != kNoIndex; }
    std::string fieldType(std::uint32_t field) const { return m_context.fieldType(m_entry.fields[field]); }

    const Context& m_context;
    const std::uint32_t m_index;
    const ApiStruct& m_entry;
    const Node& m_node;
    const std::string& m_name;
    std::vector<std::string> m_fields;
    std::vector<std::string> m_getters;
    std::vector<std::string> m_setters;
};

template <class Body>
void eachRecord(const Context& context, Body body)
{
    for (std::uint32_t i = 0; i < context.model().structs.size(); ++i) {
        if (context.node(context.model().structs[i].node).op == Op::Record)
            body(LayoutPrinter(context, i));
    }
}

} // namespace

void writeLayoutTypes(CodeWriter& out, const Context& context)
{
    eachRecord(context, [&](const LayoutPrinter& printer) { printer.writeType(out); });
}

void writeLayouts(CodeWriter& out, const Context& context)
{
    eachRecord(context, [&](const LayoutPrinter& printer) { printer.writeDefinitions(out); });
}

} // namespace wirebench::cpp

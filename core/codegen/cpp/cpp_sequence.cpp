// SPDX-License-Identifier: MIT
// Codecs of structs whose fields lie one after another, and of messages with a header.
#include "core/codegen/cpp/cpp_printer.h"

namespace wirebench::cpp {

namespace {

constexpr std::uint64_t kHeaderBytes = 12;

/// Writes the functions of one struct. Runs of fields of fixed size are one block: one check, constant offsets.
class SequencePrinter {
public:
    SequencePrinter(CodeWriter& out, const Context& context, std::uint32_t index)
        : m_out(out)
        , m_context(context)
        , m_index(index)
        , m_entry(context.model().structs[index])
        , m_node(context.node(m_entry.node))
        , m_name(context.structName(index))
    {
    }

    void write()
    {
        if (m_node.fixedSize() && m_node.op == Op::Sequence)
            writeFixed();
        else
            writeVariable();
    }

private:
    bool isFixed(std::uint32_t field) const { return m_context.nodeOf(m_entry.fields[field].slot).fixedSize(); }
    std::string member(std::uint32_t field) const { return "v." + m_context.fieldName(m_index, field); }
    /// Whether the field holds a struct in a box that is always there for the format; an empty box is its zero.
    bool inBox(std::uint32_t field) const { return m_entry.fields[field].boxed && !m_entry.fields[field].optional; }
    std::string held(std::uint32_t field) const
    {
        return inBox(field) ? "wb::held(" + member(field) + ")" : member(field);
    }
    std::string form(std::uint32_t field) const { return formName(m_context, m_index, field); }
    /// The end of a run of fields of fixed size.
    std::uint32_t runEnd(std::uint32_t field) const
    {
        while (field < m_entry.fields.size() && isFixed(field))
            ++field;
        return field;
    }

    /// One statement a scalar of a value of fixed size; `pattern` takes the offset and the expression.
    void scalars(std::string_view pattern, NodeIndex nodeIndex, const std::string& expression, std::uint64_t& offset)
    {
        const Node& node = m_context.node(nodeIndex);
        if (node.op != Op::Sequence) {
            m_out.line(pattern, offset == 0 ? std::string("p") : "p + " + std::to_string(offset), expression);
            offset += node.minBits / 8;
            return;
        }
        const std::uint32_t inner = m_context.model().typeOf(nodeIndex).index;
        const ApiStruct& entry = m_context.model().structs[inner];
        for (std::uint32_t i = 0; i < entry.fields.size(); ++i)
            scalars(pattern, entry.fields[i].node, expression + "." + m_context.fieldName(inner, i), offset);
    }

    /// Statements for a run of fields; gives its bytes.
    std::uint64_t block(std::string_view pattern, std::uint32_t first, std::uint32_t end)
    {
        std::uint64_t offset = 0;
        for (std::uint32_t i = first; i < end; ++i)
            scalars(pattern, m_entry.fields[i].node, member(i), offset);
        return offset;
    }

    std::uint64_t runBytes(std::uint32_t first, std::uint32_t end) const
    {
        std::uint64_t bytes = 0;
        for (std::uint32_t i = first; i < end; ++i)
            bytes += m_context.nodeOf(m_entry.fields[i].slot).minBits / 8;
        return bytes;
    }

    std::uint32_t runNesting(std::uint32_t first, std::uint32_t end) const
    {
        std::uint32_t nesting = 0;
        for (std::uint32_t i = first; i < end; ++i)
            nesting = std::max<std::uint32_t>(nesting, m_context.nodeOf(m_entry.fields[i].slot).nesting);
        return nesting;
    }

    void writeFixed()
    {
        const std::string levels = std::to_string(m_node.nesting);
        m_out.line("template <class V>");
        m_out.line("void $1::store([[maybe_unused]] std::uint8_t* p, [[maybe_unused]] const V& v)", m_name);
        const auto end = static_cast<std::uint32_t>(m_entry.fields.size());
        m_out.block(
            "{", [&] { block("wb::store($1, $2);", 0, end); }, "}");
        m_out.blank();
        m_out.line("template <class V>");
        m_out.line("void $1::load([[maybe_unused]] const std::uint8_t* p, [[maybe_unused]] V& v)", m_name);
        m_out.block(
            "{", [&] { block("wb::load($1, $2);", 0, end); }, "}");
        m_out.blank();
    }

    void writeVariable()
    {
        writeSize();
        writePut();
        writeGet();
    }

    void writeSize()
    {
        const bool message = m_node.op == Op::Message;
        m_out.line("template <class V>");
        m_out.line("std::size_t $1::size([[maybe_unused]] const V& v, wb::Encoder& e)", m_name);
        m_out.line("{");
        m_out.indent();
        m_out.line("if (!e.enter())");
        m_out.line("    return 0;");
        std::uint64_t fixed = message ? kHeaderBytes : 0;
        std::uint32_t nesting = 0;
        for (std::uint32_t i = 0; i < m_entry.fields.size(); ++i) {
            fixed += isFixed(i) ? runBytes(i, i + 1) : 0;
            nesting = std::max(nesting, isFixed(i) ? runNesting(i, i + 1) : 0);
        }
        if (nesting > 0)
            m_out.line("e.nesting($1);", std::to_string(nesting));
        if (message)
            m_out.line("const std::size_t slot = e.lengths().add(0);");
        m_out.line("std::size_t n = $1;", std::to_string(fixed));
        for (std::uint32_t i = 0; i < m_entry.fields.size(); ++i) {
            if (!isFixed(i))
                m_out.line("n += $1::size($2, e);", form(i), held(i));
        }
        if (message)
            m_out.line("e.lengths().set(slot, n);");
        m_out.line("e.leave();");
        m_out.line("return n;");
        m_out.dedent();
        m_out.line("}");
        m_out.blank();
    }

    void writePut()
    {
        m_out.line("template <class V>");
        m_out.line("std::uint8_t* $1::put(std::uint8_t* p, const V& v, [[maybe_unused]] wb::Encoder& e)", m_name);
        m_out.line("{");
        m_out.indent();
        if (m_node.op == Op::Message) {
            const std::uint64_t id = m_context.plan().messages[m_node.detail].typeId;
            m_out.line("p = wb::put_header(p, $1, e.lengths().next());", Context::literal(id, false));
        }
        for (std::uint32_t i = 0; i < m_entry.fields.size();) {
            if (const std::uint32_t end = runEnd(i); end > i) {
                m_out.line("p += $1;", std::to_string(block("wb::store($1, $2);", i, end)));
                i = end;
            } else {
                m_out.line("p = $1::put(p, $2, e);", form(i), held(i));
                ++i;
            }
        }
        m_out.line("return p;");
        m_out.dedent();
        m_out.line("}");
        m_out.blank();
    }

    void writeGet()
    {
        m_out.line("template <class V>");
        m_out.line("const std::uint8_t* $1::get(wb::Decoder& d, const std::uint8_t* p, const std::uint8_t* end, V& v)",
                   m_name);
        m_out.line("{");
        m_out.indent();
        if (m_node.op == Op::Message) {
            const std::uint64_t id = m_context.plan().messages[m_node.detail].typeId;
            m_out.line("end = wb::check_header(d, p, end, $1);", Context::literal(id, false));
            m_out.line("if (end == nullptr)");
            m_out.line("    return nullptr;");
            m_out.line("p += wb::kHeaderBytes;");
        }
        m_out.line("if (!d.enter(p))");
        m_out.line("    return nullptr;");
        for (std::uint32_t i = 0; i < m_entry.fields.size();) {
            if (const std::uint32_t last = runEnd(i); last > i) {
                getBlock(i, last);
                i = last;
            } else {
                m_out.line("p = $1::get(d, p, end, $2$3);", form(i), member(i), inBox(i) ? ".emplace()" : "");
                m_out.line("if (p == nullptr)");
                m_out.line("    return nullptr;");
                ++i;
            }
        }
        m_out.line("d.leave();");
        m_out.line(m_node.op == Op::Message ? "return p == end ? p : d.fail(\"payload-size\", p);" : "return p;");
        m_out.dedent();
        m_out.line("}");
        m_out.blank();
    }

    void getBlock(std::uint32_t first, std::uint32_t last)
    {
        const std::string bytes = std::to_string(runBytes(first, last));
        if (const std::uint32_t nesting = runNesting(first, last); nesting > 0) {
            m_out.line("if (!d.nesting($1, p))", std::to_string(nesting));
            m_out.line("    return nullptr;");
        }
        m_out.line("if (end - p < $1)", bytes);
        m_out.line("    return d.fail(\"truncated\", p);");
        block("wb::load($1, $2);", first, last);
        m_out.line("p += $1;", bytes);
    }

    CodeWriter& m_out;
    const Context& m_context;
    const std::uint32_t m_index;
    const ApiStruct& m_entry;
    const Node& m_node;
    const std::string& m_name;
};

} // namespace

void writeSequenceCodec(CodeWriter& out, const Context& context, std::uint32_t index)
{
    SequencePrinter(out, context, index).write();
}

} // namespace wirebench::cpp

// SPDX-License-Identifier: MIT
// Structs whose fields lie one after another, and messages with a header: what holds for all of their fields is asked
// once, and numbers that follow one another are one block.
#include "core/codegen/c/c_codec.h"

#include <algorithm>

namespace wirebench::c {

namespace {

constexpr std::uint64_t kHeaderBytes = 12;

class SequencePrinter : public CodecPrinter {
public:
    using CodecPrinter::CodecPrinter;

    void write()
    {
        function(Function::Size, [this](CodeWriter& out) { writeSize(out); });
        function(Function::Put, [this](CodeWriter& out) { writePut(out); });
        function(Function::Get, [this](CodeWriter& out) { writeGetting(out); });
    }

private:
    bool isMessage() const { return node().op == Op::Message; }
    std::uint64_t bytesOf(NodeIndex index) const { return node(index).minBits / 8; }
    const Context::CodeNames& codeOf(NodeIndex index) const { return context().codeNames(typeOf(index).index); }

    /// A value that is always written. A box in which there is nothing stands for zero.
    std::string held(std::uint32_t field) const
    {
        if (!entry().fields[field].boxed)
            return member(field);
        return fillIn("*wb_boxed($1, &$2)", {member(field), codeOf(entry().fields[field].node).zero});
    }

    /// Numbers of a printed kind from a field on; `bytes` is what they take.
    std::uint32_t runEnd(std::uint32_t first, std::uint64_t& bytes) const
    {
        std::uint32_t field = first;
        for (; field < entry().fields.size() && isRunPart(field); ++field)
            bytes += bytesOf(entry().fields[field].node);
        return field;
    }

    bool isRunPart(std::uint32_t field) const
    {
        const ApiField& place = entry().fields[field];
        return !place.optional && !place.boxed && nodeOf(place).op == Op::Fixed && isPrintedNumber(place.node);
    }

    /// Whether a number lies in memory as it does on the wire of a little-endian machine.
    bool isPlain(std::uint32_t field) const
    {
        const NodeIndex index = entry().fields[field].node;
        const ApiType& type = typeOf(index);
        const bool number = type.kind == ApiKind::UInt || type.kind == ApiKind::Int || type.kind == ApiKind::Float;
        return number && type.bits == node(index).minBits && !node(index).canonicalFloat;
    }

    std::string offset(std::uint32_t field) const { return fillIn("offsetof($1, $2)", {structName(), name(field)}); }

    /// Writes what copies a run: plain numbers as one where nothing lies between them in memory. `block` writes that
    /// for fields, `number` for one.
    template <typename Block, typename Number>
    void writeRun(CodeWriter& out, std::uint32_t first, std::uint32_t end, Block block, Number number)
    {
        std::uint64_t at = 0;
        while (first < end) {
            std::uint32_t last = first;
            std::uint64_t bytes = 0;
            for (; last < end && isPlain(last); ++last)
                bytes += bytesOf(entry().fields[last].node);
            if (last < first + 2) {
                number(first, at);
                at += bytesOf(entry().fields[first].node);
                ++first;
                continue;
            }
            const std::uint64_t distance = bytes - bytesOf(entry().fields[last - 1].node);
            writeCall(out, "if (WB_ADJOIN", {structName(), name(first), name(last - 1), decimal(distance)}, ") {");
            out.indent();
            block(first, at, bytes);
            out.dedent();
            out.line("} else {");
            out.indent();
            for (; first < last; ++first) {
                number(first, at);
                at += bytesOf(entry().fields[first].node);
            }
            out.dedent();
            out.line("}");
        }
    }

    // Sizes.

    void writeSize(CodeWriter& out)
    {
        std::uint64_t fixed = isMessage() ? kHeaderBytes : 0;
        CodeWriter lines;
        lines.indent();
        for (std::uint32_t i = 0; i < entry().fields.size(); ++i)
            fixed += sizeOfField(lines, i);
        out.line("size_t bytes = $1;", decimal(fixed));
        writeReturnIf(out, "!wb_open_struct(e)", "0");
        if (isMessage())
            out.line("const size_t place = wb_add_length(e, 0);");
        out.append(lines);
        if (isMessage())
            out.line("e->lengths[place] = bytes;");
        out.line("--e->depth;");
        out.line("return bytes;");
    }

    /// Writes what adds the bytes of a field to `bytes`, but for those that are always the same, which it gives.
    std::uint64_t sizeOfField(CodeWriter& out, std::uint32_t field)
    {
        const auto mark = markOf(out, field);
        const ApiField& place = entry().fields[field];
        if (nodeOf(place).op != Op::Optional)
            return sizeOf(out, held(field), place.node);
        writeOptional(out, place.boxed ? member(field) + " != NULL" : has(field), [&] {
            addBytes(out, sizeOf(out, place.boxed ? '*' + member(field) : member(field), place.node));
        });
        return 1;
    }

    template <typename Body>
    static void writeOptional(CodeWriter& out, const std::string& condition, Body body)
    {
        out.line("if ($1) {", condition);
        out.indent();
        body();
        out.dedent();
        out.line("}");
    }

    static void addBytes(CodeWriter& out, std::uint64_t bytes)
    {
        if (bytes != 0)
            out.line("bytes += $1;", decimal(bytes));
    }

    std::uint64_t sizeOf(CodeWriter& out, const std::string& value, NodeIndex index)
    {
        const Node& node = this->node(index);
        switch (node.op) {
        case Op::Fixed:
            return node.minBits / 8;
        case Op::Text:
            writeCall(out, "bytes += wb_span_size", {"e", decimal(node.prefixBytes), value + ".size"}, ";");
            return node.prefixBytes;
        case Op::Sequence:
            if (node.fixedSize()) {
                out.line("wb_check_nesting(e, $1);", decimal(node.nesting));
                return node.minBits / 8;
            }
            writeCall(out, "bytes += " + codeOf(index).size, {"e", pointerTo(value)}, ";");
            return 0;
        case Op::List:
            if (isPrintedList(index)) {
                sizeOfList(out, value, index);
                return node.prefixBytes;
            }
            break;
        default:
            break;
        }
        writeCall(out, "bytes += wb_content_size", {"e", nodeAt('e', index), pointerTo(value)}, ";");
        return 0;
    }

    /// Lists of text and of structs; the engine copies the others as a block where it can.
    bool isPrintedList(NodeIndex index) const
    {
        const Slot& slot = context().slot(node(index).firstSlot);
        const Node& element = node(slot.node);
        return element.op == Op::Text || (element.op == Op::Sequence && !element.fixedSize());
    }

    NodeIndex elementOf(NodeIndex list) const { return context().slot(node(list).firstSlot).node; }

    void sizeOfList(CodeWriter& out, const std::string& value, NodeIndex index)
    {
        writeCall(out, "wb_check_list", {"e", decimal(node(index).prefixBytes), value + ".count"}, ";");
        out.line("for (size_t i = 0; i < $1.count && e->error == WB_OK; ++i) {", value);
        out.indent();
        addBytes(out, sizeOf(out, value + ".items[i]", elementOf(index)));
        out.dedent();
        out.line("}");
    }

    // Bytes.

    void writePut(CodeWriter& out)
    {
        if (isMessage()) {
            const std::uint64_t id = context().plan().messages[node().detail].typeId;
            out.line("wb_store(at, 8, $1);", Context::unsignedLiteral(id));
            out.line("wb_store(at + 8, 4, e->lengths[e->next_length++] - WB_HEADER_BYTES);");
            out.line("at += WB_HEADER_BYTES;");
        }
        for (std::uint32_t i = 0; i < entry().fields.size();) {
            std::uint64_t bytes = 0;
            const std::uint32_t end = runEnd(i, bytes);
            if (end == i) {
                putField(out, i++);
                continue;
            }
            putRun(out, i, end);
            out.line("at += $1;", decimal(bytes));
            i = end;
        }
        out.line("return at;");
    }

    void putRun(CodeWriter& out, std::uint32_t first, std::uint32_t end)
    {
        writeRun(
            out, first, end,
            [&](std::uint32_t field, std::uint64_t at, std::uint64_t bytes) {
                writeCall(out, "memcpy",
                          {behind("at", at), "(const uint8_t *)value + " + offset(field), decimal(bytes)}, ";");
            },
            [&](std::uint32_t field, std::uint64_t at) {
                const auto mark = markOf(out, field);
                const NodeIndex index = entry().fields[field].node;
                writeCall(out, "wb_store", {behind("at", at), decimal(bytesOf(index)), stored(member(field), index)},
                          ";");
            });
    }

    void putField(CodeWriter& out, std::uint32_t field)
    {
        const auto mark = markOf(out, field);
        const ApiField& place = entry().fields[field];
        if (nodeOf(place).op != Op::Optional) {
            put(out, held(field), place.node);
            return;
        }
        const std::string condition = place.boxed ? member(field) + " != NULL" : has(field);
        out.line("*at++ = $1 ? 1 : 0;", condition);
        writeOptional(out, condition, [&] { put(out, place.boxed ? '*' + member(field) : member(field), place.node); });
    }

    void put(CodeWriter& out, const std::string& value, NodeIndex index)
    {
        const Node& node = this->node(index);
        switch (node.op) {
        case Op::Fixed:
            if (!isPrintedNumber(index))
                break;
            writeCall(out, "wb_store", {"at", decimal(bytesOf(index)), stored(value, index)}, ";");
            out.line("at += $1;", decimal(bytesOf(index)));
            return;
        case Op::Text:
            writeCall(out, "at = wb_put_span", {"at", decimal(node.prefixBytes), value + ".data", value + ".size"},
                      ";");
            return;
        case Op::Sequence:
            writeCall(out, "at = " + codeOf(index).put, {"e", "at", pointerTo(value)}, ";");
            return;
        case Op::List:
            if (!isPrintedList(index))
                break;
            writeCall(out, "wb_store", {"at", decimal(node.prefixBytes), value + ".count"}, ";");
            out.line("at += $1;", decimal(node.prefixBytes));
            out.line("for (size_t i = 0; i < $1.count; ++i) {", value);
            out.indent();
            put(out, value + ".items[i]", elementOf(index));
            out.dedent();
            out.line("}");
            return;
        default:
            break;
        }
        writeCall(out, "at = wb_put_content", {"e", nodeAt('e', index), "at", pointerTo(value)}, ";");
    }

    // Reading.

    void writeGetting(CodeWriter& out)
    {
        if (isMessage()) {
            const std::uint64_t id = context().plan().messages[node().detail].typeId;
            writeGet(out, "wb_get_header", {"d", "at", "&end", Context::unsignedLiteral(id)});
        }
        writeReturnIf(out, "!wb_enter(d, at)");
        for (std::uint32_t i = 0; i < entry().fields.size();) {
            std::uint64_t bytes = 0;
            const std::uint32_t end = runEnd(i, bytes);
            if (end == i) {
                getField(out, i++);
                continue;
            }
            writeReturnIf(out, fillIn("(size_t)(end - at) < $1", {decimal(bytes)}),
                          fillIn("wb_cut_short(d, $1, at, end)", {decimal(entry().fields[i].slot)}));
            getRun(out, i, end);
            out.line("at += $1;", decimal(bytes));
            i = end;
        }
        out.line("--d->depth;");
        out.line(isMessage() ? "return at != end ? wb_fail(d, WB_PAYLOAD_SIZE, at) : at;" : "return at;");
    }

    void getRun(CodeWriter& out, std::uint32_t first, std::uint32_t end)
    {
        writeRun(
            out, first, end,
            [&](std::uint32_t field, std::uint64_t at, std::uint64_t bytes) {
                writeCall(out, "memcpy", {"(uint8_t *)value + " + offset(field), behind("at", at), decimal(bytes)},
                          ";");
            },
            [&](std::uint32_t field, std::uint64_t at) {
                const auto mark = markOf(out, field);
                const NodeIndex index = entry().fields[field].node;
                const std::string integer = fillIn("wb_load($1, $2)", {behind("at", at), decimal(bytesOf(index))});
                out.line("$1 = $2;", member(field), loaded(integer, index));
            });
    }

    void getField(CodeWriter& out, std::uint32_t field)
    {
        const auto mark = markOf(out, field);
        const ApiField& place = entry().fields[field];
        if (nodeOf(place).op != Op::Optional) {
            if (place.boxed)
                writeBox(out, member(field));
            get(out, place.boxed ? '*' + member(field) : member(field), place.node);
            return;
        }
        if (place.boxed) {
            out.line("{");
            out.indent();
            out.line("bool there = false;");
            writeGet(out, "wb_get_presence", {"d", "at", "end", "&there"});
            writeOptional(out, "there", [&] {
                writeBox(out, member(field));
                get(out, '*' + member(field), place.node);
            });
            out.dedent();
            out.line("}");
            return;
        }
        writeGet(out, "wb_get_presence", {"d", "at", "end", '&' + has(field)});
        writeOptional(out, has(field), [&] { get(out, member(field), place.node); });
    }

    void get(CodeWriter& out, const std::string& value, NodeIndex index)
    {
        const Node& node = this->node(index);
        switch (node.op) {
        case Op::Text:
            writeGet(out, "wb_get_text", {"d", "at", "end", decimal(node.prefixBytes), pointerTo(value)});
            return;
        case Op::Sequence:
            writeGet(out, codeOf(index).get, {"d", "at", "end", pointerTo(value)});
            return;
        case Op::List:
            if (!isPrintedList(index))
                break;
            getList(out, value, index);
            return;
        default:
            break;
        }
        writeGet(out, "wb_get_self", {"d", nodeAt('d', index), "at", "end", pointerTo(value)});
    }

    void getList(CodeWriter& out, const std::string& value, NodeIndex index)
    {
        const NodeIndex element = elementOf(index);
        const std::uint64_t least = std::max<std::uint64_t>(1, bytesOf(element));
        out.line("{");
        out.indent();
        out.line("uint64_t count = 0;");
        writeGet(out, "wb_get_count", {"d", "at", "end", decimal(node(index).prefixBytes), decimal(least), "&count"});
        writeCall(out, fillIn("$1 *const items = wb_list_of", {context().type(element)}),
                  {"d->arena", nodeAt('d', index), pointerTo(value), "count"}, ";");
        writeReturnIf(out, "items == NULL", "wb_exhausted(d)");
        out.line("for (size_t i = 0; i < count; ++i) {");
        out.indent();
        writeReturnIf(out, "!wb_tick(d, at)");
        get(out, "items[i]", element);
        out.dedent();
        out.line("}");
        out.dedent();
        out.line("}");
    }
};

} // namespace

void writeSequenceCodec(CodeWriter& out, const Context& context, std::uint32_t index)
{
    SequencePrinter(out, context, index).write();
}

} // namespace wirebench::c

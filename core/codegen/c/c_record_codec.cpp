// SPDX-License-Identifier: MIT
// Records of bits: a place for each field that is known when the code is printed. Lists are left to the engine.
#include "core/codegen/c/c_codec.h"
#include "core/wire/bits.h"

#include <algorithm>

namespace wirebench::c {

namespace {

constexpr std::uint64_t kMostTurned = 256; ///< Bytes of a record that are turned around on the stack.

class RecordPrinter : public CodecPrinter {
public:
    using CodecPrinter::CodecPrinter;

    void write()
    {
        function(Function::Size, [this](CodeWriter& out) { out.line("return $1;", decimal(bytes())); });
        function(Function::Put, [this](CodeWriter& out) { writePut(out); });
        function(Function::Get, [this](CodeWriter& out) { writeGetting(out); });
    }

private:
    std::uint64_t bytes() const { return std::max<std::uint64_t>(1, (node().minBits + 7) / 8); }

    bool isPrintedLeaf(NodeIndex index) const
    {
        const ApiKind kind = typeOf(index).kind;
        return node(index).op == Op::Bits
            && (kind == ApiKind::UInt || kind == ApiKind::Int || kind == ApiKind::Bool || kind == ApiKind::Enum
                || kind == ApiKind::Flags);
    }

    /// Visits the fields of a record: `body` takes the index of a field, the field, and where it begins.
    template <typename Body>
    void eachField(NodeIndex record, std::uint64_t bit, Body body)
    {
        const std::uint32_t index = typeOf(record).index;
        const ApiStruct& entry = context().model().structs[index];
        for (std::uint32_t i = 0; i < entry.fields.size(); ++i)
            body(index, i, entry.fields[i], bit + context().slot(entry.fields[i].slot).offset);
    }

    /// The lowest number as an integer of 64 bits, with an operator in front; nothing where it is zero.
    std::string lowest(std::string_view op, NodeIndex index) const
    {
        const Node& node = this->node(index);
        const bool leaf = typeOf(index).kind == ApiKind::UInt || typeOf(index).kind == ApiKind::Int;
        if (!leaf || node.lowest == 0)
            return {};
        const std::string number = typeOf(index).kind == ApiKind::Int
            ? Context::signedLiteral(static_cast<std::int64_t>(node.lowest))
            : Context::unsignedLiteral(node.lowest);
        return fillIn(" $1 (uint64_t)$2", {op, number});
    }

    std::uint64_t undefinedFlags(NodeIndex index) const
    {
        return lowBits(static_cast<unsigned>(node(index).minBits))
            & ~context().plan().flags[node(index).detail].defined;
    }

    // Bytes.

    void writePut(CodeWriter& out)
    {
        out.line("memset(at, 0, $1);", decimal(bytes()));
        putRecord(out, "value->", entry().node, 0);
        if (node().byteReversed)
            out.line("wb_reverse(at, $1);", decimal(bytes()));
        out.line("return at + $1;", decimal(bytes()));
    }

    void putRecord(CodeWriter& out, const std::string& owner, NodeIndex record, std::uint64_t bit)
    {
        writeReturnIf(out, "!wb_open_struct(e)", "at");
        eachField(record, bit, [&](std::uint32_t index, std::uint32_t i, const ApiField& field, std::uint64_t place) {
            const auto mark = out.mark(context().model().structs[index].decl, field.member);
            const std::string value = owner + context().fieldName(index, i);
            if (!context().slot(field.slot).presenceBit) {
                put(out, value, field.node, place);
                return;
            }
            out.line("if ($1$2) {", owner, context().hasName(index, i));
            out.indent();
            out.line("wb_add_bits(at, $1, 1, 1);", decimal(place));
            put(out, value, field.node, place + 1);
            out.dedent();
            out.line("}");
        });
        out.line("--e->depth;");
    }

    void put(CodeWriter& out, const std::string& value, NodeIndex index, std::uint64_t bit)
    {
        if (node(index).op == Op::Record) {
            putRecord(out, value + '.', index, bit);
            return;
        }
        if (!isPrintedLeaf(index)) {
            writeCall(out, "wb_put_bit_value", {"e", nodeAt('e', index), "at", decimal(bit), pointerTo(value)}, ";");
            return;
        }
        checkLeaf(out, value, index);
        const std::string number = stored(value, index) + lowest("-", index);
        writeCall(out, "wb_add_bits", {"at", decimal(bit), decimal(node(index).minBits), number}, ";");
    }

    void checkLeaf(CodeWriter& out, const std::string& value, NodeIndex index)
    {
        const Node& node = this->node(index);
        const ApiType& type = typeOf(index);
        const auto refuse = [&](const std::string& condition, std::string_view error) {
            out.line("if ($1)", condition);
            out.line("    wb_refuse(e, $1);", error);
        };
        switch (type.kind) {
        case ApiKind::UInt:
            if (node.lowest != 0)
                refuse(fillIn("$1 < $2", {value, Context::unsignedLiteral(node.lowest)}), "WB_VALUE_RANGE");
            if (node.highest < lowBits(type.bits))
                refuse(fillIn("$1 > $2", {value, Context::unsignedLiteral(node.highest)}), "WB_VALUE_RANGE");
            break;
        case ApiKind::Int: {
            const auto low = static_cast<std::int64_t>(node.lowest);
            const auto high = static_cast<std::int64_t>(node.highest);
            const auto most = static_cast<std::int64_t>(lowBits(type.bits) >> 1U);
            if (low > -most - 1)
                refuse(fillIn("$1 < $2", {value, Context::signedLiteral(low)}), "WB_VALUE_RANGE");
            if (high < most)
                refuse(fillIn("$1 > $2", {value, Context::signedLiteral(high)}), "WB_VALUE_RANGE");
            break;
        }
        case ApiKind::Enum:
            refuse(fillIn("(uint32_t)$1 >= $2", {value, decimal(context().plan().enums[node.detail].labels.size())}),
                   "WB_UNKNOWN_ENUM_VALUE");
            break;
        case ApiKind::Flags: {
            const std::uint64_t wrong
                = ~context().plan().flags[node.detail].defined & lowBits(context().model().flags[type.index].bits);
            if (wrong != 0)
                refuse(fillIn("($1 & $2) != 0", {value, Context::unsignedLiteral(wrong)}), "WB_UNKNOWN_FLAG");
            break;
        }
        default:
            break;
        }
    }

    // Reading.

    void writeGetting(CodeWriter& out)
    {
        const std::string count = decimal(bytes());
        if (bytes() > kMostTurned && node().byteReversed) {
            writeCall(out, "return wb_get_reversed_record", {"d", nodeAt('d', entry().node), "at", "end", "memory"},
                      ";");
            return;
        }
        writeReturnIf(out, fillIn("(size_t)(end - at) < $1", {count}), "wb_fail(d, WB_TRUNCATED, end)");
        if (node().byteReversed) {
            out.line("uint8_t bytes[$1];", count);
            out.line("memcpy(bytes, at, $1);", count);
            out.line("wb_reverse(bytes, $1);", count);
        } else {
            out.line("const uint8_t *const bytes = at;");
        }
        getRecord(out, "value->", entry().node, 0);
        out.line("return at + $1;", count);
    }

    void getRecord(CodeWriter& out, const std::string& owner, NodeIndex record, std::uint64_t bit)
    {
        writeReturnIf(out, fillIn("!wb_enter(d, $1)", {behind("bytes", bit / 8)}));
        eachField(record, bit, [&](std::uint32_t index, std::uint32_t i, const ApiField& field, std::uint64_t place) {
            const auto mark = out.mark(context().model().structs[index].decl, field.member);
            const std::string value = owner + context().fieldName(index, i);
            if (!context().slot(field.slot).presenceBit) {
                get(out, value, field.node, place);
                return;
            }
            const std::string has = owner + context().hasName(index, i);
            out.line("$1 = wb_take_bits(bytes, $2, 1) != 0;", has, decimal(place));
            out.line("if ($1) {", has);
            out.indent();
            get(out, value, field.node, place + 1);
            out.dedent();
            out.line("}");
        });
        out.line("--d->depth;");
    }

    void get(CodeWriter& out, const std::string& value, NodeIndex index, std::uint64_t bit)
    {
        const Node& node = this->node(index);
        if (node.op == Op::Record) {
            getRecord(out, value + '.', index, bit);
            return;
        }
        if (!isPrintedLeaf(index)) {
            out.line("if (!wb_get_bit_value(d, $1, bytes, $2, $3))", nodeAt('d', index), decimal(bit),
                     pointerTo(value));
            out.line("    return NULL;");
            return;
        }
        const std::string bits = fillIn("wb_take_bits(bytes, $1, $2)", {decimal(bit), decimal(node.minBits)});
        const auto [condition, error] = refusal(index);
        if (condition.empty()) {
            out.line("$1 = $2;", value, meaning(bits, index));
            return;
        }
        out.line("{");
        out.indent();
        out.line("const uint64_t bits = $1;", bits);
        writeReturnIf(out, condition, fillIn("wb_fail(d, $1, $2)", {error, behind("bytes", bit / 8)}));
        out.line("$1 = $2;", value, meaning("bits", index));
        out.dedent();
        out.line("}");
    }

    std::string meaning(const std::string& bits, NodeIndex index) const
    {
        const std::string low = lowest("+", index);
        return loaded(low.empty() ? bits : '(' + bits + low + ')', index);
    }

    /// When `bits` are no value, and the error; empty where they always are one.
    std::pair<std::string, std::string_view> refusal(NodeIndex index) const
    {
        const Node& node = this->node(index);
        const std::uint64_t most = lowBits(static_cast<unsigned>(node.minBits));
        switch (typeOf(index).kind) {
        case ApiKind::UInt:
        case ApiKind::Int:
            if (const std::uint64_t range = node.highest - node.lowest; range < most)
                return {"bits > " + Context::unsignedLiteral(range), "WB_VALUE_RANGE"};
            return {};
        case ApiKind::Enum:
            if (const std::size_t count = context().plan().enums[node.detail].labels.size(); count <= most)
                return {"bits >= " + decimal(count), "WB_UNKNOWN_ENUM_VALUE"};
            return {};
        case ApiKind::Flags:
            if (const std::uint64_t wrong = undefinedFlags(index); wrong != 0)
                return {fillIn("(bits & $1) != 0", {Context::unsignedLiteral(wrong)}), "WB_UNDEFINED_FLAG"};
            return {};
        default:
            return {};
        }
    }
};

} // namespace

void writeRecordCodec(CodeWriter& out, const Context& context, std::uint32_t index)
{
    RecordPrinter(out, context, index).write();
}

} // namespace wirebench::c

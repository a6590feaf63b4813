// SPDX-License-Identifier: MIT
// Structs whose fields have numbers: a statement a field, and a switch over the tags.
#include "core/codegen/c/c_codec.h"
#include "core/codegen/zero_elements.h"
#include "core/wire/varint.h"

#include <algorithm>

namespace wirebench::c {

namespace {

constexpr std::size_t kFewFields = 256; ///< Of which flags lie on the stack.

class TaggedPrinter : public CodecPrinter {
public:
    using CodecPrinter::CodecPrinter;

    void write()
    {
        function(Function::Size, [this](CodeWriter& out) { writeSize(out); });
        function(Function::Put, [this](CodeWriter& out) { isTagged() ? writePut(out) : writePresencePut(out); });
        function(Function::Get, [this](CodeWriter& out) { writeGetting(out); });
    }

private:
    bool isTagged() const { return node().op == Op::Tagged; }
    const Slot& slot(std::uint32_t field) const { return context().slot(entry().fields[field].slot); }
    NodeIndex nodeIndex(std::uint32_t field) const { return entry().fields[field].node; }
    const AcceptedForm& written(std::uint32_t field) const { return context().plan().forms[slot(field).firstForm]; }
    std::uint64_t tag(std::uint32_t field) const
    {
        return std::uint64_t{slot(field).number} << 3 | written(field).wireType;
    }
    std::string value(std::uint32_t field) const { return (entry().fields[field].boxed ? "*" : "") + member(field); }
    std::string address(std::uint32_t field) const { return pointerTo(value(field)); }
    std::string ownNode(char state) const { return nodeAt(state, entry().node); }
    std::size_t bitmapBytes() const { return (entry().fields.size() + 7) / 8; }

    std::vector<std::uint32_t> writingOrder() const
    {
        std::vector<std::uint32_t> order;
        for (std::uint32_t i = 0; i < node().orderedCount; ++i) {
            const SlotIndex wanted = context().plan().wireOrder[node().firstOrdered + i].slot;
            const auto found = std::find_if(entry().fields.begin(), entry().fields.end(),
                                            [&](const ApiField& field) { return field.slot == wanted; });
            if (found != entry().fields.end())
                order.push_back(static_cast<std::uint32_t>(found - entry().fields.begin()));
        }
        return order;
    }

    bool isSpan(NodeIndex index) const
    {
        const ApiType& type = typeOf(index);
        return node(index).op == Op::Content && !node(index).selfDelimiting
            && (type.kind == ApiKind::Text || (type.kind == ApiKind::Bytes && type.count == 0));
    }
    /// Whether the value is a struct behind its length.
    bool isDelimitedStruct(NodeIndex index) const { return hasCode(context(), index) && !node(index).selfDelimiting; }
    /// Whether statements are printed for a value in its bare form.
    bool isPrinted(NodeIndex index) const
    {
        return isPrintedNumber(index) || isSpan(index) || isDelimitedStruct(index);
    }
    /// Whether the field is one element of a list at a time, and printed.
    bool isPrintedList(std::uint32_t field) const
    {
        const NodeIndex list = nodeIndex(field);
        return node(list).op == Op::Series && !context().optionalElement(node(list).firstSlot)
            && isPrinted(elementOf(list));
    }
    NodeIndex elementOf(NodeIndex list) const { return context().slot(node(list).firstSlot).node; }
    const Context::CodeNames& codeOf(NodeIndex index) const { return context().codeNames(typeOf(index).index); }

    /// Whether the field is there, as a condition; empty where it always is.
    std::string condition(std::uint32_t field) const
    {
        const ApiField& place = entry().fields[field];
        const Slot& slot = this->slot(field);
        const bool must = slot.occurs == Occurs::Always || slot.occurs == Occurs::Required;
        if (place.boxed)
            return member(field) + " != NULL";
        if (context().hasFlag(place))
            return has(field);
        if (typeOf(place.node).kind == ApiKind::Union)
            return must && isTagged() ? "" : member(field) + ".type != 0";
        if (!isTagged())
            return {};
        if (slot.occurs == Occurs::Repeated)
            return member(field) + ".count != 0";
        if (slot.occurs != Occurs::Default)
            return {};
        if (slot.defaultBytes != kNoIndex)
            return fillIn("!wb_is_default(e, $1, $2)", {slotAt('e', place.slot), address(field)});
        return nonZero(field);
    }

    std::string nonZero(std::uint32_t field) const
    {
        const NodeIndex index = nodeIndex(field);
        const ApiType& type = typeOf(index);
        if (type.kind == ApiKind::Bool)
            return member(field);
        if (isPrintedNumber(index))
            return (type.kind == ApiKind::Float ? stored(member(field), index) : member(field)) + " != 0";
        if (isSpan(index))
            return member(field) + ".size != 0";
        if (type.kind == ApiKind::Map || (type.kind == ApiKind::List && type.count == 0))
            return member(field) + ".count != 0";
        return fillIn("!wb_is_zero(e->schema, $1, $2)", {nodeAt('e', index), address(field)});
    }

    template <typename Body>
    static void where(CodeWriter& out, const std::string& condition, Body body)
    {
        if (condition.empty()) {
            body();
            return;
        }
        out.line("if ($1) {", condition);
        out.indent();
        body();
        out.dedent();
        out.line("}");
    }

    /// Whether a struct is left out when it has no bytes.
    bool isLeftOutEmpty(std::uint32_t field) const
    {
        return isTagged() && slot(field).occurs == Occurs::Default && slot(field).oneof == 0
            && node(nodeIndex(field)).op == Op::Tagged;
    }

    /// What lies on the wire of a number.
    std::string coded(const std::string& value, NodeIndex index) const
    {
        const Node& node = this->node(index);
        const bool zigzag = node.op == Op::Varint && node.coding == VarintCoding::ZigZag;
        return zigzag ? fillIn("wb_zigzag($1)", {stored(value, index)}) : stored(value, index);
    }

    // Sizes.

    void writeSize(CodeWriter& out)
    {
        const std::uint64_t bitmap = bitmapBytes();
        out.line("size_t bytes = $1;", decimal(isTagged() ? 0 : varintBytes(bitmap) + bitmap));
        writeReturnIf(out, "!wb_open_struct(e)", "0");
        if (node().hasOneof)
            writeCall(out, "wb_check_groups", {"e", ownNode('e'), "value"}, ";");
        for (const std::uint32_t field : writingOrder()) {
            const auto mark = markOf(out, field);
            where(out, condition(field), [&] {
                sizeOfField(out, field);
                if (slot(field).validationCount != 0)
                    writeCall(out, "wb_check_rules", {"e", slotAt('e', entry().fields[field].slot), address(field)},
                              ";");
            });
        }
        if (entry().keepsUnknown) {
            const std::string unknown = "value->" + unknownName();
            out.line("if ($1.size != 0)", unknown);
            out.line("    bytes += wb_unknown_size(e, $1, $2);", ownNode('e'), unknown);
        }
        out.line("--e->depth;");
        out.line("return bytes;");
    }

    void sizeOfField(CodeWriter& out, std::uint32_t field)
    {
        const NodeIndex index = nodeIndex(field);
        if (!isTagged()) {
            addSize(out, 0, value(field), index);
            return;
        }
        const std::uint64_t tagBytes = varintBytes(tag(field));
        const FieldForm form = written(field).form;
        if (form == FieldForm::Element && isPrintedList(field)) {
            out.line("wb_check_elements(e, $1.count);", member(field));
            out.line("for (size_t i = 0; i < $1.count && e->error == WB_OK; ++i) {", member(field));
            out.indent();
            addSize(out, tagBytes, member(field) + ".items[i]", elementOf(index));
            out.dedent();
            out.line("}");
        } else if (form == FieldForm::TableIndex && isSpan(index) && typeOf(index).kind == ApiKind::Text) {
            out.line("bytes += $1 + wb_table_text_size(e, $2);", decimal(tagBytes), value(field));
        } else if (form != FieldForm::Value || !isPrinted(index)) {
            writeCall(out, "bytes += wb_field_size", {"e", slotAt('e', entry().fields[field].slot), address(field)},
                      ";");
        } else if (isLeftOutEmpty(field)) {
            writeCall(out, "bytes += wb_nonempty_size", {"e", decimal(tagBytes), codeOf(index).size, address(field)},
                      ";");
        } else {
            addSize(out, tagBytes, value(field), index);
        }
    }

    /// Adds the size of a bare form, and of what lies before it.
    void addSize(CodeWriter& out, std::uint64_t before, const std::string& x, NodeIndex index)
    {
        const Node& node = this->node(index);
        const std::string front = before == 0 ? "bytes += " : "bytes += " + decimal(before) + " + ";
        if (isPrintedNumber(index) && node.op == Op::Fixed) {
            out.line("bytes += $1;", decimal(before + node.minBits / 8));
        } else if (isPrintedNumber(index) && typeOf(index).kind == ApiKind::Bool) {
            out.line("bytes += $1;", decimal(before + 1));
        } else if (isPrintedNumber(index)) {
            if (typeOf(index).kind == ApiKind::Enum)
                out.line("wb_check_enum(e, $1);", x);
            out.line("$1wb_varint_size($2);", front, coded(x, index));
        } else if (isSpan(index)) {
            out.line("$1wb_delimited_span_size(e, $2.size);", front, x);
        } else if (isDelimitedStruct(index)) {
            writeCall(out, front + "wb_struct_size", {"e", codeOf(index).size, pointerTo(x)}, ";");
        } else {
            writeCall(out, front + "wb_bare_size", {"e", nodeAt('e', index), pointerTo(x)}, ";");
        }
    }

    // Bytes.

    void writePut(CodeWriter& out)
    {
        const std::string unknown = "value->" + unknownName();
        const bool merges = entry().keepsUnknown && context().plan().dialect.canonical;
        if (merges)
            writeReturnIf(out, unknown + ".size != 0", fillIn("wb_put_merged(e, $1, at, value)", {ownNode('e')}));
        for (const std::uint32_t field : writingOrder()) {
            const auto mark = markOf(out, field);
            where(out, condition(field), [&] { putField(out, field); });
        }
        if (entry().keepsUnknown && !merges)
            out.line("return wb_copy_bytes(at, $1.data, $1.size);", unknown);
        else
            out.line("return at;");
    }

    void writePresencePut(CodeWriter& out)
    {
        const std::vector<std::uint32_t> order = writingOrder();
        out.line("at = wb_put_varint(at, $1);", decimal(bitmapBytes()));
        if (!order.empty()) {
            out.line("uint8_t *const present = at;");
            out.line("memset(present, 0, $1);", decimal(bitmapBytes()));
            out.line("at += $1;", decimal(bitmapBytes()));
        }
        for (std::size_t bit = 0; bit < order.size(); ++bit) {
            const auto mark = markOf(out, order[bit]);
            where(out, condition(order[bit]), [&] {
                out.line("present[$1] = (uint8_t)(present[$1] | $2u);", decimal(bit / 8),
                         decimal(std::uint64_t{1} << bit % 8));
                put(out, value(order[bit]), nodeIndex(order[bit]));
            });
        }
        out.line("return at;");
    }

    void putField(CodeWriter& out, std::uint32_t field)
    {
        const NodeIndex index = nodeIndex(field);
        const FieldForm form = written(field).form;
        if (form == FieldForm::Element && isPrintedList(field)) {
            out.line("for (size_t i = 0; i < $1.count; ++i) {", member(field));
            out.indent();
            putTag(out, field);
            put(out, member(field) + ".items[i]", elementOf(index));
            out.dedent();
            out.line("}");
        } else if (form == FieldForm::TableIndex && isSpan(index) && typeOf(index).kind == ApiKind::Text) {
            putTag(out, field);
            out.line("at = wb_put_varint(at, e->lengths[e->next_length++]);");
        } else if (form != FieldForm::Value || !isPrinted(index)) {
            writeCall(out, "at = wb_put_field", {"e", slotAt('e', entry().fields[field].slot), "at", address(field)},
                      ";");
        } else if (isLeftOutEmpty(field)) {
            writeCall(out, "at = wb_put_nonempty",
                      {"e", "at", Context::unsignedLiteral(tag(field)), codeOf(index).put, address(field)}, ";");
        } else {
            putTag(out, field);
            put(out, value(field), index);
        }
    }

    void putTag(CodeWriter& out, std::uint32_t field)
    {
        if (tag(field) < 0x80)
            out.line("*at++ = $1;", decimal(tag(field)));
        else
            out.line("at = wb_put_varint(at, $1);", Context::unsignedLiteral(tag(field)));
    }

    void put(CodeWriter& out, const std::string& x, NodeIndex index)
    {
        const Node& node = this->node(index);
        if (isPrintedNumber(index) && node.op == Op::Fixed) {
            writeCall(out, "wb_store", {"at", decimal(node.minBits / 8), coded(x, index)}, ";");
            out.line("at += $1;", decimal(node.minBits / 8));
        } else if (isPrintedNumber(index) && typeOf(index).kind == ApiKind::Bool) {
            out.line("*at++ = $1;", coded(x, index));
        } else if (isPrintedNumber(index)) {
            out.line("at = wb_put_varint(at, $1);", coded(x, index));
        } else if (isSpan(index)) {
            writeCall(out, "at = wb_put_delimited_span", {"at", x + ".data", x + ".size"}, ";");
        } else if (isDelimitedStruct(index)) {
            writeCall(out, "at = wb_put_struct", {"e", "at", codeOf(index).put, pointerTo(x)}, ";");
        } else {
            writeCall(out, "at = wb_put_bare", {"e", nodeAt('e', index), "at", pointerTo(x)}, ";");
        }
    }

    // Reading.

    /// Whether it matters that a field was not there: that is an error, or its value is not zero, or it counts.
    bool mattersWhenMissing(std::uint32_t field) const
    {
        const ApiField& place = entry().fields[field];
        const Slot& slot = this->slot(field);
        const ApiType& type = typeOf(place.node);
        const bool given = slot.occurs == Occurs::Always || slot.occurs == Occurs::Default;
        const bool counts = given && slot.oneof == 0 && isTagged() && !place.optional
            && zeroElements(context().plan(), place.node) > 0;
        if (slot.occurs == Occurs::Required || counts)
            return true;
        if (context().hasFlag(place))
            return false;
        if (place.boxed)
            return slot.occurs == Occurs::Always;
        return slot.defaultBytes != kNoIndex || type.kind == ApiKind::Struct
            || (type.kind == ApiKind::List && type.count != 0);
    }

    void writeGetting(CodeWriter& out)
    {
        const std::string count = decimal(std::max<std::size_t>(1, node().slotCount));
        const bool few = node().slotCount <= kFewFields;
        writeReturnIf(out, "!wb_enter(d, at)");
        if (few)
            out.line("bool seen[$1] = {false};", count);
        else
            out.line("bool *const seen = wb_arena_alloc(d->arena, $1);", count);
        if (!few)
            writeReturnIf(out, "seen == NULL", "wb_exhausted(d)");
        out.line("wb_fields fields;");
        writeCall(out, "wb_fields_init", {"&fields", ownNode('d'), "memory", "seen"}, ";");
        if (isTagged())
            getTagged(out);
        else
            getPresent(out);
        out.line("--d->depth;");
        for (std::uint32_t i = 0; i < entry().fields.size(); ++i) {
            if (!mattersWhenMissing(i))
                continue;
            const std::string index = seenIndex(i);
            out.line("if (!seen[$1] && !wb_fill_missing(d, $2, value, end))", index,
                     slotAt('d', entry().fields[i].slot));
            out.line("    return NULL;");
        }
        out.line("return end;");
    }

    std::string seenIndex(std::uint32_t field) const { return decimal(entry().fields[field].slot - node().firstSlot); }

    void getTagged(CodeWriter& out)
    {
        out.line("while (at != end) {");
        out.indent();
        out.line("const uint8_t *const start = at;");
        out.line("uint64_t tag = 0;");
        writeReturnIf(out, "!wb_tick(d, at)");
        writeGet(out, "wb_get_varint", {"d", "at", "end", "&tag"});
        out.line("switch (tag) {");
        for (std::uint32_t i = 0; i < entry().fields.size(); ++i) {
            for (std::uint32_t form = 0; form < slot(i).formCount; ++form) {
                const AcceptedForm& accepted = context().plan().forms[slot(i).firstForm + form];
                if (isPrintedForm(i, accepted.form))
                    getCase(out, i, accepted);
            }
        }
        out.line("default:");
        out.line("    at = wb_get_field(d, &fields, tag, start, at, end);");
        out.line("    break;");
        out.line("}");
        writeReturnIf(out, "at == NULL");
        out.dedent();
        out.line("}");
    }

    bool isPrintedForm(std::uint32_t field, FieldForm form) const
    {
        if (slot(field).oneof != 0)
            return false;
        return (form == FieldForm::Value && isPrinted(nodeIndex(field)))
            || (form == FieldForm::Element && isPrintedList(field));
    }

    void getCase(CodeWriter& out, std::uint32_t field, const AcceptedForm& accepted)
    {
        const auto mark = markOf(out, field);
        const std::uint64_t tag = std::uint64_t{slot(field).number} << 3 | accepted.wireType;
        const bool element = accepted.form == FieldForm::Element;
        const bool declares = element || isPrintedNumber(nodeIndex(field));
        out.line(declares ? "case $1: {" : "case $1:", Context::unsignedLiteral(tag));
        out.indent();
        if (mattersWhenMissing(field))
            out.line("seen[$1] = true;", seenIndex(field));
        if (element)
            getElement(out, field);
        else
            getValue(out, field);
        out.line("break;");
        out.dedent();
        if (declares)
            out.line("}");
    }

    void getElement(CodeWriter& out, std::uint32_t field)
    {
        const NodeIndex list = nodeIndex(field);
        const NodeIndex element = elementOf(list);
        if (context().hasFlag(entry().fields[field]))
            out.line("$1 = true;", has(field));
        writeCall(out, fillIn("$1 *const item = wb_one_more", {context().type(element)}),
                  {"d", nodeAt('d', list), address(field), member(field) + ".count", "at"}, ";");
        writeReturnIf(out, "item == NULL");
        get(out, "*item", element);
    }

    /// Reads the value of a field into its place, which may hold one that came before.
    void getValue(CodeWriter& out, std::uint32_t field)
    {
        const ApiField& place = entry().fields[field];
        if (place.boxed)
            writeBox(out, member(field));
        else if (context().hasFlag(place))
            out.line("$1 = true;", has(field));
        if (!place.boxed && typeOf(place.node).kind == ApiKind::Struct)
            out.line("memset($1, 0, sizeof $2);", address(field), value(field));
        get(out, value(field), place.node);
    }

    /// A printed value in its bare form.
    void get(CodeWriter& out, const std::string& x, NodeIndex index)
    {
        const Node& node = this->node(index);
        const ApiType& type = typeOf(index);
        if (isSpan(index)) {
            writeCall(out, type.kind == ApiKind::Text ? "at = wb_get_delimited_text" : "at = wb_get_delimited_bytes",
                      {"d", "at", "end", pointerTo(x)}, ";");
            return;
        }
        if (isDelimitedStruct(index)) {
            writeCall(out, "at = wb_get_struct", {"d", "at", "end", codeOf(index).get, pointerTo(x)}, ";");
            return;
        }
        out.line("uint64_t number = 0;");
        if (node.op == Op::Fixed)
            out.line("at = wb_get_fixed(d, at, end, $1, &number);", decimal(node.minBits / 8));
        else if (type.kind == ApiKind::Bool || type.kind == ApiKind::Flags || type.bits == 64)
            out.line("at = wb_get_varint(d, at, end, &number);");
        else if (type.kind == ApiKind::Int)
            out.line("at = wb_get_int(d, at, end, $1, $2, &number);",
                     node.coding == VarintCoding::ZigZag ? "true" : "false", decimal(type.bits));
        else
            out.line("at = wb_get_uint(d, at, end, $1, &number);", greatest(type));
        const bool zigzag64 = node.op == Op::Varint && type.kind == ApiKind::Int && type.bits == 64
            && node.coding == VarintCoding::ZigZag;
        out.line("$1 = $2;", x, loaded(zigzag64 ? "wb_unzigzag(number)" : "number", index));
    }

    static std::string greatest(const ApiType& type)
    {
        return type.kind == ApiKind::Enum ? "INT32_MAX" : "UINT" + decimal(type.bits) + "_MAX";
    }

    void getPresent(CodeWriter& out)
    {
        const std::vector<std::uint32_t> order = writingOrder();
        out.line("uint64_t bytes = 0;");
        out.line("const uint8_t *const present = wb_get_length(d, at, end, &bytes);");
        writeReturnIf(out, "present == NULL");
        out.line("at = present + bytes;");
        for (std::size_t bit = 0; bit < order.size(); ++bit) {
            const std::uint32_t field = order[bit];
            const auto mark = markOf(out, field);
            where(out, fillIn("wb_is_present(present, bytes, $1)", {decimal(bit)}), [&] {
                out.line("seen[$1] = true;", seenIndex(field));
                if (isPrinted(nodeIndex(field)) && slot(field).oneof == 0)
                    getValue(out, field);
                else
                    writeCall(out, "at = wb_get_form",
                              {"d", "&fields", slotAt('d', entry().fields[field].slot), "WB_FORM_VALUE", "at", "end"},
                              ";");
                writeReturnIf(out, "at == NULL");
            });
        }
        writeReturnIf(out, fillIn("!wb_check_presence(d, present, bytes, $1)", {decimal(order.size())}));
    }
};

} // namespace

void writeTaggedCodec(CodeWriter& out, const Context& context, std::uint32_t index)
{
    TaggedPrinter(out, context, index).write();
}

} // namespace wirebench::c

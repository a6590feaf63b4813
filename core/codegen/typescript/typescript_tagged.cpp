// SPDX-License-Identifier: MIT
#include "core/codegen/typescript/typescript_tagged.h"

#include "core/wire/varint.h"

#include <map>

// Structs of fields by number: measuring and writing; and presence maps.

namespace wirebench::typescript {

std::vector<std::size_t> writeOrder(const Context& context, const ApiStruct& entry)
{
    std::map<SlotIndex, std::size_t> fields;
    for (std::size_t i = 0; i < entry.fields.size(); ++i)
        fields.emplace(entry.fields[i].slot, i);
    const Node& node = context.ownerOf(entry);
    std::vector<std::size_t> order;
    for (std::uint32_t i = node.firstOrdered; i < node.firstOrdered + node.orderedCount; ++i) {
        if (const auto field = fields.find(context.plan.wireOrder[i].slot); field != fields.end())
            order.push_back(field->second);
    }
    return order;
}

std::string elementCodecOf(const Context& context, const ApiField& field)
{
    return codecOf(context, context.model.typeOf(field.node).element);
}

bool isText(const Context& context, const ApiField& field)
{
    return context.model.typeOf(field.node).kind == ApiKind::Text;
}

namespace {

const AcceptedForm& writtenForm(const Context& context, const ApiField& field)
{
    return context.plan.forms[context.slot(field).firstForm];
}

bool isList(const Context& context, const ApiField& field)
{
    return context.model.typeOf(field.node).kind == ApiKind::List;
}

/// A field in one of the forms that write every element, or none when there are none.
bool isRepeated(const Context& context, const ApiField& field)
{
    return writtenForm(context, field).form != FieldForm::Value && isList(context, field);
}

/// A struct that is left out when it has nothing to say.
bool isLeftOutWhenEmpty(const Context& context, const ApiField& field)
{
    const Slot& slot = context.slot(field);
    return slot.occurs == Occurs::Default && context.node(slot.node).op == Op::Tagged && slot.oneof == 0;
}

bool mustBeThere(const Context& context, const ApiField& field)
{
    const Occurs occurs = context.slot(field).occurs;
    return occurs == Occurs::Always || occurs == Occurs::Required;
}

/// The condition that a field is written; empty when it always is.
std::string condition(const Context& context, const ApiField& field, const std::string& value)
{
    if (mustBeThere(context, field))
        return {};
    if (isNullable(context, field))
        return value + " != null";
    return isWritten(context, field, value);
}

template <typename Body>
void printIf(CodeWriter& out, const std::string& condition, Body body)
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

void printMeasureRepeated(Context& context, const ApiField& field, const std::string& value, const std::string& tag)
{
    const std::string element = elementCodecOf(context, field);
    const std::string name = textLiteral(field.name);
    CodeWriter& out = context.out;
    switch (writtenForm(context, field).form) {
    case FieldForm::Run:
        out.line("n += rt.measureRun(m, $1, $2, $3, $4);", element, value, name, tag);
        break;
    case FieldForm::BitRun:
        out.line("n += rt.measureBitRun(m, $1, $2, $3, $4);", element, value, name, tag);
        break;
    case FieldForm::TableIndex:
        out.line("n += rt.measureInterned(m, $1, $2, $3);", value, name, tag);
        break;
    default:
        out.line("n += rt.measureRepeated(m, $1, $2, $3, $4);", element, value, name, tag);
        break;
    }
}

void printMeasure(Context& context, const ApiStruct& entry, std::size_t index)
{
    const ApiField& field = entry.fields[index];
    const Slot& slot = context.slot(field);
    CodeWriter& out = context.out;
    const auto mark = out.mark(entry.decl, field.member);
    const std::string value = "v." + context.property(entry, index);
    const AcceptedForm& form = writtenForm(context, field);
    const std::string tag = std::to_string(varintBytes(tagOf(slot.number, form.wireType)));
    const std::string name = textLiteral(field.name);
    if (isRepeated(context, field)) {
        printMeasureRepeated(context, field, value, tag);
        printRules(context, field, value, name);
        return;
    }
    const std::string codec = slotCodecOf(context, field);
    printIf(out, condition(context, field, value), [&] {
        if (form.form == FieldForm::TableIndex)
            out.line("n += $1 + m.interned($2, $3);", tag, value, name);
        else if (isLeftOutWhenEmpty(context, field))
            out.line("n += m.unlessEmpty($1, $2, $3, $4);", codec, value, name, tag);
        else if (context.node(slot.node).selfDelimiting)
            out.line("n += $1 + $2.measure(m, $3, $4);", tag, codec, value, name);
        else if (isText(context, field))
            out.line("n += $1 + m.textPart($2, $3);", tag, value, name);
        else
            out.line("n += $1 + m.part($2, $3, $4);", tag, codec, value, name);
        printRules(context, field, value, name);
    });
}

void printWriteRepeated(Context& context, const ApiField& field, const std::string& value, const std::string& tag)
{
    const std::string element = elementCodecOf(context, field);
    CodeWriter& out = context.out;
    switch (writtenForm(context, field).form) {
    case FieldForm::Run:
        out.line("rt.writeRun(w, $1, $2, $3);", element, value, tag);
        break;
    case FieldForm::BitRun:
        out.line("rt.writeBitRun(w, $1, $2);", value, tag);
        break;
    case FieldForm::TableIndex:
        out.line("rt.writeInterned(w, $1, $2);", value, tag);
        break;
    default:
        out.line("rt.writeRepeated(w, $1, $2, $3);", element, value, tag);
        break;
    }
}

void printWrite(Context& context, const ApiStruct& entry, std::size_t index)
{
    const ApiField& field = entry.fields[index];
    const Slot& slot = context.slot(field);
    CodeWriter& out = context.out;
    const auto mark = out.mark(entry.decl, field.member);
    const std::string value = "v." + context.property(entry, index);
    const AcceptedForm& form = writtenForm(context, field);
    const std::uint64_t tag = tagOf(slot.number, form.wireType);
    const std::string tagText = std::to_string(tag);
    if (isRepeated(context, field)) {
        printWriteRepeated(context, field, value, tagText);
        return;
    }
    const std::string codec = slotCodecOf(context, field);
    printIf(out, condition(context, field, value), [&] {
        if (isLeftOutWhenEmpty(context, field) && form.form == FieldForm::Value) {
            out.line("w.unlessEmpty($1, $2, $3);", codec, value, tagText);
            return;
        }
        out.line(tag < 0x80 ? "w.byte($1);" : "w.uvarint($1);", tagText);
        if (form.form == FieldForm::TableIndex)
            out.line("w.interned($1);", value);
        else if (context.node(slot.node).selfDelimiting)
            out.line("$1.write(w, $2);", codec, value);
        else if (isText(context, field))
            out.line("w.textPart($1);", value);
        else
            out.line("w.part($1, $2);", codec, value);
    });
}

/// A check that at most one field of each group is set.
void printGroups(Context& context, const ApiStruct& entry)
{
    std::map<std::uint16_t, std::pair<std::string, std::string>> groups;
    for (std::size_t i = 0; i < entry.fields.size(); ++i) {
        const std::uint16_t group = context.slot(entry.fields[i]).oneof;
        if (group == 0)
            continue;
        auto& [values, names] = groups[group];
        values += (values.empty() ? "v." : ", v.") + context.property(entry, i);
        names += (names.empty() ? "" : ", ") + textLiteral(entry.fields[i].name);
    }
    for (const auto& [group, texts] : groups)
        context.out.line("rt.checkGroup(m, [$1], [$2]);", texts.first, texts.second);
}

} // namespace

void printTagged(Context& context, const ApiStruct& entry)
{
    CodeWriter& out = context.out;
    const std::vector<std::size_t> order = writeOrder(context, entry);
    const std::string& numbers = context.names.numberSets[context.indexOf(entry)];
    out.line("numbers: $1,", numbers);
    out.line("measure: (m, v) => {");
    out.indent();
    printGroups(context, entry);
    out.line("let n = 0;");
    for (const std::size_t index : order)
        printMeasure(context, entry, index);
    out.line("if (v.unknownFields !== undefined) {");
    out.line("  n += rt.measureUnknown(m, v.unknownFields, $1);", numbers);
    out.line("}");
    out.line("return n;");
    out.dedent();
    out.line("},");
    out.line("write: (w, v) => {");
    out.indent();
    out.line("const begin = w.at;");
    for (const std::size_t index : order)
        printWrite(context, entry, index);
    out.line("if (v.unknownFields !== undefined) {");
    out.line("  rt.writeUnknown(w, v.unknownFields, begin);");
    out.line("}");
    out.dedent();
    out.line("},");
    printTaggedReading(context, entry);
}

void printPresenceMap(Context& context, const ApiStruct& entry)
{
    CodeWriter& out = context.out;
    const std::vector<std::size_t> order = writeOrder(context, entry);
    const std::string count = std::to_string(order.size());
    const auto forEach = [&](const auto& print) {
        for (std::size_t i = 0; i < order.size(); ++i) {
            const ApiField& field = entry.fields[order[i]];
            const auto mark = out.mark(entry.decl, field.member);
            print(i, field, "v." + context.property(entry, order[i]), slotCodecOf(context, field));
        }
    };
    out.line("measure: (m, v) => {");
    out.indent();
    printGroups(context, entry);
    const std::uint64_t bitmap = (order.size() + 7) / 8;
    out.line("let n = $1;", std::to_string(varintBytes(bitmap) + bitmap));
    forEach([&](std::size_t, const ApiField& field, const std::string& value, const std::string& codec) {
        printIf(out, mustBeThere(context, field) ? std::string() : value + " != null", [&] {
            out.line("n += m.bare($1, $2, $3);", codec, value, textLiteral(field.name));
            printRules(context, field, value, textLiteral(field.name));
        });
    });
    out.line("return n;");
    out.dedent();
    out.line("},");
    out.line("write: (w, v) => {");
    out.indent();
    std::string present;
    for (const std::size_t index : order)
        present += (present.empty() ? "v." : ", v.") + context.property(entry, index) + " != null";
    out.line("rt.writePresence(w, [$1]);", present);
    forEach([&](std::size_t, const ApiField&, const std::string& value, const std::string& codec) {
        out.line("if ($1 != null) {", value);
        out.line("  w.bare($1, $2);", codec, value);
        out.line("}");
    });
    out.dedent();
    out.line("},");
    out.line("read: (r) => {");
    out.indent();
    out.line("const v: $1 = $2.zero();", context.nameOf(entry), context.codecOf(entry));
    out.line("const present = rt.readPresence(r);");
    forEach([&](std::size_t i, const ApiField& field, const std::string& value, const std::string& codec) {
        out.line("if (rt.isPresent(present, $1)) {", std::to_string(i));
        out.line("  $1 = r.bare($2);", value, codec);
        if (mustBeThere(context, field)) {
            out.line("} else {");
            out.line("  rt.missingField(r, $1, $2);", std::to_string(context.slot(field).number),
                     textLiteral(field.name));
        }
        out.line("}");
    });
    out.line("rt.checkPresence(r, present, $1);", count);
    out.line("return v;");
    out.dedent();
    out.line("},");
}

} // namespace wirebench::typescript
